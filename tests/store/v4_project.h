// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_marks.h"
#include "tests/store/v3_project.h"

// What a project of version 4 holds beside version 3: what people say of runs and what runs scored.
// tool_v1_project.cpp wrote tests/data/projects/v4/sample.evenspan; tst_store_v1.cpp checks that
// the file still opens and says the same.
namespace evenspan::store {

inline RunMarks marksOfV4() {
    return {"The first", {"baseline", "long text"}, true, false, {}};
}
inline RunScoreRow scoreOfV4(RunId run) {
    return {run, "test", "00ff", 7, 1'700'000'100'000, R"({"f1":0.5})"};
}

inline Result<void> fillV4(Project& project) {
    if (auto done = fillV3(project); !done)
        return done;
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto run = (*reader)->run("first");
    if (!run)
        return run.error();
    if (auto done = setRunMarks(*project.writer(), run->id, marksOfV4()); !done)
        return done;
    return saveRunScore(*project.writer(), scoreOfV4(run->id));
}

} // namespace evenspan::store
