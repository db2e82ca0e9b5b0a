// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/inspect_text.h"
#include "core/engine/attribution.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

enum class AttributionMethod { Occlusion, IntegratedGradients, GradientTimesInput, Rollout };
// "occlusion", "integrated_gradients", "gradient_x_input", "rollout".
const char* attributionName(AttributionMethod method);
std::optional<AttributionMethod> attributionOf(std::string_view name);

// Words of one sentence and the class of each whose probability is to be explained: the tags of a
// span, or one word and any class.
struct ExplainTarget {
    std::size_t sentence = 0; // of sentencesOf()
    std::uint32_t begin = 0, end = 0; // words
    std::vector<std::int32_t> classes; // one a word
};

struct ExplainOptions {
    AttributionMethod method = AttributionMethod::Occlusion;
    double tolerance = 0.01; // of completeness, in nats
    int mostSteps = 512;
};

// What each word of the sentence adds to the log of the product of the target's probabilities (of
// rollout: the share of attention that reaches the target from it). A word's score is the sum over
// its sub-words. Above 0 the word speaks for the target.
struct Explanation {
    AttributionMethod method = AttributionMethod::Occlusion;
    std::vector<double> words; // NaN: the word lies outside the window that the target is read in
    double special = 0; // what [CLS] and [SEP] get
    double value = 0; // f: Σ log p of the target
    // Of gradients; see engine::Attribution. The baseline is the sentence with every sub-word
    // replaced by [PAD] ("pad"), the special ones kept, or by the zero vector ("zero").
    double baselineValue = 0, gap = 0;
    int steps = 0;
    bool complete = false;
    std::string baseline; // "" where the method has none; of occlusion "mask" or "unknown"
};

// How unsure the model is of one word, beyond InspectedWord.
struct WordDoubt {
    double bald = 0; // H(mean p) − mean H(p) over passes with dropout, nats: Houlsby et al. 2011,
                     // arXiv 1112.5745; what the passes disagree about
    double entropy = 0; // of the mean, nats
};
struct SentenceDoubt {
    std::vector<WordDoubt> words;
    // Mean over the words of the log of the chosen tag's probability: the normalised
    // log-probability of Shen et al. 2018, arXiv 1707.05928, section 4.2. 0: sure.
    double mnlp = 0;
    double dropout = 0; // the probability that was used
};

// A text's words as the classifier sees them.
struct WordFeatures {
    std::size_t width = 0, classes = 0;
    std::vector<float> values; // [words × width]
    std::vector<float> logits; // [words × classes]
    std::span<const float> of(std::size_t word) const {
        return std::span(values).subspan(word * width, width);
    }
};
// The mean of the words' features [width].
std::vector<float> spanVector(const WordFeatures& features, std::uint32_t begin, std::uint32_t end);

// A run opened to be asked why. Weights are held twice (prediction and the graph), the second time
// from the first question on. For one thread at a time.
class Explainer {
public:
    // Errors: those of openRun.
    static Result<Explainer> open(store::Project& project, const std::string& run,
        const std::filesystem::path& engine, const ComputeWish& wish = {});

    OpenRun& run() { return m_run; }
    const OpenRun& run() const { return m_run; }
    const std::filesystem::path& folder() const { return m_folder; }

    // Errors: those of inspectText; InvalidArgument (a sentence, word or class that is not there),
    // those of engine::ExplainSession.
    Result<Explanation> explain(const std::string& text, const ExplainTarget& target,
        const ExplainOptions& options = {}, std::stop_token stop = {});
    // One for each sentence of the text. `passes` with dropout before the classifier over features
    // that are computed once.
    Result<std::vector<SentenceDoubt>> doubt(
        const std::string& text, int passes = 30, std::stop_token stop = {});
    // Of each sentence, in order.
    Result<std::vector<WordFeatures>> features(std::span<const engine::Example> sentences,
        std::stop_token stop = {},
        const std::function<void(std::size_t done, std::size_t total)>& progress = {});

private:
    Result<engine::ExplainSession*> session();
    Result<Explanation> occlude(
        const engine::EncodedSentence& sentence, const ExplainTarget& target, std::stop_token stop);
    Result<Explanation> attribute(const engine::EncodedSentence& sentence,
        const ExplainTarget& target, const ExplainOptions& options, std::stop_token stop);

    OpenRun m_run;
    std::filesystem::path m_folder, m_engine;
    std::unique_ptr<engine::ExplainSession> m_session;
    double m_dropout = 0; // of the model, before its classifier
    std::int64_t m_width = 0; // of its features
};

} // namespace evenspan
