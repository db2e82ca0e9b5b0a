// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/demo.h"

#include "core/app/project/import_documents.h"
#include "core/app/runs/run_data.h"
#include "core/store/project.h"
#include "core/store/writer.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

void removeProject(const fs::path& project) {
    std::error_code ignored;
    for (const char* tail : {"", "-wal", "-shm", ".lock"})
        fs::remove(project.string() + tail, ignored);
    fs::remove_all(store::Project::filesFolder(project), ignored);
}

} // namespace

Result<void> makeSampleProject(
    const fs::path& sample, const fs::path& target, std::stop_token stop) {
    ImportRequest request;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(sample, failed))
        if (entry.path().extension() == ".conll")
            request.paths.push_back(entry.path());
    if (request.paths.empty())
        return Error{ErrorCode::NotFound, "The files of the sample are missing", sample.string(),
            "Install Evenspan again."};
    std::sort(request.paths.begin(), request.paths.end());
    request.name = "Import the sample";
    fs::create_directories(target.parent_path(), failed);
    // Made beside the target, so that a stop leaves no half project under its name.
    const fs::path half = target.parent_path() / "unfinished-sample.evenspan";
    removeProject(half);
    {
        auto project = store::Project::create(half);
        if (!project)
            return project.error();
        auto imported = importDocuments(*(*project)->writer(), request, std::move(stop));
        if (!imported)
            return imported.error();
        if (auto set = setTrainingFilter(*(*project)->writer(), {{"language", "en"}}); !set)
            return set;
        if (auto moved = (*project)->writer()->checkpoint(); !moved)
            return moved;
    }
    removeProject(target);
    fs::rename(half, target, failed);
    if (failed)
        return Error{ErrorCode::Io, "The sample could not be kept", target.string(),
            "Check that the folder can be written to."};
    removeProject(half);
    return {};
}

Result<DemoOutcome> runDemo(const DemoRequest& request, const ModelLibrary& models,
    engine::EventSink& events, std::stop_token stop) {
    DemoOutcome outcome;
    outcome.project = request.folder / "sample.evenspan";
    if (auto made = makeSampleProject(request.sample, outcome.project, stop); !made)
        return made.error();
    auto project = store::Project::open(outcome.project);
    if (!project)
        return project.error();
    TrainRunRequest train;
    train.name = "first-run";
    auto run = TrainRun(**project, models, request.engine).run(train, events, stop);
    if (!run)
        return run.error();
    outcome.run = *run;
    if (run->stopped)
        return Error{ErrorCode::Cancelled, "Stopped", "training",
            "Go on with: evenspan-cli train " + outcome.project.string() + " --resume"};
    auto test =
        evaluateRun(**project, request.engine, {"first-run", "test", {}, false, {}, {}}, stop);
    if (!test)
        return test.error();
    outcome.test = std::move(*test);
    AuditRequest wish;
    wish.name = "first-audit";
    wish.run = train.name;
    wish.groups = {"genre", "list:sample-origins"};
    wish.suites = {"sample-origins"};
    wish.purpose = "A first look at the sample project";
    wish.shipped = request.suites;
    wish.version = request.version;
    auto audit = runAudit(**project, request.engine, wish, stop);
    if (!audit)
        return audit.error();
    outcome.audit = std::move(*audit);
    return outcome;
}

} // namespace evenspan
