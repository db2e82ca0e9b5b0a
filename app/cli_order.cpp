// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect/learning_order.h"
#include "core/app/runs/run_row.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostShown = 20;

struct Arguments {
    std::string file, run, measure = "mnlp";
    LearningOptions options;
    bool json = false;
};

int order(const Session& session, const Arguments& arguments) {
    auto project = store::Project::openBest(arguments.file);
    if (!project)
        return report(project.error());
    Progress progress("asking the run");
    auto found = makeLearningOrder(**project, session.places.engine, arguments.run,
        *learningMeasureOf(arguments.measure), arguments.options, session.stop,
        [&](std::size_t done, std::size_t total) { progress.update(done, total); });
    if (!found)
        return report(found.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    if (auto* writer = (*project)->writer()) {
        auto row = findRunRow(**reader, arguments.run);
        if (!row)
            return report(row.error());
        if (auto kept = keepLearningOrder(*writer, row->id, *found); !kept)
            return report(kept.error());
    } else {
        std::fprintf(stderr, "warning: the project is open elsewhere: the order is not kept\n");
    }
    std::vector<DocumentId> ids;
    for (const auto& pick : found->picks)
        ids.push_back(DocumentId(pick.document));
    if (!arguments.json)
        ids.resize(std::min(ids.size(), kMostShown));
    auto rows = (*reader)->rows(ids, session.stop);
    if (!rows)
        return report(rows.error());
    if (arguments.json) {
        Json list = Json::array();
        for (std::size_t i = 0; i < rows->size(); ++i)
            list.push_back({{"document", (*rows)[i].name}, {"id", (*rows)[i].id.value},
                {"value", found->picks[i].value}, {"random", found->picks[i].random},
                {"near_duplicate", found->picks[i].heldBack}});
        printJson({{"run", found->run}, {"measure", arguments.measure}, {"order", list}});
        return Done;
    }
    for (std::size_t i = 0; i < rows->size(); ++i)
        std::printf("%8.4f  %-6s  %s\n", found->picks[i].value,
            found->picks[i].random ? "random" : "", (*rows)[i].name.c_str());
    std::printf("%zu documents; in the window: sort:learning\n", found->picks.size());
    return Done;
}

} // namespace

void addOrderVerb(CLI::App& app, Session& session) {
    auto* verb =
        app.add_subcommand("order", "In which order the documents without labels teach a run most");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->run, "Name of the run that is asked")->required();
    verb->add_option("--measure", arguments->measure, "mnlp, entropy, margin or bald (else mnlp)")
        ->check(CLI::IsMember({"mnlp", "entropy", "margin", "bald"}));
    verb->add_option("--random", arguments->options.randomShare,
            "Share of the documents that is drawn, not chosen (else 0.15)")
        ->check(CLI::Range(0.0, 0.5));
    verb->add_option("--near-duplicate", arguments->options.nearDuplicate,
            "From this likeness on a text waits behind the others (else 0.7)")
        ->check(CLI::Range(0.01, 1.0));
    verb->add_option("--seed", arguments->options.seed, "Which documents are drawn (else 0)");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return order(session, *arguments); };
    });
}

} // namespace evenspan::cli
