// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/project/import_documents.h"
#include "core/app/project/make_splits.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

struct Arguments {
    std::string file, by = "ratio", from;
    std::vector<std::string> parts;
    SplitRequest request;
    bool hasFrom = false, dryRun = false, json = false;
};

Result<SplitPart> partFrom(const std::string& written) {
    const auto equals = written.rfind('=');
    SplitPart part;
    if (equals != std::string::npos) {
        part.name = written.substr(0, equals);
        char* end = nullptr;
        part.share = std::strtod(written.c_str() + equals + 1, &end);
        if (equals > 0 && equals + 1 < written.size() && *end == '\0')
            return part;
    }
    return Error{ErrorCode::InvalidArgument, "A part reads NAME=SHARE", written,
        "Write for example --part train=0.8 --part test=0.2."};
}

Result<SplitPlan> split(Arguments& arguments, const std::stop_token& stop) {
    auto project = arguments.dryRun ? store::Project::openReadOnly(arguments.file)
                                    : store::Project::open(arguments.file);
    if (!project)
        return project.error();
    auto reader = (*project)->reader();
    if (!reader)
        return reader.error();
    Progress progress("reading");
    auto plan = planSplits(**reader, arguments.request, stop,
        [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
    if (!plan || arguments.dryRun)
        return plan;
    (*project)->writer()->setActor("evenspan-cli");
    if (auto done = applySplits(*(*project)->writer(), *plan, "Make splits"); !done)
        return done.error();
    return plan;
}

int run(Arguments& arguments, const std::stop_token& stop) {
    auto& request = arguments.request;
    const auto by = splitByFromName(arguments.by);
    if (!by)
        return report({ErrorCode::InvalidArgument, "There is no such way to split", arguments.by,
            "Ways: ratio, document, group, time."});
    request.by = *by;
    if (arguments.hasFrom)
        request.from = arguments.from;
    if (!arguments.parts.empty())
        request.parts.clear();
    for (const auto& written : arguments.parts) {
        auto part = partFrom(written);
        if (!part)
            return report(part.error());
        request.parts.push_back(std::move(*part));
    }
    auto plan = split(arguments, stop);
    if (!plan)
        return report(plan.error());
    if (arguments.json) {
        printJson(toJson(*plan));
        return Done;
    }
    for (const auto& part : plan->parts)
        std::printf("%s: %zu documents, %lld sentences, %lld spans\n", part.part.name.c_str(),
            part.documents.size(), static_cast<long long>(part.sentences),
            static_cast<long long>(part.spans));
    std::printf("%.2f %% of the spans would have to move for a perfect mix of labels%s\n",
        100 * plan->skew, arguments.dryRun ? "; nothing was changed" : "");
    if (plan->left > 0)
        std::fprintf(stderr, "warning: %lld documents without a time keep their split\n",
            static_cast<long long>(plan->left));
    if (plan->alone > 0)
        std::fprintf(stderr, "warning: %lld documents without the key were dealt each for itself\n",
            static_cast<long long>(plan->alone));
    for (const auto& line : repeatLines(plan->repeats))
        std::fprintf(stderr, "repeated: %s\n", line.c_str());
    return Done;
}

} // namespace

void addSplitVerb(CLI::App& app, Session& session) {
    auto arguments = std::make_shared<Arguments>();
    auto* verb = app.add_subcommand("split", "Deal documents into splits, as one undo step");
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--part", arguments->parts,
            "NAME=SHARE, once for each part (train=0.8, validation=0.1, test=0.1)")
        ->allow_extra_args(false);
    verb->add_option("--by", arguments->by,
        "ratio (default): each document for itself; document: NAME:1, NAME:2, … together; group: "
        "one value of --key together; time: the oldest by --key first");
    verb->add_option("--key", arguments->request.key, "Metadata that group or time stand in");
    verb->add_flag("--stratify", arguments->request.stratify,
        "Share out the entities of each label too (Sechidis et al. 2011)");
    verb->add_flag("--together", arguments->request.together,
        "Documents of one text, but for letter case and blanks, stay together");
    verb->add_option("--seed", arguments->request.seed, "42 by default");
    auto* from = verb->add_option("--from", arguments->from, "Documents of this split alone");
    verb->add_flag("--dry-run", arguments->dryRun, "Say what would come of it; change nothing");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments, from] {
        arguments->hasFrom = from->count() > 0;
        session.run = [arguments, &session] { return run(*arguments, session.stop); };
    });
}

} // namespace evenspan::cli
