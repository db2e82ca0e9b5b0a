// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/name_copies.h"
#include "core/engine/examples.h"
#include "core/engine/recipe.h"
#include "core/fairness/suite.h"
#include "core/store/reader.h"

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

// Name-diverse counterfactual augmentation: sentences with a mention of a type are learnt again
// with names of a list in its place, as many of each group. Lists of popular names alone make gaps
// larger (Xiao et al. 2023, "Name bias in clinical de-identification"), so names are drawn evenly.
namespace evenspan {

// The suite without the names that hold one of these words. How many went goes to `left`.
fairness::Suite withoutNames(
    const fairness::Suite& suite, const std::set<std::string>& words, std::uint64_t& left);

struct NameAugmentation {
    std::uint64_t sentences = 0, mentions = 0; // that were added
    std::map<std::string, std::uint64_t> groups; // names put in, by group
    std::set<std::string> words; // that the run may have learnt
};
// Adds `copies` copies of every sentence that has a mention of the suite's label: names are the
// same within a copy of a document, groups and names come in turn, tags are set anew. A list of
// full names gives first and last words of one group in any combination. The same seed gives the
// same. Errors: LabelMismatch (the tags do not have the label), Empty (a list too small to part).
Result<NameAugmentation> augmentNames(std::vector<engine::Example>& examples, const TagSet& tags,
    const fairness::Suite& suite, std::int64_t copies, std::uint64_t seed);

// What the recipe asks for, from a suite that the project keeps, or of those in the folder
// `shipped`; for the record of the run. Null where nothing is asked for. Errors: NotFound (there is
// no such suite), those above.
Result<nlohmann::ordered_json> augmentAsAsked(std::vector<engine::Example>& examples,
    const TagSet& tags, store::Reader& reader, const engine::Recipe& recipe,
    const std::filesystem::path& shipped = {});
// Words that a run has learnt from suites, copies and pairs alike, by its record.
std::set<std::string> wordsLearnt(const std::string& record);

} // namespace evenspan
