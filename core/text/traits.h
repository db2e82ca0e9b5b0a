// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace evenspan {

// How a text is written, as far as letters with two cases tell. Digits, marks and letters without
// case (Han, Arabic) do not count.
enum class Casing {
    None, // no such letter
    Lower, // "de facto"
    Upper, // "NATO"; a single capital counts as Title
    Title, // each word begins with a capital, and no other letter is one: "New York"
    Mixed, // the rest: "eBay", "van Gogh"
};
const char* casingName(Casing casing); // "none", "lower", "upper", "title", "mixed"
// Of valid UTF-8; words are apart by blanks.
Casing casingOf(std::string_view utf8);

// The script of the letters by its name in Unicode Annex 24 (unicode.org/reports/tr24), "Latin",
// "Han"; "mixed" where there are several, "none" where there is no letter of a script. Hiragana and
// Katakana beside Han are "Japanese", Hangul beside Han is "Korean".
std::string scriptOf(std::string_view utf8);

} // namespace evenspan
