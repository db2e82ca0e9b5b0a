// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/import_job.h"

#include "core/app/import_documents.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace evenspan::ui {

namespace {

constexpr std::size_t kSamples = 50; // rows of the preview
constexpr int kSampleText = 200; // characters

evenspan::ImportRequest plainRequest(const ImportRequest& request) {
    evenspan::ImportRequest result;
    for (const QString& path : request.paths)
        result.paths.emplace_back(path.toStdU16String());
    result.format = request.format.toStdString();
    result.split = request.split.toStdString();
    return result;
}

QStringList strings(const std::vector<std::string>& lines) {
    QStringList result;
    for (const std::string& line : lines)
        result << QString::fromStdString(line);
    return result;
}

ImportReport reportOf(const ImportSummary& summary) {
    ImportReport report;
    report.format = QString::fromStdString(summary.format);
    report.scheme = QString::fromStdString(summary.scheme);
    report.counts = {std::int64_t(summary.documents), std::int64_t(summary.sentences),
        std::int64_t(summary.tokens), std::int64_t(summary.spans)};
    report.repaired = strings(summary.repaired);
    report.lost = strings(summary.lost);
    report.warnings = strings(summary.warnings);
    return report;
}

QStringList sampleOf(const DocumentDraft& document) {
    const auto bytes = qMin<std::size_t>(document.text.size(), 4 * kSampleText);
    return {QString::fromStdString(document.name), QString::fromStdString(document.split),
        QString::fromUtf8(document.text.data(), qsizetype(bytes)).simplified().left(kSampleText),
        QString::number(document.spans.size())};
}

} // namespace

Result<ImportReport> previewFiles(const ImportRequest& request, std::stop_token stop) {
    std::vector<QStringList> samples;
    const auto summary =
        previewImport(plainRequest(request), stop, {}, [&samples](const DocumentDraft& document) {
            if (samples.size() < kSamples)
                samples.push_back(sampleOf(document));
        });
    if (!summary)
        return summary.error();
    ImportReport report = reportOf(*summary);
    report.samples = std::move(samples);
    return report;
}

Result<ImportReport> importFilesInto(store::Writer& writer, const ImportRequest& request,
    const std::function<void(qint64, double)>& progress, std::stop_token stop) {
    evenspan::ImportRequest plain = plainRequest(request);
    plain.name = QCoreApplication::translate(
        "evenspan::ui", "Import %n file(s)", nullptr, int(request.paths.size()))
                     .toStdString();
    QElapsedTimer last;
    last.start();
    const auto summary =
        importDocuments(writer, plain, stop, [&](std::uint64_t documents, double share) {
            if (last.elapsed() < 50)
                return;
            last.restart();
            progress(qint64(documents), share);
        });
    if (!summary)
        return summary.error();
    return reportOf(*summary);
}

QStringList formatsForImport() {
    QStringList names{QStringLiteral("auto")};
    for (const std::string& name : io::formatNames())
        names << QString::fromStdString(name);
    return names;
}

} // namespace evenspan::ui
