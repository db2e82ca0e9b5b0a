// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/formats.h"
#include "core/text/offset_map.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the readers of standoff and XML formats share.
namespace evenspan::io {

// A ReadJob as the readers of standoff and XML formats use it: places by line, and faults that are
// noted where they are found and end the import at the next document where the user wants no gaps.
class Reading {
public:
    explicit Reading(ReadJob& job)
        : lost(job, &ReadJob::lost)
        , m_job(job) { }

    const std::filesystem::path& path() const { return m_job.path(); }
    const ImportOptions& options() const { return m_job.options(); }
    ReadJob& job() { return m_job; }
    std::string at(std::uint64_t line) const; // "file.xml: line 7"
    // What at() counts where a format has no lines worth a name.
    void setPlace(const char* word) { m_place = word; }
    Error broken(const std::string& what, std::uint64_t line, const std::string& remedy) const;

    // What the file holds and the project does not keep.
    class Losses {
    public:
        using Add = void (ReadJob::*)(const std::string&, const std::string&, std::uint64_t count);
        Losses(ReadJob& job, Add add)
            : m_job(job)
            , m_add(add) { }
        void add(const std::string& what, const std::string& where, std::uint64_t count = 1) {
            (m_job.*m_add)(what, where, count);
        }

    private:
        ReadJob& m_job;
        Add m_add;
    };
    Losses lost;
    void repair(const std::string& what, const std::string& where) { m_job.repaired(what, where); }
    void warn(const std::string& what, const std::string& where) { m_job.warn(what, where); }
    // Something that cannot be read: see ReadJob::problem. The error, where it is one, comes out of
    // the next deliver() or finish().
    void bad(const std::string& what, const std::string& where, const std::string& remedy = {});

    // Gives the document what it lacks (a name, the file's split), then hands it on. A document
    // without a state becomes done: its labels are somebody's decision.
    // `stated`: the file said its state.
    Result<void> deliver(
        DocumentDraft&& document, std::uint64_t bytesDone = 0, bool stated = false);
    // Empty where the file held no document.
    Result<void> finish(const std::string& unit);

private:
    ReadJob& m_job;
    const char* m_place = "line";
    Result<void> m_fault;
    std::uint64_t m_documents = 0;
};

// The whole of a text file as ReadJob::text(); Empty.
Result<std::string> readWholeText(ReadJob& job);
bool endsWith(const std::filesystem::path& path, std::string_view ending); // any case, "a.XML"

// Lines of a text in memory with their numbers; ends are \n, \r\n and \r.
class LineCursor {
public:
    explicit LineCursor(std::string_view text)
        : m_text(text) { }
    bool next(std::string_view& line);
    std::uint64_t line() const { return m_line; }
    std::size_t bytes() const { return m_at; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_line = 0;
};

// The number of the line that a byte stands in, from 1.
class LineIndex {
public:
    explicit LineIndex(std::string_view text);
    std::uint64_t lineAt(std::ptrdiff_t byte) const;

private:
    std::vector<std::size_t> m_starts;
};

std::vector<std::string_view> splitAt(std::string_view text, char separator);
void splitAt(std::string_view text, char separator, std::vector<std::string_view>& cells);
std::optional<std::uint64_t> wholeNumber(std::string_view digits);

// A span as a file has it.
struct GivenSpan {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> parts; // half-open, in the file's unit
    std::optional<std::string> covered; // what the file says stands there
    std::uint64_t line = 0;
    SpanDraft span; // label, attributes, …; the range is filled in
};

// Puts the spans of one document into it. The unit is the one asked for by the user, else `unit`,
// else that under which most of the covered texts match, code points where several do. A span that
// lies outside the text, is inverted, has no character, whose parts overlap, or that covers another
// text than the file says is bad, with its line. Parts are joined by one blank in `covered`; parts
// that touch become one. `places`: where in the document each came, of bad ones nowhere.
OffsetUnit placeSpans(DocumentDraft& document, std::vector<GivenSpan>&& spans,
    std::optional<OffsetUnit> unit, Reading& reading,
    std::vector<std::optional<std::size_t>>* places = nullptr);

// A relation as a file has it, between places in its list of spans.
struct GivenRelation {
    std::size_t from = 0, to = 0;
    std::string type;
    std::uint64_t line = 0;
};
// Gives the document its relations; one of a span that is not there is told as lost. `ids`: what
// the file calls its spans, by their places.
void placeRelations(DocumentDraft& document, const std::vector<GivenRelation>& relations,
    const std::vector<std::optional<std::size_t>>& places,
    const std::map<std::size_t, std::string>& ids, Reading& reading);

// Gives the document the words that its file names, in any order; `sentences`: where they begin.
// Without words it gets its own later. False, and nothing is changed: two of them overlap.
bool placeWords(DocumentDraft& document, std::vector<CodePointRange> words,
    std::vector<std::uint32_t> sentences);

} // namespace evenspan::io
