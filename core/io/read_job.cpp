// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/read_job.h"

#include "core/io/document_queue.h"
#include "core/text/grid.h"

#include <algorithm>

namespace evenspan::io {

ReadJob::ReadJob(std::filesystem::path path, const ImportOptions& options, DocumentSink& sink,
    ImportReport& report, std::stop_token stop, ImportProgress progress)
    : m_path(std::move(path))
    , m_options(options)
    , m_sink(sink)
    , m_report(report)
    , m_stop(std::move(stop))
    , m_progress(std::move(progress))
    , m_name(m_path.filename().string()) { }

std::string ReadJob::split() const {
    return m_options.split.empty() ? splitFromName(m_path) : m_options.split;
}

std::string ReadJob::setting(const std::string& key, const std::string& other) const {
    const auto found = m_options.settings.find(key);
    return found == m_options.settings.end() ? other : found->second;
}

std::string ReadJob::where(std::uint64_t line) const {
    return m_name + ": line " + std::to_string(line);
}

namespace {

Error stopped(const std::filesystem::path& path) {
    return {ErrorCode::Cancelled, "Stopped; nothing was imported", path.string(), {}};
}

Result<void> giveGrid(DocumentDraft& document) {
    if (!document.grid.tokens.empty() || document.gridImported)
        return {};
    auto grid = makeGrid(document.text);
    if (!grid)
        return grid.error();
    document.grid = std::move(*grid);
    return {};
}

} // namespace

Result<void> settle(DocumentDraft&& document, ImportReport& report, DocumentSink& sink) {
    if (auto made = giveGrid(document); !made)
        return made;
    ++report.documents;
    report.sentences += document.grid.sentenceCount();
    report.tokens += document.grid.tokens.size();
    report.spans += document.spans.size();
    for (const auto& span : document.spans)
        ++report.labels[span.label];
    return sink.add(std::move(document));
}

Result<void> ReadJob::step(std::uint64_t bytesDone) {
    if (m_stop.stop_requested())
        return stopped(m_path);
    m_bytesDone = std::max(m_bytesDone, bytesDone);
    if (!m_queue) {
        if (m_progress)
            m_progress(m_bytesDone, 0);
    } else if (!m_queue->tell(m_bytesDone)) {
        return stopped(m_path);
    }
    return {};
}

Result<void> ReadJob::deliver(DocumentDraft&& document) {
    if (!m_options.split.empty())
        document.split = m_options.split;
    if (!m_queue)
        return settle(std::move(document), m_report, m_sink);
    // The slower of the two threads is not to make the grids.
    if (m_queue->caughtUp())
        if (auto made = giveGrid(document); !made)
            return made;
    if (!m_queue->put(std::move(document), m_bytesDone))
        return stopped(m_path);
    return {};
}

Result<void> ReadJob::problem(
    const std::string& what, const std::string& where, const std::string& remedy) {
    if (!m_options.skipBad)
        return Error{ErrorCode::BadFormat, what, where, remedy};
    m_problems.add(what + ": " + remedy, where);
    return {};
}

void ReadJob::found(const std::string& what, const std::string& value, const std::string& why,
    std::vector<std::string> others) {
    const Finding finding{what, value, why, std::move(others)};
    for (const auto& known : m_report.found)
        if (known == finding)
            return;
    m_report.found.push_back(finding);
}

OffsetUnit ReadJob::decideUnit(const OffsetUnitDetector& seen, OffsetUnit usual) {
    std::vector<std::string> others;
    for (const auto unit : kAllOffsetUnits)
        others.emplace_back(offsetUnitName(unit));
    if (m_options.offsets) {
        found("offsets", offsetUnitName(*m_options.offsets), "asked for; " + seen.why(usual),
            std::move(others));
        return *m_options.offsets;
    }
    const auto unit = seen.ranking(usual).front().unit;
    found("offsets", offsetUnitName(unit), seen.why(usual), std::move(others));
    if (!seen.certain(usual))
        warn("file that does not tell its unit of offsets; " + std::string(offsetUnitName(unit))
                + " was taken, as is usual for this format",
            where());
    return unit;
}

Result<std::optional<CodePointRange>> ReadJob::place(
    const OffsetReader& offsets, std::int64_t begin, std::int64_t end, const std::string& where) {
    if (const auto range = offsets.read(begin, end))
        return range;
    const char* what = begin == end ? "The span is empty"
        : end < begin               ? "The span ends before it begins"
                                    : "The span reaches outside the text, or into a character";
    if (auto listed = problem(what, where, "Mend its offsets, or choose another unit for them.");
        !listed)
        return listed.error();
    return std::optional<CodePointRange>();
}

void ReadJob::finish() {
    m_repaired.write(m_report.repaired);
    m_lost.write(m_report.lost);
    m_warnings.write(m_report.warnings);
    m_problems.write(m_report.problems);
}

} // namespace evenspan::io
