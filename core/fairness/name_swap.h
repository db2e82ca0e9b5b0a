// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Other names in the place of those of a document: the same name wherever the same one stood, also
// where only a part of it stood, in the letters (capitals, initials) that stood there.
namespace evenspan::fairness {

using Words = std::vector<std::string>;

enum class NamePart { Whole, First, Last };
struct NameRole {
    std::size_t name = 0; // which of the document's different names, from 0 in their order
    NamePart part = NamePart::Whole;
    bool operator==(const NameRole&) const = default;
};
// Which mentions of a document mean one name: equal ones, whatever their capitals, and those that
// are the first or the last words of a longer one, where "J." stands for every word with that
// letter. A part that fits several longer names is taken for that of the first in the text.
std::vector<NameRole> sameNames(std::span<const Words> mentions);

// The name of a list in the place of a mention. A part gets the first or the last word of the name;
// so does (the last) a mention of one word that is its document's only form, where the list holds
// full names. All capitals and all small letters stay so; an initial stays an initial. Words as
// makeGrid() parts them; never empty. `name` must be UTF-8 with a word in it, as checkSuite()
// wants.
Words swapName(const Words& mention, NamePart part, std::string_view name, bool listOfFullNames);

} // namespace evenspan::fairness
