// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/webanno_text.h"

namespace evenspan::io {

namespace {
std::uint64_t units(std::string_view text) {
    return OffsetMap(text).utf16Units();
}
} // namespace

void WebAnnoText::addLine(const std::string& line) {
    m_text += (m_hasText ? "\n" : "") + line;
    m_hasText = true;
}

void WebAnnoText::endSentence() {
    if (m_words.empty()) {
        m_text.clear();
        m_hasText = false;
        return;
    }
    if (!m_hasText)
        for (const auto& word : m_words) {
            const auto have = m_words.front().begin + units(m_text);
            // A far-off place must not become a text of blanks.
            for (auto at = have; at < word.begin && at < have + 1024; ++at)
                m_text += ' ';
            m_text += word.form;
        }
    const auto in = m_text.find(m_words.front().form);
    const auto lead = in == std::string::npos ? 0 : units(std::string_view(m_text).substr(0, in));
    const auto& first = m_words.front();
    auto& text = m_document.text;
    if (first.begin < lead + m_units || first.begin - lead - m_units > (1U << 20)) {
        m_reading.bad(
            "The sentence's place is not behind the one before", m_reading.at(first.line));
    } else {
        if (m_units > 0 && first.begin - lead > m_units)
            m_reading.repair(
                "gap between sentences, whose text the file leaves out; a line end and blanks "
                "stand for it",
                m_reading.at(first.line));
        for (const auto gapEnd = first.begin - lead; m_units < gapEnd; ++m_units)
            text += m_units + 1 == gapEnd ? '\n' : ' ';
        const auto base = m_units;
        const OffsetMap map(m_text);
        const auto codePoints = m_codePoints + (m_units - m_counted);
        const auto firstToken = m_document.grid.tokens.size();
        for (const auto& word : m_words) {
            const auto from = word.begin - base, to = word.end - base;
            if (word.begin < base || to > map.utf16Units()) {
                m_reading.bad("The word lies outside its sentence", m_reading.at(word.line));
                continue;
            }
            const CodePointRange range{
                map.toCodePoint(Utf16Offset(static_cast<std::uint32_t>(from))).value,
                map.toCodePoint(Utf16Offset(static_cast<std::uint32_t>(to))).value};
            if (map.slice(range) != word.form)
                m_reading.warn(
                    "word that is not what stands at its place", m_reading.at(word.line));
            const auto base32 = static_cast<std::uint32_t>(codePoints);
            const CodePointRange placed{range.begin + base32, range.end + base32};
            auto& tokens = m_document.grid.tokens;
            if (!tokens.empty() && placed.begin < tokens.back().end)
                m_reading.bad("The word overlaps another", m_reading.at(word.line));
            else
                tokens.push_back(placed);
        }
        if (m_document.grid.tokens.size() > firstToken)
            m_document.grid.sentenceStarts.push_back(static_cast<std::uint32_t>(firstToken));
        text += m_text;
        m_units += map.utf16Units();
        m_codePoints = codePoints + map.codePoints();
        m_counted = m_units;
    }
    m_words.clear();
    m_text.clear();
    m_hasText = false;
}

} // namespace evenspan::io
