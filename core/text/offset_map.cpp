// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/offset_map.h"

#include "core/text/ascii.h"

#include <algorithm>

namespace evenspan {

namespace {

constexpr std::size_t kBlock = 256;

bool isLead(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}
// UTF-16 units of the character that a lead byte opens.
std::uint32_t unitsOf(char lead) {
    return static_cast<unsigned char>(lead) >= 0xF0 ? 2 : 1;
}

} // namespace

OffsetMap::OffsetMap(std::string_view utf8)
    : m_text(utf8) {
    m_ascii = isAscii(utf8);
    if (m_ascii) {
        m_codePoints = m_utf16 = static_cast<std::uint32_t>(utf8.size());
        return;
    }
    m_marks.reserve(utf8.size() / kBlock + 1);
    Mark now;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        if (i % kBlock == 0)
            m_marks.push_back(now);
        if (isLead(utf8[i])) {
            ++now.codePoint;
            now.utf16 += unitsOf(utf8[i]);
        }
    }
    m_codePoints = now.codePoint;
    m_utf16 = now.utf16;
}

OffsetMap::Position OffsetMap::markAt(std::size_t block) const {
    return {
        static_cast<std::uint32_t>(block * kBlock), m_marks[block].utf16, m_marks[block].codePoint};
}

// Steps over whole characters from a block's start while stop(next position) is false.
template <class Stop> OffsetMap::Position OffsetMap::walk(std::size_t block, Stop stop) const {
    Position at = markAt(block);
    // A block may begin inside a character, which was counted with the block before.
    while (at.utf8 < m_text.size() && !isLead(m_text[at.utf8]))
        ++at.utf8;
    while (at.utf8 < m_text.size()) {
        Position next = at;
        next.utf16 += unitsOf(m_text[at.utf8]);
        ++next.codePoint;
        do
            ++next.utf8;
        while (next.utf8 < m_text.size() && !isLead(m_text[next.utf8]));
        if (stop(next))
            break;
        at = next;
    }
    return at;
}

CodePointOffset OffsetMap::toCodePoint(Utf8Offset offset) const {
    if (m_ascii || offset.value >= m_text.size())
        return CodePointOffset(m_ascii ? std::min(offset.value, m_codePoints) : m_codePoints);
    std::size_t byte = offset.value;
    while (byte > 0 && !isLead(m_text[byte]))
        --byte;
    const auto at = walk(byte / kBlock, [&](const Position& next) { return next.utf8 > byte; });
    return CodePointOffset(at.codePoint);
}

CodePointOffset OffsetMap::toCodePoint(Utf16Offset offset) const {
    if (m_ascii || offset.value >= m_utf16)
        return CodePointOffset(std::min(offset.value, m_codePoints));
    const auto mark = std::upper_bound(m_marks.begin(), m_marks.end(), offset.value,
        [](std::uint32_t value, const Mark& m) { return value < m.utf16; });
    const auto at = walk(static_cast<std::size_t>(mark - m_marks.begin()) - 1,
        [&](const Position& next) { return next.utf16 > offset.value; });
    return CodePointOffset(at.codePoint);
}

Utf8Offset OffsetMap::toUtf8(CodePointOffset offset) const {
    if (m_ascii || offset.value >= m_codePoints)
        return Utf8Offset(m_ascii ? std::min(offset.value, m_codePoints)
                                  : static_cast<std::uint32_t>(m_text.size()));
    const auto mark = std::upper_bound(m_marks.begin(), m_marks.end(), offset.value,
        [](std::uint32_t value, const Mark& m) { return value < m.codePoint; });
    const auto at = walk(static_cast<std::size_t>(mark - m_marks.begin()) - 1,
        [&](const Position& next) { return next.codePoint > offset.value; });
    return Utf8Offset(at.utf8);
}

Utf8Offset OffsetMap::toUtf8(Utf16Offset offset) const {
    return toUtf8(toCodePoint(offset));
}

Utf16Offset OffsetMap::toUtf16(CodePointOffset offset) const {
    if (m_ascii || offset.value >= m_codePoints)
        return Utf16Offset(m_ascii ? std::min(offset.value, m_codePoints) : m_utf16);
    const auto mark = std::upper_bound(m_marks.begin(), m_marks.end(), offset.value,
        [](std::uint32_t value, const Mark& m) { return value < m.codePoint; });
    const auto at = walk(static_cast<std::size_t>(mark - m_marks.begin()) - 1,
        [&](const Position& next) { return next.codePoint > offset.value; });
    return Utf16Offset(at.utf16);
}

Utf16Offset OffsetMap::toUtf16(Utf8Offset offset) const {
    return toUtf16(toCodePoint(offset));
}

std::string_view OffsetMap::slice(CodePointRange range) const {
    const auto begin = toUtf8(CodePointOffset(range.begin)).value;
    const auto end = toUtf8(CodePointOffset(range.end)).value;
    return m_text.substr(begin, end - begin);
}

} // namespace evenspan
