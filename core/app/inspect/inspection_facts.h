// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/inspect/inspection.h"
#include "core/app/inspect/mention_table.h"
#include "core/app/runs/score_run.h"
#include "core/metrics/overlap_scores.h"

#include <array>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace evenspan {

// How often one tag (IOB2) follows another; "start" and "end" are the borders of sentences.
struct Transitions {
    std::vector<std::string> from; // "start", "O", then B- and I- of each label
    std::vector<std::string> to; // "O", then B- and I- of each label, "end"
    std::vector<std::uint64_t> cells; // row after row
    std::uint64_t at(std::size_t row, std::size_t column) const {
        return cells[row * to.size() + column];
    }
};

// What an inspection with gold says in numbers.
struct InspectionScores {
    RunOutcome outcome; // exact matches with intervals over documents (core/app/runs/score_run.h)
    OverlapScores overlap; // the four ways to match (core/metrics/overlap_scores.h)
    Transitions labelled, marked;
};
// Errors: those of outcomeOf().
Result<InspectionScores> inspectionScores(const Inspection& inspection, std::stop_token stop = {});

// What became of a place from one run to another. All mentions of a sentence, labelled or marked by
// either run, that overlap each other directly or by others form one place, so each stands in
// exactly one. A run is right there when it marks exactly what is labelled.
enum class PlaceChange {
    Fixed, // the first is wrong, the second right
    Broken, // the first is right, the second wrong
    Changed, // both are wrong, each otherwise
    BothWrong, // both are wrong alike
    BothRight,
};
inline constexpr std::array kAllPlaceChanges{PlaceChange::Fixed, PlaceChange::Broken,
    PlaceChange::Changed, PlaceChange::BothWrong, PlaceChange::BothRight};

struct ComparedPlace {
    PlaceChange change = PlaceChange::BothRight;
    std::uint32_t first = 0, second = 0; // sentences of the two inspections
    std::vector<Mention> gold, byFirst, bySecond;
    std::uint32_t begin = 0, end = 0; // words
};

struct PlaceComparison {
    std::vector<ComparedPlace> places; // by document, sentence, word
    std::map<PlaceChange, std::uint64_t> counts; // of every change
    std::uint64_t sentencesLeftOut = 0; // that only one of the two has
};
// Of two inspections of one split. Errors: InvalidArgument (one has no gold), Cancelled.
Result<PlaceComparison> comparePlaces(
    const Inspection& first, const Inspection& second, std::stop_token stop = {});

} // namespace evenspan
