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

// The classes of the regular expressions that byte-level tokenizers split by (Unicode 16), and of
// Rust's standard library (Unicode 17).
bool isLetter(char32_t c); // \p{L}
bool isNumber(char32_t c); // \p{N}
bool isNumeric(char32_t c); // char::is_numeric
// \p{L}, \p{N} and \d, written for a regular expression of ICU.
std::string letterRanges();
std::string numberRanges();
std::string digitRanges();

// The tables of Unicode 9 that the normal forms of the reference follow.
// Appends the canonical (NFD) or compatible (NFKD) decomposition of one code point, or itself.
void decompose(char32_t c, std::u32string& out);
void decomposeCompatible(char32_t c, std::u32string& out);
char32_t composePair(char32_t a, char32_t b); // 0: they do not compose
unsigned char combiningClass(char32_t c);
bool isCombiningMark(char32_t c); // M*

// Appends the lower-case form; one code point becomes two only for U+0130.
void lowercase(char32_t c, std::u32string& out);

} // namespace evenspan::unicode
