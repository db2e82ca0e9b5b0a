// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/text/offset_map.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::io {

// What a file counts its offsets in; tools of the field differ and few say so.
enum class OffsetUnit { CodePoint, Utf16, Utf8, Grapheme };
inline constexpr std::array kAllOffsetUnits{
    OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Utf8, OffsetUnit::Grapheme};
const char* offsetUnitName(OffsetUnit unit); // "codepoint", "utf16", "utf8", "grapheme"
std::optional<OffsetUnit> offsetUnitFromName(std::string_view name);

// A span as its file has it, half-open; `covered` where the file gives the text it stands on.
struct RawSpan {
    std::int64_t begin = 0, end = 0;
    std::optional<std::string_view> covered;
};

// Converts a file's offsets of one text into code points. Keeps the text's address.
class OffsetReader {
public:
    OffsetReader(std::string_view text, OffsetUnit unit);
    // Nothing where the range is empty, inverted or outside the text, or where an end falls inside
    // a character.
    std::optional<CodePointRange> read(std::int64_t begin, std::int64_t end) const;
    const OffsetMap& map() const { return m_map; }

private:
    OffsetUnit m_unit;
    OffsetMap m_map;
    std::vector<std::uint32_t> m_borders; // of graphemes
    std::uint32_t m_size = 0;
};

// The other way, for writers.
class OffsetWriter {
public:
    OffsetWriter(std::string_view text, OffsetUnit unit);
    // Nothing where the unit cannot say an end of the range: it falls inside a grapheme.
    std::optional<std::pair<std::int64_t, std::int64_t>> write(CodePointRange range) const;

private:
    OffsetUnit m_unit;
    OffsetMap m_map;
    std::vector<std::uint32_t> m_borders;
};

// Which unit a file uses, from all of its spans. Where a span's covered text is given, a unit must
// cut out exactly that text; else its ends must be characters' borders, no blank may stand inside
// an end, and an end may not fall between two letters or digits. Spans that every unit reads alike
// (in ASCII, say) count for all of them and decide nothing.
class OffsetUnitDetector {
public:
    void add(std::string_view text, std::span<const RawSpan> spans);
    // Instead of adding: nothing in the file could be counted in two ways.
    void allAlike() { m_alike = true; }

    struct Evidence {
        OffsetUnit unit;
        std::uint64_t fitting = 0; // spans that the unit explains
    };
    // Most fitting first; equal ones in the order of kAllOffsetUnits with `preferred` first.
    std::vector<Evidence> ranking(OffsetUnit preferred) const;
    std::uint64_t spans() const { return m_spans; }
    std::uint64_t telling() const { return m_telling; } // spans that the units read differently
    // False where another unit explains as many of the telling spans.
    bool certain(OffsetUnit preferred) const;
    std::string why(OffsetUnit preferred) const;

private:
    std::array<std::uint64_t, kAllOffsetUnits.size()> m_fitting{};
    std::uint64_t m_spans = 0, m_telling = 0;
    bool m_alike = false;
};

} // namespace evenspan::io
