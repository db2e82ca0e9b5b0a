// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/import_job.h"

#include "core/io/importer.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace evenspan::ui {

namespace {

constexpr std::size_t kSamples = 50; // rows of the preview
constexpr int kSampleText = 200; // characters

std::vector<std::filesystem::path> paths(const ImportRequest& request) {
    std::vector<std::filesystem::path> result;
    for (const QString& path : request.paths)
        result.emplace_back(path.toStdU16String());
    return result;
}

QStringList strings(const std::vector<std::string>& lines) {
    QStringList result;
    for (const std::string& line : lines)
        result << QString::fromStdString(line);
    return result;
}

// One importer call over files whose names may speak of different splits: neighbours of the same
// split go together.
Result<ImportReport> readFiles(const ImportRequest& request, io::DocumentSink& sink,
    std::stop_token stop, const io::ImportProgress& progress) {
    const std::vector<std::filesystem::path> files = paths(request);
    ImportReport report;
    for (std::size_t first = 0; first < files.size();) {
        const auto splitOf = [&](std::size_t at) {
            return request.split.isEmpty() ? io::splitFromName(files[at])
                                           : request.split.toStdString();
        };
        io::ImportOptions options;
        options.format = request.format.toStdString();
        options.split = splitOf(first);
        std::size_t last = first + 1;
        while (last < files.size() && splitOf(last) == options.split)
            ++last;
        auto part = io::importFiles(std::span(files).subspan(first, last - first), options, sink,
            stop, [&](std::uint64_t done, std::uint64_t total) {
                // Files are taken as equally long: only the share of the whole is shown.
                if (progress && total > 0)
                    progress(std::uint64_t(1000.0
                                 * (double(first)
                                     + double(done) / double(total) * double(last - first))),
                        1000 * files.size());
            });
        if (!part)
            return part.error();
        report.format = QString::fromStdString(part->format);
        report.scheme = QString::fromStdString(part->scheme);
        report.counts.documents += std::int64_t(part->documents);
        report.counts.sentences += std::int64_t(part->sentences);
        report.counts.tokens += std::int64_t(part->tokens);
        report.counts.spans += std::int64_t(part->spans);
        report.repaired << strings(part->repaired);
        report.lost << strings(part->lost);
        report.warnings << strings(part->warnings);
        first = last;
    }
    return report;
}

class SampleSink : public io::DocumentSink {
public:
    std::vector<QStringList> samples;
    Result<void> add(DocumentDraft&& document) override {
        if (samples.size() < kSamples)
            samples.push_back(
                {QString::fromStdString(document.name), QString::fromStdString(document.split),
                    QString::fromUtf8(document.text.data(),
                        qsizetype(qMin<std::size_t>(document.text.size(), 4 * kSampleText)))
                        .simplified()
                        .left(kSampleText),
                    QString::number(document.spans.size())});
        return {};
    }
};

class ImportSink : public io::DocumentSink {
public:
    explicit ImportSink(store::Import& import)
        : m_import(import) { }
    qint64 documents = 0;
    Result<void> add(DocumentDraft&& document) override {
        ++documents;
        if (auto id = m_import.add(document); !id)
            return id.error();
        return {};
    }

private:
    store::Import& m_import;
};

} // namespace

Result<ImportReport> previewFiles(const ImportRequest& request, std::stop_token stop) {
    SampleSink sink;
    auto report = readFiles(request, sink, stop, {});
    if (report)
        report->samples = std::move(sink.samples);
    return report;
}

Result<ImportReport> importFilesInto(store::Writer& writer, const ImportRequest& request,
    const std::function<void(qint64, double)>& progress, std::stop_token stop) {
    const QString name = QCoreApplication::translate(
        "evenspan::ui", "Import %n file(s)", nullptr, int(request.paths.size()));
    auto import = writer.beginImport(name.toStdString());
    if (!import)
        return import.error();
    ImportSink sink(**import);
    QElapsedTimer last;
    last.start();
    auto report = readFiles(request, sink, stop, [&](std::uint64_t done, std::uint64_t total) {
        if (last.elapsed() < 50)
            return;
        last.restart();
        progress(sink.documents, double(done) / double(total));
    });
    if (!report)
        return report.error(); // the import goes without a trace
    auto counts = (*import)->commit();
    if (!counts)
        return counts.error();
    report->counts = *counts;
    return report;
}

QStringList formatsForImport() {
    QStringList names{QStringLiteral("auto")};
    for (const std::string& name : io::formatNames())
        names << QString::fromStdString(name);
    return names;
}

} // namespace evenspan::ui
