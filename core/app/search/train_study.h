// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/study_run.h"
#include "core/app/train/train_run.h"

#include <functional>

namespace evenspan::search {

// The study as the project keeps it, in its setting "study:NAME". Its trials are ordinary runs
// (NAME-1, NAME-2, …; repeats NAME-4-s2, NAME-base-s1) whose record says {"study": {"name","trial",
// "state"}}.
Result<std::vector<std::string>> studyNames(store::Reader& reader);
// Errors: NotFound (with the names there are), Corrupt.
Result<Study> openStudy(store::Reader& reader, const std::string& name);

// Where a search is shown. Called on the thread that runs it.
class StudyWatcher : public engine::EventSink {
public:
    // After every evaluation, and whenever a run begins or ends.
    virtual void changed(const Study& study, const Trial* trial) = 0;
};

// A search over real runs.
class TrainStudy {
public:
    TrainStudy(store::Project& project, const ModelLibrary& models, std::filesystem::path engine)
        : m_project(project)
        , m_models(models)
        , m_engine(std::move(engine)) { }

    // Blocks; a stop ends it within one micro-batch and keeps what is there. Errors: AlreadyExists
    // (a study of this name, or a run of one of its names), InvalidArgument (the name, numbers),
    // those of runStudy, TrainRun and evaluateRun.
    Result<Study> start(const StudySpec& spec, StudyWatcher& watcher, std::stop_token stop = {});
    // Goes on with a study that was stopped or killed, with its own recipe and random numbers.
    // Errors: NotFound too; InvalidArgument where it is at its end.
    Result<Study> resume(const std::string& name, StudyWatcher& watcher, std::stop_token stop = {});

private:
    store::Project& m_project;
    const ModelLibrary& m_models;
    std::filesystem::path m_engine;
};

} // namespace evenspan::search
