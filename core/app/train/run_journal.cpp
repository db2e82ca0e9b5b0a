// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/run_journal.h"

#include "core/app/runs/run_curves.h"

#include <cmath>

namespace evenspan {

using engine::TrainEvent;

void RunJournal::follow(const engine::Recipe& recipe, std::filesystem::path folder, double before) {
    m_history.emplace(std::move(folder));
    m_warmupRatio = recipe.warmup_ratio;
    m_before = before;
}

void RunJournal::on(const TrainEvent& event) {
    TrainEvent named = event;
    named.run = m_run.name;
    pass(named);
    if (event.kind == TrainEvent::Kind::Started) {
        for (const auto& message : m_remarks) {
            TrainEvent log = named;
            log.kind = TrainEvent::Kind::Log;
            log.message = message;
            pass(log);
        }
        m_remarks.clear();
        if (m_history) {
            m_watch.emplace(static_cast<std::int64_t>(
                std::ceil(m_warmupRatio * static_cast<double>(event.totalSteps))));
            m_load = std::make_unique<LoadSampler>(event.device);
            m_sampled = Clock::now();
        }
    }
    if (m_watch)
        for (const auto& warning : m_watch->see(named))
            pass(warning);
    sample(named);
    keep(event);
}

void RunJournal::pass(const TrainEvent& event) {
    m_next.on(event);
    if (!m_history)
        return;
    if (auto kept = m_history->add(event); !kept) {
        TrainEvent log = event;
        log.kind = TrainEvent::Kind::Log;
        log.severity = engine::Severity::Warning;
        log.message = kept.error().text();
        m_next.on(log);
    }
}

void RunJournal::sample(const TrainEvent& event) {
    const bool counts =
        event.kind == TrainEvent::Kind::Step || event.kind == TrainEvent::Kind::Eval;
    if (!m_load || !counts || Clock::now() - m_sampled < std::chrono::seconds(1))
        return;
    m_sampled = Clock::now();
    TrainEvent load = event;
    load.kind = TrainEvent::Kind::Load;
    load.load = m_load->sample();
    load.time = m_before + event.time;
    m_next.on(load);
    RunCurves points; // the one place that says which rows an event makes
    points.add(load);
    auto add = [&](const std::string& key, double value) {
        m_rows.push_back({event.step, event.epoch, kMachineSplit, key, value});
    };
    add(kTimeKey, load.time);
    for (const auto& one : points.series)
        add(one.key, one.value.front());
}

void RunJournal::keep(const TrainEvent& event) {
    RunCurves points;
    points.add(event);
    for (const auto& one : points.series)
        m_rows.push_back({event.step, event.epoch, one.split, one.key, one.value.front()});
    const bool due =
        event.kind == TrainEvent::Kind::Eval || Clock::now() - m_written > std::chrono::seconds(1);
    if (due)
        m_state = flush();
}

Result<void> RunJournal::flush() {
    m_written = Clock::now();
    if (m_rows.empty())
        return m_state;
    auto done = m_writer.appendMetrics(m_run.id, m_rows);
    if (done) // else they are tried again: a full disk may have room by then
        m_rows.clear();
    return done;
}

void RunJournal::finished(const std::string& path, const engine::TrainSummary& summary) {
    TrainEvent event;
    event.kind = TrainEvent::Kind::Finished;
    event.run = m_run.name;
    event.path = path;
    event.step = summary.state.step;
    event.time = summary.seconds;
    event.epoch = static_cast<double>(summary.state.epoch);
    event.bestStep = summary.state.bestStep;
    event.scores = summary.state.bestScores;
    event.stopped = summary.stopped;
    pass(event);
}

} // namespace evenspan
