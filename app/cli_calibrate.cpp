// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_score_support.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect/run_confidence.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, score, temperature;
    ConfidenceRequest request;
    double cut = -1, precision = -1; // below 0: not asked for
    bool json = false;
};

Json binsJson(const std::vector<ReliabilityBin>& bins) {
    Json out = Json::array();
    for (const auto& bin : bins)
        out.push_back({{"score", bin.score}, {"right", bin.right.estimate},
            {"right_low", bin.right.low}, {"right_high", bin.right.high}, {"count", bin.count}});
    return out;
}

int run(const Session& session, Arguments arguments) {
    arguments.request.score = parseSpanScore(arguments.score);
    if (arguments.cut >= 0)
        arguments.request.cut = arguments.cut;
    if (arguments.precision >= 0)
        arguments.request.precision = arguments.precision;
    auto project = store::Project::openBest(arguments.file);
    if (!project)
        return report(project.error());
    if (!arguments.temperature.empty()) {
        auto* writer = (*project)->writer();
        if (!writer)
            return report(Error{ErrorCode::ReadOnly, "The project cannot be written to",
                arguments.file, "Close it elsewhere, or leave out --temperature."});
        if (auto kept = chooseCalibratedScores(*writer, arguments.temperature == "fitted"); !kept)
            return report(kept.error());
    }
    Progress progress("calibrating");
    auto found = fitConfidence(**project, session.places.engine, arguments.request, session.stop,
        [&](std::size_t done, std::size_t total) { progress.update(done, total); });
    if (!found)
        return report(found.error());
    const auto& c = found->confidence;
    if (arguments.json) {
        Json out = Json::parse(confidenceToJson(c));
        out["scores_temperature"] = found->temperature;
        if (found->movedFrom)
            out["cut_moved_from"] = *found->movedFrom;
        out["before"] = binsJson(found->before);
        out["after"] = binsJson(found->after);
        out["thresholds"] = Json::array();
        for (const auto& point : found->thresholds)
            out["thresholds"].push_back(
                {{"threshold", point.threshold}, {"precision", point.precision},
                    {"recall", point.recall}, {"f1", point.f1}, {"left_to_a_person", point.left}});
        printJson(out);
        return Done;
    }
    std::printf("score of an entity: %s\n", scoringText({c.score, found->temperature}).c_str());
    std::printf("temperature %.3f, by %llu words of %s\n", c.temperature.value,
        static_cast<unsigned long long>(c.words), c.split.c_str());
    std::printf("calibration error of the tags: %.2f %%, with the temperature %.2f %%\n",
        100 * c.errorBefore, 100 * c.errorAfter);
    if (found->movedFrom)
        std::printf("the cut went from %.3f to %.3f: as many as before are left to a person\n",
            *found->movedFrom, *c.cut);
    if (c.cut)
        std::printf(
            "below %.3f entities are left to a person: %.1f %% of them; of the rest %.1f %% "
            "are right\n",
            *c.cut, 100 * c.cutLeft, 100 * c.cutPrecision);
    return Done;
}

} // namespace

void addCalibrateVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "calibrate", "Fit how far a run's scores can be trusted, and keep it with the run");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->request.run, "Name of the run")->required();
    verb->add_option("--split", arguments->request.split, "Where to fit (else validation)");
    auto* cut = verb->add_option(
        "--cut", arguments->cut, "Entities with a lower score are left to a person");
    cut->check(CLI::Range(0.0, 1.0));
    verb->add_option(
            "--precision", arguments->precision, "The lowest cut from which on this share is right")
        ->check(CLI::Range(0.0, 1.0))
        ->excludes(cut);
    verb->add_option("--score", arguments->score,
            "The project's score of an entity from now on: mean, min, product or marginal")
        ->check(CLI::IsMember({"mean", "min", "product", "marginal"}));
    addTemperatureOption(verb, arguments->temperature, "The project's scores from now on");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return run(session, *arguments); };
    });
}

} // namespace evenspan::cli
