// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats.h"

#include "core/base/nearest.h"
#include "core/io/conll_layout.h"

#include <algorithm>
#include <array>

namespace evenspan::io {

namespace {

constexpr std::array kFormats{
    Format{"conll", sniffConll, readConll}, Format{"text", sniffText, readText}};

Result<const Format*> choose(
    const std::filesystem::path& path, const std::string& name, std::vector<std::string>& reasons) {
    if (name != "auto") {
        for (const auto& format : kFormats)
            if (name == format.name)
                return &format;
        const auto names = formatNames();
        const auto near = nearestWord(name, names);
        return Error{ErrorCode::InvalidArgument, "There is no format of this name", name,
            near.empty() ? "Formats: conll, text." : "Did you mean " + near + "?"};
    }
    const Format* best = nullptr;
    int bestScore = 0;
    for (const auto& format : kFormats) {
        std::vector<std::string> why;
        const int score = format.sniff(path, why);
        if (score > bestScore) {
            bestScore = score;
            best = &format;
            reasons = std::move(why);
        }
    }
    if (best)
        return best;
    // What keeps it from being looked at is the better answer: wrong bytes, no content.
    if (const auto layout = findConllLayout(path); !layout)
        return layout.error();
    return Error{ErrorCode::BadFormat, "The format was not recognised", path.string(),
        "Name it with --format."};
}

} // namespace

std::span<const Format> formats() {
    return kFormats;
}

std::vector<std::string> formatNames() {
    std::vector<std::string> names;
    for (const auto& format : kFormats)
        names.emplace_back(format.name);
    return names;
}

std::string splitFromName(const std::filesystem::path& path) {
    std::string name = path.filename().string();
    std::transform(name.begin(), name.end(), name.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    static const std::array<std::pair<const char*, const char*>, 6> words{
        {{"train", "train"}, {"validation", "validation"}, {"valid", "validation"},
            {"devel", "validation"}, {"dev", "validation"}, {"test", "test"}}};
    for (const auto& [word, split] : words)
        if (name.find(word) != std::string::npos)
            return split;
    return {};
}

Result<void> deliver(DocumentDraft&& document, DocumentSink& sink, ImportReport& report) {
    ++report.documents;
    report.sentences += document.grid.sentenceCount();
    report.tokens += document.grid.tokens.size();
    report.spans += document.spans.size();
    for (const auto& span : document.spans)
        ++report.labels[span.label];
    return sink.add(std::move(document));
}

Result<Sniffed> sniff(const std::filesystem::path& path) {
    Sniffed found;
    auto format = choose(path, "auto", found.reasons);
    if (!format)
        return format.error();
    found.format = (*format)->name;
    return found;
}

Result<ImportReport> importFiles(std::span<const std::filesystem::path> paths,
    const ImportOptions& options, DocumentSink& sink, std::stop_token stop,
    const ImportProgress& progress) {
    if (paths.empty())
        return Error{
            ErrorCode::InvalidArgument, "No file was named", {}, "Name at least one file."};
    std::uint64_t total = 0, done = 0;
    std::error_code failed;
    for (const auto& path : paths) {
        // A missing file is said before the first one is read.
        if (!std::filesystem::exists(path, failed))
            return Error{
                ErrorCode::NotFound, "There is no such file", path.string(), "Check the path."};
        if (std::filesystem::is_directory(path, failed))
            return Error{ErrorCode::InvalidArgument, "This is a folder, not a file", path.string(),
                "Name the files in it."};
        if (!std::filesystem::is_regular_file(path, failed))
            return Error{ErrorCode::InvalidArgument, "This is a device or pipe, not a file",
                path.string(), "Save its content to a file first."};
        total += std::filesystem::file_size(path, failed);
    }
    ImportReport report;
    for (const auto& path : paths) {
        std::vector<std::string> reasons;
        auto format = choose(path, options.format, reasons);
        if (!format)
            return format.error();
        report.format = (*format)->name;
        auto read = (*format)->read(
            path, options, sink, report, stop, [&](std::uint64_t at, std::uint64_t) {
                if (progress)
                    progress(done + at, total);
            });
        if (!read)
            return read.error();
        done += std::filesystem::file_size(path, failed);
    }
    return report;
}

} // namespace evenspan::io
