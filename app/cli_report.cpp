// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_report.h"

#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/base/files.h"
#include "core/report/bias_report.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

constexpr std::uint64_t kMostBytes = 1u << 30;

// An audit by itself, or the JSON of an earlier report, which holds it.
Result<fairness::AuditResult> readAudit(const std::string& path) {
    auto text = readFile(path, kMostBytes);
    if (!text)
        return text.error();
    const auto json = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (json.is_object() && json.contains("audit") && json.contains("sections"))
        return fairness::auditFromJson(json["audit"].dump());
    return fairness::auditFromJson(*text);
}

int makeReport(const Session& session, const std::string& path, const ReportFiles& files) {
    if (files.pdf.empty() && files.html.empty() && files.json.empty())
        return report(Error{ErrorCode::InvalidArgument, "No file to write is named", "report",
            "Add --pdf, --html or --json with a path."});
    auto audit = readAudit(path);
    if (!audit)
        return report(audit.error());
    if (auto done = writeReports(*audit, files, session.stop); !done)
        return report(done.error());
    return Done;
}

} // namespace

void addReportOptions(CLI::App& verb, ReportFiles& files, bool json) {
    verb.add_option("--pdf", files.pdf, "Write the bias report as PDF")->type_name("OUT");
    verb.add_option("--html", files.html, "Write it as one HTML file")->type_name("OUT");
    if (json)
        verb.add_option("--json", files.json, "Write it as JSON, with all figures")
            ->type_name("OUT");
    verb.add_option("--language", files.language, "Language of the report (else en)")
        ->check(CLI::IsMember(report::reportLanguages()));
}

Result<void> writeReports(
    const fairness::AuditResult& audit, const ReportFiles& files, std::stop_token stop) {
    if (auto done = saveReport(audit, files, stop); !done)
        return done;
    for (const auto& path : {files.pdf, files.html, files.json})
        if (!path.empty())
            std::fprintf(stderr, "report: %s\n", path.string().c_str());
    return {};
}

void addReportVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "report", "Write the bias report of an audit again, in another form or language");
    auto path = std::make_shared<std::string>();
    auto files = std::make_shared<ReportFiles>();
    verb->add_option("AUDIT", *path, "The JSON of an audit or of its report")->required();
    addReportOptions(*verb, *files);
    verb->callback([&session, path, files] {
        session.run = [&session, path, files] { return makeReport(session, *path, *files); };
    });
}

} // namespace evenspan::cli
