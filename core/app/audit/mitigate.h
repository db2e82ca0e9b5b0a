// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/name_copies.h"
#include "core/app/audit/sentence_groups.h"
#include "core/engine/mitigation.h"
#include "core/engine/recipe.h"
#include "core/store/project.h"
#include "core/tokenizer/tokenizer.h"

#include <string>
#include <vector>

// What a recipe asks for against gaps between groups (group_by, reweigh_*, group_dro_step,
// pairing_*), made from the sentences that are learnt; core/engine/mitigation.h has the formulas.
namespace evenspan {

// A sentence has so many partners at most, one an epoch in turn.
constexpr std::size_t kPairTurns = 4;

// A group as a plan and a record tell it.
struct GroupSupport {
    std::string group; // "": sentences without one
    std::string kept; // as records name it: a number where the way to group is sensitive
    std::int64_t sentences = 0, held = 0; // held: with a mention that reweighing asks about
    double without = 1, with = 1; // weights of the two kinds
};

struct MitigationPlan {
    std::vector<GroupSupport> groups; // where the recipe names a way to group
    std::int64_t cut = 0; // cells of reweighing whose weight was cut to the bounds
    std::vector<float> weights;
    std::vector<std::int32_t> of; // groups of the sentences
    double droStep = 0;
    std::vector<std::vector<NameCopy>> partners; // of each sentence, one a turn
    double pairingWeight = 0;
    std::int64_t paired = 0; // sentences with a partner
    std::string record; // JSON for the run's record; empty: nothing is asked for
    std::vector<std::string> remarks; // what the run's log should say, a line each
};

// Errors: BadConfig (what an asked-for mitigation needs is missing, or two of them weigh the same
// sentences), LabelMismatch (reweigh_label is no label of the run), Empty (no sentence to pair),
// those of sentenceGroups and NameCopier::open.
Result<MitigationPlan> planMitigation(std::span<const engine::Example> examples, const TagSet& tags,
    store::Reader& reader, const engine::Recipe& recipe, const std::filesystem::path& shipped = {},
    std::stop_token stop = {});

// The same for the trainer; `sentences` are the examples as the encoder sees them.
engine::Mitigation encodeMitigation(const MitigationPlan& plan, Tokenizer& tokenizer,
    std::span<const engine::EncodedSentence> sentences, std::size_t maxLength);

// What a run of this recipe needs of the project before it starts: keeps shipped suites that it
// names in the project, and logs the look at a sensitive way to group. Errors: NotFound (a suite),
// those of admitSensitive and of the store.
Result<void> prepareRecipe(
    store::Project& project, const std::filesystem::path& shipped, const engine::Recipe& recipe);

} // namespace evenspan
