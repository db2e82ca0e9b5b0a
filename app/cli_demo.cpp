// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_report.h"
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/demo.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace evenspan::cli {

namespace {

int demo(const Session& session, const std::string& folder) {
    TrainPrinter printer(nullptr);
    const auto library = makeModelLibrary(session.places);
    auto outcome = runDemo({session.places.sample, folder, session.places.engine,
                               session.places.suites, EVENSPAN_VERSION},
        library, printer, session.stop);
    printer.endLine();
    if (!outcome)
        return report(outcome.error());
    std::printf("test split (English, %llu sentences):\n",
        static_cast<unsigned long long>(outcome->test.sentences));
    for (const auto& [label, score] : outcome->test.scores.types)
        std::printf("  %-8s F1 %6.2f  (%llu entities)\n", label.c_str(), 100 * score.f1,
            static_cast<unsigned long long>(score.support));
    std::printf("  %-8s F1 %6.2f\n\n", "all", 100 * outcome->test.scores.micro.f1);
    printAudit(outcome->audit);
    ReportFiles files;
    files.pdf = std::filesystem::path(folder) / "bias-report.pdf";
    files.html = std::filesystem::path(folder) / "bias-report.html";
    files.json = std::filesystem::path(folder) / "bias-report.json";
    if (auto written = saveReport(outcome->audit, files, session.stop); !written)
        return report(written.error());
    std::printf("\nreport:  %s\n", files.pdf.c_str());
    std::printf("project: %s\nmodel:   %s\n", outcome->project.c_str(), outcome->run.model.c_str());
    std::printf("open it: evenspan %s\n", outcome->project.c_str());
    return Done;
}

} // namespace

void addDemoVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "demo", "Make the sample project in a folder, fine-tune on it, audit the run and report");
    auto folder = std::make_shared<std::string>();
    verb->add_option("DIR", *folder, "The folder; a sample project in it is replaced")->required();
    verb->callback([&session, folder] {
        session.run = [&session, folder] { return demo(session, *folder); };
    });
}

} // namespace evenspan::cli
