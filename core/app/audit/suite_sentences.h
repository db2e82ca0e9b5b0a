// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/base/types.h"
#include "core/engine/type_bias.h"
#include "core/fairness/suite.h"
#include "core/metrics/entity_scores.h"

#include <optional>
#include <vector>

namespace evenspan {

// A name in a sentence of a suite, as words.
struct SuiteSentence {
    std::size_t name = 0, pattern = 0; // places in the suite
    std::string text;
    CodePointRange slot; // of the text
    std::vector<std::string> words;
    std::uint32_t begin = 0, end = 0; // words of the slot
};
// Nothing where the slot is not words of its own, since no answer could be right there. Errors:
// those of makeGrid.
Result<std::optional<SuiteSentence>> suiteSentence(
    const fairness::Suite& suite, std::size_t name, std::size_t pattern);

// What a run gives for every word of a suite's sentences, kept so that they can be decoded again.
struct SuiteWords {
    std::string id; // of the table: "suite:NAME"
    engine::KeptWords words;
    struct Slot {
        std::uint32_t group = 0; // place in the table's groups
        Mention mention; // words, with the suite's label
        bool counts = true; // its sentence pattern tells something
    };
    std::vector<Slot> slots; // one a sentence
};

} // namespace evenspan
