// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/study.h"

#include <functional>
#include <stop_token>
#include <string>

namespace evenspan::search {

// What a run of the study is asked to be.
struct TrialOrder {
    std::string run; // its name
    engine::Recipe recipe;
    std::map<std::string, std::string> where;
};

struct TrialEnd {
    bool stopped = false; // since `evaluated` or `goesOn` said so, or by the stop token
};

// What the study needs of the program; tests put a function in its place.
class StudyHost {
public:
    virtual ~StudyHost() = default;
    // Trains, or goes on with a run of this name that was begun. `evaluated` is told of every
    // evaluation and answers whether to go on; `goesOn` is asked now and then.
    virtual Result<TrialEnd> train(const TrialOrder& order,
        const std::function<bool(const TrialEvaluation&)>& evaluated,
        const std::function<bool()>& goesOn, std::stop_token stop) = 0;
    // Weights that nobody will ask for; the run stays on record.
    virtual void discard(const std::string& run) = 0;
    // Keeps the study: after this a killed program can go on from here.
    virtual Result<void> save(const Study& study) = 0;
    // Compares runs on documents that no trial learnt from.
    virtual Result<Gain> compare(const Study& study, const std::vector<std::string>& winner,
        const std::vector<std::string>& standard, std::stop_token stop) = 0;
    virtual double seconds() = 0; // of a clock that never goes back
    // The study as it stands, after each change; `trial` is the run at work.
    virtual void changed(const Study& study, const Trial* trial) = 0;
};

// Goes on with a study to its end: trials until the budget is spent (what the finalists will take
// is kept back), then the finalists and the base recipe with other seeds, then the test of the
// gain. A run that fails for its point (memory, not a number, a refused combination) is noted and
// the search goes on. Errors: Cancelled (the study is kept: call again), Empty (no trial came to
// its end), any other error of the host; in each case the study tells how far it got.
Result<void> runStudy(Study& study, StudyHost& host, std::stop_token stop = {});

} // namespace evenspan::search
