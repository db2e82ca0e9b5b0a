// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/label_rows.h"

#include "core/store/sqlite.h"
#include "core/store/writer_state.h"

#include <mutex>

namespace evenspan::store {

Result<std::vector<LabelRow>> labelRows(Writer& writer) {
    return guard([&] {
        const std::lock_guard lock(writer.state().mutex);
        Statement s = writer.state().db->cached("SELECT id, name, colour, key, description, "
                                                "archived FROM label WHERE gone = 0 ORDER BY id");
        std::vector<LabelRow> out;
        while (s.step())
            out.push_back({LabelId(s.integer(0)), s.string(1), s.string(2), s.string(3),
                s.string(4), s.integer(5) != 0, 0});
        return out;
    });
}

} // namespace evenspan::store
