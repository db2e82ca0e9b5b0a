// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/text_key.h"

#include "core/text/utf8.h"

#include <unicode/uchar.h>

namespace evenspan {

namespace {

constexpr std::uint64_t kBasis = 14695981039346656037ull, kPrime = 1099511628211ull;

void mix(std::uint64_t& hash, char byte) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
}

} // namespace

std::uint64_t textKey(std::string_view utf8) {
    std::uint64_t hash = kBasis;
    for (const char byte : utf8)
        mix(hash, byte);
    return hash;
}

std::uint64_t alikeKey(std::string_view utf8) {
    std::uint64_t hash = kBasis;
    bool any = false, blank = false;
    std::string bytes;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = nextCodePoint(utf8, at);
        if (c < 0x80 ? c == ' ' || (c >= 9 && c <= 13)
                     : u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
            blank = any;
            continue;
        }
        if (blank)
            mix(hash, ' ');
        blank = false;
        any = true;
        if (c < 0x80) {
            mix(hash, static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
            continue;
        }
        bytes.clear();
        appendUtf8(
            bytes, static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
        for (const char byte : bytes)
            mix(hash, byte);
    }
    return any ? hash : 0;
}

} // namespace evenspan
