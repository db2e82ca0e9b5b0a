// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace evenspan {

// Position of the first byte at or after `from` that is no ASCII, or the size. Looks at eight bytes
// a step.
inline std::size_t findNonAscii(std::string_view bytes, std::size_t from = 0) {
    for (std::uint64_t word = 0; from + 8 <= bytes.size(); from += 8) {
        std::memcpy(&word, bytes.data() + from, 8);
        if ((word & 0x8080808080808080ull) != 0)
            break;
    }
    while (from < bytes.size() && static_cast<unsigned char>(bytes[from]) < 0x80)
        ++from;
    return from;
}

inline bool isAscii(std::string_view bytes) {
    return findNonAscii(bytes) == bytes.size();
}

// A–Z in lower case, every other byte as it is.
inline char asciiLower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
inline std::string asciiLower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        c = asciiLower(c);
    return out;
}

} // namespace evenspan
