// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace evenspan::unicode {

// The character classes and mappings that the `tokenizers` package uses for BERT (release 0.23,
// whose tables mix several versions of Unicode): ICU's data plus the differences found by comparing
// every code point (tests/peer/tokenizer_codepoints.py keeps them true).

bool isControl(char32_t c); // dropped by clean_text; tab and line ends are not control here
bool isWhitespace(char32_t c); // Unicode White_Space
bool isPunctuation(char32_t c); // ASCII marks and symbols, or a category P*
bool isWordCharacter(char32_t c); // \w of Unicode regular expressions (UTS 18, annex C)
bool isNonSpacingMark(char32_t c); // Mn
bool isCjkIdeograph(char32_t c); // the blocks that BERT sets apart; no Kana, no Hangul

// Appends the canonical decomposition (NFD) of one code point, or itself.
void decompose(char32_t c, std::u32string& out);
// Appends the lower-case form; one code point becomes two only for U+0130.
void lowercase(char32_t c, std::u32string& out);

} // namespace evenspan::unicode
