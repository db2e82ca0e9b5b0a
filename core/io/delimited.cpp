// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of comma- or tab-separated values (RFC 4180) with a head line: a text a row, with its
// spans as JSON in one column, or a row for each span; every other column is metadata.
#include "core/io/delimited.h"
#include "core/io/span_records.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;

std::string lower(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

struct Columns {
    std::vector<std::string> names;
    std::optional<std::size_t> find(std::initializer_list<std::string_view> wanted) const {
        for (const auto name : wanted)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (lower(names[i]) == name)
                    return i;
        return {};
    }
};

int sniffCsv(const FileHead& head, std::vector<std::string>& reasons) {
    const auto ending = lower(head.path.extension().string());
    if (ending != ".csv" && ending != ".tsv")
        return 0;
    const char delimiter = delimiterOf(head.bytes);
    const auto line = head.bytes.substr(0, head.bytes.find_first_of("\r\n"));
    std::string plain = lower(std::string(line));
    const bool text =
        plain.find("text") != std::string::npos || plain.find("sentence") != std::string::npos;
    if (line.find(delimiter) == std::string_view::npos && !text)
        return 0;
    reasons = {"the file is named as a table",
        std::string("its head line has columns parted by ") + delimiterName(delimiter)};
    return text ? 92 : 45;
}

// [[begin, end, label], …] or [{"start", "end", "label" or "labels"}, …].
Result<bool> takeSpans(
    ReadJob& job, const std::string& cell, const std::string& where, std::vector<RawLabel>& out) {
    if (cell.empty())
        return true;
    auto list = parseJson(cell, where);
    if (!list || !list->is_array()) {
        if (auto listed = job.problem(
                "The cell of spans is no list in JSON", where, "Write [[begin, end, \"LABEL\"]].");
            !listed)
            return listed.error();
        return true;
    }
    for (const auto& item : *list) {
        RawLabel label;
        std::optional<std::int64_t> begin, end;
        std::vector<std::string> names;
        if (item.is_array() && item.size() >= 3) {
            begin = wholeNumberOf(item[0]);
            end = wholeNumberOf(item[1]);
            names.push_back(plainText(item[2]));
        } else {
            begin = wholeIn(item, "start");
            end = wholeIn(item, "end");
            if (const auto* name = member(item, "label"))
                names.push_back(plainText(*name));
            if (const auto* several = arrayIn(item, "labels"))
                for (const auto& name : *several)
                    names.push_back(plainText(name));
            if (const auto* covered = stringIn(item, "text"))
                label.covered = *covered;
        }
        if (!begin || !end || names.empty()) {
            if (auto listed =
                    job.problem("A span lacks start, end or label", where, "Give it all three.");
                !listed)
                return listed.error();
            continue;
        }
        label.begin = *begin;
        label.end = *end;
        for (auto& name : names) {
            label.label = std::move(name);
            out.push_back(label);
        }
    }
    return true;
}

std::optional<std::int64_t> numberIn(const std::string& cell) {
    if (cell.empty() || cell.size() > 18
        || cell.find_first_not_of("0123456789", cell[0] == '-' ? 1 : 0) != std::string::npos)
        return {};
    return std::strtoll(cell.c_str(), nullptr, 10);
}

class CsvReader {
public:
    explicit CsvReader(ReadJob& job)
        : m_job(job) { }

    Result<void> run() {
        if (auto set = findDelimiter(); !set)
            return set;
        OffsetUnitDetector detector;
        m_look = &detector;
        ImportOptions lenient = m_job.options();
        lenient.skipBad = true;
        struct NoSink : DocumentSink {
            Result<void> add(DocumentDraft&&) override { return {}; }
        } nowhere;
        ImportReport aside;
        ReadJob look(m_job.path(), lenient, nowhere, aside, m_job.stop(), {});
        if (auto seen = walk(look); !seen)
            return seen;
        m_look = nullptr;
        m_job.found("text", m_columns.names[*m_text],
            m_guessed ? "its cells are the longest" : "by the name of the column", m_columns.names);
        if (m_spans)
            m_job.found("label", m_columns.names[*m_spans], "spans as JSON in this column",
                m_columns.names);
        m_unit = m_job.decideUnit(detector, OffsetUnit::CodePoint);
        m_job.report().unit = "record";
        m_number = 0;
        return walk(m_job);
    }

private:
    Result<void> findDelimiter() {
        const auto asked = m_job.setting("delimiter");
        auto source = ByteSource::open(m_job.path(), m_job.encoding());
        if (!source)
            return source.error();
        std::string head;
        if (auto got = source->read(head, std::size_t{64} << 10); !got)
            return got.error();
        if (head.rfind("\xEF\xBB\xBF", 0) == 0)
            head.erase(0, 3);
        m_delimiter = delimiterOf(head);
        if (!asked.empty()) {
            const auto named = delimiterNamed(asked);
            if (!named)
                return Error{ErrorCode::InvalidArgument, "There is no delimiter of this name",
                    asked, "Choose comma, tab, semicolon or bar."};
            m_delimiter = *named;
        }
        m_job.found("delimiter", delimiterName(m_delimiter),
            asked.empty() ? "it parts the head line into most columns" : "asked for",
            {"comma", "tab", "semicolon", "bar"});
        return {};
    }

    Result<void> findColumns(const std::vector<std::string>& head) {
        m_columns.names = head;
        const auto named = [&](const char* setting) -> Result<std::optional<std::size_t>> {
            const auto asked = m_job.setting(setting);
            if (asked.empty())
                return std::optional<std::size_t>();
            for (std::size_t i = 0; i < head.size(); ++i)
                if (head[i] == asked)
                    return std::optional(i);
            std::string all;
            for (const auto& name : head)
                all += (all.empty() ? "" : ", ") + name;
            return Error{ErrorCode::InvalidArgument, "The table has no such column", asked,
                "Columns: " + all + "."};
        };
        auto text = named("text");
        if (!text)
            return text.error();
        m_text = *text ? *text : m_columns.find({"text", "sentence", "content", "body"});
        if (!m_text && head.size() == 1)
            m_text = 0;
        if (!m_text && (m_text = longestColumn(head.size())))
            m_guessed = true;
        if (!m_text)
            return Error{ErrorCode::BadFormat, "No column is named as a text", m_job.where(1),
                "Name it by --set text=COLUMN."};
        auto spans = named("label");
        if (!spans)
            return spans.error();
        m_spans = *spans ? *spans : m_columns.find({"spans", "entities"});
        m_begin = m_columns.find({"start", "begin"});
        m_end = m_columns.find({"end"});
        m_label = m_columns.find({"label", "entity", "type"});
        m_covered = m_columns.find({"covered"});
        if (!m_spans && (!m_begin || !m_end || !m_label))
            m_begin = m_end = m_label = m_covered = {};
        if (!m_spans && !m_begin)
            // Label Studio's table: JSON under the name of the control.
            m_maybeSpans = m_columns.find({"label", "labels", "ner"});
        m_name = m_columns.find({"name", "id", "document"});
        m_split = m_columns.find({"split"});
        m_state = m_columns.find({"state"});
        m_metadata = m_columns.find({"metadata"});
        return {};
    }

    // The column with most bytes in the first rows, where one has any; those of numbers have not.
    std::optional<std::size_t> longestColumn(std::size_t columns) const {
        auto source = ByteSource::open(m_job.path(), m_job.encoding());
        if (!source)
            return {};
        TableReader rows(std::move(*source), m_delimiter);
        std::vector<std::string> cells;
        std::vector<std::size_t> sizes(columns);
        bool more = rows.next(cells, m_job.where()).ok(); // the head line
        for (int i = 0; more && i < 100; ++i) {
            const auto next = rows.next(cells, m_job.where());
            more = next && *next;
            for (std::size_t c = 0; more && c < std::min(columns, cells.size()); ++c)
                sizes[c] += numberIn(cells[c]) ? 0 : cells[c].size();
        }
        const auto longest = std::max_element(sizes.begin(), sizes.end());
        if (longest == sizes.end() || *longest == 0)
            return {};
        return static_cast<std::size_t>(longest - sizes.begin());
    }

    Result<void> walk(ReadJob& job) {
        auto source = ByteSource::open(job.path(), job.encoding());
        if (!source)
            return source.error();
        TableReader rows(std::move(*source), m_delimiter);
        std::vector<std::string> cells;
        auto more = rows.next(cells, job.where());
        if (!more)
            return more.error();
        if (!*more)
            return Error{
                ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
        if (auto found = findColumns(cells); !found)
            return found;
        const auto columns = cells.size();
        std::optional<RawRecord> open;
        std::string openWhere, key;
        for (std::uint64_t count = 0;; ++count) {
            more = rows.next(cells, job.where());
            if (!more)
                return more.error();
            if (!*more)
                break;
            if (count % 256 == 0)
                if (auto go = job.step(rows.bytes()); !go)
                    return go;
            const auto where = job.where(rows.line());
            if (cells.size() == 1 && cells[0].empty())
                continue;
            std::string all;
            for (const auto& cell : cells)
                all += cell;
            if (const auto bad = firstInvalidUtf8(all))
                return Error{ErrorCode::BadEncoding, "The text is not UTF-8", where,
                    "Convert the file to UTF-8 first, for example with iconv."};
            if (cells.size() != columns || all.find('\0') != std::string::npos) {
                if (auto listed = job.problem(cells.size() != columns
                            ? "The row has more cells than the head line, or fewer"
                            : "A cell has a NUL character",
                        where, "Mend it; a cell with the delimiter in it needs quotes.");
                    !listed)
                    return listed;
                continue;
            }
            const auto rowKey = (m_name ? cells[*m_name] : "") + '\0' + cells[*m_text];
            if (m_begin && open && rowKey == key) {
                if (auto done = addSpanRow(job, cells, where, *open); !done)
                    return done;
                continue;
            }
            if (open)
                if (auto done = close(job, std::move(*open), openWhere); !done)
                    return done;
            open.reset();
            key = rowKey;
            openWhere = where;
            RawRecord raw;
            auto kept = begin(job, cells, where, raw);
            if (!kept)
                return kept.error();
            if (*kept)
                open = std::move(raw);
        }
        return open ? close(job, std::move(*open), openWhere) : Result<void>();
    }

    Result<bool> begin(ReadJob& job, const std::vector<std::string>& cells,
        const std::string& where, RawRecord& raw) {
        auto& document = raw.document;
        document.text = cells[*m_text];
        if (document.text.empty()) {
            if (auto listed = job.problem("The row's text is empty", where, "Leave the row out.");
                !listed)
                return listed.error();
            return false;
        }
        if (m_name)
            document.name = cells[*m_name];
        if (m_split)
            document.split = cells[*m_split];
        if (m_state)
            if (const auto state = documentStateFromName(cells[*m_state])) {
                document.state = *state;
                raw.stateGiven = true;
            }
        if (m_metadata && !cells[*m_metadata].empty()) {
            const auto metadata = parseJson(cells[*m_metadata], where);
            if (metadata && metadata->is_object())
                for (const auto& [key, value] : metadata->items())
                    document.metadata[key] = plainText(value);
            else
                document.metadata[m_columns.names[*m_metadata]] = cells[*m_metadata];
        }
        if (m_spans) {
            if (auto done = takeSpans(job, cells[*m_spans], where, raw.labels); !done)
                return done;
        } else if (m_maybeSpans && cells[*m_maybeSpans].rfind("[{", 0) == 0) {
            if (auto done = takeSpans(job, cells[*m_maybeSpans], where, raw.labels); !done)
                return done;
        } else if (m_begin) {
            if (auto done = addSpanRow(job, cells, where, raw); !done)
                return done.error();
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto taken = {m_text, m_name, m_split, m_state, m_metadata, m_spans, m_begin,
                m_end, m_label, m_covered};
            const bool spans = m_maybeSpans == i && cells[i].rfind("[{", 0) == 0;
            if (std::find(taken.begin(), taken.end(), i) == taken.end() && !spans
                && !m_columns.names[i].empty())
                document.metadata[m_columns.names[i]] = cells[i];
        }
        return true;
    }

    Result<void> addSpanRow(ReadJob& job, const std::vector<std::string>& cells,
        const std::string& where, RawRecord& raw) {
        if (cells[*m_begin].empty() && cells[*m_end].empty() && cells[*m_label].empty())
            return {}; // a text without spans
        const auto begin = numberIn(cells[*m_begin]), end = numberIn(cells[*m_end]);
        if (!begin || !end)
            return job.problem("A span's start or end is no whole number", where, "Mend it.");
        RawLabel label;
        label.begin = *begin;
        label.end = *end;
        label.label = cells[*m_label];
        if (m_covered && !cells[*m_covered].empty())
            label.covered = cells[*m_covered];
        raw.labels.push_back(std::move(label));
        return {};
    }

    Result<void> close(ReadJob& job, RawRecord&& raw, const std::string& where) {
        ++m_number;
        if (!m_look)
            return deliverSpans(job, std::move(raw), m_unit, m_number, where);
        std::vector<RawSpan> spans;
        for (const auto& label : raw.labels)
            spans.push_back({label.begin, label.end,
                label.covered ? std::optional<std::string_view>(*label.covered) : std::nullopt});
        m_look->add(raw.document.text, spans);
        return {};
    }

    ReadJob& m_job;
    char m_delimiter = ',';
    Columns m_columns;
    std::optional<std::size_t> m_text, m_spans, m_maybeSpans, m_begin, m_end, m_label, m_covered,
        m_name, m_split, m_state, m_metadata;
    bool m_guessed = false; // which column is the text
    OffsetUnitDetector* m_look = nullptr; // while the file is read for its unit
    OffsetUnit m_unit = OffsetUnit::CodePoint;
    std::uint64_t m_number = 0;
};

Result<void> readCsv(ReadJob& job) {
    return CsvReader(job).run();
}

} // namespace

Format csvFormat() {
    return {"csv", "Table (CSV, TSV)", sniffCsv, readCsv, makeCsvWriter,
        "text label delimiter formulas"};
}

} // namespace evenspan::io
