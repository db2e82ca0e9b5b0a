// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/audit/mitigate.h"
#include "core/app/runs/out_of_fold.h"
#include "core/app/train/kfold.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, model, recipe, name;
    std::vector<std::string> settings, where;
    KFoldSpec spec;
    bool resume = false, json = false;
};

class Printer : public KFoldWatcher {
public:
    void on(const engine::TrainEvent& event) override { m_lines.on(event); }
    void changed(const KFold& kfold, std::size_t fold) override {
        m_lines.endLine();
        const auto& one = kfold.folds[fold];
        if (one.done)
            std::fprintf(stderr, "fold %zu of %zu: F1 %.2f on its %zu documents\n", fold + 1,
                kfold.folds.size(), 100 * one.f1, one.documents.size());
        else
            std::fprintf(stderr, "fold %zu of %zu: leaves %zu documents out\n", fold + 1,
                kfold.folds.size(), one.documents.size());
    }
    void tagged(std::size_t, std::size_t) override { }
    void end() { m_lines.endLine(); }

private:
    TrainPrinter m_lines{nullptr};
};

Result<KFoldSpec> readSpec(const Arguments& arguments) {
    auto spec = arguments.spec;
    spec.name = arguments.name.empty() ? "kfold" : arguments.name;
    auto recipe = readRecipe(spec.recipe, arguments.recipe, arguments.settings, arguments.model);
    if (!recipe)
        return recipe.error();
    spec.recipe = std::move(*recipe);
    auto where = readWhere(arguments.where);
    if (!where)
        return where.error();
    spec.where = *where;
    return spec;
}

int runKFold(const Session& session, const Arguments& arguments) {
    auto spec = readSpec(arguments);
    if (!spec)
        return report(spec.error());
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    if (!arguments.resume)
        if (auto kept = prepareRecipe(**project, session.places.suites, spec->recipe); !kept)
            return report(kept.error());
    const auto library = makeModelLibrary(session.places);
    CrossTraining training(**project, library, session.places.engine);
    Printer printer;
    auto kfold = arguments.resume ? training.resume(arguments.name, printer, session.stop)
                                  : training.start(*spec, printer, session.stop);
    printer.end();
    if (!kfold)
        return report(kfold.error());
    // Read back, so that what is reported is what others will find.
    auto kept = OutOfFold::open(**project, kfold->spec.name, session.stop);
    if (!kept)
        return report(kept.error());
    std::size_t tokens = 0;
    for (const auto document : kept->documents())
        tokens += kept->of(document)->tokens;
    if (arguments.json) {
        Json out = Json::parse(kfoldToJson(*kfold));
        out["tags"] = kept->tags();
        out["documents"] = kept->documents().size();
        out["tokens"] = tokens;
        printJson(out);
    } else {
        std::printf("%s: probabilities of %zu tokens in %zu documents, by runs that never saw "
                    "them\n",
            kfold->spec.name.c_str(), tokens, kept->documents().size());
    }
    return Done;
}

} // namespace

void addKFoldVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "kfold", "Train a run for each fold and keep what it says of the documents it never saw");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--folds", arguments->spec.folds, "Parts of the documents (else 5)");
    verb->add_option("--seed", arguments->spec.seed, "How documents are dealt (else 0)");
    verb->add_option("--model", arguments->model, "A name of `models list`, or a folder");
    verb->add_option("--recipe", arguments->recipe, "A JSON file with keys of the recipe");
    verb->add_option("--set", arguments->settings, "key=value of the recipe, any number")
        ->type_name("KEY=VALUE");
    verb->add_option("--where", arguments->where, "Only documents with this metadata")
        ->type_name("KEY=VALUE");
    verb->add_option("--name", arguments->name, "Name of the cross-training (else kfold)");
    verb->add_flag("--resume", arguments->resume,
        "Go on with a stopped or killed one (the newest, or --name)");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return runKFold(session, *arguments); };
    });
}

} // namespace evenspan::cli
