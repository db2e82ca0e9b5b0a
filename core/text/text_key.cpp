// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/text_key.h"

#include "core/text/utf8.h"

#include <array>
#include <string>
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

namespace {

enum Kind : unsigned char { Plain, Blank, Long };

// What a byte is to alikeKey(), and the byte in lower case.
struct Byte {
    Kind kind = Plain;
    unsigned char folded = 0;
};
constexpr std::array<Byte, 256> makeBytes() {
    std::array<Byte, 256> bytes{};
    for (unsigned c = 0; c < bytes.size(); ++c) {
        bytes[c].kind = c >= 0x80 ? Long : c == ' ' || (c >= 9 && c <= 13) ? Blank : Plain;
        bytes[c].folded = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return bytes;
}
constexpr auto kBytes = makeBytes();

// The two hashes have no say in one another, so that the processor works on both at a time.
template <bool Exact> TextKeys walk(std::string_view utf8) {
    std::uint64_t exact = kBasis, hash = kBasis;
    bool any = false, blank = false;
    std::string folded;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = kBytes[static_cast<unsigned char>(utf8[at])];
        if (byte.kind != Long) {
            if constexpr (Exact)
                mix(exact, utf8[at]);
            ++at;
            if (byte.kind == Blank) {
                blank = any;
                continue;
            }
            if (blank)
                mix(hash, ' ');
            mix(hash, static_cast<char>(byte.folded));
            blank = false;
            any = true;
            continue;
        }
        const std::size_t from = at;
        const char32_t c = nextCodePoint(utf8, at);
        if constexpr (Exact)
            for (std::size_t i = from; i < at; ++i)
                mix(exact, utf8[i]);
        if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
            blank = any;
            continue;
        }
        if (blank)
            mix(hash, ' ');
        blank = false;
        any = true;
        folded.clear();
        appendUtf8(folded,
            static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
        for (const char part : folded)
            mix(hash, part);
    }
    return {exact, any ? hash : 0};
}

} // namespace

std::uint64_t alikeKey(std::string_view utf8) {
    return walk<false>(utf8).alike;
}

TextKeys textKeys(std::string_view utf8) {
    return walk<true>(utf8);
}

} // namespace evenspan
