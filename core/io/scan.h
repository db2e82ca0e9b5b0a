// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace evenspan::io {

// The first byte below 16, as tabs and line ends are; `end` where there is none. For cells of a few
// bytes, where a call of memchr() costs more than the search.
inline const char* findControl(const char* at, const char* end) {
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101ull, tops = ones << 7;
        for (std::uint64_t word = 0; end - at >= 8; at += 8) {
            std::memcpy(&word, at, 8);
            // A borrow runs upwards alone, so that the lowest mark is always right.
            if (const auto marks = (word - ones * 16) & ~word & tops; marks != 0)
                return at + std::countr_zero(marks) / 8;
        }
    }
    while (at != end && static_cast<unsigned char>(*at) >= 16)
        ++at;
    return at;
}

// The first byte that does not stand for itself in a JSON string: a quote, a backslash, a control
// character, or one beyond ASCII; `end` where there is none.
inline const char* findStringStop(const char* at, const char* end) {
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101ull, tops = ones << 7;
        for (std::uint64_t word = 0; end - at >= 8; at += 8) {
            std::memcpy(&word, at, 8);
            const auto quote = word ^ ones * '"', slash = word ^ ones * '\\';
            // As in findControl(); a byte that is 0 behind the mask is the one looked for.
            const auto marks = (((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote)
                                   | ((slash - ones) & ~slash) | word)
                & tops;
            if (marks != 0)
                return at + std::countr_zero(marks) / 8;
        }
    }
    for (; at != end; ++at)
        if (const auto c = static_cast<unsigned char>(*at);
            c < 0x20 || c >= 0x80 || c == '"' || c == '\\')
            break;
    return at;
}

} // namespace evenspan::io
