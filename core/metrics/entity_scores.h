// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace evenspan {

// Precision, recall and F1 over exact entity matches. A ratio whose denominator is 0 is 0.
struct Score {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    std::uint64_t support = 0; // entities in the gold
};

struct EntityScores {
    Score micro, macro, weighted;
    std::map<std::string, Score> types; // types seen in gold or prediction
    double tokenAccuracy = 0; // share of equal tags, "O" included
};

using TagSequences = std::vector<std::vector<std::string>>;

// The numbers of seqeval 1.2.2 in its default mode (the rules of conlleval): all sentences are read
// as one sequence with an O between them; a type change, or I after O, opens an entity. Takes every
// tag string. Errors: InvalidArgument where the shapes differ.
Result<EntityScores> scoreDefault(const TagSequences& gold, const TagSequences& predicted);

// The numbers of seqeval's mode="strict" for IOB2, IOE2, IOBES and BILOU. IOB1 is read by its
// definition (a chunk opens at B or where the type changes; seqeval 1.2.2 misreads it), IO and BMES
// likewise, since seqeval has neither. Errors: InvalidArgument (shapes), BadFormat (a tag whose
// prefix the scheme does not have).
Result<EntityScores> scoreStrict(
    const TagSequences& gold, const TagSequences& predicted, TagScheme scheme);

// The same from mention sets, one vector a sentence; tokenAccuracy is left 0.
EntityScores scoreMentions(
    std::span<const std::vector<Mention>> gold, std::span<const std::vector<Mention>> predicted);

// The entities that default mode sees in one sequence.
std::vector<Mention> defaultMentions(std::span<const std::string> tags);

} // namespace evenspan
