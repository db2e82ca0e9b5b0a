// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/offset_unit.h"

#include "core/text/ascii.h"
#include "core/text/graphemes.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace evenspan::io {

namespace {

constexpr std::array kNames{"codepoint", "utf16", "utf8", "grapheme"};

std::vector<std::uint32_t> bordersOf(std::string_view text) {
    auto borders = graphemeBorders(text);
    return borders ? std::move(*borders) : std::vector<std::uint32_t>{0};
}

// The code point that starts at `at`, or that ends there.
char32_t after(std::string_view text, std::size_t at) {
    return nextCodePoint(text, at);
}
char32_t before(std::string_view text, std::size_t at) {
    do
        --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return nextCodePoint(text, at);
}

bool isLetter(char32_t c) {
    // Scripts without blanks between words have no edges to look for.
    return u_isalnum(static_cast<UChar32>(c))
        && !u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC);
}

bool standsOnWords(std::string_view text, const OffsetMap& map, CodePointRange range) {
    const auto from = map.toUtf8(CodePointOffset(range.begin)).value;
    const auto to = map.toUtf8(CodePointOffset(range.end)).value;
    const auto first = after(text, from), last = before(text, to);
    if (u_isUWhiteSpace(static_cast<UChar32>(first)) || u_isUWhiteSpace(static_cast<UChar32>(last)))
        return false;
    if (from > 0 && isLetter(before(text, from)) && isLetter(first))
        return false;
    return !(to < text.size() && isLetter(last) && isLetter(after(text, to)));
}

} // namespace

const char* offsetUnitName(OffsetUnit unit) {
    return kNames[static_cast<std::size_t>(unit)];
}

std::optional<OffsetUnit> offsetUnitFromName(std::string_view name) {
    for (const auto unit : kAllOffsetUnits)
        if (name == offsetUnitName(unit))
            return unit;
    return {};
}

OffsetReader::OffsetReader(std::string_view text, OffsetUnit unit)
    : m_unit(isAscii(text) && unit != OffsetUnit::Grapheme ? OffsetUnit::CodePoint : unit)
    , m_map(text) {
    if (m_unit == OffsetUnit::Grapheme)
        m_borders = bordersOf(text);
    m_size = m_unit == OffsetUnit::CodePoint ? m_map.codePoints()
        : m_unit == OffsetUnit::Utf16        ? m_map.utf16Units()
        : m_unit == OffsetUnit::Utf8         ? static_cast<std::uint32_t>(text.size())
                                             : static_cast<std::uint32_t>(m_borders.size() - 1);
}

std::optional<CodePointRange> OffsetReader::read(std::int64_t begin, std::int64_t end) const {
    if (begin < 0 || end <= begin || end > std::int64_t{m_size})
        return {};
    const auto place = [&](std::int64_t offset) -> std::optional<std::uint32_t> {
        const auto at = static_cast<std::uint32_t>(offset);
        switch (m_unit) {
        case OffsetUnit::CodePoint:
            return at;
        case OffsetUnit::Utf16: {
            const auto point = m_map.toCodePoint(Utf16Offset(at));
            return m_map.toUtf16(point).value == at ? std::optional(point.value) : std::nullopt;
        }
        case OffsetUnit::Utf8: {
            const auto point = m_map.toCodePoint(Utf8Offset(at));
            return m_map.toUtf8(point).value == at ? std::optional(point.value) : std::nullopt;
        }
        case OffsetUnit::Grapheme:
            return m_borders[at];
        }
        return {};
    };
    const auto from = place(begin), to = place(end);
    if (!from || !to)
        return {};
    return CodePointRange{*from, *to};
}

OffsetWriter::OffsetWriter(std::string_view text, OffsetUnit unit)
    : m_unit(unit)
    , m_map(text) {
    if (unit == OffsetUnit::Grapheme)
        m_borders = bordersOf(text);
}

std::optional<std::pair<std::int64_t, std::int64_t>> OffsetWriter::write(
    CodePointRange range) const {
    const auto place = [&](std::uint32_t at) -> std::optional<std::int64_t> {
        const CodePointOffset point(at);
        if (m_unit == OffsetUnit::CodePoint)
            return at;
        if (m_unit == OffsetUnit::Utf16)
            return m_map.toUtf16(point).value;
        if (m_unit == OffsetUnit::Utf8)
            return m_map.toUtf8(point).value;
        const auto border = std::lower_bound(m_borders.begin(), m_borders.end(), at);
        if (border == m_borders.end() || *border != at)
            return {};
        return border - m_borders.begin();
    };
    const auto from = place(range.begin), to = place(range.end);
    if (!from || !to)
        return {};
    return std::pair(*from, *to);
}

void OffsetUnitDetector::add(std::string_view text, std::span<const RawSpan> spans) {
    m_spans += spans.size();
    // ASCII without \r\n is one and the same in every unit.
    if (isAscii(text) && text.find('\r') == std::string_view::npos) {
        for (auto& fitting : m_fitting)
            fitting += spans.size();
        return;
    }
    std::vector<OffsetReader> readers;
    for (const auto unit : kAllOffsetUnits)
        readers.emplace_back(text, unit);
    for (const auto& span : spans) {
        std::array<std::optional<CodePointRange>, kAllOffsetUnits.size()> ranges;
        for (std::size_t u = 0; u < readers.size(); ++u) {
            ranges[u] = readers[u].read(span.begin, span.end);
            if (!ranges[u])
                continue;
            const auto& map = readers[u].map();
            m_fitting[u] += span.covered ? map.slice(*ranges[u]) == *span.covered
                                         : standsOnWords(text, map, *ranges[u]);
        }
        m_telling += std::any_of(
            ranges.begin(), ranges.end(), [&](const auto& range) { return range != ranges[0]; });
    }
}

std::vector<OffsetUnitDetector::Evidence> OffsetUnitDetector::ranking(OffsetUnit preferred) const {
    std::vector<Evidence> out;
    out.push_back({preferred, m_fitting[static_cast<std::size_t>(preferred)]});
    for (const auto unit : kAllOffsetUnits)
        if (unit != preferred)
            out.push_back({unit, m_fitting[static_cast<std::size_t>(unit)]});
    std::stable_sort(out.begin(), out.end(),
        [](const Evidence& a, const Evidence& b) { return a.fitting > b.fitting; });
    return out;
}

bool OffsetUnitDetector::certain(OffsetUnit preferred) const {
    const auto order = ranking(preferred);
    return m_telling == 0 || order[0].fitting > order[1].fitting;
}

std::string OffsetUnitDetector::why(OffsetUnit preferred) const {
    if (m_alike)
        return "plain ASCII, which every unit counts alike";
    if (m_spans == 0)
        return "there is no span";
    if (m_telling == 0)
        return "every unit reads these spans alike";
    std::string out = std::to_string(m_telling) + " of " + std::to_string(m_spans)
        + " spans tell the units apart; spans that fit: ";
    bool first = true;
    for (const auto& [unit, fitting] : ranking(preferred)) {
        out +=
            (first ? "" : ", ") + std::string(offsetUnitName(unit)) + " " + std::to_string(fitting);
        first = false;
    }
    return out;
}

} // namespace evenspan::io
