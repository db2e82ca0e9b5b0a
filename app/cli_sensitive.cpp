// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_project_file.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/audit/sensitive_attributes.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, key, purpose;
    bool json = false;
};

std::string timeText(std::int64_t milliseconds) {
    const std::time_t seconds = milliseconds / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &parts);
    return text;
}

int list(const Arguments& arguments) {
    auto project = openProject(arguments.file, false);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto all = sensitiveAttributes(**reader);
    if (!all)
        return report(all.error());
    Json out = Json::array();
    if (!arguments.json && all->empty())
        std::printf("no attribute is called sensitive\n");
    for (const auto& each : *all) {
        const char* state = sensitiveStateName(each.state);
        out.push_back(
            {{"key", each.key}, {"state", state}, {"purpose", each.purpose}, {"time", each.time}});
        if (!arguments.json)
            std::printf("%-24s %-8s %s  %s\n", each.key.c_str(), state, timeText(each.time).c_str(),
                each.purpose.c_str());
    }
    if (arguments.json)
        printJson(out);
    return Done;
}

int log(const Arguments& arguments) {
    auto project = openProject(arguments.file, false);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto lines = sensitiveLog(**reader);
    if (!lines)
        return report(lines.error());
    Json out = Json::array();
    if (!arguments.json && lines->empty())
        std::printf("nothing was looked at\n");
    for (const auto& line : *lines) {
        out.push_back({{"time", line.time}, {"key", line.key}, {"what", line.what},
            {"purpose", line.purpose}, {"audit", line.audit}});
        if (!arguments.json)
            std::printf("%s  %-8s %-24s %-20s %s\n", timeText(line.time).c_str(), line.what.c_str(),
                line.key.c_str(), line.audit.empty() ? "-" : line.audit.c_str(),
                line.purpose.c_str());
    }
    if (arguments.json)
        printJson(out);
    return Done;
}

int allow(const Arguments& arguments) {
    auto project = openProject(arguments.file, true);
    if (!project)
        return report(project.error());
    if (auto done = allowSensitive(**project, arguments.key, arguments.purpose); !done)
        return report(done.error());
    return Done;
}

int mark(const Arguments& arguments) {
    auto project = openProject(arguments.file, true);
    if (!project)
        return report(project.error());
    if (auto done = markSensitive(**project, arguments.key); !done)
        return report(done.error());
    return Done;
}

int remove(const Arguments& arguments, const Session& session) {
    auto project = openProject(arguments.file, true);
    if (!project)
        return report(project.error());
    const auto done = deleteSensitive(**project, arguments.key, session.stop);
    if (!done)
        return report(done.error());
    if (arguments.json)
        printJson({{"documents", done->documents}, {"spans", done->spans}, {"audits", done->audits},
            {"history", done->events}, {"backups", done->backups}, {"complete", !done->rest}});
    else
        std::printf("deleted from %llu documents, %llu spans, %llu audits, %llu steps of the "
                    "history and %llu backups\n",
            static_cast<unsigned long long>(done->documents),
            static_cast<unsigned long long>(done->spans),
            static_cast<unsigned long long>(done->audits),
            static_cast<unsigned long long>(done->events),
            static_cast<unsigned long long>(done->backups));
    if (done->rest) {
        std::fprintf(stderr, "the values are out, but traces of them may be left in a file:\n");
        return report(*done->rest);
    }
    std::fprintf(stderr,
        "note: reports, exports, archives and copies that were made before keep the values, as may "
        "a model that learnt from them and the disk's own snapshots\n");
    return Done;
}

} // namespace

void addSensitiveVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("sensitive",
        "Attributes that say something sensitive of people: marked, allowed for a purpose, logged, "
        "deleted");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    const auto add = [&](const char* name, const char* help, std::function<int()> run) {
        auto* command = verb->add_subcommand(name, help);
        command->callback([&session, run = std::move(run)] { session.run = run; });
        return command;
    };
    const auto json = [&](CLI::App* command) {
        command->add_flag("--json", arguments->json, "Print one JSON document");
        return command;
    };
    const auto one = [&](CLI::App* command) {
        command
            ->add_option(
                "KEY", arguments->key, "A column of the documents, or attribute:NAME of spans")
            ->required();
        return command;
    };
    json(add("list", "Which there are, with state and purpose",
        [arguments] { return list(*arguments); }));
    json(add("log", "When each was looked at, what for, by which audit",
        [arguments] { return log(*arguments); }));
    one(add("mark", "Refuse audits by it until it is allowed; ends a permission",
        [arguments] { return mark(*arguments); }));
    one(add("allow", "Let audits look at it for a purpose",
            [arguments] { return allow(*arguments); }))
        ->add_option("--purpose", arguments->purpose, "What for; kept in the log")
        ->required();
    json(one(add("delete",
        "Take its values from documents, history and backups for good, and its figures from kept "
        "audits",
        [arguments, &session] { return remove(*arguments, session); })));
}

} // namespace evenspan::cli
