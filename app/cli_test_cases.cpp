// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect/behaviour_tests.h"
#include "core/app/runs/run_row.h"
#include "core/base/files.h"
#include "core/base/nearest.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostShown = 20; // failed checks on a terminal

struct Arguments {
    std::string file, name, kind = "minimum", text, other, expect, path, run, only;
    std::vector<std::string> changes;
    double least = 0;
    bool json = false, replace = false, keep = true;
};

using Tests = std::vector<BehaviourTest>;

struct Open {
    std::unique_ptr<store::Project> project;
    std::shared_ptr<store::Reader> reader;
    Tests tests;
};

Result<Open> open(const Arguments& arguments, bool writing) {
    auto project =
        writing ? store::Project::open(arguments.file) : store::Project::openBest(arguments.file);
    if (!project)
        return project.error();
    Open out;
    out.project = std::move(*project);
    auto reader = out.project->reader();
    if (!reader)
        return reader.error();
    out.reader = *reader;
    auto tests = keptBehaviourTests(*out.reader);
    if (!tests)
        return tests.error();
    out.tests = std::move(*tests);
    return out;
}

Result<const BehaviourTest*> named(const Tests& tests, const std::string& name) {
    const auto found = std::find_if(
        tests.begin(), tests.end(), [&](const BehaviourTest& test) { return test.name == name; });
    if (found != tests.end())
        return &*found;
    std::vector<std::string> names;
    for (const auto& test : tests)
        names.push_back(test.name);
    const auto near = nearestWord(name, names);
    return Error{ErrorCode::NotFound, "The project has no such test", name,
        near.empty() ? "See: evenspan-cli test-cases list" : "Did you mean " + near + "?"};
}

int list(const Arguments& arguments) {
    auto all = open(arguments, false);
    if (!all)
        return report(all.error());
    if (arguments.json) {
        printJson(Json::parse(behaviourTestsToJson(all->tests))["tests"]);
        return Done;
    }
    for (const auto& test : all->tests)
        std::printf("%-24s %-10s %s\n", test.name.c_str(), behaviourKindName(test.kind),
            writeMarked(test.text).c_str());
    std::printf("%zu tests\n", all->tests.size());
    return Done;
}

Result<BehaviourTest> testOf(const Arguments& arguments) {
    BehaviourTest test;
    test.name = arguments.name;
    test.kind = *behaviourKindOf(arguments.kind);
    auto text = parseMarked(arguments.text);
    if (!text)
        return text.error();
    test.text = std::move(*text);
    if (test.kind == BehaviourKind::Invariance)
        for (const auto& name : arguments.changes)
            test.changes.push_back(*textChangeOf(name));
    else if (!arguments.changes.empty())
        return Error{ErrorCode::InvalidArgument, "Only an invariance test has changes", "--change",
            "Add --kind invariance."};
    const bool direction = test.kind == BehaviourKind::Direction;
    if (direction != !arguments.other.empty() || direction != !arguments.expect.empty())
        return Error{ErrorCode::InvalidArgument,
            "A direction test, and no other, has a second text and what is expected of it",
            "--other, --expect", "Give --kind direction --other TEXT --expect surer."};
    auto other = parseMarked(arguments.other);
    if (!other)
        return other.error();
    test.other = std::move(*other);
    test.rises = arguments.expect == "surer";
    test.least = arguments.least;
    if (auto sound = checkBehaviourTest(test); !sound)
        return sound.error();
    return test;
}

int add(const Arguments& arguments) {
    auto test = testOf(arguments);
    if (!test)
        return report(test.error());
    auto all = open(arguments, true);
    if (!all)
        return report(all.error());
    if (named(all->tests, test->name))
        return report({ErrorCode::AlreadyExists, "The project has a test of this name", test->name,
            "Choose another --name, or remove that one."});
    all->tests.push_back(std::move(*test));
    if (auto kept = keepBehaviourTests(*all->project->writer(), all->tests); !kept)
        return report(kept.error());
    std::printf("%zu tests\n", all->tests.size());
    return Done;
}

int remove(const Arguments& arguments) {
    auto all = open(arguments, true);
    if (!all)
        return report(all.error());
    if (auto found = named(all->tests, arguments.name); !found)
        return report(found.error());
    std::erase_if(
        all->tests, [&](const BehaviourTest& test) { return test.name == arguments.name; });
    if (auto kept = keepBehaviourTests(*all->project->writer(), all->tests); !kept)
        return report(kept.error());
    std::printf("%zu tests\n", all->tests.size());
    return Done;
}

int importTests(const Arguments& arguments) {
    auto bytes = readFile(arguments.path, 64u << 20);
    if (!bytes)
        return report(bytes.error());
    auto tests = behaviourTestsFromJson(*bytes);
    if (!tests)
        return report(tests.error());
    auto all = open(arguments, true);
    if (!all)
        return report(all.error());
    if (arguments.replace)
        all->tests.clear();
    const std::size_t same = mergeBehaviourTests(all->tests, *tests);
    if (auto kept = keepBehaviourTests(*all->project->writer(), all->tests); !kept)
        return report(kept.error());
    if (arguments.json)
        printJson({{"read", tests->size()}, {"known", same}, {"tests", all->tests.size()}});
    else
        std::printf("%zu tests read, %zu of them known; the project has %zu\n", tests->size(), same,
            all->tests.size());
    return Done;
}

int exportTests(const Arguments& arguments) {
    auto all = open(arguments, false);
    if (!all)
        return report(all.error());
    if (auto written = writeFileAtomic(arguments.path, behaviourTestsToJson(all->tests)); !written)
        return report(written.error());
    std::fprintf(stderr, "%zu tests written\n", all->tests.size());
    return Done;
}

std::string spansText(const std::vector<MarkedSpan>& spans, const std::string& text) {
    MarkedText marked{text, spans};
    return writeMarked(marked);
}

void print(const BehaviourReport& report) {
    const auto line = [&](const char* name, const Proportion& rate, std::size_t tests) {
        std::printf("%-12s %5.1f %% pass (%.1f–%.1f), %zu tests\n", name, 100 * rate.estimate,
            100 * rate.low, 100 * rate.high, tests);
    };
    for (const auto kind :
        {BehaviourKind::Minimum, BehaviourKind::Invariance, BehaviourKind::Direction})
        if (report.tests(kind) > 0)
            line(behaviourKindName(kind), report.rate(kind), report.tests(kind));
    line("all", report.rate(), report.tests());
    std::size_t shown = 0;
    for (const auto& result : report.results) {
        if (result.checks.empty())
            std::printf("\n%s: nothing could be changed in its text\n", result.name.c_str());
        for (const auto& check : result.checks) {
            if (check.passed || ++shown > kMostShown)
                continue;
            std::printf("\n%s%s%s\n", result.name.c_str(), check.change ? ", " : "",
                check.change ? textChangeName(*check.change) : "");
            if (result.kind == BehaviourKind::Direction) {
                std::printf("  before %.3f, now %.3f\n", check.before, check.after);
                continue;
            }
            std::printf("  expected  %s\n", spansText(check.expected, check.text).c_str());
            std::printf("  found     %s\n", spansText(check.found, check.text).c_str());
        }
    }
    if (shown > kMostShown)
        std::printf("\n%zu more; see --json\n", shown - kMostShown);
}

int run(const Session& session, const Arguments& arguments) {
    auto all = open(arguments, false);
    if (!all)
        return report(all.error());
    if (!arguments.only.empty()) {
        auto one = named(all->tests, arguments.only);
        if (!one)
            return report(one.error());
        all->tests = Tests{**one};
    }
    Progress progress("tests");
    auto found = runBehaviourTests(*all->project, session.places.engine, arguments.run, all->tests,
        session.stop, [&](std::size_t done, std::size_t total) { progress.update(done, total); });
    if (!found)
        return report(found.error());
    // One test alone is a look; the whole is what the window shows.
    if (auto* writer = all->project->writer(); writer && arguments.only.empty()) {
        auto row = findRunRow(*all->reader, arguments.run);
        if (!row)
            return report(row.error());
        if (auto kept = keepBehaviourReport(*writer, row->id, *found); !kept)
            return report(kept.error());
    }
    if (arguments.json)
        printJson(behaviourReportToJson(*found));
    else
        print(*found);
    return Done;
}

} // namespace

void addTestCasesVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("test-cases",
        "Tests of behaviour: what every run must get right, and what must not matter");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    const auto below = [&](const char* name, const char* help, int (*call)(const Arguments&)) {
        auto* one = verb->add_subcommand(name, help);
        one->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
        if (call)
            one->callback([&session, arguments, call] {
                session.run = [arguments, call] { return call(*arguments); };
            });
        return one;
    };
    const auto json = [&](CLI::App* one) {
        one->add_flag("--json", arguments->json, "Print one JSON document");
    };
    json(below("list", "The tests of the project", list));
    auto* adding = below("add", "Add a test", add);
    adding->add_option("--name", arguments->name, "Name of the test")->required();
    adding
        ->add_option("--kind", arguments->kind,
            "minimum (exactly the marked spans are tagged), invariance (a change leaves the tags "
            "as they were) or direction (in another text the run is surer, or less sure)")
        ->check(CLI::IsMember({"minimum", "invariance", "direction"}));
    adding
        ->add_option("--text", arguments->text,
            "The text, its entities marked: \"[Ana Ruiz](PER) lives in [Oslo](LOC).\"")
        ->required();
    adding
        ->add_option("--change", arguments->changes,
            "Of invariance: lower, upper, typos, punctuation, swap, negated; any number")
        ->check(CLI::IsMember({"lower", "upper", "typos", "punctuation", "swap", "negated"}));
    adding->add_option("--other", arguments->other, "Of direction: the other text, marked");
    adding->add_option("--expect", arguments->expect, "Of direction: surer or \"less sure\"")
        ->check(CLI::IsMember({"surer", "less sure"}));
    adding->add_option("--least", arguments->least, "Of direction: by how much, 0 to 1 (else 0)")
        ->check(CLI::Range(0.0, 1.0));
    auto* removing = below("remove", "Remove a test", remove);
    removing->add_option("--name", arguments->name, "Name of the test")->required();
    auto* importing = below("import", "Add the tests of a JSON file", importTests);
    importing->add_option("PATH", arguments->path, "The JSON file")->required();
    importing->add_flag("--replace", arguments->replace, "In place of those there are");
    json(importing);
    auto* exporting = below("export", "Write the tests as JSON", exportTests);
    exporting->add_option("--out", arguments->path, "The JSON file")->required();
    auto* running = below("run", "Ask a run what the tests ask", nullptr);
    running->add_option("--run", arguments->run, "Name of the run")->required();
    running->add_option("--name", arguments->only, "Only this test; nothing is kept");
    json(running);
    running->callback([&session, arguments] {
        session.run = [&session, arguments] { return run(session, *arguments); };
    });
}

} // namespace evenspan::cli
