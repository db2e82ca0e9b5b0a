// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/project/project_archive.h"
#include "core/store/project.h"
#include "core/store/reader.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ProjectArguments {
    std::string file;
    std::string archive;
    bool json = false;
};

Json toJson(const store::Counts& counts) {
    return {{"documents", counts.documents}, {"sentences", counts.sentences},
        {"tokens", counts.tokens}, {"spans", counts.spans}};
}

Json toJson(const store::ProjectInfo& info) {
    Json out = toJson(info.total);
    out["labels"] = info.labels;
    out["splits"] = Json::object();
    for (const auto& [name, counts] : info.splits)
        out["splits"][name] = toJson(counts);
    out["states"] = info.states;
    out["runs"] = info.runs;
    out["trashed"] = info.trashed;
    return out;
}

void print(const store::ProjectInfo& info) {
    auto line = [](const char* name, const store::Counts& c) {
        std::printf("%-14s %9lld documents %9lld sentences %10lld tokens %9lld spans\n", name,
            static_cast<long long>(c.documents), static_cast<long long>(c.sentences),
            static_cast<long long>(c.tokens), static_cast<long long>(c.spans));
    };
    line("all", info.total);
    for (const auto& [name, counts] : info.splits)
        line(name.empty() ? "(no split)" : name.c_str(), counts);
    for (const auto& [label, count] : info.labels)
        std::printf("%-14s %9lld spans\n", label.c_str(), static_cast<long long>(count));
    for (const auto& run : info.runs)
        std::printf("run            %s\n", run.c_str());
}

int create(const ProjectArguments& arguments) {
    auto project = store::Project::create(arguments.file);
    if (!project)
        return report(project.error());
    if (arguments.json)
        printJson({{"path", arguments.file}, {"schema", (*project)->schemaVersion()}});
    else
        std::printf("created %s\n", arguments.file.c_str());
    return Done;
}

int info(const ProjectArguments& arguments, const std::stop_token& stop) {
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    auto facts = (*reader)->info(stop);
    if (!facts)
        return report(facts.error());
    if (arguments.json)
        printJson(toJson(*facts));
    else
        print(*facts);
    return Done;
}

int check(const ProjectArguments& arguments, const std::stop_token& stop) {
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    auto result = (*project)->check(true, stop);
    if (!result)
        return report(result.error());
    if (arguments.json)
        printJson({{"ok", result->ok}, {"problems", result->problems}, {"notes", result->notes}});
    for (const auto& problem : result->problems)
        std::fprintf(stderr, "problem: %s\n", problem.c_str());
    for (const auto& note : result->notes)
        std::fprintf(stderr, "note: %s\n", note.c_str());
    if (!arguments.json && result->ok)
        std::printf("%s is sound\n", arguments.file.c_str());
    return result->ok ? Done : BadInput;
}

int sayArchive(const Result<ArchiveSummary>& summary, bool json) {
    if (!summary)
        return report(summary.error());
    for (const auto& name : summary->missing)
        std::fprintf(stderr, "warning: a file of a run was not there: %s\n", name.c_str());
    if (json)
        printJson({{"path", summary->path.string()}, {"files", summary->files},
            {"bytes", summary->bytes}, {"missing", summary->missing}});
    else
        std::printf("made %s from %llu files\n", summary->path.c_str(),
            static_cast<unsigned long long>(summary->files));
    return Done;
}

int archive(const ProjectArguments& arguments, const std::stop_token& stop) {
    auto project = store::Project::open(arguments.file);
    if (!project)
        return report(project.error());
    Progress progress("archiving");
    return sayArchive(
        writeArchive(**project, arguments.archive, stop,
            [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); }),
        arguments.json);
}

int restore(const ProjectArguments& arguments, const std::stop_token& stop) {
    Progress progress("restoring");
    return sayArchive(
        restoreArchive(arguments.archive, arguments.file, stop,
            [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); }),
        arguments.json);
}

} // namespace

void addProjectVerbs(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("project", "Make a project, or say what is in one");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<ProjectArguments>();
    auto add = [&](const char* name, const char* help, std::function<int()> run) {
        auto* command = verb->add_subcommand(name, help);
        command->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
        command->add_flag("--json", arguments->json, "Print one JSON document");
        command->callback([&session, run = std::move(run)] { session.run = run; });
        return command;
    };
    add("create", "Make an empty project", [arguments] { return create(*arguments); });
    add("info", "Counts by label, split and state",
        [arguments, &session] { return info(*arguments, session.stop); });
    add("check", "Check the file's integrity and Evenspan's own rules",
        [arguments, &session] { return check(*arguments, session.stop); });
    add("archive", "Write the whole project into one zip file that loses nothing",
        [arguments, &session] { return archive(*arguments, session.stop); })
        ->add_option("--out", arguments->archive, "The zip file to write; replaced where it exists")
        ->required();
    add("restore", "Make the project FILE from such a zip file",
        [arguments, &session] { return restore(*arguments, session.stop); })
        ->add_option("--from", arguments->archive, "The zip file")
        ->required();
}

} // namespace evenspan::cli
