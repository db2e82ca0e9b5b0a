// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/compare_runs.h"

#include "core/store/reader.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

constexpr std::size_t kEveryPair = 12; // groups up to which each is tested against each
constexpr std::size_t kOwnRounds = 2000; // of a run's own interval

Score scoreOf(const DocumentCounts& counts) {
    Score score;
    const double right = counts.right, found = right + counts.wrong, known = right + counts.missed;
    score.precision = found > 0 ? right / found : 0;
    score.recall = known > 0 ? right / known : 0;
    score.f1 = microF1({&counts, 1});
    score.support = static_cast<std::uint64_t>(known);
    return score;
}

class Comparer {
public:
    Comparer(std::vector<ComparedRun> runs, const CompareRequest& request, std::stop_token stop)
        : m_request(request)
        , m_stop(std::move(stop)) {
        m_out.runs = std::move(runs);
        m_out.split = request.split;
        m_out.confidence = request.confidence;
    }

    Result<Comparison> go() {
        std::set<std::string> names;
        for (const auto& run : m_out.runs)
            names.insert(run.row.name);
        if (names.size() < 2 || names.size() != m_out.runs.size())
            return Error{ErrorCode::InvalidArgument, "A comparison needs two different runs", {},
                "Name each run once, and at least two."};
        if (auto done = share(); !done)
            return done.error();
        group();
        if (auto done = test(); !done)
            return done.error();
        std::vector<store::RunRow> rows;
        for (const auto& run : m_out.runs)
            rows.push_back(run.row);
        m_out.settings = settingsOf(rows);
        return std::move(m_out);
    }

private:
    // The documents that every run was scored on.
    Result<void> share() {
        std::map<std::int64_t, std::size_t> scored;
        for (const auto& run : m_out.runs)
            for (const auto& [id, counts] : run.outcome.documents)
                ++scored[id];
        std::vector<std::int64_t> shared;
        for (const auto& [id, runs] : scored)
            if (runs == m_out.runs.size())
                shared.push_back(id);
        m_out.documents = shared.size();
        m_out.leftOut = scored.size() - shared.size();
        if (shared.empty())
            return Error{ErrorCode::Empty, "The runs were scored on no document in common",
                "split " + m_out.split, "Choose a split that all of them can be scored on."};
        for (auto& run : m_out.runs) {
            auto& counts = m_counts.emplace_back();
            for (const auto id : shared) {
                counts.push_back(run.outcome.documents.at(id));
                run.counts.right += counts.back().right;
                run.counts.wrong += counts.back().wrong;
                run.counts.missed += counts.back().missed;
            }
            run.score = scoreOf(run.counts);
            run.seconds = trainingSeconds(run.row);
            auto own = bootstrapF1(counts, std::min(m_request.rounds, kOwnRounds),
                m_request.confidence, m_request.seed, m_stop);
            if (!own)
                return own.error();
            run.f1 = *own;
        }
        return {};
    }

    void group() {
        std::map<std::string, std::size_t> known;
        auto& groups = m_out.groups;
        for (std::size_t i = 0; i < m_out.runs.size(); ++i) {
            const auto [place, fresh] =
                known.emplace(seedGroupKey(m_out.runs[i].row), groups.size());
            if (fresh)
                groups.push_back({m_out.runs[i].row.name, {}, {}, {}, {}, {}});
            groups[place->second].runs.push_back(i);
        }
        for (auto& group : groups) {
            std::vector<double> f1, precision, recall, seconds;
            for (const auto i : group.runs) {
                f1.push_back(m_out.runs[i].score.f1);
                precision.push_back(m_out.runs[i].score.precision);
                recall.push_back(m_out.runs[i].score.recall);
                if (m_out.runs[i].seconds > 0)
                    seconds.push_back(m_out.runs[i].seconds);
            }
            group.f1 = spreadOf(f1);
            group.precision = spreadOf(precision);
            group.recall = spreadOf(recall);
            group.seconds = spreadOf(seconds);
        }
        std::stable_sort(groups.begin(), groups.end(),
            [](const auto& a, const auto& b) { return a.f1.mean > b.f1.mean; });
        for (std::size_t g = 0; g < groups.size(); ++g)
            for (const auto i : groups[g].runs)
                m_out.runs[i].group = g;
    }

    Result<PairVerdict> pair(std::size_t a, std::size_t b) {
        PairVerdict verdict;
        verdict.a = a;
        verdict.b = b;
        const auto sideOf = [&](std::size_t group) {
            std::vector<std::vector<DocumentCounts>> side;
            for (const auto i : m_out.groups[group].runs)
                side.push_back(m_counts[i]);
            return side;
        };
        const auto left = sideOf(a), right = sideOf(b);
        const bool single = left.size() == 1 && right.size() == 1;
        auto drawn = single ? pairedBootstrap(left[0], right[0], m_request.rounds,
                         m_request.confidence, m_request.seed, m_stop)
                            : groupBootstrap(left, right, m_request.rounds, m_request.confidence,
                                m_request.seed, m_stop);
        if (!drawn)
            return drawn.error();
        verdict.bootstrap = *drawn;
        verdict.p = drawn->p;
        if (single) {
            auto swaps = randomisation(left[0], right[0], m_request.rounds, m_request.seed, m_stop);
            if (!swaps)
                return swaps.error();
            verdict.randomisation = *swaps;
            verdict.p = swaps->p;
        }
        return verdict;
    }

    Result<void> test() {
        const auto groups = m_out.groups.size();
        for (std::size_t a = 0; a < groups && (a == 0 || groups <= kEveryPair); ++a)
            for (std::size_t b = a + 1; b < groups; ++b) {
                auto verdict = pair(a, b);
                if (!verdict)
                    return verdict.error();
                m_out.verdicts.push_back(*verdict);
            }
        std::vector<double> p;
        for (const auto& verdict : m_out.verdicts)
            p.push_back(verdict.p);
        const auto adjusted = holm(p);
        for (std::size_t i = 0; i < adjusted.size(); ++i)
            m_out.verdicts[i].adjusted = adjusted[i];
        return {};
    }

    const CompareRequest& m_request;
    std::stop_token m_stop;
    Comparison m_out;
    std::vector<std::vector<DocumentCounts>> m_counts; // of each run, on the shared documents
};

Result<std::string> chooseSplit(store::Reader& reader, const std::string& wanted) {
    if (!wanted.empty())
        return wanted;
    auto info = reader.info();
    if (!info)
        return info.error();
    for (const char* split : {"test", "validation"})
        if (info->splits.contains(split))
            return std::string(split);
    return Error{ErrorCode::Empty, "The project has neither a test nor a validation split", {},
        "Name the split to compare on."};
}

} // namespace

Result<Comparison> compareOutcomes(
    std::vector<ComparedRun> runs, const CompareRequest& request, std::stop_token stop) {
    return Comparer(std::move(runs), request, std::move(stop)).go();
}

Result<Comparison> compareRuns(store::Project& project, const std::filesystem::path& engine,
    const CompareRequest& request, std::stop_token stop,
    const std::function<void(double, const std::string&)>& progress) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto split = chooseSplit(**reader, request.split);
    if (!split)
        return split.error();
    CompareRequest asked = request;
    asked.split = *split;
    auto group = store::newestGroup(**reader, {}, stop);
    if (!group)
        return group.error();
    std::vector<ComparedRun> runs;
    const auto count = static_cast<double>(request.runs.size());
    for (const auto& name : request.runs) {
        const double begin = static_cast<double>(runs.size()) / count;
        if (progress)
            progress(begin, name);
        ComparedRun run;
        bool fresh = false;
        if (auto row = (*reader)->run(name, stop)) {
            auto kept = keptOutcomes(**reader, *row, stop);
            if (!kept)
                return kept.error();
            for (auto& outcome : *kept)
                if (outcome.split == *split && isFresh(outcome, *row, *group)) {
                    run.outcome = std::move(outcome);
                    fresh = true;
                }
        }
        if (!fresh) {
            // It says what there is where the run is not known.
            auto scored = scoreRun(
                project, engine, name, *split, stop, [&](std::size_t done, std::size_t total) {
                    if (progress && total > 0)
                        progress(
                            begin + static_cast<double>(done) / static_cast<double>(total) / count,
                            name);
                });
            if (!scored)
                return scored.error();
            run.outcome = std::move(*scored);
        }
        auto row = (*reader)->run(name, stop);
        if (!row)
            return row.error();
        run.row = std::move(*row);
        runs.push_back(std::move(run));
    }
    auto comparison = compareOutcomes(std::move(runs), asked, std::move(stop));
    if (comparison && progress)
        progress(1, {});
    return comparison;
}

} // namespace evenspan
