// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace evenspan {

// Unicode's full mappings, of no language in particular. Bytes that are not UTF-8 become U+FFFD.
std::string upperCase(std::string_view utf8);
std::string lowerCase(std::string_view utf8);

// Unicode's simple folding: one character for one (CaseFolding.txt, statuses C and S).
char32_t foldedCase(char32_t c);
// Some other character is the same one in another case.
bool hasCase(char32_t c);

} // namespace evenspan
