// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/examples.h"
#include "core/engine/windows.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// Which documents a run reads: of a split, and with these metadata values.
struct DataSelection {
    std::optional<std::string> split;
    std::map<std::string, std::string> where; // {"language","en"}; empty: any
    bool decidedOnly = true; // states done and reviewed
    std::set<std::int64_t> leaveOut = {}; // ids of documents that are passed over
    std::optional<std::set<std::int64_t>> only = {}; // no others
};

struct RunData {
    std::vector<engine::Example> examples; // by document, then by sentence
    engine::ExampleReport report;
    std::string hash; // over words and classes
    std::size_t documents() const { return report.used; }
};

// Reads the selected documents as examples of a tag set. Errors: those of the store, Cancelled.
Result<RunData> readRunData(store::Reader& reader, const TagSet& tags,
    const DataSelection& selection, std::stop_token stop = {});

// How many sentences a run with the project's own filter would learn from and be chosen by.
struct LearnableCounts {
    std::int64_t train = 0;
    std::int64_t validation = 0; // 0: a tenth of `train` is held out
    std::int64_t undecided = 0; // of the training documents: they are left out
    std::map<std::string, std::string> where; // the project's filter
};
// Reads rows, never texts. Errors: those of the store, Cancelled.
Result<LearnableCounts> countLearnable(store::Reader& reader, std::stop_token stop = {});

// Words of examples as the encoder sees them; with labels where `labelled`.
std::vector<engine::EncodedSentence> encodeExamples(Tokenizer& tokenizer,
    std::span<const engine::Example> examples, std::size_t maxLength, bool labelled);

// Metadata that a project asks of the documents a run is made from, kept in its settings; empty:
// all. The sample project asks for language=en, since the encoder of the program knows little
// Chinese.
Result<std::map<std::string, std::string>> trainingFilter(store::Reader& reader);
Result<void> setTrainingFilter(
    store::Writer& writer, const std::map<std::string, std::string>& where);

// Labels of the project that a model can learn: not archived, with at least one accepted span.
Result<std::vector<std::string>> learnableLabels(store::Reader& reader);

} // namespace evenspan
