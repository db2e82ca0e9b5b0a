// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/mitigate.h"
#include "core/app/model/model_library.h"
#include "core/engine/recipe.h"
#include "core/store/project.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// How often a label stands in what a run would learn from and be chosen by.
struct LabelSupport {
    std::string label;
    std::int64_t train = 0, validation = 0; // mentions
    bool operator==(const LabelSupport&) const = default;
};

// One sub-word of the first batch as the model will see it.
struct SeenPiece {
    std::string piece;
    std::string tag; // what it learns; empty: nothing (a special token, the rest of a word)
};

// What a run would be, found without running it.
struct RunPlan {
    std::int64_t train = 0, validation = 0; // sentences
    std::int64_t added = 0; // copies with other names that are learnt too, not in `train`
    // Of a recipe that groups sentences or pairs them: `train` and `added` together.
    std::vector<GroupSupport> groups;
    std::int64_t paired = 0; // sentences beside which one with another name stands
    bool heldOut = false; // the validation sentences are taken from the training ones
    std::int64_t undecided = 0; // documents left out
    std::int64_t steps = 0; // of the optimizer
    std::int64_t words = 0, subwords = 0; // of the training sentences, those added too
    std::int64_t cut = 0; // training sentences longer than a window, which become several
    std::int64_t characters = 0, unknown = 0; // code points, and those the encoder has no piece for
    // What new pieces in the vocabulary bring: those that the recipe asks for, else those that it
    // could ask for. 0: nothing is unknown, or this encoder takes none.
    std::int64_t newPieces = 0, unknownThen = 0; // unknownThen: code points still unknown with them
    bool extends = false; // the recipe asks for them
    std::int64_t shared = 0; // validation and test sentences that stand in the training data too
    std::vector<LabelSupport> labels;
    std::string device, precision;
    std::int64_t rows = 0; // sentences at once, after what memory allows
    std::uint64_t memory = 0, available = 0; // bytes; available 0: not known
    double tokensPerSecond = 0; // sub-words, of a few real steps on the device
    double seconds = 0; // that the whole run will take, evaluations included
    std::vector<std::vector<SeenPiece>> firstBatch;
    double subwordsPerWord() const {
        return words > 0 ? static_cast<double>(subwords) / static_cast<double>(words) : 0;
    }
    double unknownShareThen() const {
        return characters > 0 ? static_cast<double>(unknownThen) / static_cast<double>(characters)
                              : 0;
    }
    double unknownShare() const {
        return characters > 0 ? static_cast<double>(unknown) / static_cast<double>(characters) : 0;
    }
};
nlohmann::ordered_json planToJson(const RunPlan& plan);

// What stands in the way of a good run, most serious first; each with a remedy.
enum class PlanProblem {
    NotEnoughMemory, // even one sentence at a time does not fit: the run would fail
    UnknownText, // over 5 % of the characters have no piece, new ones counted in
    FewExamples, // labels with fewer than 20 mentions to learn from
    Leakage, // validation or test sentences that are learnt by heart
    CutSentences,
    SmallValidation, // under 50 mentions to choose the best weights by
    SmallGroups, // groups of under 20 sentences, whose weight rests on little
};
struct PlanNote {
    PlanProblem problem = PlanProblem::FewExamples;
    bool blocks = false; // else a warning
    std::vector<std::string> labels; // of FewExamples; groups of SmallGroups
    std::int64_t count = 0;
    double share = 0;
};
std::vector<PlanNote> notesOn(const RunPlan& plan);

// Reads what a run of this recipe would read, cuts it as the run would, and takes a few real steps
// on the device (about two seconds) with weights that are thrown away. The project is not changed.
// `suites`: those that are shipped, for a recipe that takes names from one.
// Errors: those of TrainRun::run before its first step, Cancelled.
Result<RunPlan> planRun(store::Project& project, const ModelLibrary& models,
    const std::filesystem::path& engine, const engine::Recipe& recipe,
    const std::map<std::string, std::string>& where, std::stop_token stop = {},
    const std::filesystem::path& suites = {});

} // namespace evenspan
