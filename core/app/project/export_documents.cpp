// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/export_documents.h"

#include "core/app/project/export_check.h"
#include "core/app/project/export_target.h"
#include "core/app/project/label_looks.h"
#include "core/base/files.h"
#include "core/base/nearest.h"
#include "core/io/ahead.h"
#include "core/io/importer.h"
#include "core/io/tally.h"
#include "core/schema/annotators.h"
#include "core/schema/span_parts.h"
#include "core/store/annotator_names.h"
#include "core/store/query.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

Error cancelled() {
    return {ErrorCode::Cancelled, "Stopped; no file was written", {}, {}};
}

void addNew(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    for (const auto& line : more)
        if (std::find(lines.begin(), lines.end(), line) == lines.end())
            lines.push_back(line);
}

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

DocumentDraft goldOf(store::DocumentData&& data) {
    auto spans = std::move(data.spans);
    auto draft = draftOf(std::move(data));
    draft.spans.reserve(spans.size());
    for (auto& span : spans) {
        if (!span.parts.empty())
            span.attributes[kPartsAttribute] = writeParts(span.parts);
        draft.spans.push_back({span.range, std::move(span.label), span.source, span.state,
            span.score, std::move(span.attributes)});
    }
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
        if (auto made = makeFilter(); !made)
            return made.error();
        if (auto counted = countDocuments(); !counted)
            return counted.error();
        auto summary = writeLayer(0);
        // How many files there are is known after the first walk.
        for (std::size_t layer = 1; summary && layer < m_layers; ++layer) {
            m_done = 0;
            auto more = writeLayer(layer);
            if (!more)
                return more.error();
            summary->spans += more->spans;
            summary->paths.push_back(more->path);
            addNew(summary->lost, more->lost);
            addNew(summary->warnings, more->warnings);
            summary->verified = summary->verified && more->verified;
        }
        return summary;
    }

private:
    Result<void> makeFilter() {
        if (m_request.listed) {
            m_filter = *m_request.listed;
            m_filter.trash = false;
            return {};
        }
        m_filter.split = m_request.split;
        if (m_request.filter.empty())
            return {};
        auto query = store::parseQuery(m_request.filter);
        if (!query)
            return query.error();
        m_filter.query = std::move(*query);
        return {};
    }

    // By more than the split.
    bool narrowed() const {
        return m_filter.query || !m_filter.states.empty() || !m_filter.text.empty();
    }

    // One file, or one folder, whole or not at all.
    Result<ExportSummary> writeLayer(std::size_t layer) {
        m_layer = layer;
        m_overlaps = {};
        const auto out = layerPath(m_request.out, layer);
        // The writer before the file: an unknown format leaves no trace.
        ExportTarget target(out, m_folder);
        std::optional<Fingerprint> written;
        io::ExportOptions options = m_request.options;
        const bool dry = m_request.dryRun;
        options.nextFile = [&](const std::string& name) {
            return dry ? Result<void>() : target.next(name);
        };
        auto writer = io::makeWriter(
            options,
            [&](std::string_view bytes) { return dry ? Result<void>() : target.write(bytes); },
            m_request.verify && !dry
                ? io::KeptSink([&](DocumentDraft&& document) { written->add(document); })
                : io::KeptSink());
        if (!writer)
            return writer.error();
        written.emplace(**writer, m_folder);
        if (!dry)
            if (auto opened = target.open(); !opened)
                return opened.error();
        auto walked = m_request.source == "gold" ? writeStored(**writer, {})
            : isAnnotator()                      ? writeAnnotator(**writer)
                                                 : writePredicted(**writer);
        if (!walked)
            return walked.error();
        auto report = (*writer)->finish();
        if (!report)
            return report.error();
        if (m_stop.stop_requested())
            return cancelled();
        if (!dry)
            if (auto done = target.commit(); !done)
                return done.error();
        m_overlaps.write(report->lost);
        ExportSummary summary{std::move(*report), m_request.source, out, {out}, dry, false};
        if (auto beside = writeLooks(summary, layer); !beside)
            return beside.error();
        if (m_request.verify && !dry) {
            if (auto same = compare(*written, **writer, out); !same)
                return same.error();
            summary.verified = true;
        }
        return summary;
    }

    // Label Studio needs its labels told apart from the tasks.
    Result<void> writeLooks(ExportSummary& summary, std::size_t layer) {
        const auto config = m_request.options.settings.find("config");
        if (summary.format != "label-studio" || layer > 0
            || (config != m_request.options.settings.end() && config->second == "no"))
            return {};
        const auto path = labelConfigPath(m_request.out);
        if (!m_request.dryRun) {
            auto left = writeLabelLooks(m_reader, path);
            if (!left)
                return left.error();
            if (*left > 0)
                summary.lost.push_back(
                    std::to_string(*left) + " × label that its configuration cannot name");
        }
        summary.warnings.push_back("labels with their colours and keys: "
            + (m_request.out.empty() ? std::string("FILE.label_config.xml")
                                     : path.filename().string()));
        return {};
    }

    Result<void> countDocuments() {
        auto count = m_reader.count(m_filter, m_stop);
        if (!count)
            return count.error();
        m_total = static_cast<std::uint64_t>(*count);
        if (m_total > 0)
            return {};
        if (!m_request.filter.empty() || narrowed())
            return Error{ErrorCode::Empty, "No document of the project fits the filter",
                m_request.filter, "Loosen the filter, or leave it out."};
        auto info = m_reader.info(m_stop);
        if (!info)
            return info.error();
        std::string names;
        for (const auto& [name, counts] : info->splits)
            names += (names.empty() ? "" : ", ") + (name.empty() ? "(none)" : name);
        return Error{ErrorCode::Empty,
            m_filter.split ? "The project has no document in this split"
                           : "The project has no documents",
            m_filter.split.value_or(""),
            names.empty() ? "Import documents first." : "Splits: " + names + "."};
    }

    // Hands one document on; false in `go` ends the walk.
    Result<void> write(io::DocumentWriter& writer, DocumentDraft& draft) {
        if (m_stop.stop_requested())
            return cancelled();
        std::size_t layers = 1;
        const auto left = settleOverlaps(draft.spans, m_request.overlap, m_layer, &layers);
        m_layers = std::max(m_layers, layers);
        if (left > 0 && m_request.overlap != OverlapPolicy::Layers)
            m_overlaps.add(m_request.overlap == OverlapPolicy::Longest
                    ? "span that overlaps a longer one, left out as asked"
                    : "span that overlaps an earlier one, left out as asked",
                "document " + std::to_string(m_done + 1), left);
        ++m_done;
        if (auto done = writer.add(draft); !done)
            return done;
        if (m_progress)
            m_progress(m_done, m_total);
        return {};
    }

    bool isAnnotator() const { return m_request.source.rfind(kAnnotatorSource, 0) == 0; }

    // The project's own labels, or with a name what this annotator said: read on a thread of their
    // own ahead of the writer, some at a time, as most are too small for a hand-over each.
    Result<void> writeStored(io::DocumentWriter& writer, const std::string& annotator) {
        using Some = std::vector<DocumentDraft>;
        constexpr std::uint64_t kSome = std::uint64_t{1} << 17, kMost = std::uint64_t{4} << 20;
        Result<void> walked, status;
        io::Ahead<Some> ahead(kMost);
        ahead.start([&] {
            Some some;
            std::uint64_t weight = 0;
            const auto take = [&](store::DocumentData&& data) {
                auto draft = goldOf(std::move(data));
                if (!annotator.empty() && !keepAnnotator(draft, annotator))
                    return true;
                weight += sizeof draft + draft.text.size()
                    + draft.grid.tokens.size() * sizeof(CodePointRange)
                    + draft.spans.size() * sizeof(SpanDraft);
                some.push_back(std::move(draft));
                return weight < kSome
                    || ahead.put(std::exchange(some, {}), std::exchange(weight, 0));
            };
            walked = m_reader.forEach(m_filter, take, m_stop);
            if (walked && !some.empty())
                (void)ahead.put(std::move(some), weight);
        });
        while (status) {
            auto some = ahead.next();
            if (!some)
                break;
            for (auto& draft : *some)
                if (status)
                    status = write(writer, draft);
            ahead.giveBack(std::move(*some));
        }
        ahead.end();
        return status ? walked : status;
    }

    Result<void> writeAnnotator(io::DocumentWriter& writer) {
        const auto name = m_request.source.substr(std::string_view(kAnnotatorSource).size());
        auto names = store::annotatorNames(m_reader, m_stop);
        if (!names)
            return names.error();
        if (std::find(names->begin(), names->end(), name) == names->end()) {
            std::string all;
            for (const auto& known : *names)
                all += (all.empty() ? "" : ", ") + known;
            const auto near = nearestWord(name, *names);
            return Error{ErrorCode::NotFound, "No document names an annotator like this", name,
                all.empty()        ? "Import files that name their annotators first."
                    : near.empty() ? "Annotators: " + all + "."
                                   : "Did you mean " + near + "?"};
        }
        if (auto done = writeStored(writer, name); !done)
            return done;
        if (m_done == 0)
            return Error{ErrorCode::Empty, "The annotator labelled none of these documents", name,
                "Choose other documents."};
        return {};
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
        std::vector<DocumentId> wanted;
        if (narrowed()) {
            auto ids = m_reader.ids(m_filter, m_stop);
            if (!ids)
                return ids.error();
            wanted = std::move(*ids);
            std::sort(wanted.begin(), wanted.end());
        }
        auto walked = m_reader.forEachPrediction(
            *run, m_filter.split,
            [&](DocumentId id, std::vector<store::PredictionRow>&& rows) {
                if (!narrowed() || std::binary_search(wanted.begin(), wanted.end(), id))
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

    Result<void> compare(
        Fingerprint& written, const io::DocumentWriter& writer, const std::filesystem::path& out) {
        FingerprintSink read(writer, m_folder);
        io::ImportOptions options;
        options.format = m_request.options.format;
        options.unit = writer.unit();
        std::vector<std::filesystem::path> paths{out};
        std::error_code failed;
        if (m_folder) {
            paths.clear();
            for (const auto& entry : std::filesystem::directory_iterator(out, failed))
                if (!io::isReadAlong(entry.path(), options.format))
                    paths.push_back(entry.path());
            if (failed)
                return systemError(
                    failed.value(), "The folder could not be read back", out.string());
        }
        auto report = io::importFiles(paths, options, read, m_stop);
        // A file of empty texts is an empty file.
        if (!report && report.error().code != ErrorCode::Empty)
            return report.error();
        const auto document = written.difference(read.found);
        if (document > 0)
            return Error{ErrorCode::Corrupt, "The file does not read back as it was written",
                out.string() + ": document " + std::to_string(document),
                "Do not rely on this file; check the disk, and write it again."};
        return {};
    }

    store::Reader& m_reader;
    const ExportRequest& m_request;
    std::stop_token m_stop;
    const ExportUpdate& m_progress;
    const bool m_folder;
    store::DocumentFilter m_filter;
    io::Tally m_overlaps;
    std::size_t m_layer = 0, m_layers = 1;
    std::uint64_t m_done = 0, m_total = 0;
};

} // namespace

Result<ExportSummary> exportDocuments(store::Reader& reader, const ExportRequest& request,
    std::stop_token stop, const ExportUpdate& progress) {
    return Exporter(reader, request, std::move(stop), progress).run();
}

nlohmann::ordered_json toJson(const ExportSummary& summary) {
    nlohmann::ordered_json json{{"format", summary.format}, {"scheme", summary.scheme},
        {"source", summary.source}, {"path", summary.path.string()},
        {"documents", summary.documents}, {"sentences", summary.sentences},
        {"tokens", summary.tokens}, {"spans", summary.spans}, {"lost", summary.lost},
        {"warnings", summary.warnings}, {"verified", summary.verified}};
    if (summary.dryRun)
        json["dry_run"] = true;
    if (summary.paths.size() > 1)
        for (const auto& path : summary.paths)
            json["paths"].push_back(path.string());
    return json;
}

} // namespace evenspan
