// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/reading.h"

#include "core/schema/relations.h"
#include "core/schema/span_parts.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <charconv>

namespace evenspan::io {

std::string Reading::at(std::uint64_t line) const {
    return m_job.where() + ": " + m_place + " " + std::to_string(line);
}

Error Reading::broken(
    const std::string& what, std::uint64_t line, const std::string& remedy) const {
    return {ErrorCode::BadFormat, what, at(line), remedy};
}

void Reading::bad(const std::string& what, const std::string& where, const std::string& remedy) {
    auto listed = m_job.problem(what, where,
        remedy.empty() ? "Mend it, or import the rest without what cannot be read." : remedy);
    if (!listed && m_fault)
        m_fault = listed;
}

Result<void> Reading::deliver(DocumentDraft&& document, std::uint64_t bytesDone, bool stated) {
    // A type that ends in a dot, or a value of escapes alone, leaves a label without a name.
    std::erase_if(document.spans, [&](const SpanDraft& span) {
        if (!span.label.empty())
            return false;
        bad("A label has no name", path().filename().string());
        return true;
    });
    if (!m_fault)
        return m_fault;
    if (auto go = m_job.step(bytesDone); !go)
        return go;
    ++m_documents;
    if (document.name.empty())
        document.name = path().stem().string()
            + (m_documents > 1 ? ":" + std::to_string(m_documents) : std::string());
    if (document.split.empty())
        document.split = m_job.split();
    if (document.state == DocumentState::Unseen && !stated)
        document.state = DocumentState::Done;
    return m_job.deliver(std::move(document));
}

Result<void> Reading::finish(const std::string& unit) {
    if (!m_fault)
        return m_fault;
    m_job.report().unit = unit;
    if (m_documents == 0)
        return Error{ErrorCode::Empty, "The file holds no document", path().string(),
            "Choose another file."};
    return {};
}

Result<std::string> readWholeText(ReadJob& job) {
    auto text = job.text();
    if (text && text->empty())
        return Error{
            ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
    return text;
}

bool endsWith(const std::filesystem::path& path, std::string_view ending) {
    std::string name = path.filename().string();
    std::transform(name.begin(), name.end(), name.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name.size() >= ending.size()
        && std::string_view(name).substr(name.size() - ending.size()) == ending;
}

bool LineCursor::next(std::string_view& line) {
    if (m_at >= m_text.size())
        return false;
    const auto end = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
    line = m_text.substr(m_at, end - m_at);
    m_at = end + (m_text.substr(end, 2) == "\r\n" ? 2 : 1);
    ++m_line;
    return true;
}

LineIndex::LineIndex(std::string_view text) {
    m_starts.push_back(0);
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;)
        m_starts.push_back(++at);
}

std::uint64_t LineIndex::lineAt(std::ptrdiff_t byte) const {
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(byte, 0));
    return static_cast<std::uint64_t>(
        std::upper_bound(m_starts.begin(), m_starts.end(), at) - m_starts.begin());
}

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
    std::vector<std::string_view> cells;
    splitAt(text, separator, cells);
    return cells;
}

void splitAt(std::string_view text, char separator, std::vector<std::string_view>& cells) {
    cells.clear();
    for (std::size_t at = 0;;) {
        const auto end = text.find(separator, at);
        cells.push_back(text.substr(at, end - at));
        if (end == std::string_view::npos)
            return;
        at = end + 1;
    }
}

std::optional<std::uint64_t> wholeNumber(std::string_view digits) {
    std::uint64_t number = 0;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    if (digits.empty() || read.ec != std::errc() || read.ptr != end)
        return std::nullopt;
    return number;
}

namespace {

// Line ends and runs of blanks count as one blank: tools fold them in the covered text.
std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

struct Place {
    std::vector<CodePointRange> parts;
    const char* fault = nullptr;
};

Place placeOf(const GivenSpan& given, const OffsetReader& offsets) {
    Place place;
    std::string covered;
    constexpr auto kLargest = static_cast<std::uint64_t>(INT64_MAX);
    for (const auto& [begin, end] : given.parts) {
        if (begin > end)
            return {{}, "The span ends before it begins"};
        if (begin == end)
            return {{}, "The span has no character"};
        const auto range = offsets.read(static_cast<std::int64_t>(std::min(begin, kLargest)),
            static_cast<std::int64_t>(std::min(end, kLargest)));
        if (!range)
            return {{}, "The span reaches outside the text, or into a character"};
        place.parts.push_back(*range);
        covered += (covered.empty() ? "" : " ") + std::string(offsets.map().slice(*range));
    }
    if (place.parts.empty())
        return {{}, "The span has no place"};
    if (given.covered && *given.covered != covered && folded(*given.covered) != folded(covered))
        return {{}, "The span's text is not what stands at its place"};
    std::sort(place.parts.begin(), place.parts.end());
    for (std::size_t i = 1; i < place.parts.size();) {
        if (place.parts[i].begin < place.parts[i - 1].end)
            return {{}, "The parts of the span overlap"};
        if (place.parts[i].begin == place.parts[i - 1].end) {
            place.parts[i - 1].end = place.parts[i].end;
            place.parts.erase(place.parts.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
    return place;
}

// placeOf() of a span of one part, as nearly all are; nothing where it must see to it.
std::optional<CodePointRange> onePlace(const GivenSpan& given, const OffsetReader& offsets) {
    constexpr auto kLargest = static_cast<std::uint64_t>(INT64_MAX);
    if (given.parts.size() != 1)
        return {};
    const auto [begin, end] = given.parts.front();
    if (begin >= end || end > kLargest)
        return {};
    const auto range =
        offsets.read(static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end));
    if (range && given.covered && *given.covered != offsets.map().slice(*range))
        return {};
    return range;
}

} // namespace

OffsetUnit placeSpans(DocumentDraft& document, std::vector<GivenSpan>&& spans,
    std::optional<OffsetUnit> unit, Reading& reading,
    std::vector<std::optional<std::size_t>>* places) {
    const std::string_view text = document.text;
    const bool ascii = isAscii(text); // all units are one
    if (reading.options().offsets)
        unit = reading.options().offsets;
    else if (!unit && !ascii) {
        std::size_t best = 0;
        for (const auto candidate : kAllOffsetUnits) {
            const OffsetReader offsets(text, candidate);
            std::size_t fit = 0;
            for (const auto& given : spans)
                fit += given.covered && !placeOf(given, offsets).fault;
            if (fit > best) {
                best = fit;
                unit = candidate;
            }
            if (fit == spans.size())
                break;
        }
    }
    const auto used = unit.value_or(OffsetUnit::CodePoint);
    const OffsetReader offsets(text, used);
    document.spans.reserve(document.spans.size() + spans.size());
    if (places)
        places->reserve(spans.size());
    for (auto& given : spans) {
        if (const auto range = onePlace(given, offsets)) {
            if (places)
                places->push_back(document.spans.size());
            given.span.range = *range;
            given.span.source = SpanSource::Import;
            document.spans.push_back(std::move(given.span));
            continue;
        }
        auto place = placeOf(given, offsets);
        if (places)
            places->push_back(place.fault ? std::nullopt : std::optional(document.spans.size()));
        if (place.fault) {
            reading.bad(place.fault, reading.at(given.line),
                "Mend its place, or choose another unit for offsets.");
            continue;
        }
        given.span.range = {place.parts.front().begin, place.parts.back().end};
        if (place.parts.size() > 1)
            given.span.attributes[kPartsAttribute] = writeParts(place.parts);
        given.span.source = SpanSource::Import;
        document.spans.push_back(std::move(given.span));
    }
    return used;
}

void placeRelations(DocumentDraft& document, const std::vector<GivenRelation>& relations,
    const std::vector<std::optional<std::size_t>>& places,
    const std::map<std::size_t, std::string>& ids, Reading& reading) {
    std::vector<Relation> found;
    for (const auto& relation : relations)
        if (places[relation.from] && places[relation.to])
            found.push_back({*places[relation.from], *places[relation.to], relation.type});
        else
            reading.lost.add(
                "relation between entities that are not there", reading.at(relation.line));
    std::map<std::size_t, std::string> named;
    for (const auto& [place, id] : ids)
        if (places[place])
            named[*places[place]] = id;
    if (const auto replaced = addRelations(document.spans, found, named); replaced > 0)
        reading.lost.add("id of an entity that another one has too",
            reading.path().filename().string(), replaced);
}

bool placeWords(DocumentDraft& document, std::vector<CodePointRange> words,
    std::vector<std::uint32_t> sentences) {
    std::sort(words.begin(), words.end());
    for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i - 1].end > words[i].begin)
            return false;
    if (words.empty())
        return true;
    std::sort(sentences.begin(), sentences.end());
    document.grid.sentenceStarts.push_back(0);
    for (const auto begin : sentences) {
        const auto first = static_cast<std::uint32_t>(
            std::lower_bound(words.begin(), words.end(), CodePointRange{begin, 0}) - words.begin());
        if (first > document.grid.sentenceStarts.back() && first < words.size())
            document.grid.sentenceStarts.push_back(first);
    }
    document.grid.tokens = std::move(words);
    document.gridImported = true;
    return true;
}

} // namespace evenspan::io
