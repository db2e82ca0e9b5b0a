// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace evenspan::report {

// A font has one glyph for several characters: 一 and the radical ⼀, blank and tabulator. Qt's PDF
// says of a glyph the lowest of them, so that a reader who copies or searches the text finds
// radicals. Here is what each of those stands for in a text: the ideograph with the same glyph in
// the reports' font. Needs a QGuiApplication.
std::map<unsigned, unsigned> plainCharacters();

// A ToUnicode map (Adobe Technical Note 5411) with those characters put in. What it does not
// understand it leaves as it is.
std::string withPlainCharacters(
    std::string_view map, const std::map<unsigned, unsigned>& characters);

} // namespace evenspan::report
