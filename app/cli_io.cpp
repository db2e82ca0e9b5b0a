// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_project_file.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/project/export_documents.h"
#include "core/app/project/import_documents.h"
#include "core/base/nearest.h"
#include "core/io/encoding.h"
#include "core/store/project.h"

#include <algorithm>
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
    std::vector<std::string> settings; // "KEY=VALUE"
    std::string offsets, scheme, merge;
    ImportRequest request;
    nlohmann::ordered_json first = nlohmann::ordered_json::array(); // documents of a dry run
    bool dryRun = false;
    bool json = false;
};

void printLines(const char* what, const std::vector<std::string>& lines) {
    for (const auto& line : lines)
        std::fprintf(stderr, "%s: %s\n", what, line.c_str());
}

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

// The first documents as they will look: a text's start and its spans, in code points.
void showFirst(const DocumentDraft& document, nlohmann::ordered_json& first) {
    constexpr std::size_t kShown = 5, kBytes = 400;
    if (first.size() >= kShown)
        return;
    auto size = std::min(document.text.size(), kBytes);
    while (size < document.text.size() && (document.text[size] & '\xC0') == '\x80')
        --size;
    auto spans = nlohmann::ordered_json::array();
    for (const auto& span : document.spans)
        spans.push_back({{"start", span.range.begin}, {"end", span.range.end},
            {"label", span.label}, {"accepted", span.state == SpanState::Accepted}});
    first.push_back({{"name", document.name}, {"split", document.split},
        {"state", documentStateName(document.state)}, {"text", document.text.substr(0, size)},
        {"spans", std::move(spans)}});
}

Result<std::map<std::string, std::string>> settingsFrom(const std::vector<std::string>& written) {
    std::map<std::string, std::string> settings;
    for (const auto& setting : written) {
        const auto equals = setting.find('=');
        if (equals == 0 || equals == std::string::npos)
            return Error{ErrorCode::InvalidArgument, "A setting reads KEY=VALUE", setting,
                "Write for example --set text=body."};
        settings[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
    return settings;
}

Result<ImportSummary> import(ImportArguments& arguments, const std::stop_token& stop) {
    Progress progress(arguments.dryRun ? "reading" : "importing");
    const auto update = [&](std::uint64_t, double share) {
        progress.update(static_cast<std::uint64_t>(share * 1e6), 1000000);
    };
    if (arguments.dryRun) {
        auto project = store::Project::openReadOnly(arguments.file);
        if (!project)
            return withRemedy(project.error(), arguments.file);
        auto reader = (*project)->reader();
        if (!reader)
            return reader.error();
        return previewImport(
            arguments.request, stop, update,
            [&](const DocumentDraft& document) { showFirst(document, arguments.first); },
            &**reader);
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
    auto settings = settingsFrom(arguments.settings);
    if (!settings)
        return report(settings.error());
    arguments.request.settings = std::move(*settings);
    if (!arguments.offsets.empty()) {
        arguments.request.offsets = io::offsetUnitFromName(arguments.offsets);
        if (!arguments.request.offsets)
            return report({ErrorCode::InvalidArgument, "There is no unit of offsets of this name",
                arguments.offsets, "Units: codepoint, utf16, utf8, grapheme."});
    }
    if (!arguments.scheme.empty()) {
        auto scheme = schemeNamed(arguments.scheme);
        if (!scheme)
            return report(scheme.error());
        arguments.request.scheme = *scheme;
    }
    if (!arguments.merge.empty()) {
        const auto rule = mergeRuleFromName(arguments.merge);
        if (!rule)
            return report({ErrorCode::InvalidArgument, "There is no merge rule of this name",
                arguments.merge, "Rules: add, skip, layer, replace."});
        arguments.request.merge = *rule;
    }
    if (!arguments.request.encoding.empty()) {
        auto encoding = io::encodingNamed(arguments.request.encoding);
        if (!encoding)
            return report(encoding.error());
        arguments.request.encoding = *encoding == "UTF-8" ? "" : *encoding;
    }
    auto summary = import(arguments, stop);
    if (!summary)
        return report(summary.error());
    if (arguments.json) {
        auto json = toJson(*summary);
        if (arguments.dryRun)
            json["first"] = arguments.first;
        printJson(json);
        return Done;
    }
    if (arguments.dryRun)
        for (const auto& finding : summary->found)
            std::fprintf(stderr, "%s: %s (%s)\n", finding.what.c_str(), finding.value.c_str(),
                finding.why.c_str());
    printLines("left out", summary->problems);
    printLines("repaired", summary->repaired);
    printLines("lost", summary->lost);
    printLines("warning", summary->warnings);
    printLines("repeated", repeatLines(summary->repeats));
    if (summary->rule != MergeRule::Add)
        std::fprintf(stderr, "of known documents %llu skipped, %llu layered, %llu replaced\n",
            static_cast<unsigned long long>(summary->merge.skipped),
            static_cast<unsigned long long>(summary->merge.layered),
            static_cast<unsigned long long>(summary->merge.replaced));
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
    std::string scheme = "IOB2", overlap = "as-format";
    std::vector<std::string> settings;
    ExportRequest request;
    bool hasSplit = false;
    bool json = false;
};

int runExport(ExportArguments& arguments, const std::stop_token& stop) {
    auto& request = arguments.request;
    request.out = arguments.out;
    if (arguments.hasSplit)
        request.split = arguments.split;
    const auto scheme = schemeNamed(arguments.scheme);
    if (!scheme)
        return report(scheme.error());
    request.options.scheme = *scheme;
    const auto overlap = overlapPolicyFromName(arguments.overlap);
    if (!overlap)
        return report({ErrorCode::InvalidArgument, "There is no such policy for overlapping spans",
            arguments.overlap, "Policies: as-format, longest, first, layers."});
    request.overlap = *overlap;
    if (arguments.out.empty() && !request.dryRun)
        return report({ErrorCode::InvalidArgument, "No place was named to write to", "--out",
            "Name it with --out, or only look with --dry-run."});
    auto settings = settingsFrom(arguments.settings);
    if (!settings)
        return report(settings.error());
    request.options.settings = std::move(*settings);
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(withRemedy(project.error(), arguments.file));
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    Result<ExportSummary> summary = [&] {
        Progress progress(request.dryRun ? "reading" : "exporting");
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
    std::string places;
    for (const auto& path : summary->paths)
        places += (places.empty() ? "" : ", ") + path.string();
    std::printf("%s %llu documents, %llu sentences, %llu tokens, %llu spans%s%s%s\n",
        summary->dryRun ? "would write" : "wrote",
        static_cast<unsigned long long>(summary->documents),
        static_cast<unsigned long long>(summary->sentences),
        static_cast<unsigned long long>(summary->tokens),
        static_cast<unsigned long long>(summary->spans), places.empty() ? "" : " to ",
        places.c_str(), summary->verified ? "; read back, the same" : "");
    return Done;
}

std::string formatList(const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i)
        all += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return all;
}

void addExport(CLI::App& app, Session& session) {
    auto arguments = std::make_shared<ExportArguments>();
    auto* verb = app.add_subcommand("export", "Write a project's documents into a file");
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option(
            "--format", arguments->request.options.format, formatList(io::exportFormatNames()))
        ->required();
    verb->add_option("--out", arguments->out,
        "The file to write, replaced where it exists; for brat a new folder");
    auto* split = verb->add_option("--split", arguments->split, "Documents of this split alone");
    verb->add_option("--source", arguments->request.source,
        "gold (default): the project's labels; a run: what it predicted; or annotator:NAME: what "
        "this annotator said");
    verb->add_option("--scheme", arguments->scheme,
        "Tags of conll and hf-json: IO, IOB1, IOB2 (default), IOE2, IOBES, BILOU or BMES");
    verb->add_option("--set", arguments->settings,
            "A setting of the format, KEY=VALUE; may be given several times (csv: delimiter=tab, "
            "formulas=escape; doccano: shape=relation; label-studio: shape=min, config=no)")
        ->allow_extra_args(false);
    verb->add_option("--filter", arguments->request.filter,
        "Documents that this filter finds alone, for example label:PER state:done");
    verb->add_option("--overlap", arguments->overlap,
        "Labels that overlap: as-format (default), longest, first, or layers (a file a layer)");
    verb->add_flag("--verify", arguments->request.verify, "Read the file back and compare");
    verb->add_flag("--dry-run", arguments->request.dryRun,
        "Say what would be written and what would be lost; write nothing");
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
    verb->add_option(
        "--format", arguments->request.format, "auto (default), " + formatList(io::formatNames()));
    verb->add_option("--split", arguments->request.split,
        "Split of every document; else as the files or their names say");
    verb->add_option("--unit", arguments->request.unit,
        "What becomes a document of a plain text: file (default), line or paragraph");
    verb->add_option("--label", arguments->labels,
            "Take label OLD as NEW (OLD=NEW); may be given "
            "several times")
        ->allow_extra_args(false);
    verb->add_option("--encoding", arguments->request.encoding,
        "UTF-8 (default), UTF-16LE, UTF-16BE, GB18030, Shift_JIS or windows-1252");
    verb->add_option("--offsets", arguments->offsets,
        "What the files count offsets in: codepoint, utf16, utf8 or grapheme; else found out");
    verb->add_option("--scheme", arguments->scheme, "Tag scheme of the files; else found out");
    verb->add_option("--set", arguments->settings,
            "A setting of the format, KEY=VALUE; may be given several times (text=KEY, label=KEY, "
            "of CoNLL the number of its column, "
            "names=O,B-PER,..., delimiter=tab, annotator=ID; label-studio: config=FILE.xml, else "
            "the "
            "FILE.label_config.xml or label_config.xml beside it)")
        ->allow_extra_args(false);
    verb->add_option("--merge", arguments->merge,
        "Documents that the project has, by id, else by text: add (default), skip, layer (their "
        "labels as another annotator's), or replace");
    verb->add_option("--annotator", arguments->request.annotator,
        "Whose labels a layer holds; else whom the file names, else the file's name");
    verb->add_flag("--skip-bad", arguments->request.skipBad,
        "Leave out what cannot be read, and list it, instead of stopping there");
    verb->add_flag("--dry-run", arguments->dryRun, "Say what would be imported; change nothing");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [arguments, &session] { return runImport(*arguments, session.stop); };
    });
    addExport(app, session);
}

} // namespace evenspan::cli
