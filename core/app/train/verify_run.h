// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/model/model_library.h"
#include "core/app/runs/score_run.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace evenspan {

// Why the same recipe need not give the same bits again.
enum class BitsDoubt {
    NotOnCpu, // sums of a card's kernels come in any order
    NotDeterministic, // the recipe did not ask for it
    OtherMachine, // detail: what differs
    OtherData, // the documents changed since
    OtherModel, // the model that it started from changed since
    MemoryFallback, // it had to make its batches smaller while it ran
};

struct Doubt {
    BitsDoubt kind = BitsDoubt::NotDeterministic;
    std::string detail;
};

struct VerifyRequest {
    std::string run;
    std::string split; // to compare scores on; empty: "test", else "validation"
};

// What came of training a run again.
struct Verification {
    std::string run;
    std::vector<Doubt> doubts; // empty: the same bits are promised
    std::string before, after; // SHA-256 of the weights that the run saved and of the new ones
    bool promised() const { return doubts.empty(); }
    bool sameBits() const { return before == after; }

    // How the new weights score beside the old ones, where the bits differ and a split has decided
    // documents. The difference is new minus old.
    struct Scores {
        std::string split;
        std::size_t documents = 0;
        double before = 0, after = 0; // micro F1
        BootstrapTest test;
    };
    std::optional<Scores> scores;
    double seconds = 0; // of training
};

enum class VerifyStage { Preparing, Training, Scoring };

// Trains a finished run again from its recipe, with its recorded arithmetic where this machine has
// it, on a copy of the project in a scratch folder that is gone afterwards; the project itself is
// not changed, but for the old run's score that may be kept. Blocks; stops within one batch.
// Errors: NotFound (run, its weights), InvalidArgument (not finished), ReadOnly, NoSpace,
// Cancelled, those of TrainRun and scoreRun().
Result<Verification> verifyRun(store::Project& project, const ModelLibrary& models,
    const std::filesystem::path& engine, const VerifyRequest& request, std::stop_token stop = {},
    const std::function<void(VerifyStage stage, double share)>& progress = {});

const char* doubtName(BitsDoubt kind); // "not_on_cpu", …
// "Trained on cuda:0: …", one sentence.
std::string doubtText(const Doubt& doubt);
nlohmann::ordered_json verificationToJson(const Verification& verification);

} // namespace evenspan
