// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"

#include <cstring>

namespace evenspan {

std::optional<std::size_t> firstInvalidUtf8(std::string_view bytes) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::size_t size = bytes.size();
    for (std::size_t i = 0; i < size;) {
        std::uint64_t word;
        if (i + 8 <= size) {
            std::memcpy(&word, p + i, 8);
            if ((word & 0x8080808080808080ull) == 0) {
                i += 8;
                continue;
            }
        }
        const unsigned char lead = p[i];
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead < 0xC2 ? 0
            : lead < 0xE0                      ? 2
            : lead < 0xF0                      ? 3
            : lead < 0xF5                      ? 4
                                               : 0;
        if (length == 0 || i + length > size)
            return i;
        for (std::size_t k = 1; k < length; ++k)
            if ((p[i + k] & 0xC0) != 0x80)
                return i;
        const unsigned char second = p[i + 1];
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)
            || (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return i;
        i += length;
    }
    return std::nullopt;
}

Result<void> requireUtf8(std::string_view bytes, const std::string& where) {
    const auto bad = firstInvalidUtf8(bytes);
    if (!bad)
        return {};
    return Error{ErrorCode::BadEncoding, "The text is not UTF-8 at byte " + std::to_string(*bad),
        where, "Convert it to UTF-8 first, for example with iconv."};
}

std::size_t countCodePoints(std::string_view utf8) {
    // Eight bytes a step: those of the form 10xxxxxx go on a character.
    std::size_t later = 0, i = 0;
    for (std::uint64_t word = 0; i + 8 <= utf8.size(); i += 8) {
        std::memcpy(&word, utf8.data() + i, 8);
        // The product's highest byte is the sum of all.
        later += static_cast<std::size_t>(
            (word >> 7 & ~(word >> 6) & 0x0101010101010101ull) * 0x0101010101010101ull >> 56);
    }
    for (; i < utf8.size(); ++i)
        later += (static_cast<unsigned char>(utf8[i]) & 0xC0) == 0x80 ? 1 : 0;
    return utf8.size() - later;
}

void appendUtf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

} // namespace evenspan
