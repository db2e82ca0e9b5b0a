// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/study_run.h"

#include <algorithm>
#include <set>

namespace evenspan::search {

namespace {

// Faults of the point, not of the machine or the data.
bool ofThePoint(ErrorCode code) {
    return code == ErrorCode::NotANumber || code == ErrorCode::OutOfMemory
        || code == ErrorCode::BadConfig || code == ErrorCode::Unsupported;
}

constexpr std::size_t kFailuresInARow = 5;

class Driver {
public:
    Driver(Study& study, StudyHost& host, std::stop_token stop)
        : m_study(study)
        , m_spec(study.spec)
        , m_host(host)
        , m_stop(std::move(stop))
        , m_begin(host.seconds() - study.seconds) { }

    Result<void> go() {
        auto sampler = makeSampler(m_spec.sampler, m_spec.space, m_spec.seed);
        if (!sampler)
            return sampler.error();
        if (auto done = search(**sampler); !done)
            return done;
        if (m_study.ranking().empty())
            return Error{ErrorCode::Empty, "No trial came to its end", m_spec.name,
                "Give the search more time, or look at the runs for what went wrong."};
        if (auto done = repeatFinalists(); !done)
            return done;
        if (!m_study.gain && m_spec.finalists > 0)
            if (auto done = compare(); !done)
                return done;
        m_study.done = true;
        return keep(nullptr);
    }

private:
    bool searching() const {
        const auto& trials = m_study.trials;
        if (!trials.empty() && trials.back().state == TrialState::Running)
            return true;
        if (!m_study.repeats.empty())
            return false;
        if (m_spec.runs > 0 && trials.size() >= static_cast<std::size_t>(m_spec.runs))
            return false;
        return !timeIsUp();
    }

    Result<void> search(Sampler& sampler) {
        while (searching()) {
            auto& trials = m_study.trials;
            if (trials.empty() || trials.back().state != TrialState::Running) {
                auto point = sampler.next(trials.size(), m_study.observations());
                if (!point)
                    return {}; // the grid is through
                Trial trial;
                trial.number = trials.size();
                trial.point = std::move(*point);
                trial.seed = m_spec.base.seed;
                trial.run = m_spec.name + "-" + std::to_string(trial.number + 1);
                trials.push_back(std::move(trial));
                if (auto kept = keep(&trials.back()); !kept)
                    return kept;
            }
            if (auto done = train(trials.back(), m_spec.pruning, true); !done)
                return done;
            discardLosers();
            if (failedInARow() >= kFailuresInARow)
                return Error{ErrorCode::BadConfig, "One trial after the other fails", m_spec.name,
                    "The last one says: " + trials.back().failure + ". Change the search space."};
        }
        return {};
    }

    std::size_t failedInARow() const {
        std::size_t count = 0;
        for (auto it = m_study.trials.rbegin();
             it != m_study.trials.rend() && it->state == TrialState::Failed; ++it)
            ++count;
        return count;
    }

    double spent() const { return m_host.seconds() - m_begin; }

    // What the finalists will take, from what trials took so far.
    double reserved() const {
        double sum = 0;
        const auto ranked = m_study.ranking();
        for (const Trial* trial : ranked)
            sum += trial->seconds;
        if (ranked.empty() || m_spec.finalists <= 0)
            return 0;
        const auto runs = m_spec.finalists * (m_spec.seeds - 1) + m_spec.seeds;
        return sum / static_cast<double>(ranked.size()) * static_cast<double>(runs);
    }

    bool timeIsUp() const { return m_spec.seconds > 0 && spent() + reserved() >= m_spec.seconds; }

    Result<void> train(Trial& trial, bool pruning, bool budgeted) {
        auto recipe = trial.standard ? Result<engine::Recipe>(m_spec.base)
                                     : recipeAt(m_spec.space, trial.point, m_spec.base);
        if (!recipe)
            return failed(trial, recipe.error());
        recipe->seed = trial.seed;
        const double before = trial.seconds, began = spent();
        bool late = false;
        // A program that was killed between an evaluation and its answer still has to give it.
        bool pruned = pruning && !worthIt(trial);
        Result<void> kept;
        const auto evaluated = [&](const TrialEvaluation& evaluation) {
            // A run that goes on tells again what it had evaluated after its checkpoint.
            auto& list = trial.evaluations;
            std::erase_if(list, [&](const auto& e) { return e.step >= evaluation.step; });
            list.push_back(evaluation);
            trial.seconds = before + spent() - began;
            kept = keep(&trial);
            pruned = pruned || (pruning && !worthIt(trial));
            late = late || (budgeted && timeIsUp());
            return kept.ok() && !pruned && !late;
        };
        const auto goesOn = [&] {
            late = late || (budgeted && timeIsUp());
            return !late;
        };
        auto end = pruned
            ? Result<TrialEnd>(TrialEnd{true})
            : m_host.train({trial.run, *recipe, m_spec.where}, evaluated, goesOn, m_stop);
        trial.seconds = before + spent() - began;
        if (!kept)
            return kept;
        if (!end && ofThePoint(end.error().code))
            return failed(trial, end.error());
        if (!end)
            return end.error();
        if (end->stopped && m_stop.stop_requested() && !pruned && !late) {
            static_cast<void>(keep(&trial).ok());
            return Error{ErrorCode::Cancelled, "The search was stopped", m_spec.name,
                "Go on with it by --resume."};
        }
        trial.value = 0;
        for (std::size_t n = 0; n < trial.evaluations.size(); ++n)
            trial.value = n == 0 ? trial.evaluations[n].value
                                 : std::max(trial.value, trial.evaluations[n].value);
        if (pruned && end->stopped)
            trial.value = trial.evaluations.back().value;
        trial.state = !end->stopped ? TrialState::Complete
            : pruned                ? TrialState::Pruned
                                    : TrialState::OutOfTime;
        if (trial.state == TrialState::Complete && trial.evaluations.empty()) {
            trial.state = TrialState::Failed;
            trial.failure = "it was never evaluated";
        }
        return keep(&trial);
    }

    Result<void> failed(Trial& trial, const Error& error) {
        trial.state = TrialState::Failed;
        trial.failure = error.what;
        return keep(&trial);
    }

    bool worthIt(const Trial& trial) const {
        std::vector<std::vector<double>> others;
        for (const auto& other : m_study.trials)
            if (other.number != trial.number && other.state != TrialState::Running
                && other.state != TrialState::Failed)
                others.push_back(values(other));
        return goesOn(others, values(trial), m_spec.halving);
    }

    static std::vector<double> values(const Trial& trial) {
        std::vector<double> out;
        for (const auto& evaluation : trial.evaluations)
            out.push_back(evaluation.value);
        return out;
    }

    // Only what may still win keeps its weights.
    void discardLosers() {
        const auto ranked = m_study.ranking();
        std::set<std::size_t> kept;
        const auto count = std::max<std::int64_t>(m_spec.finalists, 1);
        for (std::size_t n = 0; n < ranked.size() && n < static_cast<std::size_t>(count); ++n)
            kept.insert(ranked[n]->number);
        for (const auto& trial : m_study.trials)
            if (trial.state != TrialState::Running && !kept.contains(trial.number)
                && m_discarded.insert(trial.number).second)
                m_host.discard(trial.run);
    }

    Result<void> repeatFinalists() {
        if (m_study.repeats.empty()) {
            const auto ranked = m_study.ranking();
            const auto finalists = static_cast<std::size_t>(std::max<std::int64_t>(0,
                std::min<std::int64_t>(
                    m_spec.finalists, static_cast<std::int64_t>(ranked.size()))));
            // Seed by seed, so that a stop leaves a fair comparison.
            for (std::int64_t n = 0; n < m_spec.seeds && finalists > 0; ++n) {
                for (std::size_t f = 0; f < finalists && n > 0; ++f)
                    m_study.repeats.push_back(repeat(*ranked[f], n));
                Trial standard;
                standard.standard = true;
                m_study.repeats.push_back(repeat(standard, n));
            }
            if (auto kept = keep(nullptr); !kept)
                return kept;
        }
        for (auto& trial : m_study.repeats)
            if (trial.state == TrialState::Running)
                if (auto done = train(trial, false, false); !done)
                    return done;
        return {};
    }

    Trial repeat(const Trial& of, std::int64_t n) const {
        Trial out;
        out.number = of.number;
        out.standard = of.standard;
        out.point = of.point;
        out.seed = m_spec.base.seed + n;
        out.run = (of.standard ? m_spec.name + "-base" : of.run) + "-s" + std::to_string(n + 1);
        return out;
    }

    Result<void> compare() {
        const Trial* best = m_study.winner();
        std::vector<std::string> winner, standard;
        for (const Trial* run : m_study.runsOf(best->number, false))
            winner.push_back(run->run);
        for (const Trial* run : m_study.runsOf(0, true))
            standard.push_back(run->run);
        if (standard.empty())
            return {}; // all of them failed: there is nothing to compare with
        auto gain = m_host.compare(m_study, winner, standard, m_stop);
        if (!gain)
            return gain.error();
        m_study.gain = *gain;
        return {};
    }

    Result<void> keep(const Trial* trial) {
        m_study.seconds = spent();
        auto kept = m_host.save(m_study);
        m_host.changed(m_study, trial);
        return kept;
    }

    Study& m_study;
    const StudySpec& m_spec;
    StudyHost& m_host;
    std::stop_token m_stop;
    double m_begin;
    std::set<std::size_t> m_discarded;
};

} // namespace

Result<void> runStudy(Study& study, StudyHost& host, std::stop_token stop) {
    return Driver(study, host, std::move(stop)).go();
}

} // namespace evenspan::search
