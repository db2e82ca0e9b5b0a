// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/run_journal.h"

namespace evenspan {

using engine::TrainEvent;

void RunJournal::on(const TrainEvent& event) {
    TrainEvent named = event;
    named.run = m_run.name;
    m_next.on(named);
    if (event.kind == TrainEvent::Kind::Started) {
        for (const auto& message : m_remarks) {
            TrainEvent log = named;
            log.kind = TrainEvent::Kind::Log;
            log.message = message;
            m_next.on(log);
        }
        m_remarks.clear();
    }
    keep(event);
}

void RunJournal::keep(const TrainEvent& event) {
    auto add = [&](const std::string& split, const std::string& key, double value) {
        m_rows.push_back({event.step, event.epoch, split, key, value});
    };
    if (event.kind == TrainEvent::Kind::Step) {
        add("train", "loss", event.loss);
        add("train", "learning_rate", event.learningRate);
        add("train", "grad_norm", event.gradNorm);
        add("train", "tokens_per_second", event.tokensPerSecond);
    } else if (event.kind == TrainEvent::Kind::Eval) {
        add(event.split, "loss", event.loss);
        add(event.split, "precision", event.scores.micro.precision);
        add(event.split, "recall", event.scores.micro.recall);
        add(event.split, "f1", event.scores.micro.f1);
        for (const auto& [label, score] : event.scores.types)
            add(event.split, "f1:" + label, score.f1);
    }
    const bool due =
        event.kind == TrainEvent::Kind::Eval || Clock::now() - m_written > std::chrono::seconds(1);
    if (due && m_state && !m_rows.empty())
        m_state = flush();
}

Result<void> RunJournal::flush() {
    if (!m_state)
        return m_state;
    m_written = Clock::now();
    if (m_rows.empty())
        return {};
    auto done = m_writer.appendMetrics(m_run.id, m_rows);
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
    m_next.on(event);
}

} // namespace evenspan
