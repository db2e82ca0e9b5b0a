// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/export_documents.h"

#include "core/app/export_target.h"
#include "core/base/files.h"
#include "core/base/nearest.h"
#include "core/io/importer.h"
#include "core/schema/span_parts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

Error cancelled() {
    return {ErrorCode::Cancelled, "Stopped; no file was written", {}, {}};
}

// A hash of a sequence of documents, and a short one of each to say which of them differs.
class Fingerprint {
public:
    Fingerprint(const io::DocumentWriter& writer, bool anyOrder)
        : m_withWords(writer.keepsWords())
        , m_withSpans(writer.keepsSpans())
        , m_anyOrder(anyOrder) { }

    void add(const DocumentDraft& document) {
        m_bytes.clear();
        put(document.text);
        if (m_withWords) {
            put(document.name);
            put(document.split);
            put(static_cast<std::uint64_t>(document.state));
            putSize(document.metadata.size());
            for (const auto& [key, value] : document.metadata) {
                put(key);
                put(value);
            }
            putSize(document.grid.tokens.size());
            for (const auto& token : document.grid.tokens)
                put(token);
            putSize(document.grid.sentenceStarts.size());
            for (const auto start : document.grid.sentenceStarts)
                put(std::uint64_t{start});
        }
        if (m_withSpans)
            putSpans(document.spans);
        m_all.add(m_bytes);
        m_each.push_back(std::hash<std::string>{}(m_bytes));
    }

    // The first document that differs, from 1; 0: none does.
    std::size_t difference(Fingerprint& other) {
        if (m_anyOrder) { // files of a folder come back by their names
            std::sort(m_each.begin(), m_each.end());
            std::sort(other.m_each.begin(), other.m_each.end());
            return m_each == other.m_each ? 0 : std::max<std::size_t>(m_each.size(), 1);
        }
        const auto [mine, theirs] =
            std::mismatch(m_each.begin(), m_each.end(), other.m_each.begin(), other.m_each.end());
        if (mine != m_each.end() || theirs != other.m_each.end())
            return static_cast<std::size_t>(mine - m_each.begin()) + 1;
        return m_all.hex() == other.m_all.hex() ? 0 : m_each.size();
    }

private:
    void put(std::uint64_t number) {
        for (int i = 0; i < 8; ++i)
            m_bytes += static_cast<char>(number >> (8 * i) & 0xFF);
    }
    void putSize(std::size_t size) { put(std::uint64_t{size}); }
    void put(const std::string& text) {
        putSize(text.size());
        m_bytes += text;
    }
    void put(const CodePointRange& range) { put(std::uint64_t{range.begin} << 32 | range.end); }
    void putSpans(const std::vector<SpanDraft>& spans) {
        std::vector<std::pair<CodePointRange, std::string>> sorted;
        for (const auto& span : spans)
            sorted.emplace_back(span.range, span.label);
        std::sort(sorted.begin(), sorted.end());
        putSize(sorted.size());
        for (const auto& [range, label] : sorted) {
            put(range);
            put(label);
        }
    }

    bool m_withWords, m_withSpans, m_anyOrder;
    std::string m_bytes;
    Sha256 m_all;
    std::vector<std::size_t> m_each;
};

struct FingerprintSink : io::DocumentSink {
    FingerprintSink(const io::DocumentWriter& writer, bool folder)
        : found(writer, folder)
        , m_folder(folder) { }
    Result<void> add(DocumentDraft&& document) override {
        if (m_folder) // a guess from the file's name, which is the document's
            document.split.clear();
        found.add(document);
        return {};
    }
    Fingerprint found;

private:
    bool m_folder;
};

DocumentDraft draftOf(store::DocumentData&& data) {
    DocumentDraft draft;
    draft.name = std::move(data.row.name);
    draft.text = std::move(data.text);
    draft.grid = std::move(data.grid);
    draft.gridImported = data.gridImported;
    draft.split = std::move(data.row.split);
    draft.state = data.row.state;
    draft.metadata = std::move(data.row.metadata);
    return draft;
}

class Exporter {
public:
    Exporter(store::Reader& reader, const ExportRequest& request, std::stop_token stop,
        const ExportUpdate& progress)
        : m_reader(reader)
        , m_request(request)
        , m_stop(std::move(stop))
        , m_progress(progress)
        , m_folder(io::writesFolder(request.options.format)) { }

    Result<ExportSummary> run() {
        if (m_request.verify && !io::readsBack(m_request.options.format)
            && io::makeWriter(m_request.options, [](std::string_view) { return Result<void>(); }))
            return Error{ErrorCode::Unsupported, "This format is written only; it is not read back",
                m_request.options.format, "Leave out --verify."};
        if (auto counted = countDocuments(); !counted)
            return counted.error();
        // The writer before the file: an unknown format leaves no trace.
        ExportTarget target(m_request.out, m_folder);
        std::optional<Fingerprint> written;
        io::ExportOptions options = m_request.options;
        options.nextFile = [&](const std::string& name) { return target.next(name); };
        auto writer = io::makeWriter(
            options, [&](std::string_view bytes) { return target.write(bytes); },
            m_request.verify
                ? io::KeptSink([&](DocumentDraft&& document) { written->add(document); })
                : io::KeptSink());
        if (!writer)
            return writer.error();
        written.emplace(**writer, m_folder);
        if (auto opened = target.open(); !opened)
            return opened.error();
        auto walked = m_request.source == "gold" ? writeGold(**writer) : writePredicted(**writer);
        if (!walked)
            return walked.error();
        auto report = (*writer)->finish();
        if (!report)
            return report.error();
        if (m_stop.stop_requested())
            return cancelled();
        if (auto done = target.commit(); !done)
            return done.error();
        ExportSummary summary{std::move(*report), m_request.source, m_request.out, false};
        if (m_request.verify) {
            if (auto same = compare(*written, **writer); !same)
                return same.error();
            summary.verified = true;
        }
        return summary;
    }

private:
    Result<void> countDocuments() {
        store::DocumentFilter filter;
        filter.split = m_request.split;
        auto count = m_reader.count(filter, m_stop);
        if (!count)
            return count.error();
        m_total = static_cast<std::uint64_t>(*count);
        if (m_total > 0)
            return {};
        auto info = m_reader.info(m_stop);
        if (!info)
            return info.error();
        std::string names;
        for (const auto& [name, counts] : info->splits)
            names += (names.empty() ? "" : ", ") + (name.empty() ? "(none)" : name);
        return Error{ErrorCode::Empty,
            m_request.split ? "The project has no document in this split"
                            : "The project has no documents",
            m_request.split.value_or(""),
            names.empty() ? "Import documents first." : "Splits: " + names + "."};
    }

    // Hands one document on; false in `go` ends the walk.
    Result<void> write(io::DocumentWriter& writer, const DocumentDraft& draft) {
        if (m_stop.stop_requested())
            return cancelled();
        if (auto done = writer.add(draft); !done)
            return done;
        if (m_progress)
            m_progress(++m_done, m_total);
        return {};
    }

    Result<void> writeGold(io::DocumentWriter& writer) {
        store::DocumentFilter filter;
        filter.split = m_request.split;
        Result<void> status;
        auto walked = m_reader.forEach(
            filter,
            [&](store::DocumentData&& data) {
                auto spans = std::move(data.spans);
                auto draft = draftOf(std::move(data));
                for (auto& span : spans) {
                    if (!span.parts.empty())
                        span.attributes[kPartsAttribute] = writeParts(span.parts);
                    draft.spans.push_back({span.range, std::move(span.label), span.source,
                        span.state, span.score, std::move(span.attributes)});
                }
                status = write(writer, draft);
                return status.ok();
            },
            m_stop);
        return status ? walked : status;
    }

    Result<RunId> findRun() {
        auto runs = m_reader.runs(m_stop);
        if (!runs)
            return runs.error();
        std::vector<std::string> names{"gold"};
        for (const auto& run : *runs) {
            if (run.name == m_request.source)
                return run.id;
            names.push_back(run.name);
        }
        const auto near = nearestWord(m_request.source, names);
        std::string all;
        for (const auto& name : names)
            all += (all.empty() ? "" : ", ") + name;
        return Error{ErrorCode::NotFound, "The project has no run of this name", m_request.source,
            near.empty() ? "Sources: " + all + "." : "Did you mean " + near + "?"};
    }

    Result<void> writePredicted(io::DocumentWriter& writer) {
        auto run = findRun();
        if (!run)
            return run.error();
        // First the predictions, a few bytes each; one connection reads one thing at a time.
        std::vector<std::pair<DocumentId, std::vector<store::PredictionRow>>> predicted;
        auto walked = m_reader.forEachPrediction(
            *run, m_request.split,
            [&](DocumentId id, std::vector<store::PredictionRow>&& rows) {
                predicted.emplace_back(id, std::move(rows));
                return true;
            },
            m_stop);
        if (!walked)
            return walked;
        if (predicted.empty())
            return Error{ErrorCode::Empty, "The run has predicted none of these documents",
                m_request.source, "Run: evenspan-cli predict --run " + m_request.source};
        m_total = predicted.size();
        for (auto& [id, rows] : predicted) {
            auto data = m_reader.document(id, m_stop);
            if (!data)
                return data.error();
            auto draft = draftOf(std::move(*data));
            for (auto& row : rows)
                draft.spans.push_back({row.range, std::move(row.label), SpanSource::Model,
                    SpanState::Accepted, row.score, {}});
            if (auto done = write(writer, draft); !done)
                return done;
        }
        return {};
    }

    Result<void> compare(Fingerprint& written, const io::DocumentWriter& writer) {
        FingerprintSink read(writer, m_folder);
        io::ImportOptions options;
        options.format = m_request.options.format;
        options.unit = writer.unit();
        std::vector<std::filesystem::path> paths{m_request.out};
        std::error_code failed;
        if (m_folder) {
            paths.clear();
            for (const auto& entry : std::filesystem::directory_iterator(m_request.out, failed))
                if (!io::isReadAlong(entry.path(), options.format))
                    paths.push_back(entry.path());
            if (failed)
                return systemError(
                    failed.value(), "The folder could not be read back", m_request.out.string());
        }
        auto report = io::importFiles(paths, options, read, m_stop);
        // A file of empty texts is an empty file.
        if (!report && report.error().code != ErrorCode::Empty)
            return report.error();
        const auto document = written.difference(read.found);
        if (document > 0)
            return Error{ErrorCode::Corrupt, "The file does not read back as it was written",
                m_request.out.string() + ": document " + std::to_string(document),
                "Do not rely on this file; check the disk, and write it again."};
        return {};
    }

    store::Reader& m_reader;
    const ExportRequest& m_request;
    std::stop_token m_stop;
    const ExportUpdate& m_progress;
    const bool m_folder;
    std::uint64_t m_done = 0, m_total = 0;
};

} // namespace

Result<ExportSummary> exportDocuments(store::Reader& reader, const ExportRequest& request,
    std::stop_token stop, const ExportUpdate& progress) {
    return Exporter(reader, request, std::move(stop), progress).run();
}

nlohmann::ordered_json toJson(const ExportSummary& summary) {
    return {{"format", summary.format}, {"scheme", summary.scheme}, {"source", summary.source},
        {"path", summary.path.string()}, {"documents", summary.documents},
        {"sentences", summary.sentences}, {"tokens", summary.tokens}, {"spans", summary.spans},
        {"lost", summary.lost}, {"warnings", summary.warnings}, {"verified", summary.verified}};
}

} // namespace evenspan
