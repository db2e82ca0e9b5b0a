// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/runs/run_phase.h"
#include "core/app/train/run_queue.h"
#include "core/app/train/train_worker.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, run, events;
    std::size_t place = 1;
    bool json = false, child = false;
};

Result<RunQueue> queueOf(store::Project& project) {
    auto reader = project.reader();
    return reader ? readQueue(**reader) : Result<RunQueue>(reader.error());
}

int list(const Arguments& arguments) {
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    auto queue = queueOf(**project);
    if (!queue)
        return report(queue.error());
    if (arguments.json) {
        Json out{
            {"paused", queue->paused}, {"waiting", Json::array()}, {"interrupted", Json::array()}};
        for (const auto& run : queue->waiting)
            out["waiting"].push_back({{"run", run.name}, {"begun", hasBegun(run)},
                {"recipe", Json::parse(run.recipe, nullptr, false)}});
        for (const auto& run : queue->interrupted)
            out["interrupted"].push_back(run.name);
        printJson(out);
        return Done;
    }
    int place = 0;
    for (const auto& run : queue->waiting)
        std::printf("%3d  %s%s\n", ++place, run.name.c_str(), hasBegun(run) ? "  (goes on)" : "");
    if (queue->waiting.empty())
        std::printf("no run waits\n");
    for (const auto& run : queue->interrupted)
        std::printf("interrupted: %s\n", run.name.c_str());
    return Done;
}

// Changes a run that waits, which the user names.
int change(const Arguments& arguments,
    const std::function<Result<void>(store::Project&, const store::RunRow&)>& how) {
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    auto queue = queueOf(**project);
    if (!queue)
        return report(queue.error());
    const auto found = std::ranges::find(queue->waiting, arguments.run, &store::RunRow::name);
    if (found == queue->waiting.end())
        return report({ErrorCode::NotFound, "No such run waits", arguments.run,
            "See `evenspan-cli queue list` for those that do."});
    auto done = how(**project, *found);
    return done ? int{Done} : report(done.error());
}

// Every run that waits, one after another. One that fails stays in the project with its reason, and
// the next one begins.
int runAll(const Session& session, const Arguments& arguments) {
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    TrainPrinter printer(arguments.events == "-" ? stdout : nullptr);
    const auto library = makeModelLibrary(session.places);
    int status = Done;
    for (;;) {
        auto queue = queueOf(**project);
        if (!queue)
            return report(queue.error());
        if (queue->waiting.empty())
            return status;
        if (session.stop.stop_requested())
            return Interrupted;
        TrainRunRequest request;
        request.name = queue->waiting.front().name;
        request.resume = true;
        auto outcome = arguments.child ? trainInChild(session.places.binary / "evenspan-cli",
                           **project, session.places.engine, request, printer, session.stop)
                                       : TrainRun(**project, library, session.places.engine)
                                             .run(request, printer, session.stop);
        printer.endLine();
        if (!outcome) {
            status = report(outcome.error());
            auto closed = closeRun(**project, *(*project)->writer(), request.name, outcome.error());
            if (!closed)
                return report(closed.error());
        } else if (outcome->stopped) {
            std::fprintf(stderr, "go on with: evenspan-cli train %s --resume --name %s\n",
                arguments.file.c_str(), outcome->run.c_str());
            return Interrupted;
        }
    }
}

} // namespace

void addQueueVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "queue", "Runs that wait to be trained (put there by `train --queue` or the window)");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    const auto add = [&](const char* name, const char* help, std::function<int()> run) {
        auto* command = verb->add_subcommand(name, help);
        command->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
        command->callback([&session, run = std::move(run)] { session.run = run; });
        return command;
    };
    add("list", "The runs in their order", [arguments] {
        return list(*arguments);
    })->add_flag("--json", arguments->json, "Print one JSON document");
    auto* all = add("run", "Train them one after another",
        [arguments, &session] { return runAll(session, *arguments); });
    all->add_option("--events", arguments->events, "-: one JSON object a line on stdout")
        ->check(CLI::IsMember({"-"}));
    all->add_flag("--child", arguments->child, "Each in a process of its own");
    auto* move = add("move", "To another place", [arguments] {
        return change(*arguments, [&](store::Project& project, const store::RunRow& run) {
            return moveQueued(project, *project.writer(), run.id, arguments->place - 1);
        });
    });
    move->add_option("--run", arguments->run, "Name of the run")->required();
    move->add_option("--to", arguments->place, "1: the next one")
        ->required()
        ->check(CLI::PositiveNumber);
    auto* remove =
        add("remove", "Take a run out; one that has begun stays in the project", [arguments] {
            return change(
                *arguments, [](store::Project& project, const store::RunRow& run) -> Result<void> {
                    auto removed = removeQueued(project, *project.writer(), run.id);
                    return removed ? Result<void>() : removed.error();
                });
        });
    remove->add_option("--run", arguments->run, "Name of the run")->required();
}

void addWorkerVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("worker", "Trains for another process of Evenspan");
    verb->group(""); // not a verb for people
    verb->callback([&session] {
        session.run = [&session] {
            return runTrainWorker(
                makeModelLibrary(session.places), STDIN_FILENO, STDOUT_FILENO, session.stop);
        };
    });
}

} // namespace evenspan::cli
