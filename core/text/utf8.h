// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenspan {

// Byte position of the first byte that breaks UTF-8 (RFC 3629: no overlong forms, no surrogates,
// nothing above U+10FFFF), or nothing where all is well.
std::optional<std::size_t> firstInvalidUtf8(std::string_view bytes);

// BadEncoding with the byte position, or nothing. `where` names the file.
Result<void> requireUtf8(std::string_view bytes, const std::string& where);

// Code points in valid UTF-8.
std::size_t countCodePoints(std::string_view utf8);

// Reads the code point at `at` of valid UTF-8 and moves `at` behind it.
inline char32_t nextCodePoint(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return utf8[at++] & 0x7F;
    if (lead < 0xE0) {
        at += 2;
        return static_cast<char32_t>((lead & 0x1F) << 6 | (byte(at - 1) & 0x3F));
    }
    if (lead < 0xF0) {
        at += 3;
        return static_cast<char32_t>(
            (lead & 0x0F) << 12 | (byte(at - 2) & 0x3F) << 6 | (byte(at - 1) & 0x3F));
    }
    at += 4;
    return static_cast<char32_t>((lead & 0x07) << 18 | (byte(at - 3) & 0x3F) << 12
        | (byte(at - 2) & 0x3F) << 6 | (byte(at - 1) & 0x3F));
}

void appendUtf8(std::string& out, char32_t codePoint);

} // namespace evenspan
