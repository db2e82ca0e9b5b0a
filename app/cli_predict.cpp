// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_score_support.h"
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/runs/predict_run.h"
#include "core/text/offset_map.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments : ScoreArguments {
    std::string text, score, temperature;
    std::vector<std::string> input;
    bool hasText = false, hasSplit = false;
};

Json toJson(const PredictedSentence& sentence) {
    Json spans = Json::array();
    const OffsetMap map(sentence.text);
    for (const auto& span : sentence.spans)
        spans.push_back({{"start", span.begin}, {"end", span.end}, {"label", span.label},
            {"score", span.score}, {"text", map.slice({span.begin, span.end})}});
    return {{"document", sentence.document}, {"sentence", sentence.sentence},
        {"offset", sentence.offset}, {"text", sentence.text}, {"spans", spans}};
}

void print(const PredictedSentence& sentence) {
    std::printf("%s\n", sentence.text.c_str());
    const OffsetMap map(sentence.text);
    for (const auto& span : sentence.spans)
        std::printf("    %-12s %5.1f %%  %u-%u  %s\n", span.label.c_str(), 100 * span.score,
            span.begin, span.end, std::string(map.slice({span.begin, span.end})).c_str());
}

int predict(const Session& session, const Arguments& arguments) {
    auto where = readWhere(arguments.where);
    if (!where)
        return report(where.error());
    auto project = store::Project::openBest(arguments.file);
    if (!project)
        return report(project.error());
    PredictRequest request;
    request.run = arguments.run;
    if (arguments.hasSplit)
        request.split = arguments.split;
    if (arguments.hasText)
        request.text = arguments.text;
    request.input.assign(arguments.input.begin(), arguments.input.end());
    request.where = *where;
    request.decoder = arguments.decoder;
    request.score = parseSpanScore(arguments.score);
    if (!arguments.temperature.empty())
        request.calibrated = arguments.temperature == "fitted";
    request.compute = arguments.compute;
    request.keep = arguments.hasSplit;
    Progress progress("tagging");
    // One array, written as it grows: its size is that of the split.
    bool first = true;
    auto done = predictRun(
        **project, session.places.engine, request,
        [&](PredictedSentence&& sentence) {
            if (!arguments.json)
                return print(sentence);
            const auto text = toJson(sentence).dump(-1, ' ', false, Json::error_handler_t::replace);
            std::fputs(first ? "[\n" : ",\n", stdout);
            std::fwrite(text.data(), 1, text.size(), stdout);
            first = false;
        },
        session.stop, [&](std::uint64_t documents) { progress.update(documents, 0); });
    if (arguments.json && (done || !first))
        std::fputs(first ? "[]\n" : "\n]\n", stdout);
    return done ? Done : report(done.error());
}

} // namespace

void addPredictVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("predict", "Tag documents, a text or files with a run");
    auto arguments = std::make_shared<Arguments>();
    addScoreOptions(verb, *arguments);
    auto* split = verb->add_option(
        "--split", arguments->split, "Documents of a split; what is found is kept with the run");
    auto* text = verb->add_option("--text", arguments->text, "A text");
    auto* input =
        verb->add_option("--input", arguments->input, "Files that are not in the project");
    text->excludes(split)->excludes(input);
    split->excludes(input);
    verb->add_option("--decoder", arguments->decoder,
            "viterbi, argmax, hf:simple, hf:first, hf:average or hf:max (else the run's)")
        ->check(
            CLI::IsMember({"viterbi", "argmax", "hf:simple", "hf:first", "hf:average", "hf:max"}));
    verb->add_option("--score", arguments->score,
            "Of an entity: mean, min, product or marginal (else the project's)")
        ->check(CLI::IsMember({"mean", "min", "product", "marginal"}));
    addTemperatureOption(verb, arguments->temperature, "Scores of entities");
    verb->callback([&session, arguments, split, text] {
        arguments->hasSplit = split->count() > 0;
        arguments->hasText = text->count() > 0;
        session.run = [&session, arguments] { return predict(session, *arguments); };
    });
}

} // namespace evenspan::cli
