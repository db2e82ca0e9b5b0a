// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/explain_text.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

namespace store {
class Reader;
class Writer;
} // namespace store

// Active learning: in which order the documents without labels teach a run most.
enum class LearningMeasure { Entropy, Margin, Mnlp, Bald };
const char* learningMeasureName(LearningMeasure measure); // "entropy", "margin", "mnlp", "bald"
std::optional<LearningMeasure> learningMeasureOf(std::string_view name);

// How unsure a run is of a text, the larger the less sure; a mean over its words, so that long
// texts are not preferred; 0 where there is none. Entropy: −Σ p log p (Settles and Craven 2008).
// Margin: 1 − (highest probability − the next). Mnlp: −log of the highest probability (Shen et al.
// 2018, arXiv 1707.05928, section 4.2). Of Bald the words' own (Houlsby et al. 2011, arXiv
// 1112.5745). Nats, but for Margin.
double unsureOf(const std::vector<ReadSentence>& sentences, LearningMeasure measure);
double unsureOf(const std::vector<SentenceDoubt>& sentences);

// Hashes of all runs of `length` words of a text, in small letters a–z, sorted, each once; of a
// shorter text the whole.
std::vector<std::uint64_t> shinglesOf(std::string_view text, std::size_t length = 3);
// |a ∩ b| ÷ |a ∪ b| of sorted sets (Broder 1997); of two empty ones 1.
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

struct LearningItem {
    std::int64_t document = 0;
    double value = 0; // unsureOf()
    std::vector<std::uint64_t> shingles;
};
struct LearningOptions {
    double randomShare = 0.15; // in [0, 0.5] of the documents, drawn by the seed
    double nearDuplicate = 0.7; // from this Jaccard index on two texts are nearly the same
    std::size_t alike = 1; // so many of texts that are nearly the same come first, others last
    std::uint64_t seed = 0;
};
struct LearningPick {
    std::int64_t document = 0;
    double value = 0;
    bool random = false; // of the pool: drawn, not chosen, so scores on it are without bias
    bool heldBack = false; // nearly the same as one before it
    bool operator==(const LearningPick&) const = default;
};
// By falling value, equal ones by document; drawn documents spread evenly among them; what is
// nearly the same as `alike` that came before at the end. MinHash with 16 bands of 4 rows finds
// the pairs that are compared (Leskovec et al., Mining of Massive Datasets, section 3.4): of pairs
// with an index of 0.7 it misses 1 in 87, of 0.8 1 in 4,500.
std::vector<LearningPick> arrange(std::vector<LearningItem> items, const LearningOptions& options);

struct LearningOrder {
    std::string run;
    LearningMeasure measure = LearningMeasure::Mnlp;
    LearningOptions options;
    std::vector<LearningPick> picks;
};
// The newest lies in the project's setting "learning_order"; `sort:learning` of a query and the
// documents' uncertainty (`sort:-uncertainty`) follow it. Unset: there is none. Errors: Corrupt.
Result<std::optional<LearningOrder>> keptLearningOrder(store::Reader& reader);
Result<void> keepLearningOrder(store::Writer& writer, RunId run, const LearningOrder& order);

// What a run thinks of one document.
Result<LearningItem> judged(Explainer& explainer, const store::DocumentData& document,
    LearningMeasure measure, std::stop_token stop = {});

// Asks the run about every document that nobody has decided on. Errors: Empty (there is none),
// InvalidArgument (an option out of range), those of Explainer and inspectText, Cancelled.
Result<LearningOrder> makeLearningOrder(store::Project& project,
    const std::filesystem::path& engine, const std::string& run, LearningMeasure measure,
    const LearningOptions& options, std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace evenspan
