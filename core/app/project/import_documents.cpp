// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/import_documents.h"

#include "core/app/project/label_looks.h"
#include "core/app/project/mapping_sink.h"
#include "core/store/label_rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

namespace evenspan {

namespace {

namespace fs = std::filesystem;

struct InputFile {
    fs::path path;
    std::uint64_t bytes = 0;
};

Error noSuchFile(const fs::path& path) {
    return {ErrorCode::NotFound, "There is no such file", path.string(), "Check the path."};
}

// Files under a folder, sorted by path; hidden files and folders are left out.
Result<std::vector<fs::path>> filesUnder(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    const auto hidden = [](const fs::path& path) {
        return path.filename().native().front() == '.';
    };
    for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        std::error_code unknown;
        if (hidden(at->path()) && at->is_directory(unknown))
            at.disable_recursion_pending();
        else if (!hidden(at->path()) && at->is_regular_file(unknown))
            files.push_back(at->path());
    }
    if (failed)
        return Error{ErrorCode::Io, "The folder could not be read: " + failed.message(),
            folder.string(), "Check its permissions."};
    std::sort(files.begin(), files.end());
    return files;
}

void leaveOut(ImportSummary& summary, const fs::path& file, const std::string& reason) {
    summary.warnings.push_back(file.string() + " was left out: " + reason);
}

// The files of a folder that are of one format. Labelled text goes before plain text.
Result<std::vector<fs::path>> pickFrom(const fs::path& folder, const ImportRequest& request,
    ImportSummary& summary, const std::stop_token& stop) {
    auto files = filesUnder(folder);
    if (!files)
        return files;
    if (request.format != "auto") {
        std::erase_if(
            *files, [&](const fs::path& file) { return io::isReadAlong(file, request.format); });
        return files;
    }
    std::map<std::string, std::vector<fs::path>> byFormat;
    for (const auto& file : *files) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped; nothing was imported", {}, {}};
        if (auto found = io::sniff(file, request.encoding); found && found->belongs)
            continue;
        else if (found)
            byFormat[found->format].push_back(file);
        else
            leaveOut(summary, file, found.error().what);
    }
    for (const auto& format : io::formatNames()) {
        const auto chosen = byFormat.find(format);
        if (chosen == byFormat.end())
            continue;
        for (const auto& [other, rest] : byFormat)
            for (const auto& file : rest)
                if (other != format)
                    leaveOut(summary, file,
                        "it is " + other + " in a folder of " + format + "; name it to import it");
        return chosen->second;
    }
    return Error{ErrorCode::Empty, "No file of this folder was recognised", folder.string(),
        "Name the files, or the format."};
}

Result<std::vector<InputFile>> findFiles(
    const ImportRequest& request, ImportSummary& summary, const std::stop_token& stop) {
    if (request.paths.empty())
        return Error{
            ErrorCode::InvalidArgument, "No file was named", {}, "Name at least one file."};
    std::error_code failed;
    // A missing file is said before anything is read.
    for (const auto& path : request.paths)
        if (!fs::exists(path, failed))
            return noSuchFile(path);
    std::vector<InputFile> files;
    const auto add = [&](const fs::path& path) {
        const auto size = fs::file_size(path, failed);
        files.push_back({path, failed ? 0 : size});
    };
    for (const auto& path : request.paths) {
        if (!fs::is_directory(path, failed)) {
            add(path);
            continue;
        }
        auto picked = pickFrom(path, request, summary, stop);
        if (!picked)
            return picked.error();
        for (const auto& file : *picked)
            add(file);
    }
    if (files.empty())
        return Error{ErrorCode::Empty, "The folder holds no files", request.paths.front().string(),
            "Name a folder with files in it."};
    return files;
}

LabelNames namesOf(const std::vector<store::LabelRow>& labels) {
    LabelNames names;
    for (const auto& label : labels)
        names.insert(label.name);
    return names;
}

// "a", then "a, b": every value once.
void join(std::string& all, const std::string& value) {
    if (value.empty() || (", " + all + ", ").find(", " + value + ", ") != std::string::npos)
        return;
    all += (all.empty() ? "" : ", ") + value;
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

Result<ImportSummary> readAll(const ImportRequest& request, const std::vector<InputFile>& files,
    const LabelNames& labels, ImportSummary summary, const std::stop_token& stop,
    const ImportUpdate& progress, MappingSink::Target target) {
    std::uint64_t total = 0, done = 0;
    for (const auto& file : files)
        total += file.bytes;
    MappingSink sink(request.mapping, labels, summary, std::move(target));
    io::ImportOptions options;
    options.format = request.format;
    options.split = request.split;
    options.unit = request.unit;
    options.encoding = request.encoding;
    options.offsets = request.offsets;
    options.scheme = request.scheme;
    options.settings = request.settings;
    options.skipBad = request.skipBad;
    for (const auto& file : files) {
        // Readers look for a stop and tell how far they are in long files only.
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped; nothing was imported", {}, {}};
        if (progress && done > 0)
            progress(summary.documents, static_cast<double>(done) / static_cast<double>(total));
        sink.setFile(file.path);
        auto part = io::importFiles(
            std::span(&file.path, 1), options, sink, stop, [&](std::uint64_t at, std::uint64_t) {
                if (progress && total > 0)
                    progress(summary.documents,
                        std::min(1.0, static_cast<double>(done + at) / static_cast<double>(total)));
            });
        done += file.bytes;
        // One empty file among many does not stop the others.
        if (!part && part.error().code == ErrorCode::Empty && files.size() > 1) {
            leaveOut(summary, file.path, part.error().what);
            continue;
        }
        if (!part)
            return part.error();
        join(summary.format, part->format);
        join(summary.unit, part->unit);
        join(summary.scheme, part->scheme);
        append(summary.repaired, part->repaired);
        append(summary.lost, part->lost);
        append(summary.warnings, part->warnings);
        append(summary.problems, part->problems);
        for (auto& finding : part->found)
            if (std::none_of(
                    summary.found.begin(), summary.found.end(), [&](const io::Finding& known) {
                        return known.what == finding.what && known.value == finding.value;
                    }))
                summary.found.push_back(std::move(finding));
    }
    sink.finish();
    if (summary.documents == 0)
        return Error{ErrorCode::Empty, "The files hold no document", files.front().path.string(),
            "Choose other files."};
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped; nothing was imported", {}, {}};
    return summary;
}

// Colours and keys that lie beside Label Studio's files; nothing for other formats. What was found
// is told in the summary.
Result<std::vector<io::LabelLook>> looksBeside(
    const ImportRequest& request, const std::vector<InputFile>& files, ImportSummary& summary) {
    if ((", " + summary.format + ", ").find(", label-studio, ") == std::string::npos)
        return std::vector<io::LabelLook>();
    std::vector<fs::path> paths;
    for (const auto& file : files)
        paths.push_back(file.path);
    const auto named = request.settings.find("config");
    auto found =
        findLabelConfig(named == request.settings.end() ? std::string() : named->second, paths);
    if (!found)
        return found.error();
    if (!*found)
        return std::vector<io::LabelLook>();
    const auto& config = (*found)->config;
    append(summary.warnings, config.warnings);
    if (!config.labels.empty())
        summary.found.push_back({"labels", (*found)->path.filename().string(),
            "colours and keys of " + std::to_string(config.labels.size()) + " labels", {}});
    return config.labels;
}

void tellMerge(ImportMerger& merger, const ImportRequest& request, ImportSummary& summary) {
    summary.rule = request.merge;
    summary.merge = merger.counts();
    summary.repeats = merger.repeats();
    if (summary.merge.changed > 0)
        summary.warnings.push_back(std::to_string(summary.merge.changed)
            + " × document whose id is known and whose text is another: "
            + (request.merge == MergeRule::Skip         ? "left out"
                    : request.merge == MergeRule::Layer ? "added as a new one"
                                                        : "the known one goes to the trash"));
}

} // namespace

Result<ImportSummary> importDocuments(store::Writer& writer, const ImportRequest& request,
    std::stop_token stop, const ImportUpdate& progress) {
    ImportSummary summary;
    auto files = findFiles(request, summary, stop);
    if (!files)
        return files.error();
    const auto number = std::to_string(files->size());
    const auto name = !request.name.empty() ? request.name
        : files->size() == 1                ? "Import 1 file"
                                            : "Import " + number + " files";
    const auto labels = store::labelRows(writer);
    if (!labels)
        return labels.error();
    ImportMerger merger(request.merge, request.annotator, files->size() > 1);
    if (auto known = store::forEachKnown(
            writer, [&](const store::KnownDocument& document) { merger.known(document); }, stop);
        !known)
        return known.error();
    // After an error the import goes without a trace.
    const auto done = writer.group(name, [&]() -> Result<void> {
        auto import = writer.beginImport(name);
        if (!import)
            return import.error();
        auto read = readAll(request, *files, namesOf(*labels), std::move(summary), stop, progress,
            [&](DocumentDraft&& document, const fs::path& file) -> Result<void> {
                if (!merger.take(document, file))
                    return {};
                auto id = (*import)->add(document);
                if (!id)
                    return id.error();
                merger.added(*id);
                return {};
            });
        if (!read)
            return read.error();
        summary = std::move(*read);
        if (auto counts = (*import)->commit(); !counts)
            return counts.error();
        const auto looks = looksBeside(request, *files, summary);
        if (!looks)
            return looks.error();
        if (auto applied = applyLabelLooks(writer, *looks, request.mapping); !applied)
            return applied.error();
        else if (applied->kept > 0)
            summary.warnings.push_back(std::to_string(applied->kept)
                + " × key of a label that another label has already: left out");
        return merger.finish(writer);
    });
    if (!done)
        return done.error();
    tellMerge(merger, request, summary);
    return summary;
}

Result<ImportSummary> previewImport(const ImportRequest& request, std::stop_token stop,
    const ImportUpdate& progress, const std::function<void(const DocumentDraft&)>& visit,
    store::Reader* project) {
    ImportSummary summary;
    auto files = findFiles(request, summary, stop);
    if (!files)
        return files.error();
    ImportMerger merger(request.merge, request.annotator, files->size() > 1);
    if (project)
        if (auto known = store::forEachKnown(
                *project, [&](const store::KnownDocument& document) { merger.known(document); },
                stop);
            !known)
            return known.error();
    LabelNames names;
    if (project) {
        const auto labels = project->labels(stop);
        if (!labels)
            return labels.error();
        names = namesOf(*labels);
    }
    ImportRequest lenient = request;
    lenient.skipBad = true;
    auto read = readAll(lenient, *files, names, std::move(summary), stop, progress,
        [&](DocumentDraft&& document, const fs::path& file) -> Result<void> {
            if (visit)
                visit(document);
            merger.take(document, file);
            return {};
        });
    if (!read)
        return read;
    if (auto looks = looksBeside(request, *files, *read); !looks)
        return looks.error();
    tellMerge(merger, request, *read);
    return read;
}

std::vector<std::string> repeatLines(const Repeats& repeats) {
    std::vector<std::string> out;
    const auto butFor = [](std::uint64_t alike, std::uint64_t exact) {
        return alike == exact
            ? std::string()
            : ", " + std::to_string(alike - exact) + " more but for letter case and blanks";
    };
    if (repeats.alike > 0)
        out.push_back(std::to_string(repeats.exact) + " of " + std::to_string(repeats.documents)
            + " documents repeat a text that came before" + butFor(repeats.alike, repeats.exact)
            + (repeats.known > 0
                    ? "; " + std::to_string(repeats.known) + " of them were in the project"
                    : ""));
    for (const auto& leak : repeats.leaks)
        out.push_back(std::to_string(leak.exact) + " documents of " + leak.split
            + " have a text that stands in " + leak.other + " too"
            + butFor(leak.alike, leak.exact));
    return out;
}

nlohmann::ordered_json toJson(const ImportSummary& summary) {
    auto found = nlohmann::ordered_json::array();
    for (const auto& finding : summary.found)
        found.push_back({{"what", finding.what}, {"value", finding.value}, {"why", finding.why},
            {"others", finding.others}});
    auto leaks = nlohmann::ordered_json::array();
    for (const auto& leak : summary.repeats.leaks)
        leaks.push_back({{"split", leak.split}, {"other", leak.other}, {"exact", leak.exact},
            {"alike", leak.alike}});
    const auto& merge = summary.merge;
    return {{"format", summary.format}, {"unit", summary.unit}, {"scheme", summary.scheme},
        {"documents", summary.documents}, {"sentences", summary.sentences},
        {"tokens", summary.tokens}, {"spans", summary.spans}, {"repaired", summary.repaired},
        {"lost", summary.lost}, {"warnings", summary.warnings}, {"problems", summary.problems},
        {"labels", summary.labels}, {"found", found},
        {"merge",
            {{"rule", mergeRuleName(summary.rule)}, {"added", merge.added},
                {"skipped", merge.skipped}, {"layered", merge.layered},
                {"replaced", merge.replaced}, {"changed", merge.changed}}},
        {"repeats",
            {{"documents", summary.repeats.documents}, {"exact", summary.repeats.exact},
                {"alike", summary.repeats.alike}, {"known", summary.repeats.known},
                {"leaks", std::move(leaks)}}}};
}

} // namespace evenspan
