// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/tag_scheme.h"

#include <array>
#include <span>
#include <vector>

namespace evenspan {

// What became of an entity. The classes of fairness and error studies of entity recognition differ
// by author; these follow from the overlap of token ranges alone, so that every gold and every
// predicted entity stands in exactly one case:
//   Right        same range, same label
//   WrongType    same range, another label
//   Left, Right  one overlaps one, and only the first (the last) border differs
//   Both         one overlaps one, and both differ
//   Split        one gold entity against several predicted ones
//   Merged       several gold entities against one predicted
//   Missed       a gold entity that nothing overlaps
//   Spurious     a predicted entity that overlaps nothing
// Where several meet several, the pairs that share most tokens are border cases (ties: the earlier
// gold, then the earlier prediction), and what is left over is missed or spurious.
enum class CaseKind {
    Right,
    WrongType,
    LeftBorder,
    RightBorder,
    BothBorders,
    Split,
    Merged,
    Missed,
    Spurious,
};
inline constexpr std::array kAllCaseKinds{CaseKind::Right, CaseKind::WrongType,
    CaseKind::LeftBorder, CaseKind::RightBorder, CaseKind::BothBorders, CaseKind::Split,
    CaseKind::Merged, CaseKind::Missed, CaseKind::Spurious};
const char* caseKindName(CaseKind kind); // "right", "wrong_type", "left_border", …

struct MentionCase {
    CaseKind kind = CaseKind::Right;
    bool otherType = false; // a border case, split or merge in which a label differs too
    std::vector<Mention> gold; // sorted; empty: spurious
    std::vector<Mention> predicted; // sorted; empty: missed
    bool operator==(const MentionCase&) const = default;
};

// The cases of one sentence, by their first token. Exactly equal ranges are paired first, whatever
// else overlaps them. A mention given twice counts twice.
std::vector<MentionCase> mentionCases(
    std::span<const Mention> gold, std::span<const Mention> predicted);

} // namespace evenspan
