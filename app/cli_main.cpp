// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_suite.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/base/nearest.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <QGuiApplication>
#include <string_view>

using namespace evenspan;

namespace {

// The verb that the user was typing when something went wrong, and every word that would have fit.
void collectWords(
    const CLI::App* app, std::vector<std::string>& words, const CLI::App** innermost) {
    *innermost = app;
    words.clear();
    for (const auto* option : app->get_options())
        for (const auto& name : option->get_lnames())
            words.push_back("--" + name);
    for (const auto* verb :
        app->get_subcommands([](const CLI::App* known) { return !known->get_group().empty(); }))
        words.push_back(verb->get_name());
    for (const auto* verb : app->get_subcommands())
        collectWords(verb, words, innermost);
}

int usageError(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    std::vector<std::string> words;
    const CLI::App* verb = &app;
    collectWords(&app, words, &verb);
    std::fprintf(stderr, "error: %s\n", error.what());
    for (int i = 1; i < argc; ++i) {
        std::string word(argv[i]);
        word = word.substr(0, word.find('='));
        if (std::find(words.begin(), words.end(), word) != words.end() || word.empty())
            continue;
        const auto near = nearestWord(word, words);
        if (!near.empty() && (word.front() == '-') == (near.front() == '-'))
            std::fprintf(
                stderr, "remedy: did you mean '%s' instead of '%s'?\n", near.c_str(), word.c_str());
    }
    std::fprintf(stderr, "see: evenspan-cli %s--help\n",
        verb == &app ? "" : (verb->get_name() + " ").c_str());
    return cli::Usage;
}

} // namespace

int main(int argc, char** argv) {
    const cli::Interrupts interrupts;
    // Downloads use Qt's network classes, which want an application object; reports measure their
    // letters, which wants one that knows fonts. Neither needs a display.
    const std::string_view verb = argc > 1 ? argv[1] : "";
    std::unique_ptr<QCoreApplication> application;
    if (verb == "audit" || verb == "report" || verb == "demo") {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationVersion(QStringLiteral(EVENSPAN_VERSION));

    CLI::App app("Evenspan: named entities, labelled, learnt and checked on your own machine",
        "evenspan-cli");
    app.set_version_flag("--version", EVENSPAN_VERSION);
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help of every verb");
    cli::Session session{findPlaces(), interrupts.token(), {}};
    cli::addDoctor(app, session);
    cli::addProjectVerbs(app, session);
    cli::addModelVerbs(app, session);
    cli::addIoVerbs(app, session);
    cli::addSplitVerb(app, session);
    cli::addRulesVerb(app, session);
    cli::addTrainVerb(app, session);
    cli::addQueueVerb(app, session);
    cli::addWorkerVerb(app, session);
    cli::addSearchVerb(app, session);
    cli::addKFoldVerb(app, session);
    cli::addLabelErrorsVerb(app, session);
    cli::addCalibrateVerb(app, session);
    cli::addEvaluateVerb(app, session);
    cli::addInspectVerb(app, session);
    cli::addTestCasesVerb(app, session);
    cli::addOrderVerb(app, session);
    cli::addSimulateVerb(app, session);
    addPredictVerb(app, session);
    cli::addCompareVerb(app, session);
    cli::addVerifyVerb(app, session);
    cli::addAuditVerb(app, session);
    cli::addSuiteVerb(app, session);
    cli::addSensitiveVerb(app, session);
    cli::addReportVerb(app, session);
    cli::addDemoVerb(app, session);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0)
            return app.exit(error);
        return usageError(app, error, argc, argv);
    }
    return session.run ? session.run() : int{cli::Usage};
}
