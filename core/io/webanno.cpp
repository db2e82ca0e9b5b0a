// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/reading.h"
#include "core/io/uima.h"
#include "core/io/webanno_text.h"

#include <algorithm>
#include <map>

// WebAnno TSV 3 (webanno.github.io, user guide, appendix "WebAnno TSV 3.2 File format"): the layers
// in the header, then a block of lines for each sentence: "#Text=" lines, and a row for each word
// with "SENTENCE-WORD tab BEGIN-END tab WORD" and a column for each feature. Positions are UTF-16
// units although the file is UTF-8. The text between sentences is not in the file. A relation
// stands in the first row of the span that it leads to; its last column, "BT_" and a layer in the
// header, holds the row of the span that it begins at and, as "[FROM_TO]", the numbers of both.
namespace evenspan::io {

namespace {

struct Layer {
    std::string type;
    std::vector<std::string> features;
    std::size_t column = 0, columns = 0;
    bool spans = false, entity = false;
    std::string base; // of a relation layer that is kept: the type of the spans that it links
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
        : m_reading(reading)
        , m_text(m_document, reading) { }

    Result<void> take(std::string_view line, std::uint64_t number) {
        m_line = number;
        if (line.empty()) {
            m_text.endSentence();
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
            m_text.addLine(unescape(line.substr(6)));
            return {};
        }
        if (line.front() == '#')
            return {}; // numbers of sentences and other remarks
        return row(line);
    }

    Result<void> finish() {
        m_text.endSentence();
        if (!m_known)
            return m_reading.broken(
                "The line #FORMAT=WebAnno TSV 3.x is missing", 1, "Export it as WebAnno TSV v3.3.");
        std::vector<GivenSpan> spans;
        std::map<SpanKey, std::size_t> index;
        for (auto& [key, span] : m_spans) {
            index[key] = spans.size();
            spans.push_back(std::move(span));
        }
        m_document.gridImported = !m_document.grid.tokens.empty();
        std::vector<std::optional<std::size_t>> places;
        placeSpans(m_document, std::move(spans), OffsetUnit::Utf16, m_reading, &places);
        placeRelations(m_document, linked(index), places, {}, m_reading);
        nameByPlace(m_document, m_reading.path());
        return m_reading.deliver(std::move(m_document));
    }

private:
    // A layer's column, then the number of the annotation, or 0 and one of our own.
    using SpanKey = std::pair<std::size_t, std::pair<std::uint64_t, std::uint64_t>>;
    struct Link {
        std::string base, type, toRow, fromRow;
        std::uint64_t from = 0, to = 0, line = 0;
    };

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
        if (line.substr(3, 2) == "RL" && casRole(layer.type) == CasRole::Entity
            && !layer.features.empty() && layer.features.back().rfind("BT_", 0) == 0
            && casRole(layer.features.back().substr(3)) == CasRole::Entity)
            layer.base = layer.features.back().substr(3);
        if (!layer.entity && layer.base.empty())
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
            m_text.addWord({*begin, *end, unescape(cells[2]), m_line});
        for (const auto& layer : m_layers)
            if (layer.entity)
                annotate(layer, cells, *begin, *end);
            else if (!layer.base.empty())
                link(layer, cells);
        return {};
    }

    // The parts of a layer's cells in this row.
    std::vector<std::vector<std::string_view>> cellsOf(
        const Layer& layer, const std::vector<std::string_view>& cells) const {
        std::vector<std::vector<std::string_view>> columns;
        for (std::size_t i = 0; i < layer.columns; ++i) {
            const auto at = 3 + layer.column + i;
            columns.push_back(at < cells.size() && cells[at] != "_" && !cells[at].empty()
                    ? stacked(cells[at])
                    : std::vector<std::string_view>());
        }
        return columns;
    }

    // The relations that lead to spans of this row.
    void link(const Layer& layer, const std::vector<std::string_view>& cells) {
        const auto columns = cellsOf(layer, cells);
        for (std::size_t i = 0; i < columns.back().size(); ++i) {
            Link found{layer.base, std::string(casShortName(layer.type)), std::string(cells[0]), {},
                0, 0, m_line};
            auto place = columns.back()[i];
            if (const auto open = place.find('['); open != std::string_view::npos) {
                const auto numbers = place.substr(open + 1, place.size() - open - 2);
                const auto bar = numbers.find('_');
                const auto from = wholeNumber(numbers.substr(0, bar));
                const auto to = bar == std::string_view::npos
                    ? std::nullopt
                    : wholeNumber(numbers.substr(bar + 1));
                if (place.back() != ']' || !from || !to) {
                    m_reading.bad("The place of a relation cannot be read", m_reading.at(m_line));
                    continue;
                }
                found.from = *from;
                found.to = *to;
                place = place.substr(0, open);
            }
            found.fromRow = place;
            // One feature is the type; the others have no place.
            bool typed = false;
            for (std::size_t c = 0; c + 1 < columns.size(); ++c) {
                if (i >= columns[c].size() || c >= layer.features.size())
                    continue;
                const auto value = numbered(columns[c][i]).first;
                if (value == "*" || value == "_" || value.empty())
                    continue;
                if (typed)
                    m_reading.lost.add(
                        "feature of a relation beside its type", m_reading.at(m_line));
                else
                    found.type = unescape(value);
                typed = true;
            }
            m_links.push_back(std::move(found));
        }
    }

    // Of spans without a number, the one that begins in the row.
    std::vector<GivenRelation> linked(const std::map<SpanKey, std::size_t>& index) {
        const auto placeOf = [&](const Link& link, std::uint64_t number, const std::string& row) {
            for (const auto& layer : m_layers) {
                if (!layer.entity || layer.type != link.base)
                    continue;
                auto found = number > 0 ? index.find({layer.column, {number, 0}}) : index.end();
                if (number == 0)
                    if (const auto own = m_rows.find({layer.column, row}); own != m_rows.end())
                        found = index.find(own->second);
                if (found != index.end())
                    return std::optional(found->second);
            }
            return std::optional<std::size_t>();
        };
        std::vector<GivenRelation> relations;
        for (const auto& one : m_links) {
            const auto from = placeOf(one, one.from, one.fromRow);
            const auto to = placeOf(one, one.to, one.toRow);
            if (from && to)
                relations.push_back({*from, *to, one.type, one.line});
            else
                m_reading.lost.add(
                    "relation between entities that are not there", m_reading.at(one.line));
        }
        return relations;
    }

    void annotate(const Layer& layer, const std::vector<std::string_view>& cells,
        std::uint64_t begin, std::uint64_t end) {
        const auto columns = cellsOf(layer, cells);
        std::size_t deepest = 0;
        for (const auto& column : columns)
            deepest = std::max(deepest, column.size());
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
            const SpanKey key = number > 0 ? SpanKey(layer.column, {number, 0})
                                           : SpanKey(layer.column, {0, ++m_free});
            auto [found, fresh] = m_spans.try_emplace(key);
            if (number == 0)
                m_rows.try_emplace({layer.column, std::string(cells[0])}, key);
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

    Reading& m_reading;
    DocumentDraft m_document;
    std::vector<Layer> m_layers;
    std::size_t m_columns = 0;
    WebAnnoText m_text;
    bool m_known = false;
    std::uint64_t m_line = 0, m_free = 0;
    std::map<SpanKey, GivenSpan> m_spans;
    std::map<std::pair<std::size_t, std::string>, SpanKey> m_rows; // of spans without a number
    std::vector<Link> m_links;
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
