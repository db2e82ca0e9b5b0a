// SPDX-License-Identifier: GPL-3.0-or-later
// tool_panel: seconds from the choice of a stored audit of 1,000,000 mentions on the fairness page
// until it is painted, the median of five (the benchmark fairness.panel). The audit is computed
// here, of 100,000 documents in 40 groups with 8 types, and kept in a project as any other.
#include "core/base/rng.h"
#include "core/fairness/assess.h"
#include "tests/ui/audit_window.h"
#include "tests/ui/picture_studio.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr std::uint32_t kDocuments = 100'000, kGroups = 40, kTypes = 8, kMentions = 10;

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

fairness::GroupTable table(const std::string& id) {
    fairness::GroupTable out;
    out.id = id;
    out.source = out.unit = out.cluster = "document";
    out.headline = "f1";
    for (std::uint32_t type = 0; type < kTypes; ++type)
        out.types.push_back("TYPE" + std::to_string(type));
    for (std::uint32_t group = 0; group < kGroups; ++group)
        out.groups.push_back("group " + std::to_string(100 + group));
    out.tallies.resize(kGroups);
    out.clusters = kDocuments;
    Philox rng(11);
    for (std::uint32_t document = 0; document < kDocuments; ++document) {
        const std::uint32_t group = document % kGroups;
        auto& tally = out.tallies[group];
        tally.documents += 1;
        tally.tokens += 200;
        for (std::uint32_t mention = 0; mention < kMentions; ++mention) {
            const bool right = rng.uniform() < 0.8 + 0.003 * double(group);
            fairness::TableRow row;
            row.cluster = document;
            row.group = group;
            row.type = std::uint32_t(rng.below(kTypes));
            (right ? row.tally.right : row.tally.missed) += 1;
            row.tally.wrong += rng.uniform() < 0.1;
            row.tokensGold = 1;
            row.tokensFound = right;
            (right ? tally.right : tally.missed) += 1;
            out.rows.push_back(row);
        }
    }
    out.tokens = 200.0 * kDocuments;
    return out;
}

fairness::AuditResult audit() {
    fairness::AuditResult out;
    out.version = "0.1.0";
    out.run = "first";
    out.split = "test";
    out.documents = kDocuments;
    out.mentions = std::uint64_t(kDocuments) * kMentions;
    out.rounds = 200;
    fairness::AssessOptions options;
    options.rounds = 200;
    for (const char* id : {"meta:source", "meta:region", "meta:year"}) {
        auto dimension = assessDimension(table(id), options, out.limits);
        if (!dimension)
            qFatal("%s", dimension.error().text().c_str());
        out.dimensions.push_back(std::move(*dimension));
    }
    fairness::GroupTable whole = table("");
    for (auto& row : whole.rows)
        row.group = 0;
    whole.groups = {"all"};
    whole.tallies.resize(1);
    auto overall = assessOverall(whole, options);
    if (!overall)
        qFatal("%s", overall.error().text().c_str());
    out.overall = std::move(*overall);
    concludeAudit(out);
    return out;
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Studio studio(argc, argv);
    AuditWindow bench(studio.theme(), 6);
    bench.keep(test::sampleAudit(2), "small");
    bench.keep(audit(), "large");
    bench.window->resize(1280, 800);
    AuditPage* page = bench.openAudits();
    if (!page || !AuditWindow::shows(page, "large"))
        return 1;
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
        page->choose(QStringLiteral("small"));
        if (!AuditWindow::shows(page, "small"))
            return 1;
        Studio::settle(300); // the list of all audits is read too
        const double begin = seconds();
        page->choose(QStringLiteral("large"));
        while (!page->audit() || page->audit()->audit.name != "large")
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        bench.window->grab();
        times.push_back(seconds() - begin);
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"name\": \"fairness.panel\", \"value\": %.4f}\n", times[times.size() / 2]);
    return 0;
}
