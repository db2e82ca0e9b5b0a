// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_report.h"
#include "app/cli_score_support.h"
#include "app/cli_support.h"
#include "app/cli_train_support.h"
#include "app/cli_verbs.h"
#include "core/app/audit/compare_audits.h"
#include "core/app/audit/run_audit.h"
#include "core/base/files.h"
#include "core/report/audit_parts.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace evenspan::cli {

namespace {

using namespace fairness;

struct Arguments : ScoreArguments {
    AuditRequest request;
    std::vector<std::string> swapTypes, swapLists;
    std::string out;
    ReportFiles report;
};

// Why there is no figure, in the report's words.
std::string nothing(const std::string& reason) {
    return reason == "suppressed"   ? "not shown"
        : reason == "no_gold"       ? "n/a (nothing to find)"
        : reason == "no_prediction" ? "n/a (nothing tagged)"
        : reason == "nothing"       ? "n/a (nothing to find, nothing tagged)"
        : reason == "too_few"       ? "n/a (too few)"
        : reason == "no_attribute"  ? "n/a (wrong tags have no group)"
        : reason == "no_names"      ? "n/a (no names)"
                                    : "n/a";
}

std::string points(const AuditMeasure& measure, const char* format = "%6.1f") {
    if (!measure.value)
        return "   " + nothing(measure.reason);
    char text[80];
    std::snprintf(text, sizeof text, format, 100 * *measure.value);
    std::string out(text);
    if (measure.low && measure.high) {
        std::snprintf(
            text, sizeof text, " (%5.1f … %5.1f)", 100 * *measure.low, 100 * *measure.high);
        out += text;
    }
    return out;
}

std::string alone(const AuditMeasure& measure) {
    char text[40];
    std::snprintf(text, sizeof text, "%.1f", 100 * measure.value.value_or(0));
    return measure.value ? text : "n/a";
}
std::string chanceOf(const std::optional<double>& p) {
    char text[40];
    std::snprintf(text, sizeof text, "%.4f", p.value_or(0));
    return p ? text : "n/a";
}

std::string chance(const std::optional<double>& p) {
    char text[32] = "";
    if (p)
        std::snprintf(text, sizeof text, "%.4f", *p);
    return text;
}

const AuditGap* gapOf(const AuditDimension& dimension, const std::string& group) {
    for (const auto& gap : dimension.gaps)
        if (gap.group == group && gap.type.empty())
            return &gap;
    return nullptr;
}

const char* verdictText(const AuditGap& gap) {
    return gap.verdict == "gap"             ? "differs from the rest"
        : gap.verdict == "no_gap_of_margin" ? "no gap as large as the margin"
        : gap.verdict == "not_shown"        ? "no gap shown, none ruled out"
                                            : "too few to tell";
}

// What other names in the project's own text change, in points.
void printSwaps(const AuditDimension& dimension) {
    if (dimension.source != "swap")
        return;
    std::printf("  %-22s %-22s %7s %-26s %8s %8s %8s %8s\n", "from", "to", "pairs", "  net",
        "flips", "others", "change", "p");
    for (const auto& swap : dimension.swaps)
        std::printf("  %-22s %-22s %7llu %-26s %8s %8s %8s %8s\n",
            swap.from.empty() ? "(as written)" : swap.from.c_str(), swap.to.c_str(),
            static_cast<unsigned long long>(swap.pairs), points(swap.net, "%+6.1f").c_str(),
            alone(swap.flips).c_str(), alone(swap.collateral).c_str(), alone(swap.tokenGap).c_str(),
            chanceOf(swap.adjusted).c_str());
}

// "Documents by “country”: F1 of each group", "… of names associated with each group": figures of
// a list speak of names, never of people.
void printDimension(const AuditDimension& dimension, const std::string& name) {
    std::printf("\n%s (%s): %s of %s, 95 %% interval\n", name.c_str(), dimension.id.c_str(),
        dimension.headline == "f1" ? "F1" : dimension.headline.c_str(),
        putsNames(dimension.source) || dimension.source == "list"
            ? "names associated with each group"
            : dimension.unit == "document" ? "the documents of each group"
                                           : "the mentions of each group");
    std::printf("  %-24s %8s %-26s %-26s %8s %8s  %s\n", "group", "mentions", "  value",
        "  gap to the rest", "p", "can see", "verdict");
    for (const auto& group : dimension.groups) {
        const std::string name = group.unknown ? "(none)" : group.name;
        if (group.level == "suppressed") {
            std::printf("  %-24s %8s   too few to be shown\n", name.c_str(), "< least");
            continue;
        }
        const auto& cell = group.cells.front();
        std::printf("  %-24s %8llu %-26s", name.c_str(),
            static_cast<unsigned long long>(group.mentions.value_or(0)),
            points(dimension.headline == "f1" ? cell.f1 : cell.recall).c_str());
        const auto* gap = gapOf(dimension, group.name);
        if (gap && gap->adjusted)
            std::printf(" %-26s %8.4f %7.1f   %s", points(gap->difference, "%+6.1f").c_str(),
                *gap->adjusted, 100 * gap->detectable.value_or(0), verdictText(*gap));
        std::printf("\n");
    }
    if (dimension.moreGroups > 0)
        std::printf(
            "  and %llu smaller groups\n", static_cast<unsigned long long>(dimension.moreGroups));
    printSwaps(dimension);
}

std::string changeText(const AuditChangeLine& line) {
    if (line.verdict != "better" && line.verdict != "worse")
        return "no change shown";
    return line.kind == "gap"
        ? line.verdict == "better" ? "the gap is smaller" : "the gap is larger"
        : line.verdict;
}

void printChange(const AuditChange& change) {
    std::printf("\nbefore (%zu runs) and after (%zu runs), on %llu documents\n",
        change.before.size(), change.after.size(),
        static_cast<unsigned long long>(change.documents));
    for (const auto& difference : change.differences)
        std::printf("  %s\n", difference.c_str());
    if (change.namesLearnt > 0)
        std::printf("  %llu names that a run has learnt are left out\n",
            static_cast<unsigned long long>(change.namesLearnt));
    if (change.fewSeeds)
        std::printf("  under three runs on a side: how far seeds scatter is not known\n");
    std::printf("  %-24s %-20s %-8s %7s %7s  %-26s %8s %8s  %s\n", "", "group", "what", "before",
        "after", "change", "p", "swapped", "");
    for (const auto& line : change.lines)
        std::printf("  %-24s %-20s %-8s %7s %7s %-27s %8s %8s  %s\n", line.dimension.c_str(),
            line.group.c_str(), line.kind.c_str(), points(line.before).c_str(),
            points(line.after).c_str(), points(line.change, "%+6.1f").c_str(),
            chance(line.adjusted).c_str(), chance(line.swapP).c_str(), changeText(line).c_str());
}

// A suite of a file becomes one of the project, so that the audit can be repeated.
Result<std::string> keepSuite(store::Project& project, const std::string& path) {
    auto text = readFile(path, 64u << 20);
    if (!text)
        return text.error();
    auto suite = suiteFromJson(*text);
    if (!suite)
        return suite.error();
    if (auto kept = saveSuite(project, *suite); !kept)
        return kept.error();
    return suite->name;
}

int audit(const Session& session, Arguments& arguments) {
    auto where = readWhere(arguments.where);
    if (!where)
        return report(where.error());
    auto project = store::Project::openBest(arguments.file);
    if (!project)
        return report(project.error());
    AuditRequest& request = arguments.request;
    for (auto& suite : request.suites)
        if (suite.ends_with(".json")) {
            auto kept = keepSuite(**project, suite);
            if (!kept)
                return report(kept.error());
            suite = *kept;
        }
    const auto& lists = arguments.swapLists;
    if (arguments.swapTypes.empty() != lists.empty()
        || (lists.size() > 1 && lists.size() != arguments.swapTypes.size()))
        return report(Error{ErrorCode::InvalidArgument,
            "Types whose names are swapped and lists of names do not pair up",
            std::to_string(arguments.swapTypes.size()) + " --swaps, " + std::to_string(lists.size())
                + " --list",
            "Give one --list for all, or one for each --swaps."});
    for (std::size_t i = 0; i < arguments.swapTypes.size(); ++i)
        request.swaps.push_back({arguments.swapTypes[i], lists.size() > 1 ? lists[i] : lists[0]});
    request.run = arguments.run;
    request.split = arguments.split;
    request.where = *where;
    request.decoder = arguments.decoder;
    request.compute = arguments.compute;
    request.shipped = session.places.suites;
    request.version = EVENSPAN_VERSION;
    Progress scoring("scoring"), suites("suites"), swaps("swaps"), statistics("statistics");
    if (request.before.empty() != request.after.empty()
        || request.after.empty() == arguments.run.empty())
        return report({ErrorCode::InvalidArgument, "Which run is to be audited?", "audit",
            "Give --run, or both --compare and --with to audit runs before and after."});
    ReportFiles places = arguments.report;
    places.json = arguments.out == "-" ? "" : arguments.out;
    if (auto tried = tryReportPlaces(places); !tried)
        return report(tried.error());
    auto result = auditOrCompare(**project, session.places.engine, request, session.stop,
        [&](const AuditProgress& now, double) {
            const std::string_view phase = now.phase;
            (phase == "scoring"        ? scoring
                    : phase == "suite" ? suites
                    : phase == "swaps" ? swaps
                                       : statistics)
                .update(now.done, now.total);
        });
    if (!result)
        return report(result.error());
    if (!request.name.empty() && !(*project)->writer())
        std::fprintf(stderr, "warning: the project cannot be written to: the audit is not kept\n");
    const std::string json = auditToJson(*result);
    if (!arguments.out.empty() && arguments.out != "-")
        if (auto written = writeFileAtomic(arguments.out, json); !written)
            return report(written.error());
    if (auto written = writeReports(*result, arguments.report, session.stop); !written)
        return report(written.error());
    if (arguments.out == "-") {
        std::fputs(json.c_str(), stdout);
        return Done;
    }
    printAudit(*result);
    if (!arguments.out.empty())
        std::printf("\nwritten: %s\n", arguments.out.c_str());
    return Done;
}

} // namespace

void printAudit(const AuditResult& audit) {
    std::printf("run %s on split %s: %llu documents, %llu entities\n", audit.run.c_str(),
        audit.split.c_str(), static_cast<unsigned long long>(audit.documents),
        static_cast<unsigned long long>(audit.mentions));
    std::printf("  F1 of everything     %s\n", points(audit.headline.f1).c_str());
    if (audit.headline.worst.value)
        std::printf("  worst of %llu groups   %s  %s, %s\n",
            static_cast<unsigned long long>(audit.headline.assessable),
            points(audit.headline.worst).c_str(), audit.headline.worstDimension.c_str(),
            audit.headline.worstGroup.c_str());
    else
        std::printf("  worst group             no group is large enough to be assessed\n");
    if (const auto& gap = audit.headline.gap)
        std::printf("  largest gap          %s  %s, %s (adjusted p %.4f)\n",
            points(gap->difference, "%+6.1f").c_str(), audit.headline.gapDimension.c_str(),
            gap->group.c_str(), *gap->adjusted);
    else
        std::printf("  largest gap             none is shown; none smaller than what \"can see\" "
                    "says is ruled out\n");
    const auto names = report::dimensionNames(audit, "en");
    for (std::size_t d = 0; d < audit.dimensions.size(); ++d)
        printDimension(
            audit.dimensions[d], names ? (*names)[d].toStdString() : audit.dimensions[d].id);
    if (audit.change)
        printChange(*audit.change);
    const auto parts = report::auditParts(audit, "en");
    if (parts && !parts->limits.empty()) {
        std::printf("\nwhat limits this audit\n");
        for (const auto& limit : parts->limits)
            std::printf("  - %s\n", limit.toUtf8().constData());
    }
}

void addAuditVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("audit",
        "How a run serves groups of documents, of mentions and of names, with intervals and tests");
    auto arguments = std::make_shared<Arguments>();
    arguments->split = "test";
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->run, "Name of the run");
    verb->add_option("--compare", arguments->request.before,
            "Runs before a change, best three that differ by their seed; with --with, not --run")
        ->type_name("RUN");
    verb->add_option(
            "--with", arguments->request.after, "Runs after it, on the same documents and names")
        ->type_name("RUN");
    verb->add_option("--split", arguments->split, "Which documents; else test");
    verb->add_option("--suite", arguments->request.suites,
            "A suite of templates and names, of the project or shipped, or a file of one (.json), "
            "which "
            "the project then keeps; any number")
        ->type_name("NAME");
    verb->add_option("--groups", arguments->request.groups,
            "A metadata column, attribute:KEY, list:SUITE, or casing, length, position, script, "
            "seen, subwords, frequency, polysemy; two of them together as country+casing; any "
            "number")
        ->type_name("COLUMN");
    verb->add_option("--swaps", arguments->swapTypes,
            "A type, the names of whose entities in the split are replaced by those of --list, "
            "group "
            "by group; any number")
        ->type_name("TYPE");
    verb->add_option("--list", arguments->swapLists,
            "The suite whose names --swaps takes: one for all, or one for each")
        ->type_name("NAME");
    verb->add_option("--where", arguments->where, "Only documents with this metadata")
        ->type_name("KEY=VALUE");
    verb->add_option(
        "--purpose", arguments->request.purpose, "What the audit is for; kept with it");
    verb->add_flag("--sensitive", arguments->request.sensitive,
        "The groups of documents and attributes say something sensitive of people: allow them for "
        "the purpose, and log the look");
    verb->add_option("--name", arguments->request.name, "Keep the audit in the project")
        ->type_name("AUDIT");
    verb->add_option("--margin", arguments->request.margin, "A gap that would matter, as a share");
    verb->add_option("--seed", arguments->request.seed, "The same seed gives the same figures");
    verb->add_option("--rounds", arguments->request.rounds, "Bootstrap samples and relabellings");
    verb->add_option("--least", arguments->request.leastMentions,
        "Groups with fewer mentions are not shown (at least 11)");
    verb->add_option("--decoder", arguments->decoder, "viterbi or argmax (else the run's)")
        ->check(CLI::IsMember({"viterbi", "argmax"}));
    verb->add_option("--device", arguments->compute.device, "auto, cpu, cuda or cuda:N");
    verb->add_option("--precision", arguments->compute.precision, "auto, fp32, bf16 or fp16")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}));
    verb->add_option("--threads", arguments->compute.threads,
            "CPU threads; 0: as OMP_NUM_THREADS says, else all cores")
        ->check(CLI::Range(0, 1024));
    addReportOptions(*verb, arguments->report, false);
    verb->add_option("--json", arguments->out, "Write every figure; - is stdout")->type_name("OUT");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return audit(session, *arguments); };
    });
}

} // namespace evenspan::cli
