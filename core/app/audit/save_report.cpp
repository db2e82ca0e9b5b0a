// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/save_report.h"

#include "core/base/files.h"
#include "core/report/bias_report.h"
#include "core/report/html.h"
#include "core/report/pdf.h"

#include <algorithm>
#include <vector>

namespace evenspan {

namespace {

// All are opened before the first is written.
Result<std::vector<AtomicFile>> openPlaces(const ReportFiles& files) {
    std::vector<std::filesystem::path> paths;
    for (const auto& path : {files.pdf, files.html, files.json}) {
        if (path.empty())
            continue;
        const auto whole = std::filesystem::absolute(path).lexically_normal();
        if (std::find(paths.begin(), paths.end(), whole) != paths.end())
            return Error{ErrorCode::InvalidArgument, "Two parts of the report have the same path",
                path.string(), "Give each a path of its own."};
        paths.push_back(whole);
    }
    std::vector<AtomicFile> open;
    for (const auto& path : paths) {
        auto file = AtomicFile::create(path);
        if (!file)
            return file.error();
        open.push_back(std::move(*file));
    }
    return open;
}

} // namespace

Result<void> tryReportPlaces(const ReportFiles& files) {
    auto places = openPlaces(files); // gone again with nothing written
    return places ? Result<void>() : places.error();
}

Result<void> saveReport(
    const fairness::AuditResult& audit, const ReportFiles& files, std::stop_token stop) {
    auto report = report::BiasReport::make(audit, files.language);
    if (!report)
        return report.error();
    auto places = openPlaces(files);
    if (!places)
        return places.error();
    std::vector<AtomicFile>& open = *places;
    std::size_t next = 0;
    if (!files.pdf.empty()) {
        auto bytes = report::writePdf(*report, stop);
        if (!bytes)
            return bytes.error();
        if (auto done = open[next++].write(*bytes); !done)
            return done;
    }
    if (!files.html.empty())
        if (auto done = open[next++].write(report::writeHtml(*report)); !done)
            return done;
    if (!files.json.empty())
        if (auto done = open[next++].write(report::writeJson(*report)); !done)
            return done;
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", "report", "Start it again."};
    for (auto& file : open)
        if (auto done = file.commit(); !done)
            return done;
    return {};
}

} // namespace evenspan
