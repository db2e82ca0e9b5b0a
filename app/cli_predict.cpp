// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/evaluate_run.h"
#include "core/app/predict_run.h"
#include "core/app/scores_json.h"
#include "core/text/offset_map.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, run, split, text, decoder, mode = "default";
    std::vector<std::string> input, where;
    ComputeWish compute;
    bool json = false;
    bool hasText = false, hasSplit = false;
};

void printRow(const char* name, const Score& score) {
    std::printf("%-16s %9.2f %9.2f %9.2f %9llu\n", name, 100 * score.precision, 100 * score.recall,
        100 * score.f1, static_cast<unsigned long long>(score.support));
}

int evaluate(const Session& session, const Arguments& arguments) {
    auto where = readWhere(arguments.where);
    if (!where)
        return report(where.error());
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    EvaluateRequest request;
    request.run = arguments.run;
    request.split = arguments.split;
    request.where = *where;
    request.strict = arguments.mode == "strict";
    request.decoder = arguments.decoder;
    request.compute = arguments.compute;
    Progress progress("scoring");
    auto result = evaluateRun(**project, session.places.engine, request, session.stop,
        [&](std::size_t done, std::size_t total) { progress.update(done, total); });
    if (!result)
        return report(result.error());
    for (const auto& label : result->unknownLabels)
        std::fprintf(stderr, "warning: the run does not know the label %s: all of it is missed\n",
            label.c_str());
    for (const auto& [key, value] : result->where)
        std::fprintf(stderr, "scored on documents with %s=%s\n", key.c_str(), value.c_str());
    if (result->undecided > 0)
        std::fprintf(stderr, "warning: %llu undecided documents are left out\n",
            static_cast<unsigned long long>(result->undecided));
    if (arguments.json) {
        Json json = scoresToJson(result->scores);
        json["mode"] = arguments.mode;
        json["split"] = arguments.split;
        json["where"] = result->where;
        json["documents"] = result->documents;
        json["sentences"] = result->sentences;
        json["undecided"] = result->undecided;
        json["unknown_labels"] = result->unknownLabels;
        printJson(json);
        return Done;
    }
    std::printf("%-16s %9s %9s %9s %9s\n", "", "precision", "recall", "F1", "entities");
    for (const auto& [label, score] : result->scores.types)
        printRow(label.c_str(), score);
    printRow("micro", result->scores.micro);
    printRow("macro", result->scores.macro);
    printRow("weighted", result->scores.weighted);
    return Done;
}

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

void addCommon(CLI::App* verb, Arguments& arguments) {
    verb->add_option("FILE", arguments.file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments.run, "Name of the run")->required();
    verb->add_option("--where", arguments.where, "Only documents with this metadata")
        ->type_name("KEY=VALUE");
    verb->add_option("--device", arguments.compute.device, "auto, cpu, cuda or cuda:N");
    verb->add_option("--precision", arguments.compute.precision, "auto, fp32, bf16 or fp16")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}));
    verb->add_option("--threads", arguments.compute.threads, "CPU threads; 0: all cores")
        ->check(CLI::Range(0, 1024));
    verb->add_flag("--json", arguments.json, "Print one JSON document");
}

} // namespace

void addEvaluateVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("evaluate", "Score a run on the decided documents of a split");
    auto arguments = std::make_shared<Arguments>();
    addCommon(verb, *arguments);
    verb->add_option("--split", arguments->split, "train, validation, test, ...")->required();
    verb->add_option("--mode", arguments->mode, "default (as conlleval) or strict")
        ->check(CLI::IsMember({"default", "strict"}));
    verb->add_option("--decoder", arguments->decoder, "viterbi or argmax (else the run's)")
        ->check(CLI::IsMember({"viterbi", "argmax"}));
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return evaluate(session, *arguments); };
    });
}

void addPredictVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("predict", "Tag documents, a text or files with a run");
    auto arguments = std::make_shared<Arguments>();
    addCommon(verb, *arguments);
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
    verb->callback([&session, arguments, split, text] {
        arguments->hasSplit = split->count() > 0;
        arguments->hasText = text->count() > 0;
        session.run = [&session, arguments] { return predict(session, *arguments); };
    });
}

} // namespace evenspan::cli
