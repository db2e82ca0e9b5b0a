// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_data.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// What was taken from the training documents to choose the best weights by.
struct HeldOut {
    double share = 0;
    std::uint64_t seed = 0;
    bool sentences = false; // else whole documents
    std::set<std::int64_t> chosen; // document ids, or numbers of sentences
};

// What a run learns from and is chosen by.
struct TrainData {
    TagSet tags;
    std::string split; // "train", or empty where the project has no such split
    RunData train;
    RunData validation;
    std::size_t decided = 0; // training sentences before any were held out
    std::optional<HeldOut> heldOut;
};
// For the record of the run: counts, hashes, rules applied, and what was held out.
nlohmann::ordered_json recordOf(const TrainData& data);

// Reads the decided documents that carry every `where`. Without a decided validation split a tenth
// of the training documents (of the sentences, where there is one document) is held out by `seed`.
// `leaveOut`: ids of documents that the run must not see, for learning or for choosing.
// `tags`: those of a run that goes on; else made from the project's labels.
// Errors: Empty (nothing decided), Cancelled, those of the reader.
Result<TrainData> readTrainData(store::Reader& reader, const std::optional<TagSet>& tags,
    const std::map<std::string, std::string>& where, std::uint64_t seed, std::stop_token stop,
    const std::set<std::int64_t>& leaveOut = {});

// What the user should know of the data, a line each.
std::vector<std::string> remarksOn(
    const TrainData& data, const std::map<std::string, std::string>& where);

} // namespace evenspan
