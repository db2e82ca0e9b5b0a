// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/audit/mitigate.h"
#include "core/app/search/importance.h"
#include "core/app/search/train_study.h"
#include "core/base/files.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, space, sampler = "tpe", model, recipe, name;
    std::vector<std::string> settings, where;
    search::StudySpec spec;
    bool prune = false, resume = false, json = false;
};

// What happens, as a short account on stderr.
class Printer : public search::StudyWatcher {
public:
    void on(const engine::TrainEvent& event) override {
        if (event.kind == engine::TrainEvent::Kind::Step)
            m_lines.on(event);
    }
    void changed(const search::Study& study, const search::Trial* trial) override {
        if (!trial)
            return;
        m_lines.endLine();
        const auto last =
            trial->evaluations.empty() ? std::string() : value(trial->evaluations.back().value);
        if (trial->state != search::TrialState::Running)
            std::fprintf(stderr, "%s: %s%s%s\n", trial->run.c_str(),
                search::trialStateName(trial->state),
                trial->failure.empty() ? (last.empty() ? "" : ", ") : ": ",
                trial->failure.empty() ? (last.empty() ? "" : value(trial->value).c_str())
                                       : trial->failure.c_str());
        else if (last.empty())
            std::fprintf(stderr, "%s: %s\n", trial->run.c_str(),
                trial->standard
                    ? "the recipe as it is"
                    : search::pointToJson(study.spec.space, trial->point).dump().c_str());
        else
            std::fprintf(stderr, "%s: step %lld: %s\n", trial->run.c_str(),
                static_cast<long long>(trial->evaluations.back().step), last.c_str());
    }
    void end() { m_lines.endLine(); }

private:
    static std::string value(double number) {
        char text[32];
        std::snprintf(text, sizeof text, "%.4f", number);
        return text;
    }
    TrainPrinter m_lines{nullptr};
};

Result<search::StudySpec> readSpec(const Arguments& arguments) {
    auto spec = arguments.spec;
    spec.name = arguments.name.empty() ? "search" : arguments.name;
    if (arguments.space.empty())
        return Error{ErrorCode::InvalidArgument, "A search needs to know what it may vary",
            "--space", "Give a JSON file, or --resume to go on with a search."};
    auto text = readFile(arguments.space, 1 << 20);
    if (!text)
        return text.error();
    auto space = search::spaceFromJson(*text);
    if (!space)
        return space.error();
    spec.space = *space;
    // "halving" draws at random and stops the weaker early, as the paper of its name does.
    const bool halving = arguments.sampler == "halving";
    const auto sampler =
        halving ? search::SamplerKind::Random : search::samplerFromName(arguments.sampler);
    if (!sampler)
        return Error{ErrorCode::InvalidArgument, "There is no such sampler", arguments.sampler,
            "Choose tpe, random, grid or halving."};
    spec.sampler = *sampler;
    spec.pruning = halving || arguments.prune;
    auto recipe = readRecipe(spec.base, arguments.recipe, arguments.settings, arguments.model);
    if (!recipe)
        return recipe.error();
    spec.base = std::move(*recipe);
    auto where = readWhere(arguments.where);
    if (!where)
        return where.error();
    spec.where = *where;
    return spec;
}

Json toJson(const search::Study& study) {
    Json out = Json::parse(search::studyToJson(study));
    for (const char* list : {"trials", "repeats"}) {
        const auto& from = list[0] == 't' ? study.trials : study.repeats;
        for (std::size_t n = 0; n < from.size(); ++n)
            out[list][n]["point"] = search::pointToJson(study.spec.space, from[n].point);
    }
    const auto* winner = study.winner();
    out["winner"] = winner ? Json(winner->run) : Json();
    if (winner)
        out["winner_point"] = search::pointToJson(study.spec.space, winner->point);
    out["importance"] = Json::object();
    for (const auto& [key, share] :
        search::importance(study.spec.space, study.observations(), study.spec.seed))
        out["importance"][key] = share;
    out["proven"] = study.gain ? Json(study.gain->proven()) : Json();
    out["verdict"] = search::verdict(study);
    return out;
}

void show(const search::Study& study) {
    for (const auto* trial : study.ranking())
        std::printf("%-16s %8.4f  %s\n", trial->run.c_str(), trial->value,
            search::pointToJson(study.spec.space, trial->point).dump().c_str());
    std::printf("what mattered:");
    for (const auto& [key, share] :
        search::importance(study.spec.space, study.observations(), study.spec.seed))
        std::printf(" %s %.0f %%", key.c_str(), 100 * share);
    std::printf("\n");
    for (const auto& line : search::verdict(study))
        std::printf("%s\n", line.c_str());
}

int runSearch(const Session& session, const Arguments& arguments) {
    Result<search::StudySpec> spec = arguments.spec;
    if (!arguments.resume)
        spec = readSpec(arguments);
    else if (!arguments.space.empty() || !arguments.settings.empty() || !arguments.recipe.empty())
        spec = Error{ErrorCode::InvalidArgument,
            "A search is resumed with the space and recipe that it began with", "--resume",
            "Leave out --space, --recipe and --set, or start a new search."};
    if (!spec)
        return report(spec.error());
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    if (!arguments.resume)
        if (auto kept = prepareRecipe(**project, session.places.suites, spec->base); !kept)
            return report(kept.error());
    const auto library = makeModelLibrary(session.places);
    search::TrainStudy studies(**project, library, session.places.engine);
    Printer printer;
    auto study = arguments.resume ? studies.resume(arguments.name, printer, session.stop)
                                  : studies.start(*spec, printer, session.stop);
    printer.end();
    if (!study)
        return report(study.error());
    if (arguments.json)
        printJson(toJson(*study));
    else
        show(*study);
    return Done;
}

} // namespace

void addSearchVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("search", "Try recipes and test whether the best is better");
    auto arguments = std::make_shared<Arguments>();
    auto& spec = arguments->spec;
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--space", arguments->space,
        "A JSON file: key of the recipe to a list of values, or to {min, max, log, step, points}");
    verb->add_option("--sampler", arguments->sampler, "tpe, random, grid or halving (else tpe)");
    verb->add_option("--runs", spec.runs, "Trials at most (else 20; 0: as --time says)");
    verb->add_option("--time", spec.seconds, "Seconds at most, finalists included");
    verb->add_option("--seed", spec.seed, "Start of the sampler's random numbers");
    verb->add_flag("--prune", arguments->prune,
        "Stop weaker trials at an evaluation (successive halving), with any sampler");
    verb->add_option(
        "--reduction", spec.halving.reduction, "One of so many goes on at each rung (else 3)");
    verb->add_option(
        "--finalists", spec.finalists, "Best trials repeated with other seeds (else 2; 0: none)");
    verb->add_option("--seeds", spec.seeds, "Runs of each finalist (else 3)");
    verb->add_option("--model", arguments->model, "A name of `models list`, or a folder");
    verb->add_option("--recipe", arguments->recipe, "A JSON file: the recipe to start from");
    verb->add_option("--set", arguments->settings, "key=value of that recipe, any number")
        ->type_name("KEY=VALUE");
    verb->add_option("--where", arguments->where, "Only documents with this metadata")
        ->type_name("KEY=VALUE");
    verb->add_option("--name", arguments->name, "Name of the search (else search)");
    verb->add_flag("--resume", arguments->resume,
        "Go on with a stopped or killed search (the newest, or --name)");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return runSearch(session, *arguments); };
    });
}

} // namespace evenspan::cli
