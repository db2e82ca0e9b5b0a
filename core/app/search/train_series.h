// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/train_study.h"
#include "core/app/train/kfold.h"

#include <variant>

namespace evenspan {

// Several runs that belong together: a cross-training or a search.
struct TrainSeries {
    std::string name;
    std::variant<KFoldSpec, search::StudySpec> spec; // its kind; of a new one all it is to do
    bool resume = false; // goes on with the one of this name, whose spec the project has

    bool isSearch() const { return std::holds_alternative<search::StudySpec>(spec); }
};

// Called on the thread that runs it.
class SeriesWatcher : public engine::EventSink {
public:
    // Runs that are done, and how many there will be (0: not known, where time alone ends it).
    virtual void progressed(std::int64_t done, std::int64_t all) = 0;
};

// How far a search is: its trials and repeats that ended, and how many it will have at most.
std::pair<std::int64_t, std::int64_t> studyProgress(const search::Study& study);

// Blocks until the series ends. A stop ends it within one micro-batch and is no error: what there
// is stays in the project, to be gone on with. Errors: those of CrossTraining and TrainStudy.
Result<void> trainSeries(store::Project& project, const ModelLibrary& models,
    const std::filesystem::path& engine, const TrainSeries& series, SeriesWatcher& watcher,
    std::stop_token stop = {});

} // namespace evenspan
