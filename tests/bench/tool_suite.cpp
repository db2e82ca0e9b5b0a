// SPDX-License-Identifier: GPL-3.0-or-later
// tool_suite PROJECT RUN ENGINE SUITE LABEL: fills every template of a shipped suite with every
// name, asks the run of each sentence on the CPU, and prints how many there are, the seconds from
// the open model to the figures, and the recall.
#include "core/app/audit/audit_tables.h"
#include "core/base/files.h"

#include <chrono>
#include <cstdio>

using namespace evenspan;

namespace {

int fail(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text().c_str());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 6)
        return 2;
    auto project = store::Project::openBest(argv[1]);
    if (!project)
        return fail(project.error());
    auto text = readFile(argv[4]);
    if (!text)
        return fail(text.error());
    auto suite = fairness::suiteFromJson(*text);
    if (!suite)
        return fail(suite.error());
    suite->label = argv[5];
    ComputeWish wish;
    wish.device = "cpu";
    auto run = openRun(**project, argv[2], argv[3], wish);
    if (!run)
        return fail(run.error());
    const auto begin = std::chrono::steady_clock::now();
    const auto found = runSuite(*run, *suite, true, {}, {}, [](std::size_t, std::size_t) {});
    if (!found)
        return fail(found.error());
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    double right = 0, all = 0;
    for (const auto& group : found->table.tallies) {
        right += group.right;
        all += static_cast<double>(group.outcomes.size());
    }
    std::printf("{\"seconds\": %.3f, \"sentences\": %llu, \"groups\": %zu, \"recall\": %.6f}\n",
        seconds, static_cast<unsigned long long>(found->facts.sentences),
        found->table.groups.size(), right / all);
    return 0;
}
