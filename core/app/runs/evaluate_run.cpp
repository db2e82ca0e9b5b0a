// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/evaluate_run.h"

#include "core/app/model/piece_counter.h"
#include "core/app/runs/evaluate_words.h"
#include "core/app/runs/run_data.h"
#include "core/app/runs/scoring.h"
#include "core/engine/span_score.h"
#include "core/schema/marginals.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

constexpr std::size_t kScored = 32;

// The run's labels first, then those that only the project has, so that its entities are counted.
std::vector<std::string> allLabels(
    const std::vector<std::string>& own, const std::vector<std::string>& project) {
    auto labels = own;
    for (const auto& label : project)
        if (std::find(own.begin(), own.end(), label) == own.end())
            labels.push_back(label);
    return labels;
}

std::vector<std::string> named(const std::vector<std::int32_t>& classes, const TagSet& tags) {
    std::vector<std::string> out;
    for (const auto c : classes)
        out.push_back(tags.tags()[static_cast<std::size_t>(c)]);
    return out;
}

std::map<std::string, std::string> trainedWhere(const store::RunRow& run) {
    const auto record = nlohmann::json::parse(run.record, nullptr, false);
    if (record.is_object() && record.contains("where") && record["where"].is_object())
        return record["where"].get<std::map<std::string, std::string>>();
    return {};
}

Result<Evaluation> evaluate(store::Project& project, const std::filesystem::path& enginePath,
    const EvaluateRequest& request, engine::KeptWords* keep, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    auto run = openRun(project, request.run, enginePath, request.compute);
    if (!run)
        return run.error();
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto labels = learnableLabels(**reader);
    if (!labels && labels.error().code != ErrorCode::Empty)
        return labels.error();
    const TagSet goldTags(allLabels(run->tags.labels(), labels.valueOr({})), run->tags.scheme());
    const auto where = request.where.empty() ? trainedWhere(run->row) : request.where;
    auto data = readRunData(**reader, goldTags, {request.split, where, true}, stop);
    if (!data)
        return data.error();
    if (data->examples.empty())
        return Error{ErrorCode::Empty, "The split has no decided document to score on",
            "split " + request.split,
            data->report.undecided > 0
                ? "Mark its documents as done: " + std::to_string(data->report.undecided)
                    + " are undecided."
                : "See `evenspan-cli project info` for the splits there are."};
    Evaluation out;
    out.where = where;
    out.documents = data->documents();
    out.sentences = data->examples.size();
    out.undecided = data->report.undecided;
    out.data = data->hash;
    out.runFinished = run->row.finished.value_or(0);
    std::set<std::string> seen;
    for (const auto& example : data->examples) {
        out.gold.push_back(named(example.classes, goldTags));
        out.documentOf.push_back(example.document);
        for (const auto& tag : out.gold.back())
            if (tag != "O")
                seen.insert(std::string(splitTag(tag).label));
    }
    const auto& own = run->tags.labels();
    for (const auto& label : seen)
        if (std::find(own.begin(), own.end(), label) == own.end())
            out.unknownLabels.push_back(label);
    if (!seen.empty() && out.unknownLabels.size() == seen.size())
        return Error{ErrorCode::LabelMismatch, "The run knows none of the labels of this split",
            "split " + request.split, "Train on this project's labels, or rename them."};

    const auto encoded = encodeExamples(*run->tokenizer, data->examples, run->maxLength, false);
    const auto decoder = request.decoder.empty() ? run->recipe.decoder : request.decoder;
    if (keep)
        *keep = {run->tags, decoder != "argmax", std::vector<std::vector<float>>(encoded.size())};
    if (request.marginals)
        out.marginals.resize(encoded.size());
    if (request.calibrated) {
        auto temperature = keptTemperature(**reader, run->row);
        if (!temperature)
            return temperature.error();
        out.temperature = *temperature;
    }
    if (out.temperature != 1)
        out.sure.resize(encoded.size());
    auto predictions = engine::predict(
        [&](const Batch& batch) { return run->session->logits(batch); }, run->tags, encoded,
        {decoder != "argmax", kScored, run->padId}, stop, progress,
        [&](std::size_t s, std::span<const float> logits, const engine::Prediction& prediction) {
            if (keep)
                keep->sentences[s].assign(logits.begin(), logits.end());
            if (out.temperature != 1)
                out.sure[s] = engine::classProbabilities(
                    logits, prediction.classes, run->tags.size(), out.temperature);
            if (!request.marginals)
                return;
            const auto mentions = defaultMentions(named(prediction.classes, run->tags));
            if (mentions.empty())
                return;
            const ConstrainedMarginals marginals(
                run->tags, engine::tempered(logits, out.temperature));
            for (const auto& mention : mentions)
                out.marginals[s].push_back(std::clamp(marginals.mention(mention), 0.0, 1.0));
        });
    if (!predictions)
        return predictions.error();
    for (auto& prediction : *predictions) {
        out.predicted.push_back(named(prediction.classes, run->tags));
        if (out.temperature == 1)
            out.sure.push_back(std::move(prediction.scores));
    }
    auto scores = request.strict ? scoreStrict(out.gold, out.predicted, run->tags.scheme())
                                 : scoreDefault(out.gold, out.predicted);
    if (!scores)
        return scores.error();
    out.scores = *scores;
    if (request.pieces) {
        PieceCounter counter(*run->tokenizer);
        for (const auto& example : data->examples) {
            auto& row = out.pieces.emplace_back();
            for (const auto& word : example.words)
                row.push_back(static_cast<std::uint16_t>(
                    std::min<std::size_t>(counter.of(word), UINT16_MAX)));
        }
    }
    out.examples = std::move(data->examples);
    return out;
}

} // namespace

Result<Evaluation> evaluateRun(store::Project& project, const std::filesystem::path& engine,
    const EvaluateRequest& request, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    return evaluate(project, engine, request, nullptr, std::move(stop), progress);
}

Result<Evaluation> evaluateWords(store::Project& project, const std::filesystem::path& engine,
    const EvaluateRequest& request, engine::KeptWords& keep, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    return evaluate(project, engine, request, &keep, std::move(stop), progress);
}

} // namespace evenspan
