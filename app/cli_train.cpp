// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/audit/mitigate.h"
#include "core/app/train/plan_run.h"
#include "core/app/train/run_queue.h"
#include "core/app/train/train_run.h"
#include "core/app/train/train_worker.h"
#include "core/base/files.h"
#include "core/engine/tensorboard_sink.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

TrainPrinter::TrainPrinter(std::FILE* lines)
    : m_lines(lines)
    , m_terminal(::isatty(STDERR_FILENO) != 0) { }

void TrainPrinter::on(const engine::TrainEvent& event) {
    using Kind = engine::TrainEvent::Kind;
    // The lines of --events are a fixed few kinds; none of them holds a text of the project.
    if (event.kind == Kind::Load || event.kind == Kind::Examples)
        return;
    if (m_lines) {
        const auto line = toJsonLine(event) + "\n";
        std::fwrite(line.data(), 1, line.size(), m_lines);
        std::fflush(m_lines);
    }
    const auto left = event.step > 0 ? event.time / static_cast<double>(event.step)
            * static_cast<double>(event.totalSteps - event.step)
                                     : 0.0;
    switch (event.kind) {
    case Kind::Started:
        std::fprintf(stderr, "run %s: %s, %lld steps on %s\n", event.run.c_str(),
            event.message.c_str(), static_cast<long long>(event.totalSteps), event.device.c_str());
        break;
    case Kind::Step:
        if (event.time - m_shown < (m_terminal ? 0.2 : 5.0))
            return;
        m_shown = event.time;
        std::fprintf(stderr, "%sstep %lld of %lld  loss %.4f  %.0f tokens/s  %.0f s left%s",
            m_terminal ? "\r" : "", static_cast<long long>(event.step),
            static_cast<long long>(event.totalSteps), event.loss, event.tokensPerSecond, left,
            m_terminal ? "   " : "\n");
        m_open = m_terminal;
        break;
    case Kind::Eval:
        endLine();
        std::fprintf(stderr, "epoch %.2f  %s F1 %.2f  loss %.4f\n", event.epoch,
            event.split.c_str(), 100 * event.scores.micro.f1, event.loss);
        break;
    case Kind::Log:
        // Marks on a curve are no news beside the lines that stand here anyway.
        if (event.note == engine::note::kBest || event.note == engine::note::kWarmupEnd
            || event.note == engine::note::kScheduleEnd)
            break;
        endLine();
        std::fprintf(stderr, "%s%s\n",
            event.severity == engine::Severity::Info ? "" : "warning: ", event.message.c_str());
        break;
    case Kind::Finished:
        endLine();
        std::fprintf(stderr, "%s after %.1f s, best at step %lld with F1 %.2f\nmodel: %s\n",
            event.stopped ? "stopped" : "finished", event.time,
            static_cast<long long>(event.bestStep), 100 * event.scores.micro.f1,
            event.path.c_str());
        break;
    case Kind::Checkpoint:
    case Kind::Load:
    case Kind::Examples:
        break;
    }
}

void TrainPrinter::endLine() {
    if (m_open)
        std::fputc('\n', stderr);
    m_open = false;
}

Result<engine::Recipe> readRecipe(engine::Recipe base, const std::string& file,
    const std::vector<std::string>& settings, const std::string& model) {
    if (!file.empty()) {
        auto text = readFile(file, 1 << 20);
        if (!text)
            return text.error();
        // Over the defaults, not over `base`: a file stands for a whole recipe.
        auto recipe = engine::recipeFromJson(*text);
        if (!recipe)
            return recipe;
        base = std::move(*recipe);
    }
    for (const auto& setting : settings) {
        auto recipe = engine::recipeWith(base, setting);
        if (!recipe) {
            // On the command line a wrong key is a wrong call.
            Error error = recipe.error();
            error.code = ErrorCode::InvalidArgument;
            return error;
        }
        base = std::move(*recipe);
    }
    if (!model.empty())
        base.model = model;
    return base;
}

Result<std::map<std::string, std::string>> readWhere(const std::vector<std::string>& rules) {
    std::map<std::string, std::string> where;
    for (const auto& rule : rules) {
        const auto cut = rule.find('=');
        if (cut == std::string::npos || cut == 0)
            return Error{ErrorCode::InvalidArgument, "A condition reads KEY=VALUE", rule,
                "Write for example --where language=en."};
        where[rule.substr(0, cut)] = rule.substr(cut + 1);
    }
    return where;
}

namespace {

struct Arguments {
    std::string file, model, recipe, name, events, tensorboard;
    std::vector<std::string> settings, where;
    bool resume = false, plan = false, json = false, queue = false, child = false;
};

Result<TrainRunRequest> readRequest(const Arguments& arguments) {
    TrainRunRequest request;
    request.name = arguments.name;
    request.resume = arguments.resume;
    if (arguments.resume
        && !(arguments.model.empty() && arguments.recipe.empty() && arguments.settings.empty()
            && arguments.where.empty()))
        return Error{ErrorCode::InvalidArgument,
            "A run is resumed with the recipe that it began with", "--resume",
            "Leave out --model, --recipe, --set and --where, or start a new run."};
    auto recipe = readRecipe(request.recipe, arguments.recipe, arguments.settings, arguments.model);
    if (!recipe)
        return recipe.error();
    request.recipe = std::move(*recipe);
    auto where = readWhere(arguments.where);
    if (!where)
        return where.error();
    request.where = *where;
    return request;
}

void printPlan(const RunPlan& plan, bool json) {
    if (json) {
        printJson(planToJson(plan));
        return;
    }
    std::printf("%lld sentences to learn from, %lld to choose by%s; %lld steps on %s in %s\n",
        static_cast<long long>(plan.train), static_cast<long long>(plan.validation),
        plan.heldOut ? " (held out)" : "", static_cast<long long>(plan.steps), plan.device.c_str(),
        plan.precision.c_str());
    if (plan.added > 0)
        std::printf("%lld sentences more with other names\n", static_cast<long long>(plan.added));
    if (plan.paired > 0)
        std::printf("%lld sentences are paired with one of another name\n",
            static_cast<long long>(plan.paired));
    for (const auto& group : plan.groups) {
        std::printf("  %-20s %8lld sentences",
            group.group.empty() ? "(no group)" : group.group.c_str(),
            static_cast<long long>(group.sentences));
        if (group.without != 1 || group.with != 1)
            std::printf(", weight %.2f without an entity and %.2f with", group.without, group.with);
        std::printf("\n");
    }
    std::printf("about %.0f s at %.0f sub-words/s, up to %llu MiB\n", plan.seconds,
        plan.tokensPerSecond, static_cast<unsigned long long>(plan.memory >> 20));
    std::printf("%.2f sub-words a word, %lld sentences cut, %.2f %% of the characters unknown\n",
        plan.subwordsPerWord(), static_cast<long long>(plan.cut), 100 * plan.unknownShare());
    if (plan.newPieces > 0)
        std::printf(plan.extends ? "with %lld new pieces in the vocabulary %.2f %% are\n"
                                 : "--set extend_vocabulary=%lld would leave %.2f %% unknown\n",
            static_cast<long long>(plan.newPieces), 100 * plan.unknownShareThen());
    for (const auto& label : plan.labels)
        std::printf("  %-20s %8lld %8lld\n", label.label.c_str(),
            static_cast<long long>(label.train), static_cast<long long>(label.validation));
    if (plan.shared > 0)
        std::printf("%lld validation or test sentences stand in the training data too\n",
            static_cast<long long>(plan.shared));
}

int train(const Session& session, const Arguments& arguments) {
    auto request = readRequest(arguments);
    if (!request)
        return report(request.error());
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    if (arguments.plan) {
        auto plan = planRun(**project, makeModelLibrary(session.places), session.places.engine,
            request->recipe, request->where, session.stop, session.places.suites);
        if (!plan)
            return report(plan.error());
        printPlan(*plan, arguments.json);
        return Done;
    }
    if (auto kept = prepareRecipe(**project, session.places.suites, request->recipe); !kept)
        return report(kept.error());
    if (arguments.queue) {
        store::Writer& writer = *(*project)->writer();
        if (arguments.resume) {
            if (auto queued = enqueueToGoOn(**project, writer, arguments.name); !queued)
                return report(queued.error());
        } else {
            auto queued = enqueueRun(**project, writer, *request);
            if (!queued)
                return report(queued.error());
            request->name = *queued;
        }
        std::printf("%s waits; start the queue with: evenspan-cli queue run %s\n",
            request->name.c_str(), arguments.file.c_str());
        return Done;
    }
    std::FILE* lines = nullptr;
    const bool toFile = !arguments.events.empty() && arguments.events != "-";
    if (toFile)
        lines = std::fopen(arguments.events.c_str(), arguments.resume ? "a" : "w");
    else if (arguments.events == "-")
        lines = stdout;
    if (toFile && !lines)
        return report(systemError(errno, "The events cannot be written", arguments.events));
    TrainPrinter printer(lines);
    const auto library = makeModelLibrary(session.places);
    std::optional<engine::TensorBoardSink> board;
    if (!arguments.tensorboard.empty())
        board.emplace(printer, arguments.tensorboard);
    engine::EventSink& events = board ? static_cast<engine::EventSink&>(*board) : printer;
    auto outcome = arguments.child
        ? trainInChild(session.places.binary / "evenspan-cli", **project, session.places.engine,
            *request, events, session.stop)
        : TrainRun(**project, library, session.places.engine).run(*request, events, session.stop);
    printer.endLine();
    if (toFile)
        std::fclose(lines);
    if (!outcome)
        return report(outcome.error());
    if (outcome->stopped)
        std::fprintf(stderr, "go on with: evenspan-cli train %s --resume --name %s\n",
            arguments.file.c_str(), outcome->run.c_str());
    return outcome->stopped ? Interrupted : Done;
}

} // namespace

void addTrainVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("train", "Fine-tune an encoder on the project's labels");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--model", arguments->model, "A name of `models list`, or a folder");
    verb->add_option("--recipe", arguments->recipe, "A JSON file with keys of the recipe");
    verb->add_option("--set", arguments->settings, "key=value of the recipe, any number")
        ->type_name("KEY=VALUE");
    verb->add_option("--where", arguments->where,
            "Only documents with this metadata, for example language=en")
        ->type_name("KEY=VALUE");
    verb->add_option("--name", arguments->name, "Name of the run (else run-1, run-2, ...)");
    verb->add_option("--events", arguments->events,
            "Write one JSON object a line to a file, or to stdout by -")
        ->type_name("PATH|-");
    verb->add_option("--tensorboard", arguments->tensorboard,
            "Write the curves into this folder, under the run's name, for TensorBoard")
        ->type_name("DIR");
    verb->add_flag("--resume", arguments->resume,
        "Go on with a stopped or killed run (the newest, or --name)");
    auto* queue = verb->add_flag("--queue", arguments->queue,
        "Do not train now: put the run behind those that wait (see `queue`)");
    verb->add_flag("--child", arguments->child,
            "In a process of its own, so that a fault of a card's driver ends the run alone")
        ->excludes(queue);
    verb->add_flag("--plan", arguments->plan,
        "Do not train: say what the run would be, from a few steps on the device");
    verb->add_flag("--json", arguments->json, "With --plan: as one JSON document");
    std::string keys = "Keys of the recipe:\n";
    for (const auto& key : engine::recipeKeys())
        keys += "  " + key.name + "  " + key.meaning + " (" + key.range + ")\n";
    verb->footer(keys);
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return train(session, *arguments); };
    });
}

} // namespace evenspan::cli
