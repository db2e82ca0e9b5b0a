// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats.h"

#include "core/base/nearest.h"
#include "core/io/conll_layout.h"
#include "core/io/document_queue.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace evenspan::io {

namespace {

// A file's first bytes, for all formats at once.
struct Opened {
    std::string bytes;
    FileHead head;
};

Result<Opened> openHead(const std::filesystem::path& path, const std::string& encoding) {
    constexpr std::size_t kHead = std::size_t{64} << 10;
    auto source = ByteSource::open(path, encoding);
    if (!source)
        return source.error();
    Opened opened;
    bool more = true;
    while (more && opened.bytes.size() < kHead) {
        auto got = source->read(opened.bytes, kHead);
        if (!got)
            return got.error();
        more = *got;
    }
    auto& bytes = opened.bytes;
    opened.head.path = path;
    opened.head.encoding = encoding;
    opened.head.whole = !more;
    if (bytes.rfind("\xEF\xBB\xBF", 0) == 0)
        bytes.erase(0, 3);
    // A character that the end cuts in two is left out.
    if (const auto bad = firstInvalidUtf8(bytes); bad && more && *bad + 4 > bytes.size())
        bytes.resize(*bad);
    return opened;
}

Result<const Format*> choose(const std::filesystem::path& path, const std::string& name,
    const std::string& encoding, std::vector<std::string>& reasons) {
    if (name != "auto") {
        std::string all;
        for (const auto& format : formats()) {
            if (!format.read)
                continue;
            if (name == format.name) {
                reasons = {"asked for"};
                return &format;
            }
            all += (all.empty() ? "" : ", ") + std::string(format.name);
        }
        const auto names = formatNames();
        const auto near = nearestWord(name, names);
        return Error{ErrorCode::InvalidArgument, "There is no format of this name", name,
            near.empty() ? "Formats: " + all + "." : "Did you mean " + near + "?"};
    }
    auto opened = openHead(path, encoding);
    if (!opened)
        return opened.error();
    opened->head.bytes = opened->bytes;
    const Format* best = nullptr;
    int bestScore = 0;
    for (const auto& format : formats()) {
        if (!format.sniff)
            continue;
        std::vector<std::string> why;
        const int score = format.sniff(opened->head, why);
        if (score > bestScore) {
            bestScore = score;
            best = &format;
            reasons = std::move(why);
        }
    }
    if (best)
        return best;
    // What keeps it from being looked at is the better answer: wrong bytes, no content.
    if (const auto layout = findConllLayout(path, encoding); !layout)
        return layout.error();
    return Error{ErrorCode::BadFormat, "The format was not recognised", path.string(),
        "Name it with --format."};
}

Result<void> checkSettings(const ImportOptions& options, const Format& format) {
    std::vector<std::string> known;
    std::istringstream words(format.settings);
    for (std::string word; words >> word;)
        known.push_back(word);
    for (const auto& [key, value] : options.settings)
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const auto near = nearestWord(key, known);
            return Error{ErrorCode::InvalidArgument,
                "The format " + std::string(format.name) + " has no such setting", key,
                known.empty()      ? "It has no settings; leave it out."
                    : near.empty() ? "Settings: " + std::string(format.settings) + "."
                                   : "Did you mean " + near + "?"};
        }
    return {};
}

// Wrong bytes are answered with the encoding that the file is likely in.
Error withOffer(Error error, const std::filesystem::path& path, const std::string& encoding) {
    if (error.code != ErrorCode::BadEncoding || !encoding.empty())
        return error;
    const auto guess = guessEncoding(path);
    if (!guess || guess->name.empty() || guess->name == "UTF-8")
        return error;
    error.remedy = "It looks like " + guess->name + ": " + guess->why
        + ". Read it so by --encoding " + guess->name;
    for (const auto& other : guess->others)
        error.remedy += ", or " + other;
    error.remedy += ".";
    return error;
}

// Reads a file on a thread of its own, ahead of the sink, which stays on the caller's.
Result<void> readAhead(const Format& format, ReadJob& job, ImportReport& report, DocumentSink& sink,
    const ImportProgress& progress) {
    Result<void> read, kept;
    ImportReport counts; // the other fields are the reader's
    DocumentQueue queue;
    job.deliverTo(queue);
    queue.start([&] { read = format.read(job); });
    while (kept) {
        auto next = queue.next();
        if (!next)
            break;
        progress(next->bytes, 0);
        for (auto& document : next->documents)
            if (kept)
                kept = settle(std::move(document), counts, sink);
    }
    queue.end();
    report.documents += counts.documents;
    report.sentences += counts.sentences;
    report.tokens += counts.tokens;
    report.spans += counts.spans;
    for (const auto& [label, count] : counts.labels)
        report.labels[label] += count;
    return kept ? read : kept;
}

} // namespace

std::span<const Format> formats() {
#define EVENSPAN_LISTED(name) name##Format(),
    static const std::array all{EVENSPAN_FORMATS(EVENSPAN_LISTED)};
#undef EVENSPAN_LISTED
    return all;
}

std::vector<std::string> formatNames() {
    std::vector<std::string> names;
    for (const auto& format : formats())
        if (format.read)
            names.emplace_back(format.name);
    return names;
}

std::string formatTitle(const std::string& name) {
    for (const auto& format : formats())
        if (name == format.name)
            return format.title;
    return name;
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

Result<Sniffed> sniff(const std::filesystem::path& path, const std::string& encoding) {
    Sniffed found;
    auto format = choose(path, "auto", encoding, found.reasons);
    if (!format)
        return withOffer(format.error(), path, encoding);
    found.format = (*format)->name;
    found.belongs = isReadAlong(path, "auto");
    return found;
}

bool isReadAlong(const std::filesystem::path& path, const std::string& format) {
    return std::any_of(formats().begin(), formats().end(), [&](const Format& known) {
        return known.belongs && (format == "auto" || format == known.name) && known.belongs(path);
    });
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
        auto format = choose(path, options.format, options.encoding, reasons);
        if (!format)
            return withOffer(format.error(), path, options.encoding);
        if (auto known = checkSettings(options, **format); !known)
            return known.error();
        report.format = (*format)->name;
        report.encoding = options.encoding;
        const ImportProgress told = [&](std::uint64_t at, std::uint64_t) {
            if (progress)
                progress(done + at, total);
        };
        ReadJob job(path, options, sink, report, stop, told);
        std::string why;
        for (const auto& reason : reasons)
            why += (why.empty() ? "" : "; ") + reason;
        job.found("format", report.format, why, formatNames());
        if (!options.encoding.empty())
            job.found("encoding", options.encoding, "asked for", encodingNames());
        const auto size = std::filesystem::file_size(path, failed);
        auto read = size >= kWorthThread && !failed ? readAhead(**format, job, report, sink, told)
                                                    : (*format)->read(job);
        if (!read)
            return withOffer(read.error(), path, options.encoding);
        job.finish();
        done += size;
    }
    return report;
}

} // namespace evenspan::io
