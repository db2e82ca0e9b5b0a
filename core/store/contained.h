// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace evenspan::store {

// Tells whether texts contain one text: A to Z count as a to z, every other character as itself, as
// SQLite's LIKE has it. For any number of threads at a time.
class Contained {
public:
    explicit Contained(std::string_view text);
    bool isIn(std::string_view text) const;

private:
    bool stands(const char* at) const;
    std::string m_text; // in small letters
    std::size_t m_anchor = 0; // the byte that is looked for first: the rarest of the text
};

// A to Z as a to z.
char small(char c);

} // namespace evenspan::store
