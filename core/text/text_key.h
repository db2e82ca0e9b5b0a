// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace evenspan {

// 64-bit FNV-1a of the bytes (Fowler, Noll and Vo, isthe.com/chongo/tech/comp/fnv). The same on
// every machine and in every process.
std::uint64_t textKey(std::string_view utf8);

// The same of the text as people would call it "the same": simple case folding (Unicode
// CaseFolding.txt, C and S), a run of blanks and line ends as one blank, none at the ends. 0 where
// nothing is left. `utf8` must be valid.
std::uint64_t alikeKey(std::string_view utf8);

// Both of them by one walk over the text, which costs little more than one.
struct TextKeys {
    std::uint64_t exact = 0, alike = 0; // textKey(), alikeKey()
    bool operator==(const TextKeys&) const = default;
};
TextKeys textKeys(std::string_view utf8);

} // namespace evenspan
