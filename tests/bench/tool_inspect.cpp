// SPDX-License-Identifier: GPL-3.0-or-later
// tool_inspect FOLDER [MENTIONS]: makes a project whose run marked about 50,000 mentions and
// measures, as JSON lines, how long its inspection takes when the predictions are there
// (inspect.open: documents and predictions read, cases and features of every mention worked out)
// and the slowest of many filters with counts and order (inspect.filter). Best of three each.
#include "core/app/inspect/inspection_facts.h"
#include "core/app/inspect/mention_table.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>

using namespace evenspan;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
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

// 200 words in 10 sentences, an entity every four words.
DocumentDraft document(Philox& rng, std::size_t at) {
    static const char* labels[] = {"PER", "ORG", "LOC", "EVENT"};
    DocumentDraft out;
    out.name = "d" + std::to_string(at);
    out.split = at % 10 == 0 ? "train" : "validation";
    out.state = DocumentState::Done;
    out.metadata = {{"source", at % 3 ? "web" : "mail"}, {"year", std::to_string(2015 + at % 8)}};
    for (int word = 0; word < 200; ++word) {
        if (word % 20 == 0)
            out.grid.sentenceStarts.push_back(std::uint32_t(word));
        const auto begin = static_cast<std::uint32_t>(out.text.size());
        if (rng.below(2))
            out.text += static_cast<char>('A' + rng.below(26));
        for (auto number = rng.below(1 + rng.below(20'000)) + 26; number > 0; number /= 26)
            out.text += static_cast<char>('a' + number % 26);
        out.grid.tokens.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
        out.text += ' ';
    }
    out.text.pop_back();
    for (std::size_t i = 0; i + 1 < out.grid.tokens.size(); i += 4) {
        SpanDraft span;
        span.range = {out.grid.tokens[i].begin, out.grid.tokens[i + 1].end};
        span.label = labels[rng.below(4)];
        out.spans.push_back(std::move(span));
    }
    return out;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    const std::size_t mentions = argc > 2 ? std::size_t(std::atoll(argv[2])) : 50'000;
    const auto path = std::filesystem::path(argv[1]) / "inspect.evenspan";
    std::filesystem::remove(path);
    auto project = valueOf(store::Project::create(path));
    auto& writer = *project->writer();
    Philox rng(11);
    std::vector<DocumentDraft> drafts;
    for (std::size_t at = 0; at < mentions / 45; ++at) // 50 each, a tenth is for training
        drafts.push_back(document(rng, at));
    const auto ids = valueOf(writer.addDocuments("Import", drafts));
    store::RunRow run;
    run.name = "run";
    run.state = store::RunState::Finished;
    run.path = "models/run"; // not there: nothing is asked
    run.finished = 1;
    const auto id = valueOf(writer.createRun(run));
    std::vector<store::PredictionRow> rows;
    for (std::size_t d = 0; d < drafts.size(); ++d)
        for (const auto& span : drafts[d].spans)
            if (const auto drawn = rng.below(10); drawn > 0)
                rows.push_back(
                    {ids[d], span.range, drawn == 1 ? "PER" : span.label, rng.uniform()});
    if (auto saved = writer.savePredictions(id, ids, rows); !saved) {
        std::fprintf(stderr, "%s\n", saved.error().text().c_str());
        return 1;
    }
    InspectionRequest request;
    request.run = "run";
    request.split = "validation";
    std::shared_ptr<const Inspection> inspection;
    double open = std::numeric_limits<double>::max();
    for (int round = 0; round < 3; ++round) {
        const auto start = Clock::now();
        inspection = valueOf(inspectRun(*project, "no-engine", request));
        open = std::min(open, millisecondsSince(start));
    }
    const MentionTable& table = *inspection->table;
    std::fprintf(
        stderr, "%zu mentions in %zu documents\n", table.size(), inspection->documents.size());
    print("inspect.open", open, "ms");

    // Every feature's commonest value, alone and with a text, with all counts, in three orders.
    double slowest = 0;
    for (const auto& column : table.columns())
        for (const char* text : {"", "an"})
            for (const char* by : {"document", "text", "score"}) {
                MentionFilter filter;
                filter.wanted[column.name] = {column.values.front()};
                filter.text = text;
                double best = std::numeric_limits<double>::max();
                for (int round = 0; round < 3; ++round) {
                    const auto start = Clock::now();
                    auto found = table.select(filter);
                    for (const auto& other : table.columns()) {
                        MentionFilter others = filter;
                        others.wanted.erase(other.name);
                        (void)table.groups(
                            other.name == column.name ? table.select(others) : found, other.name);
                    }
                    table.sort(found, by, true);
                    best = std::min(best, millisecondsSince(start));
                }
                slowest = std::max(slowest, best);
            }
    print("inspect.filter", slowest, "ms");
    auto start = Clock::now();
    (void)valueOf(table.slices(true));
    std::fprintf(stderr, "slices in %.0f ms\n", millisecondsSince(start));
    start = Clock::now();
    (void)valueOf(inspectionScores(*inspection));
    std::fprintf(stderr, "scores in %.0f ms\n", millisecondsSince(start));
    return 0;
}
