// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_row.h"

#include "core/base/nearest.h"

#include <vector>

namespace evenspan {

Result<store::RunRow> findRunRow(store::Reader& reader, const std::string& name) {
    auto run = reader.run(name);
    if (run)
        return run;
    auto runs = reader.runs();
    std::vector<std::string> names;
    if (runs)
        for (const auto& row : *runs)
            names.push_back(row.name);
    if (names.empty())
        return Error{ErrorCode::NotFound, "The project has no run yet", name,
            "Train one first: evenspan-cli train FILE"};
    const auto near = nearestWord(name, names);
    std::string all;
    for (const auto& other : names)
        all += (all.empty() ? "" : ", ") + other;
    return Error{ErrorCode::NotFound, "The project has no run of this name", name,
        (near.empty() ? "" : "Did you mean " + near + "? ") + "There are: " + all};
}

} // namespace evenspan
