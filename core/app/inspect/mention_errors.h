// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/evaluate_run.h"
#include "core/engine/span_score.h"
#include "core/metrics/mention_cases.h"
#include "core/metrics/slices.h"
#include "core/store/reader.h"

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// An entity of one side with what can be said of it:
//   type      its label                         length    words: "1", "2", "3", "4+"
//   casing    casingOf()                        script    scriptOf()
//   position  "first" word of its sentence, "last", else "inside"
//   seen      in the training data with this label: "seen"; with others alone: "other label";
//             never: "unseen" (the same string, word for word)
//   subwords  pieceBand() of its words (core/app/model/piece_counter.h); only where they were
//   counted meta:KEY  of its document
struct DescribedMention {
    Mention mention; // words of its sentence
    std::string text; // its words, a blank between them
    std::map<std::string, std::string> features;
    std::optional<double> score; // of a predicted one
};

// One case of one sentence.
struct MentionError {
    CaseKind kind = CaseKind::Right;
    bool otherType = false;
    std::int64_t document = 0;
    std::uint32_t sentence = 0; // of its document
    std::vector<DescribedMention> gold, predicted;
};

struct MentionErrors {
    std::vector<MentionError> cases; // right ones too; by document, sentence, first word
    std::map<CaseKind, std::uint64_t> counts;
    std::vector<SliceRow> recall; // one row a gold entity
    std::vector<SliceRow> precision; // one row a predicted one
};

// Every predicted entity with its score and whether it is right; how many there are to be found.
struct ScoredEntities {
    std::vector<double> scores;
    std::vector<std::uint8_t> right;
    std::uint64_t gold = 0;
};
// For Marginal the evaluation must have been asked for them.
ScoredEntities scoredEntities(const Evaluation& evaluation, SpanScore score = SpanScore::Mean);

// What became of every entity of an evaluation. Errors: those of the store, Cancelled.
Result<MentionErrors> mentionErrors(store::Reader& reader, const Evaluation& evaluation,
    std::stop_token stop = {}, SpanScore score = SpanScore::Mean);

} // namespace evenspan
