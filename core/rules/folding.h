// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::rules {

// A text as gazetteers compare it: every character in its canonical decomposition (NFD, without
// the reordering of marks), where asked in one case, a run of blanks as one blank; UTF-8. What
// came of a character knows the character's place.
struct FoldedText {
    std::string bytes;
    // Of each byte: the code point it came from (of a run of blanks: its first). One entry more:
    // the number of code points.
    std::vector<std::uint32_t> source;

    // The byte begins what came of a code point.
    bool opens(std::size_t byte) const { return byte == 0 || source[byte] != source[byte - 1]; }
};
FoldedText foldText(std::string_view utf8, bool foldCase);

// The bytes alone, without blanks at the ends.
std::string folded(std::string_view utf8, bool foldCase);

// Simple lower case, code point by code point.
std::string lowered(std::string_view utf8);

// Scripts that are written without blanks between words, as core/text/grid.h counts them.
bool isWrittenWithoutBlanks(char32_t c);
// The code point belongs to the character before it: a mark, a joiner, a modifier of an emoji.
bool continuesCharacter(char32_t c);

} // namespace evenspan::rules
