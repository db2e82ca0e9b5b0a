// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/repeats.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

enum class SplitBy {
    Ratio, // each document for itself
    Document, // documents whose names are "NAME:1", "NAME:2", … were one text and stay together
    Group, // documents of one value of a metadata key stay together; without it each for itself
    Time, // the first part gets the oldest, by a metadata key
};
const char* splitByName(SplitBy by); // "ratio", "document", "group", "time"
std::optional<SplitBy> splitByFromName(std::string_view name);

struct SplitPart {
    std::string name; // of the split
    double share = 0; // > 0; of the sum of all
    bool operator==(const SplitPart&) const = default;
};

struct SplitRequest {
    std::vector<SplitPart> parts{{"train", 0.8}, {"validation", 0.1}, {"test", 0.1}};
    SplitBy by = SplitBy::Ratio;
    std::string key; // metadata, of Group and Time
    bool stratify = false; // spans of each label by the shares too; not by Time
    bool together = false; // documents of one text, but for letter case and blanks; not by Time
    std::uint64_t seed = 42;
    std::optional<std::string> from; // documents of this split alone; "": those without one
};

struct PlannedPart {
    SplitPart part;
    std::vector<DocumentId> documents; // ascending
    std::int64_t sentences = 0, tokens = 0, spans = 0;
    std::map<std::string, std::int64_t> labels; // accepted spans
};

struct SplitPlan {
    std::vector<PlannedPart> parts;
    std::int64_t left = 0; // documents without a time, that keep their split
    std::int64_t alone = 0; // documents without the key, each for itself
    double skew = 0; // share of spans in the wrong part for a perfect mix of labels; split_maker.h
    Repeats repeats; // of the documents with the splits of the plan
};

// Deals the shown documents; nothing is written. Only accepted spans count. Errors: InvalidArgument
// (fewer than two parts, two of one name, a share that is not above 0, a key that is missing or
// that no document has, together or stratified by Time), Empty (fewer documents than parts),
// Cancelled.
Result<SplitPlan> planSplits(store::Reader& reader, const SplitRequest& request,
    std::stop_token stop = {},
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

// One undo step. A stop leaves everything as it was: Cancelled. `progress` counts documents.
Result<void> applySplits(store::Writer& writer, const SplitPlan& plan, const std::string& name,
    std::stop_token stop = {},
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

// The JSON document that the command line prints.
nlohmann::ordered_json toJson(const SplitPlan& plan);

} // namespace evenspan
