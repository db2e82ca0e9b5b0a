// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/import_documents.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

struct ImportArguments {
    std::string file;
    std::vector<std::string> paths;
    std::vector<std::string> labels; // "OLD=NEW"
    ImportRequest request;
    bool dryRun = false;
    bool json = false;
};

void printLines(const char* what, const std::vector<std::string>& lines) {
    for (const auto& line : lines)
        std::fprintf(stderr, "%s: %s\n", what, line.c_str());
}

// A project that is missing is asked for, not made: a slip in its name would make a second one.
Error withRemedy(Error error, const std::string& file) {
    if (error.code == ErrorCode::NotFound)
        error.remedy = "Make it first: evenspan-cli project create " + file;
    return error;
}

Result<ImportSummary> import(const ImportArguments& arguments, const std::stop_token& stop) {
    Progress progress(arguments.dryRun ? "reading" : "importing");
    const auto update = [&](std::uint64_t, double share) {
        progress.update(static_cast<std::uint64_t>(share * 1e6), 1000000);
    };
    if (arguments.dryRun) {
        auto project = store::Project::openReadOnly(arguments.file);
        if (!project)
            return withRemedy(project.error(), arguments.file);
        return previewImport(arguments.request, stop, update);
    }
    auto project = store::Project::open(arguments.file);
    if (!project)
        return withRemedy(project.error(), arguments.file);
    (*project)->writer()->setActor("evenspan-cli");
    return importDocuments(*(*project)->writer(), arguments.request, stop, update);
}

int runImport(ImportArguments& arguments, const std::stop_token& stop) {
    arguments.request.paths.assign(arguments.paths.begin(), arguments.paths.end());
    for (const auto& rule : arguments.labels) {
        const auto equals = rule.find('=');
        if (equals == 0 || equals == std::string::npos)
            return report({ErrorCode::InvalidArgument, "A label rule reads OLD=NEW", rule,
                "Write for example --label PERSON=PER; nothing after '=' leaves the label out."});
        arguments.request.mapping[rule.substr(0, equals)] = rule.substr(equals + 1);
    }
    auto summary = import(arguments, stop);
    if (!summary)
        return report(summary.error());
    if (arguments.json) {
        printJson(toJson(*summary));
        return Done;
    }
    printLines("repaired", summary->repaired);
    printLines("lost", summary->lost);
    printLines("warning", summary->warnings);
    std::printf("%s %llu documents, %llu sentences, %llu tokens, %llu spans (%s%s%s)\n",
        arguments.dryRun ? "would import" : "imported",
        static_cast<unsigned long long>(summary->documents),
        static_cast<unsigned long long>(summary->sentences),
        static_cast<unsigned long long>(summary->tokens),
        static_cast<unsigned long long>(summary->spans), summary->format.c_str(),
        summary->scheme.empty() ? "" : ", ", summary->scheme.c_str());
    return Done;
}

} // namespace

void addIoVerbs(CLI::App& app, Session& session) {
    auto arguments = std::make_shared<ImportArguments>();
    auto* verb = app.add_subcommand("import", "Read documents into a project, as one undo step");
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("PATH", arguments->paths, "Files or folders to read")->required();
    verb->add_option("--format", arguments->request.format, "auto (default), conll or text");
    verb->add_option("--split", arguments->request.split,
        "Split of every document; else as the files or their names say");
    verb->add_option("--unit", arguments->request.unit,
        "What becomes a document of a plain text: file (default), line or paragraph");
    verb->add_option("--label", arguments->labels,
            "Take label OLD as NEW (OLD=NEW); may be given "
            "several times")
        ->allow_extra_args(false);
    verb->add_flag("--dry-run", arguments->dryRun, "Say what would be imported; change nothing");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [arguments, &session] { return runImport(*arguments, session.stop); };
    });
}

} // namespace evenspan::cli
