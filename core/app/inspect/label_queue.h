// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/out_of_fold.h"
#include "core/metrics/label_quality_spans.h"
#include "core/metrics/wilson.h"
#include "core/store/label_decisions.h"
#include "core/store/records.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace evenspan {

// A mention of a row, in code points of the document.
struct QueueMention {
    CodePointRange range;
    std::string label;
    std::string text;
    std::optional<store::SpanRow> span; // of a given one: what stands in the project
};

// One place where a label may be wrong, and what would be right there.
struct QueueRow {
    DocumentId document;
    std::string name; // of the document
    std::uint32_t sentence = 0; // in the document, from 0
    CodePointRange sentenceRange;
    std::string sentenceText;
    DoubtKind kind = DoubtKind::Type;
    std::vector<QueueMention> given, proposed; // one may be empty
    std::string place; // names given and proposed: see store::LabelDecisionRow
    // Expected gain of the fix: log odds, a word (SpanDoubt::odds). They order rows; as a
    // probability they would claim too much, since the two witnesses are not independent.
    double odds = 0;
    // What the model that never saw the document gives the words that differ, at least; unset:
    // there is no such model.
    std::optional<double> givenProbability, proposedProbability;
    bool byModel = false; // the model's own tags differ, with the evidence of the words
    bool byStrings = false; // the same string is labelled otherwise elsewhere
    // What the string of the first mention is in other documents: label, how often; "" stands for
    // no label. Most frequent first.
    std::vector<std::pair<std::string, std::uint64_t>> elsewhere;
    std::optional<store::LabelVerdict> verdict;
};

struct LabelQueue {
    std::string kfold; // empty: by strings alone
    std::vector<QueueRow> rows; // highest odds first, then by document and place
    std::uint64_t documents = 0; // looked at
    std::uint64_t changed = 0; // with other tokens than the model read: by strings alone
    std::uint64_t unread = 0; // decided since, so that no fold holds them: by strings alone
    bool more = false; // the limit cut the list
};

struct QueueRequest {
    std::string kfold; // a cross-training; empty: the model-free check alone
    std::size_t limit = 5000; // rows
};

// Looks through every decided document. Holds 8 bytes a token in memory beside the probabilities.
// Errors: those of OutOfFold::open and of the store, Empty (no document is decided), Cancelled.
Result<LabelQueue> makeLabelQueue(store::Reader& reader, const std::filesystem::path& filesFolder,
    const QueueRequest& request, std::stop_token stop = {},
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

// Decides a row: Keep and Unsure leave the labels alone, Fix makes them the proposed ones. One step
// of undo. Errors: those of store::decideLabel.
Result<std::int64_t> decideRow(store::Writer& writer, const std::string& kfold, const QueueRow& row,
    store::LabelVerdict verdict);

// How well the queue did so far: of the decided rows those that were errors.
struct QueuePrecision {
    std::int64_t fixed = 0, kept = 0, unsure = 0;
    Proportion precision; // fixed of fixed and kept, 95 % interval
    bool operator==(const QueuePrecision&) const = default;
};
QueuePrecision precisionOf(
    const std::vector<store::LabelDecisionRow>& decisions, const std::string& kfold);

// cleanlab's methods over tokens (label_quality.h), for who wants them as they are.
enum class TokenMethod { SelfConfidence, WorstToken, ConfidentJoint };
struct TokenRow {
    DocumentId document;
    std::uint32_t sentence = 0;
    std::uint32_t token = 0; // of the sentence; of WorstToken: that token
    std::string given, likeliest; // tags
    double score = 0; // of SelfConfidence and WorstToken, the lower the more likely wrong; else p
};
// Lowest score first. WorstToken: one row a sentence. ConfidentJoint: the tokens it marks alone.
Result<std::vector<TokenRow>> tokenQueue(store::Reader& reader,
    const std::filesystem::path& filesFolder, const std::string& kfold, TokenMethod method,
    std::stop_token stop = {});

} // namespace evenspan
