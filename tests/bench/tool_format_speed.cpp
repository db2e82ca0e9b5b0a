// SPDX-License-Identifier: GPL-3.0-or-later
// tool_format_speed read FORMAT PATH: reads a file, or all files of a folder, into documents by the
// format's reader, in memory, and lets each go, as a peer does with its own.
// tool_format_speed write FORMAT CORPUS OUT: reads CORPUS (CoNLL) into memory, then writes it to
// OUT by the format's writer. Prints one JSON line: seconds of the one step alone, and what was
// read or written.
#include "core/io/exporter.h"
#include "core/io/importer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <sys/resource.h>

using namespace evenspan;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double peakMb() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

double processorSeconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Counts : io::DocumentSink {
    Result<void> add(DocumentDraft&& document) override {
        const auto gone = std::move(document);
        bytes += gone.text.size();
        return {};
    }
    std::uint64_t bytes = 0;
};

struct Kept : io::DocumentSink {
    Result<void> add(DocumentDraft&& document) override {
        bytes += document.text.size();
        documents.push_back(std::move(document));
        return {};
    }
    std::vector<DocumentDraft> documents;
    std::uint64_t bytes = 0;
};

Result<io::ImportReport> readInto(
    io::DocumentSink& sink, const std::string& format, const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files{path};
    if (fs::is_directory(path)) {
        files.clear();
        for (const auto& entry : fs::directory_iterator(path))
            if (!io::isReadAlong(entry.path(), format))
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
    }
    io::ImportOptions options;
    options.format = format;
    return io::importFiles(files, options, sink);
}

int failed(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text().c_str());
    return 1;
}

void print(double seconds, double used, std::uint64_t documents, std::uint64_t spans,
    std::uint64_t textBytes) {
    std::printf("{\"seconds\": %.6f, \"processor_seconds\": %.6f, \"documents\": %llu, "
                "\"spans\": %llu, \"text_mb\": %.6f, \"peak_mb\": %.1f}\n",
        seconds, used, static_cast<unsigned long long>(documents),
        static_cast<unsigned long long>(spans), static_cast<double>(textBytes) / 1e6, peakMb());
}

int read(const std::string& format, const std::filesystem::path& file) {
    Counts counts;
    const auto used = processorSeconds();
    const auto begin = Clock::now();
    auto report = readInto(counts, format, file);
    const auto seconds = since(begin);
    if (!report)
        return failed(report.error());
    print(seconds, processorSeconds() - used, report->documents, report->spans, counts.bytes);
    return 0;
}

int write(const std::string& format, const std::filesystem::path& corpus, const char* out) {
    Kept kept;
    if (auto made = readInto(kept, "conll", corpus); !made)
        return failed(made.error());
    const auto used = processorSeconds();
    const auto begin = Clock::now();
    std::ofstream file(out, std::ios::binary | std::ios::trunc);
    io::ExportOptions options;
    options.format = format;
    auto writer = io::makeWriter(options, [&](std::string_view bytes) -> Result<void> {
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return {};
    });
    if (!writer)
        return failed(writer.error());
    for (const auto& document : kept.documents)
        if (auto done = (*writer)->add(document); !done)
            return failed(done.error());
    auto report = (*writer)->finish();
    file.close();
    const auto seconds = since(begin);
    if (!report)
        return failed(report.error());
    if (!file)
        return failed({ErrorCode::Io, "The file could not be written", out, {}});
    print(seconds, processorSeconds() - used, report->documents, report->spans, kept.bytes);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string way = argc > 1 ? argv[1] : "";
    if (way == "read" && argc == 4)
        return read(argv[2], argv[3]);
    if (way == "write" && argc == 5)
        return write(argv[2], argv[3], argv[4]);
    std::fprintf(stderr, "tool_format_speed read FORMAT PATH | write FORMAT CORPUS OUT\n");
    return 2;
}
