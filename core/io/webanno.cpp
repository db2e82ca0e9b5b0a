// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/reading.h"
#include "core/io/uima.h"

#include <algorithm>
#include <map>

// WebAnno TSV 3 (webanno.github.io, user guide, appendix "WebAnno TSV 3.2 File format"): the layers
// in the header, then a block of lines for each sentence: "#Text=" lines, and a row for each word
// with "SENTENCE-WORD tab BEGIN-END tab WORD" and a column for each feature. Positions are UTF-16
// units although the file is UTF-8. The text between sentences is not in the file.
namespace evenspan::io {

namespace {

struct Layer {
    std::string type;
    std::vector<std::string> features;
    std::size_t column = 0, columns = 0;
    bool spans = false, entity = false;
};

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
    return out;
}

// Parts between bars that no backslash stands before.
std::vector<std::string_view> stacked(std::string_view cell) {
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] == '\\') {
            ++i;
        } else if (cell[i] == '|') {
            parts.push_back(cell.substr(from, i - from));
            from = i + 1;
        }
    }
    parts.push_back(cell.substr(std::min(from, cell.size())));
    return parts;
}

// "PER[3]": the value and the number of the annotation, 0 where it has none.
std::pair<std::string_view, std::uint64_t> numbered(std::string_view value) {
    if (value.size() > 2 && value.back() == ']') {
        const auto open = value.rfind('[');
        if (open != std::string_view::npos && (open == 0 || value[open - 1] != '\\'))
            if (const auto number = wholeNumber(value.substr(open + 1, value.size() - open - 2)))
                return {value.substr(0, open), *number};
    }
    return {value, 0};
}

class WebAnnoReader {
public:
    explicit WebAnnoReader(Reading& reading)
        : m_reading(reading) { }

    Result<void> take(std::string_view line, std::uint64_t number) {
        m_line = number;
        if (line.empty()) {
            endSentence();
            return {};
        }
        if (line.rfind("#FORMAT=", 0) == 0) {
            if (line.rfind("#FORMAT=WebAnno TSV 3", 0) != 0)
                return m_reading.broken("This is a WebAnno file of another version", number,
                    "Export it as WebAnno TSV v3.3.");
            m_known = true;
            return {};
        }
        if (!m_known)
            return m_reading.broken("The line #FORMAT=WebAnno TSV 3.x is missing", number,
                "Export it as WebAnno TSV v3.3.");
        if (line.rfind("#T_", 0) == 0 && line.size() > 6) {
            addLayer(line);
            return {};
        }
        if (line.rfind("#Text=", 0) == 0) {
            m_text += (m_hasText ? "\n" : "") + unescape(line.substr(6));
            m_hasText = true;
            return {};
        }
        if (line.front() == '#')
            return {}; // numbers of sentences and other remarks
        return row(line);
    }

    Result<void> finish() {
        endSentence();
        if (!m_known)
            return m_reading.broken(
                "The line #FORMAT=WebAnno TSV 3.x is missing", 1, "Export it as WebAnno TSV v3.3.");
        std::vector<GivenSpan> spans;
        for (auto& [key, span] : m_spans)
            spans.push_back(std::move(span));
        m_document.gridImported = !m_document.grid.tokens.empty();
        placeSpans(m_document, std::move(spans), OffsetUnit::Utf16, m_reading);
        return m_reading.deliver(std::move(m_document));
    }

private:
    // "#T_SP=type|feature|feature": span layers; CH: chains, RL: relations.
    void addLayer(std::string_view line) {
        const auto fields = splitAt(line.substr(6), '|');
        Layer layer;
        layer.type = fields.front();
        layer.spans = line.substr(3, 2) == "SP";
        for (std::size_t i = 1; i < fields.size(); ++i)
            if (!fields[i].empty())
                layer.features.emplace_back(fields[i]);
        layer.column = m_columns;
        layer.columns = std::max<std::size_t>(layer.features.size(), 1);
        layer.entity = layer.spans && casRole(layer.type) == CasRole::Entity;
        m_columns += layer.columns;
        if (!layer.entity)
            m_reading.lost.add(
                "layer " + std::string(casShortName(layer.type)) + ", which is not kept",
                m_reading.at(m_line));
        m_layers.push_back(std::move(layer));
    }

    Result<void> row(std::string_view line) {
        const auto cells = splitAt(line, '\t');
        const auto ends =
            cells.size() > 2 ? splitAt(cells[1], '-') : std::vector<std::string_view>();
        const auto begin = ends.size() == 2 ? wholeNumber(ends[0]) : std::nullopt;
        const auto end = ends.size() == 2 ? wholeNumber(ends[1]) : std::nullopt;
        if (!begin || !end || *begin > *end)
            return m_reading.broken("A word's row cannot be read", m_line,
                "It must start with SENTENCE-WORD, a tab, BEGIN-END, a tab and the word.");
        const bool part = cells[0].find('.') != std::string_view::npos; // of a word: "1-3.1"
        if (!part)
            m_words.push_back({*begin, *end, unescape(cells[2]), m_line});
        for (const auto& layer : m_layers)
            if (layer.entity)
                annotate(layer, cells, *begin, *end);
        return {};
    }

    void annotate(const Layer& layer, const std::vector<std::string_view>& cells,
        std::uint64_t begin, std::uint64_t end) {
        std::vector<std::vector<std::string_view>> columns;
        std::size_t deepest = 0;
        for (std::size_t i = 0; i < layer.columns; ++i) {
            const auto at = 3 + layer.column + i;
            columns.push_back(at < cells.size() && cells[at] != "_" && !cells[at].empty()
                    ? stacked(cells[at])
                    : std::vector<std::string_view>());
            deepest = std::max(deepest, columns.back().size());
        }
        for (std::size_t i = 0; i < deepest; ++i) {
            std::uint64_t number = 0;
            std::map<std::string, std::string> values;
            for (std::size_t c = 0; c < columns.size(); ++c) {
                if (i >= columns[c].size())
                    continue;
                const auto [value, own] = numbered(columns[c][i]);
                number = std::max(number, own);
                if (value != "*" && value != "_" && c < layer.features.size())
                    values[layer.features[c]] = unescape(value);
            }
            const auto key = number > 0
                ? std::pair(layer.column, std::pair(number, std::uint64_t{0}))
                : std::pair(layer.column, std::pair(std::uint64_t{0}, ++m_free));
            auto [found, fresh] = m_spans.try_emplace(key);
            auto& given = found->second;
            if (!fresh) {
                given.parts.front().second = std::max(given.parts.front().second, end);
                given.parts.front().first = std::min(given.parts.front().first, begin);
                continue;
            }
            given.parts = {{begin, end}};
            given.line = m_line;
            given.span.label = casShortName(layer.type);
            for (const char* name : {"value", "label"})
                if (const auto label = values.find(name); label != values.end()) {
                    given.span.label = label->second;
                    values.erase(label);
                    break;
                }
            given.span.attributes = std::move(values);
        }
    }

    static std::uint64_t units(std::string_view text) { return OffsetMap(text).utf16Units(); }

    // Puts the sentence where its words say it stands.
    void endSentence() {
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
        const auto lead =
            in == std::string::npos ? 0 : units(std::string_view(m_text).substr(0, in));
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

    struct Word {
        std::uint64_t begin, end;
        std::string form;
        std::uint64_t line;
    };
    Reading& m_reading;
    DocumentDraft m_document;
    std::vector<Layer> m_layers;
    std::size_t m_columns = 0;
    std::vector<Word> m_words;
    std::string m_text; // of the sentence
    bool m_hasText = false, m_known = false;
    std::uint64_t m_line = 0, m_free = 0;
    std::uint64_t m_units = 0, m_codePoints = 0, m_counted = 0; // of the document so far
    std::map<std::pair<std::size_t, std::pair<std::uint64_t, std::uint64_t>>, GivenSpan> m_spans;
};

int sniffWebAnno(const FileHead& head, std::vector<std::string>& reasons) {
    if (head.bytes.rfind("#FORMAT=WebAnno TSV", 0) != 0)
        return 0;
    reasons = {"the first line is #FORMAT=WebAnno TSV"};
    return 98;
}

Result<void> readWebAnno(ReadJob& job) {
    auto bytes = readWholeText(job);
    if (!bytes)
        return bytes.error();
    Reading reading(job);
    WebAnnoReader webanno(reading);
    LineCursor lines(*bytes);
    std::string_view line;
    while (lines.next(line))
        if (auto done = webanno.take(line, lines.line()); !done)
            return done;
    if (auto done = webanno.finish(); !done)
        return done;
    return reading.finish("document");
}

} // namespace

Format webannoFormat() {
    return {"webanno", "WebAnno TSV 3", sniffWebAnno, readWebAnno};
}

} // namespace evenspan::io
