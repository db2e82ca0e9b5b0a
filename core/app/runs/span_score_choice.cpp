// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/span_score_choice.h"

#include "core/store/reader.h"
#include "core/store/suggestions.h"
#include "core/store/writer.h"

namespace evenspan {

namespace {
constexpr const char* kChoice = "span_score";
constexpr std::size_t kChosenBy = 32;
} // namespace

Result<SpanScore> chosenSpanScore(store::Reader& reader) {
    auto kept = reader.setting(kChoice);
    if (!kept)
        return kept.error();
    return *kept ? parseSpanScore(**kept).value_or(SpanScore::Mean) : SpanScore::Mean;
}

Result<void> chooseSpanScore(store::Writer& writer, SpanScore score) {
    if (auto kept = writer.setSetting(kChoice, spanScoreId(score)); !kept)
        return kept;
    return store::forgetReadings(writer);
}

Result<std::vector<ScoredSentence>> predictScored(OpenRun& run,
    std::span<const engine::EncodedSentence> sentences, bool viterbi, Scoring scoring,
    std::stop_token stop, const std::function<void(std::size_t, std::size_t)>& progress) {
    std::vector<ScoredSentence> out(sentences.size());
    auto predictions = engine::predict(
        [&run](const Batch& batch) { return run.session->logits(batch); }, run.tags, sentences,
        {viterbi, kChosenBy, run.padId}, std::move(stop), progress,
        [&](std::size_t s, std::span<const float> logits, const engine::Prediction& prediction) {
            out[s].mentions = engine::mentionsOf(
                prediction, run.tags, scoring.score, logits, scoring.temperature);
        });
    if (!predictions)
        return predictions.error();
    for (std::size_t s = 0; s < out.size(); ++s)
        out[s].words = std::move((*predictions)[s]);
    return out;
}

} // namespace evenspan
