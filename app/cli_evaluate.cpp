// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_score_support.h"
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect/mention_errors.h"
#include "core/app/runs/evaluate_run.h"
#include "core/app/runs/scores_json.h"
#include "core/app/runs/span_score_choice.h"
#include "core/base/files.h"
#include "core/base/nearest.h"
#include "core/metrics/calibration.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace evenspan::cli {

void addScoreOptions(CLI::App* verb, ScoreArguments& arguments) {
    verb->add_option("FILE", arguments.file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments.run, "Name of the run")->required();
    verb->add_option("--where", arguments.where, "Only documents with this metadata")
        ->type_name("KEY=VALUE");
    verb->add_option("--device", arguments.compute.device, "auto, cpu, cuda or cuda:N");
    verb->add_option("--precision", arguments.compute.precision, "auto, fp32, bf16 or fp16")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}));
    verb->add_option("--threads", arguments.compute.threads,
            "CPU threads; 0: as OMP_NUM_THREADS says, else all cores")
        ->check(CLI::Range(0, 1024));
    verb->add_flag("--json", arguments.json, "Print one JSON document");
}

void addTemperatureOption(CLI::App* verb, std::string& temperature, const std::string& what) {
    verb->add_option("--temperature", temperature,
            what
                + ": by the temperature that is kept with the run (fitted), or as the model says "
                  "(none); else as the project has chosen")
        ->check(CLI::IsMember({"fitted", "none"}));
}

namespace {

using Json = nlohmann::ordered_json;

struct Arguments : ScoreArguments {
    std::string mode = "default", errors, score, temperature;
    std::vector<std::string> by;
    bool slices = false, calibration = false;
};

Result<void> checkFeatures(const MentionErrors& errors, const std::vector<std::string>& wanted) {
    std::set<std::string> known;
    for (const auto* rows : {&errors.recall, &errors.precision})
        for (const auto& row : *rows)
            for (const auto& [name, value] : row.features)
                known.insert(name);
    for (const auto& feature : wanted) {
        if (known.empty() || known.contains(feature))
            continue;
        std::string all;
        for (const auto& name : known)
            all += (all.empty() ? "" : ", ") + name;
        const auto near =
            nearestWord(feature, std::vector<std::string>(known.begin(), known.end()));
        return Error{ErrorCode::InvalidArgument, "No mention has this feature", feature,
            near.empty() ? "There are: " + all + "." : "Did you mean " + near + "?"};
    }
    return {};
}

Json sideJson(const std::vector<DescribedMention>& mentions) {
    Json out = Json::array();
    for (const auto& each : mentions) {
        out.push_back({{"begin", each.mention.begin}, {"end", each.mention.end},
            {"label", each.mention.label}, {"text", each.text}, {"features", each.features}});
        if (each.score)
            out.back()["score"] = *each.score;
    }
    return out;
}

// One JSON object a line for each case that is not right.
Result<void> writeErrors(
    const MentionErrors& errors, const std::string& path, const Scoring& scoring) {
    std::string out;
    for (const auto& each : errors.cases) {
        if (each.kind == CaseKind::Right)
            continue;
        const Json line{{"document", each.document}, {"sentence", each.sentence},
            {"error", caseKindName(each.kind)}, {"other_type", each.otherType},
            {"score", spanScoreId(scoring.score)}, {"temperature", scoring.temperature},
            {"gold", sideJson(each.gold)}, {"predicted", sideJson(each.predicted)}};
        out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return writeFileAtomic(path, out);
}

Json shareJson(const Slice& slice) {
    return {{"count", slice.count}, {"value", slice.right.estimate}, {"low", slice.right.low},
        {"high", slice.right.high}};
}

Json byJson(const MentionErrors& errors, const std::string& feature) {
    Json out = Json::object();
    for (const auto& slice : slicesBy(errors.recall, feature))
        out[slice.conditions.front().second]["recall"] = shareJson(slice);
    for (const auto& slice : slicesBy(errors.precision, feature))
        out[slice.conditions.front().second]["precision"] = shareJson(slice);
    return out;
}

Json slicesJson(const std::vector<Slice>& slices) {
    Json out = Json::array();
    for (const auto& slice : slices) {
        Json conditions = Json::object();
        for (const auto& [feature, value] : slice.conditions)
            conditions[feature] = value;
        Json one = shareJson(slice);
        one["where"] = conditions;
        one["rest"] = slice.rest;
        one["p"] = slice.p;
        one["p_adjusted"] = slice.adjusted;
        out.push_back(one);
    }
    return out;
}

std::string shareText(const Slice* slice) {
    if (!slice)
        return "                     –";
    char text[64];
    std::snprintf(text, sizeof text, "%6.1f (%5.1f–%5.1f) %6llu", 100 * slice->right.estimate,
        100 * slice->right.low, 100 * slice->right.high,
        static_cast<unsigned long long>(slice->count));
    return text;
}

void printSlices(const char* title, const std::vector<SliceRow>& rows) {
    const auto slices = *slicesOf(rows);
    std::printf("\n%s: slices that differ most from the rest\n", title);
    int shown = 0;
    for (const auto& slice : slices) {
        if (slice.adjusted > 0.05 || ++shown > 10)
            break;
        std::string where;
        for (const auto& [feature, value] : slice.conditions)
            where += (where.empty() ? "" : ", ") + feature + "=" + value;
        std::printf("  %-40s %s  rest %5.1f  p %.2g\n", where.c_str(), shareText(&slice).c_str(),
            100 * slice.rest, slice.adjusted);
    }
    if (shown == 0)
        std::printf("  none that chance could not explain\n");
}

constexpr std::size_t kBins = 10;

// Empty where nothing was predicted.
Json calibrationJson(const Evaluation& evaluation, SpanScore score) {
    const auto entities = scoredEntities(evaluation, score);
    if (entities.scores.empty())
        return nullptr;
    const auto bins = *reliabilityBins(entities.scores, entities.right, kBins);
    const auto chance = *perfectCalibrationError(entities.scores, kBins, 1000, 1);
    Json out{{"score", spanScoreId(score)}, {"temperature", evaluation.temperature},
        {"entities", entities.scores.size()}, {"ece", calibrationError(bins)},
        {"ece_by_chance", chance.mean}, {"ece_by_chance_95", chance.high},
        {"brier", *brierScore(entities.scores, entities.right)}, {"bins", Json::array()},
        {"thresholds", Json::array()}};
    for (const auto& bin : bins)
        out["bins"].push_back({{"low", bin.low}, {"high", bin.high}, {"score", bin.score},
            {"right", bin.right.estimate}, {"right_low", bin.right.low},
            {"right_high", bin.right.high}, {"count", bin.count}});
    const auto curve = *thresholdCurve(entities.scores, entities.right, entities.gold);
    for (const auto& point : curve)
        out["thresholds"].push_back({{"threshold", point.threshold}, {"precision", point.precision},
            {"recall", point.recall}, {"f1", point.f1}, {"left_to_a_person", point.left}});
    return out;
}

void printCalibration(const Json& found) {
    if (found.is_null()) {
        std::printf("\nno entity was predicted: nothing to calibrate\n");
        return;
    }
    std::printf("\nscore of an entity: %s", found["score"].get<std::string>().c_str());
    if (found["temperature"] != 1)
        std::printf(", calibrated by the temperature %.3f", found["temperature"].get<double>());
    std::printf("\n");
    std::printf("%-15s %8s %8s %20s %8s\n", "score", "mean", "right", "95 % interval", "count");
    for (const auto& bin : found["bins"])
        std::printf("%5.3f … %5.3f   %8.1f %8.1f %10.1f … %5.1f %10llu\n", bin["low"].get<double>(),
            bin["high"].get<double>(), 100 * bin["score"].get<double>(),
            100 * bin["right"].get<double>(), 100 * bin["right_low"].get<double>(),
            100 * bin["right_high"].get<double>(), bin["count"].get<unsigned long long>());
    const double error = found["ece"], high = found["ece_by_chance_95"];
    std::printf("calibration error %.3f; chance alone gives up to %.3f: %s\n", error, high,
        error <= high ? "no sign that the scores are off" : "the scores are off");
}

void printErrors(const MentionErrors& errors, const Arguments& arguments) {
    std::printf("\n");
    for (const auto& [kind, count] : errors.counts)
        std::printf("%-16s %9llu\n", caseKindName(kind), static_cast<unsigned long long>(count));
    for (const auto& feature : arguments.by) {
        std::printf("\n%-20s %29s %29s\n", feature.c_str(), "recall, 95 % interval, gold",
            "precision, …, predicted");
        const auto recall = slicesBy(errors.recall, feature);
        const auto precision = slicesBy(errors.precision, feature);
        std::map<std::string, std::pair<const Slice*, const Slice*>> rows;
        for (const auto& slice : recall)
            rows[slice.conditions.front().second].first = &slice;
        for (const auto& slice : precision)
            rows[slice.conditions.front().second].second = &slice;
        for (const auto& [value, sides] : rows)
            std::printf("%-20s %s %s\n", value.c_str(), shareText(sides.first).c_str(),
                shareText(sides.second).c_str());
    }
    if (arguments.slices) {
        printSlices("recall", errors.recall);
        printSlices("precision", errors.precision);
    }
}

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
    SpanScore score = *parseSpanScore(arguments.score.empty() ? "mean" : arguments.score);
    {
        auto reader = (*project)->reader();
        auto chosen = reader ? chosenSpanScore(**reader) : Result<SpanScore>(reader.error());
        if (!chosen)
            return report(chosen.error());
        if (arguments.score.empty()) // as the project has chosen
            score = *chosen;
        auto calibrated = calibratedScores(**reader);
        if (!calibrated)
            return report(calibrated.error());
        request.calibrated =
            arguments.temperature.empty() ? *calibrated : arguments.temperature == "fitted";
    }
    request.marginals = score == SpanScore::Marginal;
    request.run = arguments.run;
    request.split = arguments.split;
    request.where = *where;
    request.strict = arguments.mode == "strict";
    request.decoder = arguments.decoder;
    request.compute = arguments.compute;
    request.pieces = arguments.slices
        || std::find(arguments.by.begin(), arguments.by.end(), "subwords") != arguments.by.end();
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
    std::optional<MentionErrors> errors;
    if (!arguments.errors.empty() || !arguments.by.empty() || arguments.slices) {
        auto reader = (*project)->reader();
        if (!reader)
            return report(reader.error());
        auto found = mentionErrors(**reader, *result, session.stop, score);
        if (!found)
            return report(found.error());
        errors = std::move(*found);
        if (auto known = checkFeatures(*errors, arguments.by); !known)
            return report(known.error());
        if (!arguments.errors.empty())
            if (auto written = writeErrors(*errors, arguments.errors, {score, result->temperature});
                !written)
                return report(written.error());
    }
    if (arguments.json) {
        Json json = scoresToJson(result->scores);
        json["mode"] = arguments.mode;
        json["split"] = arguments.split;
        json["where"] = result->where;
        json["documents"] = result->documents;
        json["sentences"] = result->sentences;
        json["undecided"] = result->undecided;
        json["unknown_labels"] = result->unknownLabels;
        if (errors) {
            for (const auto& [kind, count] : errors->counts)
                json["cases"][caseKindName(kind)] = count;
            for (const auto& feature : arguments.by)
                json["by"][feature] = byJson(*errors, feature);
            if (arguments.slices)
                json["slices"] = {{"recall", slicesJson(*slicesOf(errors->recall))},
                    {"precision", slicesJson(*slicesOf(errors->precision))}};
        }
        if (arguments.calibration)
            json["calibration"] = calibrationJson(*result, score);
        printJson(json);
        return Done;
    }
    std::printf("%-16s %9s %9s %9s %9s\n", "", "precision", "recall", "F1", "entities");
    for (const auto& [label, score] : result->scores.types)
        printRow(label.c_str(), score);
    printRow("micro", result->scores.micro);
    printRow("macro", result->scores.macro);
    printRow("weighted", result->scores.weighted);
    if (errors)
        printErrors(*errors, arguments);
    if (arguments.calibration)
        printCalibration(calibrationJson(*result, score));
    return Done;
}

} // namespace

void addEvaluateVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("evaluate", "Score a run on the decided documents of a split");
    auto arguments = std::make_shared<Arguments>();
    addScoreOptions(verb, *arguments);
    verb->add_option("--split", arguments->split, "train, validation, test, ...")->required();
    verb->add_option("--mode", arguments->mode, "default (as conlleval) or strict")
        ->check(CLI::IsMember({"default", "strict"}));
    verb->add_option("--decoder", arguments->decoder, "viterbi or argmax (else the run's)")
        ->check(CLI::IsMember({"viterbi", "argmax"}));
    verb->add_option("--errors", arguments->errors,
            "Write every wrong, missed and spurious entity, one JSON object a line")
        ->type_name("OUT.jsonl");
    verb->add_option("--by", arguments->by,
            "Recall and precision by type, length, subwords, casing, script, position, seen or "
            "meta:KEY; any number")
        ->type_name("FEATURE");
    verb->add_flag("--slices", arguments->slices,
        "The slices, of one feature or two, that differ most from the rest");
    verb->add_flag("--calibration", arguments->calibration,
        "Whether scores mean what they say: reliability, error, Brier score, thresholds");
    verb->add_option("--score", arguments->score,
            "Of --errors and --calibration: mean, min, product or marginal (else the project's)")
        ->check(CLI::IsMember({"mean", "min", "product", "marginal"}));
    addTemperatureOption(verb, arguments->temperature, "Scores of --errors and --calibration");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return evaluate(session, *arguments); };
    });
}

} // namespace evenspan::cli
