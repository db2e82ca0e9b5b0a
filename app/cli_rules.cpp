// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_project_file.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/rules/rule_search.h"
#include "core/base/nearest.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file;
    std::vector<std::string> paths, names;
    std::string label, split, query, out;
    bool matchCase = false, partOfWord = false;
    bool dryRun = false, all = false, json = false, hasSplit = false;
};

using ProjectPtr = std::unique_ptr<store::Project>;

void printLines(const char* what, const std::vector<std::string>& lines) {
    for (const std::string& line : lines)
        std::fprintf(stderr, "%s: %s\n", what, line.c_str());
}

long long wide(std::int64_t number) {
    return number;
}

// Ids of the rules called so, or what is near to a name that none has.
Result<std::vector<std::int64_t>> named(
    const std::vector<RuleSummary>& rules, const std::vector<std::string>& names) {
    std::vector<std::int64_t> out;
    std::vector<std::string> known;
    for (const RuleSummary& rule : rules)
        known.push_back(rule.head.name);
    for (const std::string& name : names) {
        const auto found = std::find(known.begin(), known.end(), name);
        if (found == known.end()) {
            const std::string near = nearestWord(name, known);
            return Error{ErrorCode::NotFound, "There is no rule of this name", name,
                near.empty() ? "See them with: evenspan-cli rules FILE list"
                             : "Did you mean '" + near + "'?"};
        }
        out.push_back(rules[std::size_t(found - known.begin())].head.id);
    }
    return out;
}

int listRulesOf(const Arguments& arguments, const std::stop_token& stop) {
    auto project = openProject(arguments.file, false);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto rules = listRules(**reader, arguments.all, stop);
    if (!rules)
        return report(rules.error());
    if (arguments.json) {
        Json out = Json::array();
        for (const RuleSummary& rule : *rules)
            out.push_back(toJson(rule));
        printJson(out);
        return Done;
    }
    std::printf("%-32s %-10s %-9s %9s %8s %8s %8s  %s\n", "rule", "label", "kind", "entries",
        "accepted", "rejected", "open", "precision (95 %)");
    for (const RuleSummary& rule : *rules) {
        std::string precision = "-";
        if (rule.precision) {
            char text[64];
            std::snprintf(text, sizeof text, "%.0f %% (%.0f to %.0f)",
                100 * rule.precision->estimate, 100 * rule.precision->low,
                100 * rule.precision->high);
            precision = text;
        }
        std::printf("%-32s %-10s %-9s %9lld %8lld %8lld %8lld  %s%s\n", rule.head.name.c_str(),
            rule.head.label.c_str(), rule.head.kind.c_str(), wide(rule.head.entries),
            wide(rule.tally.accepted), wide(rule.tally.rejected), wide(rule.tally.open),
            precision.c_str(),
            rule.head.archived      ? "  archived"
                : rule.head.enabled ? ""
                                    : "  off");
    }
    return Done;
}

int importFiles(const Arguments& arguments, const std::stop_token& stop) {
    auto project = openProject(arguments.file, !arguments.dryRun);
    if (!project)
        return report(project.error());
    std::vector<rules::FileRule> all;
    Json files = Json::array();
    for (const std::string& path : arguments.paths) {
        rules::RuleFileOptions options;
        options.label = arguments.label;
        options.matchCase = arguments.matchCase;
        options.wholeWord = !arguments.partOfWord;
        Progress progress("reading");
        auto file = readRuleFile(path, options, stop,
            [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
        if (!file)
            return report(file.error());
        Json part{{"path", path}};
        part.update(toJson(file->report));
        files.push_back(std::move(part));
        if (!arguments.json) {
            printLines("lost", file->report.lost);
            printLines("warning", file->report.warnings);
            std::printf("%s: %llu entries in %zu rules, %llu of them twice, %llu lines not used\n",
                path.c_str(), static_cast<unsigned long long>(file->report.entries),
                file->rules.size(), static_cast<unsigned long long>(file->report.duplicates),
                static_cast<unsigned long long>(file->report.lostLines));
        }
        std::move(file->rules.begin(), file->rules.end(), std::back_inserter(all));
    }
    RuleImportOutcome outcome;
    if (!arguments.dryRun) {
        const auto added = addRules(*(*project)->writer(),
            "Import " + std::to_string(all.size()) + (all.size() == 1 ? " rule" : " rules"), all);
        if (!added)
            return report(added.error());
        outcome = *added;
    }
    if (arguments.json)
        printJson({{"files", files}, {"rules", all.size()}, {"added", outcome.added},
            {"updated", outcome.updated}, {"same", outcome.same}});
    else if (!arguments.dryRun)
        std::printf("%lld rules added, %lld updated, %lld as before\n", wide(outcome.added),
            wide(outcome.updated), wide(outcome.same));
    return Done;
}

int exportAll(const Arguments& arguments, const std::stop_token& stop) {
    auto project = openProject(arguments.file, false);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto count = exportRules(**reader, arguments.out, stop);
    if (!count)
        return report(count.error());
    if (arguments.json)
        printJson({{"path", arguments.out}, {"rules", *count}});
    else
        std::printf("wrote %lld rules to %s\n", wide(*count), arguments.out.c_str());
    return Done;
}

Result<RuleSearchRequest> requestFor(const Arguments& arguments, store::Reader& reader) {
    const auto rules = listRules(reader);
    if (!rules)
        return rules.error();
    const auto ids = named(*rules, arguments.names);
    if (!ids)
        return ids.error();
    RuleSearchRequest request;
    auto loaded = loadRules(reader, *ids);
    if (!loaded)
        return loaded.error();
    if (loaded->empty())
        return Error{ErrorCode::Empty, "No rule of the project is switched on", arguments.file,
            "Add rules first: evenspan-cli rules FILE import PATH"};
    request.rules = std::move(*loaded);
    if (arguments.hasSplit)
        request.filter.split = arguments.split;
    if (!arguments.query.empty()) {
        auto query = store::parseQuery(arguments.query);
        if (!query)
            return query.error();
        request.filter.query = std::move(*query);
    }
    return request;
}

int applyRules(const Arguments& arguments, const std::stop_token& stop) {
    auto project = openProject(arguments.file, !arguments.dryRun);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto request = requestFor(arguments, **reader);
    if (!request)
        return report(request.error());
    const auto found = [&] {
        Progress progress("looking");
        return findByRules(**reader, *request, stop,
            [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
    }();
    if (!found)
        return report(found.error());
    store::SuggestionOutcome outcome;
    if (!arguments.dryRun && !found->places.empty()) {
        Progress progress("suggesting");
        const auto made = suggestByRules(*(*project)->writer(), *found, stop,
            [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
        if (!made)
            return report(made.error());
        outcome = *made;
    }
    bool problems = false;
    for (const RuleCount& count : found->counts)
        if (count.problem) {
            problems = true;
            report(*count.problem);
        }
    if (arguments.json) {
        Json out = toJson(*found);
        out["added"] = outcome.added;
        out["dry_run"] = arguments.dryRun;
        printJson(out);
        return problems ? BadInput : Done;
    }
    std::printf(
        "%-32s %-10s %9s %9s %9s %9s\n", "rule", "label", "found", "new", "present", "rejected");
    for (const RuleCount& count : found->counts) {
        std::printf("%-32s %-10s %9lld %9lld %9lld %9lld\n", count.name.c_str(),
            count.label.c_str(), wide(count.found), wide(count.fresh), wide(count.present),
            wide(count.rejected));
        for (const Place& place : count.examples)
            if (arguments.dryRun)
                std::printf("    %s: %u-%u %s\n", place.name.c_str(), place.range.begin,
                    place.range.end, place.hit.c_str());
    }
    if (arguments.dryRun)
        std::printf("would suggest %zu places in %lld documents\n", found->places.size(),
            wide(found->documents));
    else
        std::printf("suggested %lld places in %lld documents\n", wide(outcome.added),
            wide(found->documents));
    return problems ? BadInput : Done;
}

// `enabled` and `archived` as they shall be; unset: as they are.
int switchRules(const Arguments& arguments, std::optional<bool> enabled, bool archived) {
    auto project = openProject(arguments.file, true);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    const auto rules = listRules(**reader);
    if (!rules)
        return report(rules.error());
    const auto ids = named(*rules, arguments.names);
    if (!ids)
        return report(ids.error());
    store::Writer& writer = *(*project)->writer();
    const char* verb = archived ? "Archive " : *enabled ? "Switch on " : "Switch off ";
    const auto done =
        writer.group(verb + std::to_string(ids->size()) + " rules", [&]() -> Result<void> {
            for (const std::int64_t id : *ids) {
                const auto rule = std::find_if(rules->begin(), rules->end(),
                    [id](const RuleSummary& summary) { return summary.head.id == id; });
                if (auto changed = store::Annotations(writer).switchRule(
                        id, enabled.value_or(rule->head.enabled), archived);
                    !changed)
                    return changed;
            }
            return {};
        });
    if (!done)
        return report(done.error());
    if (arguments.json)
        printJson({{"rules", arguments.names}});
    return Done;
}

} // namespace

void addRulesVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "rules", "Lists of names, regular expressions and token patterns that suggest labels");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    const auto add = [&](const char* name, const char* help, std::function<int()> run) {
        auto* command = verb->add_subcommand(name, help);
        command->add_flag("--json", arguments->json, "Print one JSON document");
        command->callback([&session, run = std::move(run)] { session.run = run; });
        return command;
    };
    add("list", "Every rule with its suggestions: accepted, rejected, open, precision",
        [arguments, &session] { return listRulesOf(*arguments, session.stop); })
        ->add_flag("--all", arguments->all, "Archived ones, too");

    auto* reading = add("import", "Read rules: CSV, TSV, one phrase a line, Prodigy patterns, own",
        [arguments, &session] { return importFiles(*arguments, session.stop); });
    reading->add_option("PATH", arguments->paths, "Files to read")->required();
    reading->add_option("--label", arguments->label, "Label of phrases without one");
    reading->add_flag("--match-case", arguments->matchCase, "Phrases of tables in this case alone");
    reading->add_flag("--part-of-word", arguments->partOfWord, "Phrases inside words, too");
    reading->add_flag("--dry-run", arguments->dryRun, "Say what would be read; change nothing");

    add("export", "Write all rules into a file that import reads",
        [arguments, &session] { return exportAll(*arguments, session.stop); })
        ->add_option("--out", arguments->out, "The file to write; replaced where it exists")
        ->required();

    auto* applying = add("apply",
        "Suggest what the rules find, as one undo step. Status 3 where a rule could not be used; "
        "the others are applied all the same",
        [arguments, &session] { return applyRules(*arguments, session.stop); });
    applying->add_option("--rule", arguments->names, "Only this one; may be given several times")
        ->allow_extra_args(false);
    auto* split =
        applying->add_option("--split", arguments->split, "Documents of this split alone");
    applying->add_option(
        "--query", arguments->query, "Documents that match, such as 'state:unseen acme'");
    applying->add_flag("--dry-run", arguments->dryRun, "Count and show examples; change nothing");
    applying->callback([arguments, split, &session] {
        arguments->hasSplit = split->count() > 0;
        session.run = [arguments, &session] { return applyRules(*arguments, session.stop); };
    });

    const auto naming = [&](const char* name, const char* help, std::optional<bool> enabled,
                            bool archived) {
        add(name, help,
            [arguments, enabled, archived] { return switchRules(*arguments, enabled, archived); })
            ->add_option("NAME", arguments->names, "Names of rules")
            ->required();
    };
    naming("remove", "Archive rules; their suggestions and what was decided stay", {}, true);
    naming("on", "Switch rules on", true, false);
    naming("off", "Switch rules off", false, false);
}

} // namespace evenspan::cli
