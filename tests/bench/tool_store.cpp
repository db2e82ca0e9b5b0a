// SPDX-License-Identifier: GPL-3.0-or-later
// tool_store FOLDER [SENTENCES] | PROJECT: figures of the store as JSON lines: import, counts,
// search, commit latency and the streaming read that an export does. FOLDER must be empty and on a
// real disk. A PROJECT (*.evenspan) is opened instead of made, and its documents must be numbered
// from 1 without a gap.
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

using namespace evenspan;
using namespace evenspan::store;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void print(const char* name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", name, value, unit);
    std::fflush(stdout);
}

[[noreturn]] void stop(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text().c_str());
    std::exit(1);
}

// About 20 words of a vocabulary of 20,000, 130 bytes, one or two spans.
DocumentDraft sentence(Philox& rng) {
    DocumentDraft out;
    out.name = "s";
    out.split = "train";
    out.state = DocumentState::Done;
    out.grid.sentenceStarts = {0};
    for (int word = 0; word < 20; ++word) {
        const auto begin = static_cast<std::uint32_t>(out.text.size());
        // The product of two draws: some words are common, as in a language.
        auto number = rng.below(1 + rng.below(20'000)) + 26;
        for (; number > 0; number /= 26)
            out.text += static_cast<char>('a' + number % 26);
        out.text += "en";
        out.grid.tokens.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
        out.text += ' ';
    }
    out.text.pop_back();
    const auto& tokens = out.grid.tokens;
    for (std::size_t at = rng.below(8); at + 1 < tokens.size(); at += 10) {
        SpanDraft span;
        span.range = {tokens[at].begin, tokens[at + 1].end};
        span.label = rng.below(2) ? "PER" : "ORG";
        span.source = SpanSource::Import;
        out.spans.push_back(std::move(span));
    }
    return out;
}

void importSentences(Writer& writer, std::int64_t total, Philox& rng) {
    std::vector<DocumentDraft> some;
    for (int i = 0; i < 20'000; ++i)
        some.push_back(sentence(rng));
    const auto start = Clock::now();
    auto import = writer.beginImport("Import");
    if (!import)
        stop(import.error());
    for (std::int64_t i = 0; i < total; ++i)
        if (auto id = (*import)->add(some[std::size_t(i) % some.size()]); !id)
            stop(id.error());
    if (auto done = (*import)->commit(); !done)
        stop(done.error());
    import->reset();
    print("store.import", double(total) / secondsSince(start), "sentences/s");
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    print("store.import.memory", double(usage.ru_maxrss) / 1024, "MiB");
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    const std::filesystem::path place(argv[1]);
    const bool given = place.extension() == ".evenspan";
    auto made = given ? Project::open(place) : Project::create(place / "bench.evenspan");
    if (!made)
        stop(made.error());
    Project& project = **made;
    Writer& writer = *project.writer();
    Philox rng(1);
    std::int64_t total = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
    if (!given)
        importSentences(writer, total, rng);

    const auto reader = *project.reader();
    auto start = Clock::now();
    const auto info = reader->info();
    if (!info)
        stop(info.error());
    print("store.info", secondsSince(start) * 1e3, "ms");
    total = info->total.documents;

    std::vector<double> times;
    std::size_t hits = 0;
    for (int i = 1; i <= 20; ++i) {
        const auto document = reader->document(DocumentId(i));
        if (!document)
            stop(document.error());
        DocumentFilter filter;
        filter.text = document->text.substr(document->text.size() / 2, 12);
        start = Clock::now();
        const auto found = reader->ids(filter);
        if (!found)
            stop(found.error());
        times.push_back(secondsSince(start) * 1e3);
        hits += found->size();
    }
    std::sort(times.begin(), times.end());
    print("store.search", times[times.size() / 2], "ms");
    print("store.search.hits", double(hits), "documents");

    times.clear();
    for (int i = 0; i < 2'000; ++i) {
        SpanRow span;
        span.document = DocumentId(1 + std::int64_t(rng.below(std::uint64_t(total))));
        span.label = "PER";
        span.range = {0, 3};
        start = Clock::now();
        if (auto id = writer.addSpan(span); !id)
            stop(id.error());
        times.push_back(secondsSince(start) * 1e3);
    }
    std::sort(times.begin(), times.end());
    print("store.commit", times[times.size() / 2], "ms median");
    print("store.commit.p99", times[times.size() * 99 / 100], "ms");

    start = Clock::now();
    std::size_t bytes = 0;
    if (auto done =
            reader->forEach({}, [&](DocumentData&& d) { return (bytes += d.text.size()) > 0; });
        !done)
        stop(done.error());
    print("store.export", double(total) / secondsSince(start), "sentences/s");
    start = Clock::now();
    if (auto done = writer.undo(); !done)
        stop(done.error());
    print("store.undo", secondsSince(start) * 1e3, "ms");
    return 0;
}
