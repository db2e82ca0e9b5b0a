// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/runs/compare_runs.h"
#include "core/app/train/verify_run.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

struct Arguments {
    std::string file, run, split;
    std::vector<std::string> runs;
    std::size_t rounds = 10'000;
    bool json = false;
};

constexpr std::size_t kShown = 24; // characters of a value in the table

std::string cut(const std::string& value) {
    if (value.empty())
        return "-";
    return value.size() <= kShown ? value : value.substr(0, kShown - 3) + "...";
}

void print(const Comparison& comparison) {
    std::printf(
        "%-24s %9s %9s %9s %15s %9s\n", "run", "precision", "recall", "F1", "interval", "seconds");
    for (const auto& run : comparison.runs)
        std::printf("%-24s %9.2f %9.2f %9.2f %7.1f-%-7.1f %9.0f\n", run.row.name.c_str(),
            100 * run.score.precision, 100 * run.score.recall, 100 * run.score.f1, 100 * run.f1.low,
            100 * run.f1.high, run.seconds);
    for (const auto& group : comparison.groups)
        if (group.runs.size() > 1)
            std::printf("%-24s mean F1 %.2f, sd %.2f over %zu seeds\n", group.name.c_str(),
                100 * group.f1.mean, 100 * group.f1.deviation, group.f1.count);
    bool any = false;
    for (const auto& setting : comparison.settings) {
        if (!setting.differs)
            continue;
        if (!any)
            std::printf("\nwhat differs\n");
        any = true;
        std::printf("%-24s", setting.key.c_str());
        for (const auto& value : setting.values)
            std::printf(" %-24s", cut(value).c_str());
        std::printf("\n");
    }
    if (!any)
        std::printf("\nnothing that was set differs\n");
    std::printf("\n");
    for (const auto& verdict : comparison.verdicts)
        std::printf("%s\n", verdictText(comparison, verdict).c_str());
    if (comparison.leftOut > 0)
        std::fprintf(stderr, "warning: %zu documents were scored by some of the runs only\n",
            comparison.leftOut);
}

int compare(const Session& session, const Arguments& arguments) {
    auto project = store::Project::openBest(arguments.file);
    if (!project)
        return report(project.error());
    Progress progress("scoring");
    CompareRequest request;
    request.runs = arguments.runs;
    request.split = arguments.split;
    request.rounds = arguments.rounds;
    auto comparison = compareRuns(**project, session.places.engine, request, session.stop,
        [&](double share, const std::string&) {
            progress.update(static_cast<std::uint64_t>(100 * share), 100);
        });
    if (!comparison)
        return report(comparison.error());
    if (arguments.json)
        printJson(comparisonToJson(*comparison));
    else
        print(*comparison);
    return Done;
}

void print(const Verification& verification) {
    if (verification.sameBits()) {
        std::printf("the same bits: %s\n", verification.after.c_str());
    } else {
        std::printf(
            "other bits: %s, was %s\n", verification.after.c_str(), verification.before.c_str());
    }
    for (const auto& doubt : verification.doubts)
        std::printf("the same bits are not promised: %s\n", doubtText(doubt).c_str());
    if (const auto& scores = verification.scores)
        std::printf("F1 on %s: %.2f, was %.2f; difference %+.1f, 95 %% interval %+.1f to %+.1f, on "
                    "%zu documents\n",
            scores->split.c_str(), 100 * scores->after, 100 * scores->before,
            100 * scores->test.difference.estimate, 100 * scores->test.difference.low,
            100 * scores->test.difference.high, scores->documents);
    else if (!verification.sameBits())
        std::printf("no split has decided documents to compare scores on\n");
}

int verify(const Session& session, const Arguments& arguments) {
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    Progress progress("training again");
    auto verification =
        verifyRun(**project, makeModelLibrary(session.places), session.places.engine,
            {arguments.run, arguments.split}, session.stop, [&](VerifyStage stage, double share) {
                if (stage == VerifyStage::Training)
                    progress.update(static_cast<std::uint64_t>(100 * share), 100);
            });
    if (!verification)
        return report(verification.error());
    if (arguments.json)
        printJson(verificationToJson(*verification));
    else
        print(*verification);
    return verification->promised() && !verification->sameBits() ? Failed : Done;
}

} // namespace

void addCompareVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("compare", "Tell whether one run is better than another");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("RUN", arguments->runs, "Names of runs, at least two")
        ->required()
        ->expected(2, 1000);
    verb->add_option("--split", arguments->split,
        "The split to compare on (else test where there is one, or validation)");
    verb->add_option("--rounds", arguments->rounds, "Draws of each test")
        ->check(CLI::Range(100, 10'000'000));
    verb->add_flag("--json", arguments->json, "As one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return compare(session, *arguments); };
    });
}

void addVerifyVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "verify", "Train a run again in a scratch folder and compare the weights");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->run, "Name of the run")->required();
    verb->add_option("--split", arguments->split, "The split to compare scores on");
    verb->add_flag("--json", arguments->json, "As one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return verify(session, *arguments); };
    });
}

} // namespace evenspan::cli
