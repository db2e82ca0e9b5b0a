// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/examples.h"
#include "core/store/reader.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

constexpr std::string_view kSuiteGroups = "suite:";

// Which group each sentence is of, for reweighing and group DRO.
struct SentenceGroups {
    // "meta:COLUMN", or "suite:NAME", whose label is then `label`.
    std::string by, label;
    bool sensitive = false; // a column that is allowed for a purpose alone: its values are not kept
    std::vector<std::string> names; // sorted; "" of sentences without a group, where there are any
    std::vector<std::int32_t> of; // of each sentence, an index of `names`
};

// `by`: a column of the documents' metadata ("country" or "meta:country"; a document without it has
// no group), or "suite:NAME": the group of the first mention whose listed words are all of one
// group of that suite (fairness::ListedNames); a sentence without such a mention has none.
// `shipped`: the folder of suites that the project has no own of.
// Errors: InvalidArgument (no such column: those there are; a sensitive one that is not allowed),
// NotFound (no such suite), Empty (fewer than two groups), Cancelled, those of the reader.
Result<SentenceGroups> sentenceGroups(std::span<const engine::Example> examples, const TagSet& tags,
    store::Reader& reader, const std::string& by, const std::filesystem::path& shipped = {},
    std::stop_token stop = {});

} // namespace evenspan
