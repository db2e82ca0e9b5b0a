// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/runs/open_run.h"
#include "core/base/types.h"
#include "core/engine/span_score.h"
#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace evenspan {

class MentionTable; // core/app/inspect/mention_table.h

struct InspectionRequest {
    std::string run;
    std::string split; // "" with `undecided`: of every split
    // False: the decided documents of the split, against what they are labelled with. True: the
    // documents that nobody has decided on; there is nothing to hold the run against.
    bool undecided = false;
    std::size_t most = 20'000; // documents; the rest is counted, not read
};

// A sentence with what is labelled and what the run marked, both in words.
struct InspectedSentence {
    std::int64_t document = 0;
    std::uint32_t sentence = 0; // of its document
    std::vector<std::string> words;
    std::vector<bool> blankBefore; // of each word: white space parts it from the one before
    std::vector<CodePointRange> places; // of each word, in the document
    std::vector<Mention> gold, predicted; // sorted, without overlaps
    std::vector<double> scores; // of each predicted: Inspection::score, or NaN
};

struct InspectedDocument {
    std::string name;
    std::map<std::string, std::string> metadata;
    // Of labelled entities that have any, by their range in code points.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::map<std::string, std::string>>
        attributes;
};

// What a run marked in the documents of a split; never changes once it is made, so every thread may
// read it.
struct Inspection {
    InspectionRequest request;
    std::int64_t runId = 0;
    bool gold = false; // false: documents without labels
    std::vector<InspectedSentence> sentences; // by document, then sentence
    std::map<std::int64_t, InspectedDocument> documents;
    std::map<std::string, std::string> where; // metadata that the documents were chosen by
    std::vector<std::string> unknownLabels; // of the gold, that the run cannot predict
    std::uint64_t undecided = 0; // documents of the split left out as undecided
    std::uint64_t beyond = 0; // documents left out since there are more than `most`
    std::uint64_t unpredicted = 0; // left out: no prediction is kept and the weights are gone
    bool weightsGone = false; // what is shown was predicted earlier
    SpanScore score = SpanScore::Mean; // what the scores are; of older predictions perhaps another
    double temperature = 1; // that the logits are divided by for them (core/app/runs/scoring.h)
    bool scoreMissed = false; // other scores are chosen, but the weights are gone
    std::shared_ptr<const MentionTable> table; // one row an error case
};

// Reads the documents, takes the predictions that are kept in the project where they are of the
// run's present weights and have the score that the project has chosen, asks the model for the rest
// and keeps what it says, where the project can be written to. `progress`: sentences that the model
// has read. Errors: Empty (no decided document; none undecided; nothing kept and the weights are
// gone: NotFound), those of openRun() and of the store, Cancelled.
Result<std::shared_ptr<const Inspection>> inspectRun(store::Project& project,
    const std::filesystem::path& engine, const InspectionRequest& request,
    std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

// The text of some words as it stands in the document, runs of white space as one blank.
std::string textOf(const InspectedSentence& sentence, std::uint32_t begin, std::uint32_t end);

} // namespace evenspan
