// SPDX-License-Identifier: GPL-3.0-or-later
// tool_report FOLDER: made-up reports of every shape in both languages, to be looked at.
// tool_report --bench: seconds to make and write the PDF of forty groups, the best of five.
#include "core/report/bias_report.h"
#include "core/report/html.h"
#include "core/report/pdf.h"
#include "sample_audit.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <QGuiApplication>

using namespace evenspan;

namespace {

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

int bench() {
    const auto audit = test::sampleAudit(40);
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const double begin = seconds();
        auto made = report::BiasReport::make(audit, "en");
        if (!made || !report::writePdf(*made))
            return 1;
        best = std::min(best, seconds() - begin);
    }
    std::printf("{\"name\": \"report.pdf\", \"value\": %.4f}\n", best);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    if (argc != 2)
        return 2;
    const std::string folder = argv[1];
    if (folder == "--bench")
        return bench();
    const std::string longName =
        "a region with a name that nobody would ever write out, and yet somebody did";
    const std::pair<const char*, fairness::AuditResult> all[] = {{"one", test::sampleAudit(1)},
        {"six", test::sampleAudit(6)}, {"forty", test::sampleAudit(40)},
        {"long", test::sampleAudit(8, longName)},
        {"chinese", test::sampleAudit(5, "\u534e\u4e1c\u5730\u533a")},
        {"crossed", test::crossedAudit(6)}, {"empty", test::emptyAudit()}};
    for (const auto& [name, audit] : all)
        for (const auto& language : report::reportLanguages()) {
            auto made = report::BiasReport::make(audit, language);
            if (!made)
                return 1;
            auto pdf = report::writePdf(*made);
            if (!pdf)
                return 1;
            const auto stem = folder + "/" + name + "-" + language;
            std::ofstream(stem + ".pdf", std::ios::binary) << *pdf;
            std::ofstream(stem + ".html") << report::writeHtml(*made);
            std::ofstream(stem + ".json") << report::writeJson(*made);
        }
    return 0;
}
