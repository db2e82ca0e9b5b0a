// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pdf_unicode.h"

#include "core/report/canvas.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <QRawFont>
#include <vector>

namespace evenspan::report {

namespace {

std::string hex(unsigned value) {
    char text[8];
    std::snprintf(text, sizeof text, "<%04X>", value);
    return text;
}

// The four-digit numbers of a line; empty where it holds anything else than those and brackets.
std::vector<unsigned> numbersOf(std::string_view line) {
    std::vector<unsigned> out;
    for (std::size_t at = 0; at < line.size();) {
        const char letter = line[at];
        if (letter == '<' && at + 5 < line.size() && line[at + 5] == '>') {
            unsigned value = 0;
            const auto* end = line.data() + at + 5;
            if (std::from_chars(line.data() + at + 1, end, value, 16).ptr != end)
                return {};
            out.push_back(value);
            at += 6;
        } else if (letter == ' ' || letter == '[' || letter == ']' || letter == '\r') {
            ++at;
        } else {
            return {};
        }
    }
    return out;
}

} // namespace

std::map<unsigned, unsigned> plainCharacters() {
    std::map<unsigned, unsigned> out{{0x09, 0x20}, {0xA0, 0x20}};
    const auto raw = QRawFont::fromFont(reportFont(), QFontDatabase::SimplifiedChinese);
    if (!raw.isValid())
        return out;
    const auto glyphs = [&raw](unsigned from, unsigned to) {
        QString all;
        for (unsigned code = from; code <= to; ++code)
            all += QChar(char16_t(code));
        return raw.glyphIndexesForString(all);
    };
    const unsigned radicals = 0x2E80, lastRadical = 0x2FD5, first = 0x4E00, last = 0x9FFF;
    const auto low = glyphs(radicals, lastRadical), high = glyphs(first, last);
    std::map<quint32, unsigned> ideographs;
    for (qsizetype i = 0; i < high.size(); ++i)
        if (high[i] != 0)
            ideographs.emplace(high[i], first + unsigned(i));
    for (qsizetype i = 0; i < low.size(); ++i)
        if (const auto found = ideographs.find(low[i]); low[i] != 0 && found != ideographs.end())
            out.emplace(radicals + unsigned(i), found->second);
    return out;
}

std::string withPlainCharacters(
    std::string_view map, const std::map<unsigned, unsigned>& characters) {
    const auto plain = [&characters](unsigned code) {
        const auto found = characters.find(code);
        return found == characters.end() ? code : found->second;
    };
    std::string out;
    bool inRanges = false;
    for (std::size_t at = 0; at < map.size();) {
        const auto end = std::min(map.find('\n', at), map.size());
        const auto line = map.substr(at, end - at);
        at = end + 1;
        if (line.find("beginbfrange") != line.npos)
            inRanges = true;
        else if (line.find("endbfrange") != line.npos)
            inRanges = false;
        const auto numbers = inRanges ? numbersOf(line) : std::vector<unsigned>();
        const bool list = line.find('[') != line.npos;
        // "<from> <to> <first>" or "<from> <to> [<a> <b> …]"; glyph 0 means nothing.
        const bool known = numbers.size() >= 3 && numbers[0] <= numbers[1] && numbers[1] > 0
            && (list ? numbers.size() == 3 + numbers[1] - numbers[0] : numbers.size() == 3);
        if (!known) {
            out += line;
        } else {
            out += hex(numbers[0]) + ' ' + hex(numbers[1]) + " [";
            for (unsigned i = 0; i <= numbers[1] - numbers[0]; ++i)
                out += hex(plain(list ? numbers[2 + i] : numbers[2] + i)) + ' ';
            out += ']';
        }
        out += '\n';
    }
    return out;
}

} // namespace evenspan::report
