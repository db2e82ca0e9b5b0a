// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/train/learning_simulation.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, model, recipe;
    std::vector<std::string> settings, orders;
    std::size_t seeds = 3;
    SimulationSpec spec;
    bool json = false;
};

std::string interval(const Json& row) {
    if (row["low"].is_null())
        return "";
    char text[48];
    std::snprintf(text, sizeof text, " (%.2f … %.2f)", 100 * row["low"].get<double>(),
        100 * row["high"].get<double>());
    return text;
}

void print(const Json& found) {
    for (const auto& [order, one] : found["orders"].items()) {
        std::printf("%s\n", order.c_str());
        for (const auto& row : one["curve"])
            std::printf("  %6zu documents  F1 %6.2f%s\n", row["documents"].get<std::size_t>(),
                100 * row["f1"].get<double>(), interval(row).c_str());
        if (one.contains("gain"))
            std::printf("  over random: %+.2f%s\n", 100 * one["gain"]["mean"].get<double>(),
                interval(one["gain"]).c_str());
    }
}

int simulate(const Session& session, const Arguments& arguments) {
    auto spec = arguments.spec;
    auto recipe = readRecipe(spec.recipe, arguments.recipe, arguments.settings, arguments.model);
    if (!recipe)
        return report(recipe.error());
    spec.recipe = std::move(*recipe);
    if (!arguments.orders.empty())
        spec.orders = arguments.orders;
    spec.seeds.clear();
    for (std::size_t seed = 1; seed <= arguments.seeds; ++seed)
        spec.seeds.push_back(seed);
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    const auto library = makeModelLibrary(session.places);
    auto points = simulateRuns(**project, library, session.places.engine, spec, session.stop,
        [](const SimulationPoint& point) {
            std::fprintf(stderr, "%s, seed %llu, %zu documents: F1 %.2f\n", point.order.c_str(),
                static_cast<unsigned long long>(point.seed), point.documents, 100 * point.f1);
        });
    if (!points)
        return report(points.error());
    const Json found = simulationToJson(spec, *points);
    if (arguments.json)
        printJson(found);
    else
        print(found);
    return Done;
}

} // namespace

void addSimulateVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("simulate",
        "Learning curves of orders of labelling, on documents that have their labels; a stopped "
        "simulation goes on when it is called again");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--order", arguments->orders,
            "random, mnlp, entropy, margin or bald; any number (else random and mnlp)")
        ->check(CLI::IsMember({"random", "mnlp", "entropy", "margin", "bald"}));
    verb->add_option("--seeds", arguments->seeds, "How often, each dealt anew (else 3)")
        ->check(CLI::Range(1, 100));
    verb->add_option("--first", arguments->spec.first, "Documents to begin with (else 10)");
    verb->add_option("--batch", arguments->spec.batch, "Documents a round (else 10)");
    verb->add_option("--rounds", arguments->spec.rounds, "Rounds after the first (else 5)");
    verb->add_option("--split", arguments->spec.split, "Scored on (else test)");
    verb->add_option("--name", arguments->spec.name, "Name of the simulation (else simulation)");
    verb->add_option("--model", arguments->model, "A name of `models list`, or a folder");
    verb->add_option("--recipe", arguments->recipe, "A JSON file with keys of the recipe");
    verb->add_option("--set", arguments->settings, "key=value of the recipe, any number")
        ->type_name("KEY=VALUE");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return simulate(session, *arguments); };
    });
}

} // namespace evenspan::cli
