// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_layout.h"

#include "core/io/conll_dialect.h"
#include "core/io/line_reader.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <map>

namespace evenspan::io {

namespace {

// Lines and bytes that the layout is read from.
constexpr std::size_t kLookAt = 20000;
constexpr std::size_t kLookAtBytes = std::size_t{16} << 20;

bool isNumber(std::string_view cell) {
    return !cell.empty()
        && std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// One character and one digit.
bool hasPlaceDigit(std::string_view token) {
    return token.size() >= 2 && token.back() >= '0' && token.back() <= '9'
        && countCodePoints(token) == 2;
}

struct Sample {
    std::vector<std::string> lines; // content and comment lines; "" where a sentence ends
    bool documentMarks = false;
};

Result<Sample> readSample(LineReader& reader) {
    Sample sample;
    std::string_view line;
    std::size_t bytes = 0;
    while (sample.lines.size() < kLookAt && bytes < kLookAtBytes) {
        auto more = reader.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        bytes += line.size();
        // A run of blank lines counts once, so that it cannot fill the sample.
        if (isBlankLine(line) && !sample.lines.empty() && sample.lines.back().empty())
            continue;
        if (isDocumentStart(line))
            sample.documentMarks = true;
        else
            sample.lines.emplace_back(isBlankLine(line) ? std::string_view() : line);
        if (line.rfind("# newdoc", 0) == 0)
            sample.documentMarks = true;
        // A file of our own says how it is laid out.
        if (sample.lines.size() == 1)
            if (const auto scheme = readDialectMark(line, {}); !scheme || *scheme)
                break;
    }
    return sample;
}

// The column whose values are tags: most labelled ones win, then the later one.
// The chunk types of CoNLL-2000 (English) and of the German part of CoNLL-2003: a column of these
// stands beside the one with the names and has more tags.
bool isChunkTag(std::string_view cell) {
    static constexpr std::string_view kTypes[] = {"NP", "VP", "PP", "ADVP", "SBAR", "ADJP", "PRT",
        "CONJP", "INTJ", "LST", "UCP", "NC", "VC", "PC"};
    return cell.size() > 2
        && std::find(std::begin(kTypes), std::end(kTypes), cell.substr(2)) != std::end(kTypes);
}

// Of several the one with most labels, but chunks only where there is nothing else.
std::optional<std::size_t> findTagColumn(const std::vector<std::vector<std::string_view>>& rows,
    std::size_t columns, std::size_t tokenColumn) {
    struct Column {
        std::size_t all = 0, tags = 0, labelled = 0, chunks = 0;
        bool named() const { return chunks * 10 < labelled * 9 || labelled == 0; }
    };
    std::vector<Column> seen(columns);
    for (const auto& row : rows)
        for (std::size_t c = tokenColumn + 1; c < std::min(columns, row.size()); ++c) {
            const bool tag = looksLikeTag(row[c]);
            ++seen[c].all;
            seen[c].tags += tag ? 1 : 0;
            seen[c].labelled += tag && row[c].size() > 2 ? 1 : 0;
            seen[c].chunks += tag && isChunkTag(row[c]) ? 1 : 0;
        }
    std::optional<std::size_t> best;
    for (std::size_t c = tokenColumn + 1; c < columns; ++c)
        if (seen[c].all > 0 && seen[c].tags * 100 >= seen[c].all * 98
            && (!best || !seen[*best].named()
                || (seen[c].named() && seen[c].labelled >= seen[*best].labelled)))
            best = c;
    return best;
}

} // namespace

bool isBlankLine(std::string_view line) {
    if (!line.empty() && line.front() != ' ' && line.front() != '\t')
        return false;
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

bool isDocumentStart(std::string_view line) {
    return line.rfind("-DOCSTART-", 0) == 0;
}

bool looksLikeTag(std::string_view cell) {
    if (cell == "O")
        return true;
    if (cell.empty() || std::string_view("BIESLUM").find(cell.front()) == std::string_view::npos)
        return false;
    return cell.size() == 1 || (cell.size() > 2 && cell[1] == '-');
}

void ConllLayout::split(std::string_view line, std::vector<std::string_view>& cells) const {
    cells.clear();
    if (tabs) {
        // By hand: cells are a few bytes long.
        const char* from = line.data();
        const char* const last = from + line.size();
        for (const char* at = from; at != last; ++at)
            if (*at == '\t') {
                cells.emplace_back(from, static_cast<std::size_t>(at - from));
                from = at + 1;
            }
        cells.emplace_back(from, static_cast<std::size_t>(last - from));
        return;
    }
    for (std::size_t at = line.find_first_not_of(" \t"); at != std::string_view::npos;) {
        const auto end = std::min(line.find_first_of(" \t", at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = line.find_first_not_of(" \t", end);
    }
}

bool ConllLayout::isComment(
    std::string_view line, const std::vector<std::string_view>& cells) const {
    if (line.empty() || line.front() != '#')
        return false;
    if (!tagColumn)
        return columns > 1 ? cells.size() < columns
                           : cells.size() > 1 || line.find(' ') != std::string_view::npos;
    return cells.size() <= *tagColumn || !looksLikeTag(cells[*tagColumn])
        || cells.size() != columns;
}

Result<ConllLayout> findConllLayout(
    const std::filesystem::path& path, const std::string& encoding) {
    auto reader = LineReader::open(path, encoding);
    if (!reader)
        return reader.error();
    auto sample = readSample(*reader);
    if (!sample)
        return sample.error();
    ConllLayout layout;
    layout.documentMarks = sample->documentMarks;
    layout.byteOrderMark = reader->hadMark();
    layout.carriageReturns = reader->hadCarriageReturns();

    if (!sample->lines.empty()) {
        const auto scheme = readDialectMark(sample->lines.front(), path.string());
        if (!scheme)
            return scheme.error();
        if (*scheme) {
            layout.declared = *scheme;
            layout.columns = 2;
            layout.tagColumn = 1;
            layout.documentMarks = true;
            layout.reasons = {"its first line says that Evenspan wrote it"};
            return layout;
        }
    }

    std::size_t content = 0, withTab = 0;
    for (const auto& line : sample->lines) {
        const bool comment = line.rfind("# ", 0) == 0 && line.find('\t') == std::string::npos;
        content += line.empty() || comment ? 0 : 1;
        withTab += !comment && line.find('\t') != std::string::npos ? 1 : 0;
    }
    if (content == 0)
        return Error{
            ErrorCode::Empty, "The file holds no tokens", path.string(), "Choose another file."};
    layout.tabs = withTab * 2 > content;

    std::map<std::size_t, std::size_t> counts;
    std::vector<std::vector<std::string_view>> rows;
    bool numbered = true, first = true;
    std::vector<std::string_view> cells;
    for (const auto& line : sample->lines) {
        layout.split(line, cells);
        const bool comment =
            line.rfind("# ", 0) == 0 && (layout.tabs ? cells.size() == 1 : cells.size() > 2);
        if (line.empty()) {
            first = true;
            continue;
        }
        if (comment)
            continue;
        ++counts[cells.size()];
        numbered =
            numbered && cells.size() > 2 && isNumber(cells[0]) && (!first || cells[0] == "1");
        first = false;
        rows.push_back(cells);
    }
    layout.columns =
        std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        })->first;
    layout.tokenColumn = numbered ? 1 : 0;
    layout.tagColumn = findTagColumn(rows, layout.columns, layout.tokenColumn);
    layout.characterDigits = !layout.tabs || layout.tagColumn
        ? std::all_of(rows.begin(), rows.end(),
            [&](const auto& row) {
                return row.size() > layout.tokenColumn && hasPlaceDigit(row[layout.tokenColumn]);
            })
        : false;
    layout.reasons = {std::string("columns are parted by ") + (layout.tabs ? "tabs" : "blanks"),
        "lines have " + std::to_string(layout.columns) + " columns",
        "words stand in column " + std::to_string(layout.tokenColumn + 1)
            + (numbered ? ", after a running number" : ""),
        layout.tagColumn ? "tags stand in column " + std::to_string(*layout.tagColumn + 1)
                         : "no column holds tags"};
    return layout;
}

Result<std::string_view> ConllLayout::tagIn(
    const std::vector<std::string_view>& cells, const std::string& where) const {
    if (cells.size() <= *tagColumn)
        return Error{ErrorCode::BadFormat,
            "The line has " + std::to_string(cells.size()) + " columns, the tag stands in column "
                + std::to_string(*tagColumn + 1),
            where, "Mend this line, or import the file as plain text."};
    if (!looksLikeTag(cells[*tagColumn]))
        return Error{ErrorCode::BadFormat, "The tag column holds something that is no tag", where,
            "Tags are O, or a letter of a tag scheme, '-' and a label."};
    return cells[*tagColumn];
}

Result<ConllTags> tagsOf(
    const SchemeDetector& seen, const ConllLayout& layout, const std::filesystem::path& path) {
    ConllTags found;
    found.ranking = seen.ranking();
    if (seen.labelledTags() == 0)
        return found;
    found.scheme = layout.declared ? layout.declared : seen.best();
    if (!found.scheme)
        return Error{ErrorCode::BadFormat, "The tags mix letters of several schemes", path.string(),
            "Name the scheme, or mend the tags."};
    return found;
}

Result<ConllTags> findConllTags(const std::filesystem::path& path, const ConllLayout& layout,
    std::stop_token stop, const std::string& encoding) {
    SchemeDetector detector;
    if (!layout.tagColumn)
        return tagsOf(detector, layout, path);
    auto reader = LineReader::open(path, encoding);
    if (!reader)
        return reader.error();
    TagRuns tags;
    std::uint32_t words = 0;
    const auto end = [&] {
        tags.each([&](std::uint32_t, std::span<const std::string> run) { detector.add(run); });
        tags.clear();
        words = 0;
    };
    std::vector<std::string_view> cells;
    std::string_view line;
    for (std::uint64_t looked = 0;;) {
        if (layout.isPlain()) {
            std::uint64_t lines = 0;
            const auto bytes = takePlainWords(reader->known(), lines,
                [&](std::string_view, std::string_view tag) { tags.add(words++, tag); });
            reader->took(bytes, lines);
        }
        bool read = reader->quick(line);
        if (!read) {
            auto more = reader->next(line);
            if (!more)
                return more.error();
            read = *more;
        }
        if (reader->line() - looked >= 4096) {
            looked = reader->line();
            if (stop.stop_requested())
                return Error{
                    ErrorCode::Cancelled, "Stopped; nothing was imported", path.string(), {}};
        }
        if (!read || isBlankLine(line) || (!layout.declared && isDocumentStart(line))) {
            end();
            if (!read)
                break;
            continue;
        }
        layout.split(line, cells);
        if (layout.isComment(line, cells))
            continue;
        const bool bad =
            cells.size() <= *layout.tagColumn || !looksLikeTag(cells[*layout.tagColumn]);
        const auto tag = bad
            ? layout.tagIn(cells, path.string() + ": line " + std::to_string(reader->line()))
            : Result<std::string_view>(cells[*layout.tagColumn]);
        if (!tag)
            return tag.error();
        tags.add(words++, *tag);
    }
    return tagsOf(detector, layout, path);
}

} // namespace evenspan::io
