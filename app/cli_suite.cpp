// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_suite.h"
#include "app/cli_project_file.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/audit/run_audit.h"
#include "core/app/audit/suite_tables.h"
#include "core/base/files.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using namespace fairness;
using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, path, name, like, templates, out;
    Suite facts; // what the command line says of it
    bool add = false, names = false, strict = false, json = false;
};

const char* remarkText(const std::string& code) {
    static const std::map<std::string, const char*> texts{{"too_few", "too few names"},
        {"word_like", "names that are ordinary words, too"},
        {"frequency", "frequencies unlike those of all"},
        {"no_frequency", "names without a frequency"}, {"length", "lengths unlike those of all"},
        {"duplicate", "names that stand twice"}, {"several_groups", "names in several groups"},
        {"one_character", "names of one character"},
        {"script", "names in another script than stated"}};
    const auto found = texts.find(code);
    return found == texts.end() ? code.c_str() : found->second;
}

using Remarks = std::vector<AuditSuite::Remark>;

Result<Remarks> remarksOn(
    store::Reader& reader, const Suite& suite, bool strict, const std::stop_token& stop) {
    auto words = projectWords(reader, stop);
    if (!words)
        return words.error();
    return lintSuite(suite, *words, strict ? 100 : 20);
}

Json toJson(const Remarks& remarks) {
    Json out = Json::array();
    for (const auto& each : remarks)
        out.push_back({{"code", each.code}, {"group", each.group}, {"count", each.count}});
    return out;
}

void print(const Remarks& remarks) {
    for (const auto& each : remarks)
        std::printf("  %-24s %6llu  %s\n", each.group.empty() ? "(all)" : each.group.c_str(),
            static_cast<unsigned long long>(each.count), remarkText(each.code));
}

std::map<std::string, std::uint64_t> groupsOf(const Suite& suite) {
    std::map<std::string, std::uint64_t> out;
    for (const auto& name : suite.names)
        ++out[name.group];
    return out;
}

// The suite that a file and the flags make, upon one of the project or one to copy from.
Result<Suite> made(
    const Arguments& arguments, store::Reader& reader, const std::filesystem::path& shipped) {
    auto text = readFile(arguments.path, 64U << 20);
    if (!text)
        return text.error();
    Suite suite;
    const std::filesystem::path path = arguments.path;
    if (path.extension() == ".json") {
        auto read = suiteFromJson(*text);
        if (!read)
            return read.error();
        suite = std::move(*read);
        if (!arguments.name.empty())
            suite.name = arguments.name;
    } else {
        auto names = namesFromCsv(*text);
        if (!names)
            return names.error();
        const std::string name = arguments.name.empty() ? path.stem().string() : arguments.name;
        auto own = reader.setting("suite:" + name);
        if (!own)
            return own.error();
        const bool there = *own && !(*own)->empty();
        if (there || !arguments.like.empty()) {
            auto base = openSuite(reader, shipped, arguments.like.empty() ? name : arguments.like);
            if (!base)
                return base.error();
            suite = std::move(*base);
            if (!there) // another list: what was said of the first does not hold for it
                suite.source = suite.licence = suite.date = suite.rule = {};
        }
        suite.name = name;
        if (!arguments.add)
            suite.names.clear();
        suite.names.insert(suite.names.end(), names->begin(), names->end());
    }
    const Suite& said = arguments.facts;
    for (const auto& [own, wish] :
        {std::pair(&suite.label, &said.label), std::pair(&suite.language, &said.language),
            std::pair(&suite.source, &said.source), std::pair(&suite.licence, &said.licence),
            std::pair(&suite.date, &said.date), std::pair(&suite.rule, &said.rule)})
        if (!wish->empty())
            *own = *wish;
    if (!arguments.templates.empty()) {
        auto lines = readFile(arguments.templates, 16U << 20);
        if (!lines)
            return lines.error();
        suite.templates = templatesFromLines(*lines);
    }
    if (suite.templates.empty() || suite.label.empty())
        return Error{ErrorCode::InvalidArgument,
            "A suite needs sentences with a slot, and the label of the slot", suite.name,
            "Give --templates FILE (a sentence with {name} a line) and --label LABEL, or --like "
            "SUITE."};
    return suite;
}

int importSuite(const Arguments& arguments, const Session& session) {
    auto project = openProject(arguments.file, true);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    auto suite = made(arguments, **reader, session.places.suites);
    if (!suite)
        return report(suite.error());
    if (auto saved = saveSuite(**project, *suite); !saved)
        return report(saved.error());
    auto remarks = remarksOn(**reader, *suite, arguments.strict, session.stop);
    if (!remarks)
        return report(remarks.error());
    const auto groups = groupsOf(*suite);
    if (arguments.json) {
        printJson({{"name", suite->name}, {"names", suite->names.size()}, {"groups", groups},
            {"templates", suite->templates.size()}, {"remarks", toJson(*remarks)}});
        return Done;
    }
    std::printf("%s: %zu names in %zu groups, %zu sentences\n", suite->name.c_str(),
        suite->names.size(), groups.size(), suite->templates.size());
    print(*remarks);
    return Done;
}

int list(const Arguments& arguments, const Session& session) {
    auto project = openProject(arguments.file, false);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto suites = listSuites(**reader, session.places.suites);
    if (!suites)
        return report(suites.error());
    Json out = Json::array();
    if (!arguments.json)
        std::printf("%-24s %-8s %-8s %7s %7s %9s  %s\n", "suite", "label", "language", "names",
            "groups", "sentences", "of");
    for (const auto& each : *suites) {
        out.push_back({{"name", each.name}, {"label", each.label}, {"language", each.language},
            {"names", each.names}, {"groups", each.groups}, {"templates", each.templates},
            {"own", each.own}});
        if (!arguments.json)
            std::printf("%-24s %-8s %-8s %7llu %7llu %9llu  %s\n", each.name.c_str(),
                each.label.c_str(), each.language.c_str(),
                static_cast<unsigned long long>(each.names),
                static_cast<unsigned long long>(each.groups),
                static_cast<unsigned long long>(each.templates),
                each.own ? "the project" : "Evenspan");
    }
    if (arguments.json)
        printJson(out);
    return Done;
}

// What is done with one suite that there is.
enum class With { Show, Lint, Export };
int withSuite(const Arguments& arguments, const Session& session, With what) {
    auto project = openProject(arguments.file, false);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto suite = openSuite(**reader, session.places.suites, arguments.name);
    if (!suite)
        return report(suite.error());
    if (what == With::Export) {
        const bool whole = std::filesystem::path(arguments.out).extension() == ".json";
        if (auto written =
                writeFileAtomic(arguments.out, whole ? suiteToJson(*suite) : namesToCsv(*suite));
            !written)
            return report(written.error());
        std::fprintf(stderr, "written: %s\n", arguments.out.c_str());
        return Done;
    }
    if (what == With::Lint) {
        const auto remarks = remarksOn(**reader, *suite, arguments.strict, session.stop);
        if (!remarks)
            return report(remarks.error());
        if (arguments.json)
            printJson(toJson(*remarks));
        else if (remarks->empty())
            std::printf("nothing to remark\n");
        else
            print(*remarks);
        return Done;
    }
    if (arguments.json) {
        std::fputs(suiteToJson(*suite).c_str(), stdout);
        return Done;
    }
    for (const auto& [key, value] :
        {std::pair("label", &suite->label), std::pair("language", &suite->language),
            std::pair("source", &suite->source), std::pair("licence", &suite->licence),
            std::pair("date", &suite->date), std::pair("chosen by", &suite->rule)})
        std::printf("%-10s %s\n", key, value->c_str());
    for (const auto& [group, count] : groupsOf(*suite))
        std::printf("  %-24s %6llu names\n", group.c_str(), static_cast<unsigned long long>(count));
    for (const auto& each : suite->templates)
        std::printf("  %-8s %s\n", each.id.c_str(), each.text.c_str());
    for (const auto& each : suite->names)
        if (arguments.names)
            std::printf("  %-24s %s\n", each.group.c_str(), each.text.c_str());
    return Done;
}

int removeOne(const Arguments& arguments) {
    auto project = openProject(arguments.file, true);
    if (!project)
        return report(project.error());
    if (auto removed = removeSuite(**project, arguments.name); !removed)
        return report(removed.error());
    return Done;
}

} // namespace

void addSuiteVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "suite", "Sentences with a slot and names by group, with which audits compare names");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    const auto add = [&](const char* name, const char* help, std::function<int()> run) {
        auto* command = verb->add_subcommand(name, help);
        command->add_flag("--json", arguments->json, "Print one JSON document");
        command->callback([&session, run = std::move(run)] { session.run = run; });
        return command;
    };
    const auto one = [&](CLI::App* command) {
        command->add_option("NAME", arguments->name, "Name of the suite")->required();
        return command;
    };
    add("list", "Suites of the project and those that are shipped",
        [arguments, &session] { return list(*arguments, session); });

    auto* reading = add("import",
        "Read names from CSV (name, group, frequency, position, script, unit) or a whole suite "
        "(.json); one of the project with this name gets the new names",
        [arguments, &session] { return importSuite(*arguments, session); });
    reading->add_option("PATH", arguments->path, "The file to read")->required();
    reading->add_option("--name", arguments->name, "Name of the suite; else the file's");
    reading->add_option("--like", arguments->like, "Take sentences and label of this suite")
        ->type_name("SUITE");
    reading->add_option(
        "--templates", arguments->templates, "A text file, one sentence with {name} a line");
    reading->add_option("--label", arguments->facts.label, "Label of the slot");
    reading->add_option("--language", arguments->facts.language, "Of the sentences: en, zh");
    reading->add_option("--source", arguments->facts.source, "Where the names come from");
    reading->add_option("--licence", arguments->facts.licence, "Under which they may be used");
    reading->add_option("--date", arguments->facts.date, "When they were taken");
    reading->add_option("--rule", arguments->facts.rule, "How they were chosen");
    reading->add_flag("--add", arguments->add, "Keep the names that are there");
    reading->add_flag("--strict", arguments->strict, "Remark groups under 100 names, not 20");

    one(add("show", "What a suite holds", [arguments, &session] {
        return withSuite(*arguments, session, With::Show);
    }))->add_flag("--names", arguments->names, "Every name, too");
    one(add("lint", "What to know of a list before its gaps are believed", [arguments, &session] {
        return withSuite(*arguments, session, With::Lint);
    }))->add_flag("--strict", arguments->strict, "Remark groups under 100 names, not 20");
    one(add("export", "Write the names as CSV, or the whole suite (.json)",
            [arguments, &session] { return withSuite(*arguments, session, With::Export); }))
        ->add_option("--out", arguments->out, "The file to write; replaced where it exists")
        ->required();
    one(add("remove", "Remove a suite of the project; shipped ones stay",
        [arguments] { return removeOne(*arguments); }));
}

} // namespace evenspan::cli
