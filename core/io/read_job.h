// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/importer.h"
#include "core/io/line_reader.h"
#include "core/io/offset_unit.h"
#include "core/io/tally.h"

namespace evenspan::io {

class DocumentQueue;

// The last steps of a document on its way in: a grid where it has none, the report's counts, the
// sink.
Result<void> settle(DocumentDraft&& document, ImportReport& report, DocumentSink& sink);

// One file on its way in: what its reader asks for, and where its documents and findings go.
// Messages and places hold nothing of the file's text.
class ReadJob {
public:
    ReadJob(std::filesystem::path path, const ImportOptions& options, DocumentSink& sink,
        ImportReport& report, std::stop_token stop, ImportProgress progress);

    // From now on documents and progress go there, and the one who takes them settles each.
    void deliverTo(DocumentQueue& queue) { m_queue = &queue; }

    const std::filesystem::path& path() const { return m_path; }
    const ImportOptions& options() const { return m_options; }
    ImportReport& report() { return m_report; }
    const std::stop_token& stop() const { return m_stop; }
    const std::string& encoding() const { return m_options.encoding; }
    // The split asked for, else the one that the file's name speaks of, else "".
    std::string split() const;
    // A setting of ImportOptions::settings, or `other`.
    std::string setting(const std::string& key, const std::string& other = {}) const;
    const std::string& where() const { return m_name; }
    std::string where(std::uint64_t line) const;

    Result<LineReader> lines() const { return LineReader::open(m_path, encoding()); }
    Result<std::string> text() const { return readTextFile(m_path, encoding()); }

    // Now and then, with the bytes read so far: shows progress; Cancelled where a stop came.
    Result<void> step(std::uint64_t bytesDone);
    // Hands a document on: makes its grid where it has none and counts it. A split that was asked
    // for goes before the document's own.
    Result<void> deliver(DocumentDraft&& document);

    // Something of the file that cannot be read as it stands. Where ImportOptions::skipBad is set
    // it is listed among the report's problems and the caller leaves that piece out; else it is an
    // error and ends the import.
    Result<void> problem(
        const std::string& what, const std::string& where, const std::string& remedy);
    void lost(const std::string& what, const std::string& where) { m_lost.add(what, where); }
    void lost(const std::string& what, const std::string& where, std::uint64_t count) {
        m_lost.add(what, where, count);
    }
    void repaired(const std::string& what, const std::string& where) {
        m_repaired.add(what, where);
    }
    void warn(const std::string& what, const std::string& where) { m_warnings.add(what, where); }
    // What was found out about the file and why, and by which setting the user says otherwise.
    void found(const std::string& what, const std::string& value, const std::string& why,
        std::vector<std::string> others = {});
    // The unit to read offsets in: the one asked for, else the likeliest; noted as a finding, with
    // a warning where the file does not tell.
    OffsetUnit decideUnit(const OffsetUnitDetector& seen, OffsetUnit usual);
    // A span of the file, in code points; nothing, after problem(), where it does not fit.
    Result<std::optional<CodePointRange>> place(const OffsetReader& offsets, std::int64_t begin,
        std::int64_t end, const std::string& where);

    void finish(); // writes the tallies into the report

private:
    std::filesystem::path m_path;
    const ImportOptions& m_options;
    DocumentSink& m_sink;
    ImportReport& m_report;
    std::stop_token m_stop;
    ImportProgress m_progress;
    std::string m_name; // of the file
    std::uint64_t m_bytesDone = 0;
    DocumentQueue* m_queue = nullptr;
    Tally m_lost, m_repaired, m_warnings, m_problems;
};

} // namespace evenspan::io
