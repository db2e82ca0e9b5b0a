// SPDX-License-Identifier: GPL-3.0-or-later
// tool_filter --make PROJECT [DOCUMENTS] | PROJECT: makes a project as large as the labelling
// workspace must bear (1,000,000 documents of 20 words, five entities each; metadata, suggestions,
// notes, uncertainties), or measures filters, counts, search, orders, examples and the look before
// propagation on it, as JSON lines. Each figure is the best of three; the details go to stderr.
#include "core/app/rules/propagate.h"
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/label_examples.h"
#include "core/store/labelling.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/suggestions.h"
#include "core/store/writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string_view>
#include <sys/resource.h>

using namespace evenspan;
using namespace evenspan::store;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double processorMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void print(const char* name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", name, value, unit);
    std::fflush(stdout);
}

template <class T> T valueOf(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

void require(const Result<void>& result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text().c_str());
        std::exit(1);
    }
}

// 20 words of a vocabulary of 20,000, some common, as in a language; an entity every four words.
DocumentDraft sentence(Philox& rng) {
    DocumentDraft out;
    out.grid.sentenceStarts = {0};
    for (int word = 0; word < 20; ++word) {
        const auto begin = static_cast<std::uint32_t>(out.text.size());
        for (auto number = rng.below(1 + rng.below(20'000)) + 26; number > 0; number /= 26)
            out.text += static_cast<char>('a' + number % 26);
        out.text += "en";
        out.grid.tokens.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
        out.text += ' ';
    }
    out.text.pop_back();
    for (std::size_t at = 0; at + 1 < out.grid.tokens.size(); at += 4) {
        SpanDraft span;
        span.range = {out.grid.tokens[at].begin, out.grid.tokens[at + 1].end};
        const auto kind = rng.below(100);
        span.label = kind < 50 ? "PER" : kind < 90 ? "ORG" : kind < 99 ? "LOC" : "EVENT";
        span.source = rng.below(10) ? SpanSource::Import : SpanSource::Human;
        span.state = rng.below(50) ? SpanState::Accepted : SpanState::Suggested;
        if (span.state == SpanState::Suggested) {
            span.source = SpanSource::Model;
            span.score = double(rng.below(1'000)) / 1'000;
        }
        if (rng.below(100) == 0)
            span.attributes = {{"sure", rng.below(2) ? "yes" : "no"}};
        out.spans.push_back(std::move(span));
    }
    return out;
}

int make(const char* path, std::int64_t documents) {
    const auto project = valueOf(Project::create(path));
    Writer& writer = *project->writer();
    Philox rng(1);
    std::vector<DocumentDraft> some;
    for (int i = 0; i < 20'000; ++i)
        some.push_back(sentence(rng));
    const char* countries[] = {"FR", "DE", "CN", "BR"};
    const auto start = Clock::now();
    const double processor = processorMilliseconds();
    auto import = valueOf(writer.beginImport("Import"));
    for (std::int64_t i = 0; i < documents; ++i) {
        DocumentDraft& draft = some[std::size_t(i) % some.size()];
        draft.name = "sentences-" + std::to_string(i + 1);
        draft.split = i % 10 < 8 ? "train" : i % 10 == 8 ? "validation" : "test";
        draft.state = i % 4 ? DocumentState::Done : static_cast<DocumentState>(rng.below(6));
        draft.metadata = {
            {"country", countries[rng.below(4)]}, {"year", std::to_string(1990 + rng.below(35))}};
        valueOf(import->add(draft));
    }
    valueOf(import->commit());
    import.reset();
    std::fprintf(stderr, "import: %.0f documents/s, processor %.1f s\n",
        double(documents) / millisecondsSince(start) * 1e3,
        (processorMilliseconds() - processor) / 1e3);
    RunRow run;
    run.name = "first";
    const RunId id = valueOf(writer.createRun(run));
    std::vector<std::pair<DocumentId, double>> unsure;
    for (std::int64_t i = 1; i <= documents; i += 3)
        unsure.push_back({DocumentId(i), double(rng.below(10'000)) / 10'000});
    Annotations annotations(writer);
    require(annotations.setUncertainty(id, unsure));
    require(writer.group("Notes", [&]() -> Result<void> {
        for (std::int64_t i = 1; i <= documents; i += documents / 1'000 + 1) {
            NoteRow note;
            note.document = DocumentId(i);
            note.kind = i % 2 ? NoteKind::Comment : NoteKind::Flag;
            note.text = "why";
            if (const auto saved = annotations.saveNote(note); !saved)
                return saved.error();
        }
        return {};
    }));
    require(writer.checkpoint());
    return 0;
}

// Best of three, in milliseconds; `work` says how many it found.
double timed(const std::string& what, const std::function<std::size_t()>& work) {
    double best = 1e18, processor = 1e18;
    std::size_t found = 0;
    for (int i = 0; i < 3; ++i) {
        const double before = processorMilliseconds();
        const auto start = Clock::now();
        found = work();
        best = std::min(best, millisecondsSince(start));
        processor = std::min(processor, processorMilliseconds() - before);
    }
    std::fprintf(
        stderr, "%-44s %9zu in %7.1f ms (processor %.1f)\n", what.c_str(), found, best, processor);
    return best;
}

DocumentFilter filterOf(const std::string& query) {
    DocumentFilter filter;
    filter.query = valueOf(parseQuery(query));
    return filter;
}

int measure(const char* path) {
    const auto project = valueOf(Project::openBest(path));
    const auto reader = valueOf(project->reader());
    const auto info = valueOf(reader->info());
    std::fprintf(stderr, "%lld documents, %lld spans\n",
        static_cast<long long>(info.total.documents), static_cast<long long>(info.total.spans));
    const std::string text = valueOf(reader->page({}, DocumentId(777), 1)).front().preview;
    const std::string word = text.substr(0, text.find(' '));
    double slowest = 0;
    for (const std::string& query :
        std::vector<std::string>{"label:PER", "-label:PER", "label:PER -label:EVENT",
            "state:done -label:LOC", "(label:EVENT OR label:LOC) -state:done", "spans>4",
            "tokens<=19", "name:s split:train", "name:99 state:in_work", "source:human",
            "suggested:yes", "score<0.6", "uncertainty>0.5", "meta.country=FR",
            "-meta.country=FR (state:done OR state:in_work)", "note:open", "flag:no", "run:first",
            "attr.sure=yes", "\"" + text.substr(10, 12) + "\"",
            "re:\"" + text.substr(0, 9) + ".*en\"", "label:EVENT note:open text:en", "text:en",
            "text:zq", "text:z", "text:\"en \"", "text:\"ben \""}) {
        const DocumentFilter filter = filterOf(query);
        slowest =
            std::max(slowest, timed(query, [&] { return valueOf(reader->ids(filter)).size(); }));
        slowest = std::max(
            slowest, timed("  count", [&] { return std::size_t(valueOf(reader->count(filter))); }));
    }
    print("label.filter", slowest, "ms");
    slowest = 0;
    using Key = DocumentOrder::Key;
    const char* keys[] = {
        "id", "name", "state", "split", "spans", "tokens", "score", "uncertainty", "meta.country"};
    for (int key = 0; key <= int(Key::Meta); ++key)
        for (const bool down : {false, true})
            slowest =
                std::max(slowest, timed(std::string("sort:") + (down ? "-" : "") + keys[key], [&] {
                    return valueOf(reader->ids({}, {Key(key), "country", down})).size();
                }));
    print("label.sort", slowest, "ms");
    const ExampleKind kinds[] = {
        ExampleKind::Accepted, ExampleKind::Rejected, ExampleKind::Disputed};
    slowest = 0;
    for (const ExampleKind kind : kinds)
        slowest = std::max(slowest, timed("examples", [&] {
            return valueOf(labelExamples(*reader, LabelId(1), kind, 20)).size();
        }));
    print("label.examples", slowest, "ms");
    timed("impact of a label",
        [&] { return std::size_t(valueOf(labelImpact(*reader, LabelId(1))).documents); });
    timed("suggestions from 0.9 on", [&] {
        return std::size_t(valueOf(countOpen(*reader, {}, {{}, {}, 0.9})));
    });
    timed("columns", [&] { return valueOf(reader->metadataColumns()).size(); });
    timed("hits of a word", [&] { return valueOf(reader->hits(filterOf(word), 1'000)).size(); });
    const PlaceRequest request{word, "PER", {true, true}, {}, {}};
    print("label.propagate",
        timed(
            "places of a word", [&] { return valueOf(findPlaces(*reader, request)).places.size(); })
            / 1e3,
        "s");
    // What reads every text, by its nature: the first rows are there at once.
    const DocumentFilter slow = filterOf("re:\"[a-f]{9}|zq.z\"");
    timed("an expression without letters that are sure",
        [&] { return valueOf(reader->ids(slow)).size(); });
    print("label.filter.first",
        timed("the first page of another",
            [&] { return valueOf(reader->page(filterOf("re:\"[a-f]{3}\""), {}, 50)).size(); }),
        "ms");
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    print("label.filter.memory", double(use.ru_maxrss) / 1024, "MB");
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 2 && argv[1] == std::string_view("--make"))
        return make(argv[2], argc > 3 ? std::atoll(argv[3]) : 1'000'000);
    return argc == 2 ? measure(argv[1]) : 2;
}
