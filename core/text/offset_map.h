// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenspan {

// Converts positions of one text between UTF-8 bytes, UTF-16 units and code points. Keeps the
// text's address, not its bytes, so the text must outlive the map. Each conversion costs at most
// one scan of 256 bytes plus, for the two other units, a binary search; the index holds 8 bytes for
// each 256 bytes of text, and nothing for ASCII. A position inside a character maps to the
// character's start; one past the end maps to the end.
class OffsetMap {
public:
    explicit OffsetMap(std::string_view utf8);

    CodePointOffset toCodePoint(Utf8Offset offset) const;
    CodePointOffset toCodePoint(Utf16Offset offset) const;
    Utf8Offset toUtf8(CodePointOffset offset) const;
    Utf8Offset toUtf8(Utf16Offset offset) const;
    Utf16Offset toUtf16(CodePointOffset offset) const;
    Utf16Offset toUtf16(Utf8Offset offset) const;

    // The bytes of a range of code points.
    std::string_view slice(CodePointRange range) const;
    std::uint32_t codePoints() const { return m_codePoints; }
    std::uint32_t utf16Units() const { return m_utf16; }

private:
    struct Mark {
        std::uint32_t codePoint = 0, utf16 = 0;
    };
    struct Position {
        std::uint32_t utf8 = 0, utf16 = 0, codePoint = 0;
    };
    template <class Stop> Position walk(std::size_t block, Stop stop) const;
    Position markAt(std::size_t block) const;

    std::string_view m_text;
    bool m_ascii = true;
    std::vector<Mark> m_marks; // counts before byte block × kBlock
    std::uint32_t m_codePoints = 0, m_utf16 = 0;
};

} // namespace evenspan
