// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/run_confidence.h"

#include "core/app/runs/open_run.h"
#include "core/app/runs/run_data.h"
#include "core/app/runs/span_score_choice.h"
#include "core/engine/word_logits.h"
#include "core/store/reader.h"
#include "core/store/suggestions.h"
#include "core/store/writer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBins = 15;
constexpr std::size_t kRead = 32;

// Softmax of each row at this temperature, in place of logits or of log-probabilities.
std::vector<float> softmax(std::span<const float> logits, std::size_t classes, double temperature) {
    std::vector<float> out(logits.begin(), logits.end());
    for (std::size_t at = 0; at + classes <= out.size(); at += classes) {
        const std::span row(out.data() + at, classes);
        const double top = static_cast<double>(*std::max_element(row.begin(), row.end()));
        double sum = 0;
        for (const float value : row)
            sum += std::exp((static_cast<double>(value) - top) / temperature);
        for (float& value : row)
            value = static_cast<float>(
                std::exp((static_cast<double>(value) - top) / temperature) / sum);
    }
    return out;
}

Result<std::vector<ReliabilityBin>> binsOf(std::span<const float> probabilities,
    std::size_t classes, std::span<const std::int32_t> truth) {
    std::vector<double> scores;
    std::vector<std::uint8_t> right;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const auto row = probabilities.subspan(i * classes, classes);
        const auto best = std::max_element(row.begin(), row.end());
        scores.push_back(std::clamp(static_cast<double>(*best), 0.0, 1.0));
        right.push_back(best - row.begin() == truth[i]);
    }
    return reliabilityBins(scores, right, kBins);
}

std::vector<Mention> mentionsOf(std::span<const std::int32_t> classes, const TagSet& tags) {
    std::vector<std::string> names;
    for (const auto c : classes)
        names.push_back(tags.tags()[static_cast<std::size_t>(c)]);
    return mentionsFromTags(names, tags.scheme());
}

// Every entity that the run marks, its score and whether it is right.
struct Marked {
    std::vector<double> scores;
    std::vector<std::uint8_t> right;
    std::uint64_t gold = 0;
};
Result<std::vector<ThresholdPoint>> curveOf(const Marked& marked) {
    if (marked.scores.empty())
        return std::vector<ThresholdPoint>();
    return thresholdCurve(marked.scores, marked.right, marked.gold);
}

// What a run says of the words of some sentences.
class Answers {
public:
    Answers(const OpenRun& run, const RunData& data, const std::vector<std::vector<float>>& logits)
        : m_run(run)
        , m_data(data)
        , m_logits(logits) {
        ConstrainedDecoder decoder(run.tags);
        const bool viterbi = run.recipe.decoder != "argmax";
        for (const auto& words : logits)
            m_paths.push_back(
                viterbi ? decoder.decode(words) : argmaxDecode(words, run.tags.size()));
    }
    Marked marked(const Scoring& scoring) const {
        Marked out;
        const auto& tags = m_run.tags;
        for (std::size_t s = 0; s < m_logits.size(); ++s) {
            const auto gold = mentionsOf(m_data.examples[s].classes, tags);
            out.gold += gold.size();
            const engine::Prediction prediction{m_paths[s],
                engine::classProbabilities(m_logits[s], m_paths[s], tags.size(), 1), {}};
            for (const auto& found : engine::mentionsOf(
                     prediction, tags, scoring.score, m_logits[s], scoring.temperature)) {
                out.scores.push_back(found.score);
                out.right.push_back(
                    std::find(gold.begin(), gold.end(), found.mention) != gold.end());
            }
        }
        return out;
    }

private:
    const OpenRun& m_run;
    const RunData& m_data;
    const std::vector<std::vector<float>>& m_logits;
    std::vector<std::vector<std::int32_t>> m_paths;
};

Result<void> chooseCut(
    RunConfidence& to, const ConfidenceRequest& request, const std::vector<ThresholdPoint>& curve) {
    for (const auto& share : {request.cut, request.precision})
        if (share && !(*share >= 0 && *share <= 1))
            return Error{ErrorCode::InvalidArgument, "A cut or a precision lies between 0 and 1",
                std::to_string(*share), "Give a share, such as 0.9."};
    if (request.precision) {
        const auto found = cutFor(curve, *request.precision);
        if (!found)
            return Error{ErrorCode::InvalidArgument, "No cut makes what is taken right that often",
                std::to_string(*request.precision), "Ask for less, or train a better run."};
        to.cut = found->threshold;
    } else if (request.cut) {
        to.cut = request.cut;
    }
    if (to.cut) {
        const auto point = pointAt(curve, *to.cut);
        to.cutPrecision = point.precision;
        to.cutLeft = point.left;
    }
    return {};
}

} // namespace

std::optional<ThresholdPoint> cutFor(std::span<const ThresholdPoint> curve, double precision) {
    for (const auto& point : curve)
        if (point.precision >= precision && point.left < 1)
            return point;
    return {};
}

double cutThatLeaves(std::span<const ThresholdPoint> curve, double share) {
    double cut = 1; // everything is left
    double nearest = 1 - share;
    for (auto point = curve.rbegin(); point != curve.rend(); ++point)
        if (const double off = std::abs(point->left - share); off < nearest) {
            nearest = off;
            cut = point->threshold;
        }
    return cut;
}

ThresholdPoint pointAt(std::span<const ThresholdPoint> curve, double threshold) {
    for (const auto& point : curve)
        if (point.threshold >= threshold)
            return point;
    ThresholdPoint none; // nothing is sure enough: all of it is left
    none.threshold = threshold;
    none.left = 1;
    return none;
}

Result<ConfidenceOutcome> fitConfidence(store::Project& project,
    const std::filesystem::path& engine, const ConfidenceRequest& request, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    auto run = openRun(project, request.run, engine);
    if (!run)
        return run.error();
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    DataSelection selection;
    selection.split = request.split;
    const auto record = Json::parse(run->row.record, nullptr, false);
    if (record.is_object() && record.contains("where") && record["where"].is_object())
        selection.where = record["where"].get<std::map<std::string, std::string>>();
    auto data = readRunData(**reader, run->tags, selection, stop);
    if (!data)
        return data.error();
    if (data->examples.empty())
        return Error{ErrorCode::Empty, "The split has no decided document to calibrate on",
            "split " + request.split, "Choose another split, or mark its documents as done."};
    const auto classes = run->tags.size();
    const auto encoded = encodeExamples(*run->tokenizer, data->examples, run->maxLength, false);
    auto words = engine::wordLogits([&](const Batch& batch) { return run->session->logits(batch); },
        classes, encoded, {false, kRead, run->padId}, stop, progress);
    if (!words)
        return words.error();
    std::vector<float> logits;
    std::vector<std::int32_t> truth;
    auto calibrated = calibratedScores(**reader);
    if (!calibrated)
        return calibrated.error();
    auto scored = scoringOf(**reader, run->row, *calibrated); // until now
    if (!scored)
        return scored.error();
    const SpanScore score = request.score.value_or(scored->score);
    for (std::size_t s = 0; s < words->size(); ++s) {
        const auto& given = data->examples[s].classes;
        logits.insert(logits.end(), (*words)[s].begin(), (*words)[s].end());
        truth.insert(truth.end(), given.begin(), given.end());
    }
    ConfidenceOutcome out;
    auto& found = out.confidence;
    found.split = request.split;
    found.score = score;
    found.words = truth.size();
    found.runFinished = run->row.finished.value_or(0);
    auto before = softmax(logits, classes, 1);
    auto fitted = fitTemperature(before, classes, truth);
    if (!fitted)
        return fitted.error();
    found.temperature = *fitted;
    const auto after = softmax(logits, classes, fitted->value);
    auto binsBefore = binsOf(before, classes, truth), binsAfter = binsOf(after, classes, truth);
    if (!binsBefore)
        return binsBefore.error();
    if (!binsAfter)
        return binsAfter.error();
    out.before = std::move(*binsBefore);
    out.after = std::move(*binsAfter);
    found.errorBefore = calibrationError(out.before);
    found.errorAfter = calibrationError(out.after);
    const Answers answers(*run, *data, *words);
    const Scoring scoring{score, *calibrated ? fitted->value : 1};
    const Marked marked = answers.marked(scoring);
    found.entities = marked.scores.size();
    out.temperature = found.cutTemperature = scoring.temperature;
    auto curve = curveOf(marked);
    if (!curve)
        return curve.error();
    out.thresholds = std::move(*curve);
    auto kept = keptConfidence(**reader, run->row.id);
    if (!kept)
        return kept.error();
    if (*kept && (*kept)->score == score && (*kept)->cut) {
        found.cut = (*kept)->cut;
        if ((*kept)->cutTemperature != scoring.temperature) {
            auto before = curveOf(answers.marked({score, (*kept)->cutTemperature}));
            if (!before)
                return before.error();
            found.cut = cutThatLeaves(out.thresholds, pointAt(*before, *found.cut).left);
            if (!request.cut && !request.precision)
                out.movedFrom = (*kept)->cut;
        }
    }
    if (auto chosen = chooseCut(found, request, out.thresholds); !chosen)
        return chosen.error();
    if (auto* writer = project.writer()) {
        if (score != scored->score)
            if (auto kept = chooseSpanScore(*writer, score); !kept)
                return kept.error();
        if (auto saved = keepConfidence(*writer, run->row.id, found); !saved)
            return saved.error();
        if (scoring.temperature != scored->temperature)
            if (auto forgot = store::forgetReadings(*writer, run->row.id); !forgot)
                return forgot.error();
    }
    return out;
}

} // namespace evenspan
