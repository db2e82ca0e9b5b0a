// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metric_series.h"

#include "core/store/reader.h"
#include "core/store/sqlite.h"

#include <limits>

namespace evenspan::store {

Result<void> forEachMetric(
    Reader& reader, RunId run, const MetricVisit& visit, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        Statement s = reader.database().cached(
            "SELECT step, epoch, split, key, value FROM run_metric WHERE run = ?");
        s.with(run.value);
        while (s.step())
            if (!visit(s.integer(0), s.real(1), s.text(2), s.text(3),
                    s.isNull(4) ? std::numeric_limits<double>::quiet_NaN() : s.real(4)))
                break;
        s.reset();
    });
}

} // namespace evenspan::store
