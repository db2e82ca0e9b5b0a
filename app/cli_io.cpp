// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/export_documents.h"
#include "core/app/import_documents.h"
#include "core/base/nearest.h"
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

struct ExportArguments {
    std::string file, out, split;
    std::string scheme = "IOB2";
    ExportRequest request;
    bool hasSplit = false;
    bool json = false;
};

Result<TagScheme> schemeNamed(const std::string& name) {
    if (const auto scheme = tagSchemeFromName(name))
        return *scheme;
    std::vector<std::string> names;
    std::string all;
    for (const auto scheme : kAllTagSchemes) {
        names.emplace_back(tagSchemeName(scheme));
        all += (all.empty() ? "" : ", ") + names.back();
    }
    const auto near = nearestWord(name, names);
    return Error{ErrorCode::InvalidArgument, "There is no tag scheme of this name", name,
        near.empty() ? "Schemes: " + all + "." : "Did you mean " + near + "?"};
}

int runExport(ExportArguments& arguments, const std::stop_token& stop) {
    auto& request = arguments.request;
    request.out = arguments.out;
    if (arguments.hasSplit)
        request.split = arguments.split;
    const auto scheme = schemeNamed(arguments.scheme);
    if (!scheme)
        return report(scheme.error());
    request.options.scheme = *scheme;
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(withRemedy(project.error(), arguments.file));
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    Result<ExportSummary> summary = [&] {
        Progress progress("exporting");
        return exportDocuments(**reader, request, stop,
            [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
    }();
    if (!summary)
        return report(summary.error());
    if (arguments.json) {
        printJson(toJson(*summary));
        return Done;
    }
    printLines("lost", summary->lost);
    printLines("warning", summary->warnings);
    std::printf("wrote %llu documents, %llu sentences, %llu tokens, %llu spans to %s%s\n",
        static_cast<unsigned long long>(summary->documents),
        static_cast<unsigned long long>(summary->sentences),
        static_cast<unsigned long long>(summary->tokens),
        static_cast<unsigned long long>(summary->spans), arguments.out.c_str(),
        summary->verified ? "; read back, the same" : "");
    return Done;
}

void addExport(CLI::App& app, Session& session) {
    auto arguments = std::make_shared<ExportArguments>();
    auto* verb = app.add_subcommand("export", "Write a project's documents into a file");
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--format", arguments->request.options.format, "conll or text")->required();
    verb->add_option("--out", arguments->out, "The file to write; replaced where it exists")
        ->required();
    auto* split = verb->add_option("--split", arguments->split, "Documents of this split alone");
    verb->add_option("--source", arguments->request.source,
        "gold (default): the project's labels; or a run: what it predicted");
    verb->add_option("--scheme", arguments->scheme,
        "Tags of conll: IO, IOB1, IOB2 (default), IOE2, IOBES, BILOU or BMES");
    verb->add_flag("--verify", arguments->request.verify, "Read the file back and compare");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments, split] {
        arguments->hasSplit = split->count() > 0;
        session.run = [arguments, &session] { return runExport(*arguments, session.stop); };
    });
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
    addExport(app, session);
}

} // namespace evenspan::cli
