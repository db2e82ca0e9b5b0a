// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_history.h"
#include "core/app/runs/run_store.h"
#include "core/base/machine_load.h"
#include "core/engine/trainer.h"
#include "core/engine/watch.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenspan {

// Passes a run's events on, named, and keeps its curves in the project: at most one transaction a
// second, and one at each evaluation.
class RunJournal : public engine::EventSink {
public:
    RunJournal(engine::EventSink& next, RunStore& writer, const store::RunRow& run)
        : m_next(next)
        , m_writer(writer)
        , m_run(run) { }

    // Also keeps log and examples in `folder` (runHistoryFolder), warns of what RunWatch sees and
    // adds the machine's load, at most once a second and only where an event comes (a step longer
    // than a second makes it rarer). `before`: seconds of earlier sittings. Called before the run.
    void follow(const engine::Recipe& recipe, std::filesystem::path folder, double before = 0);

    void on(const engine::TrainEvent& event) override;
    // Said after the Started event.
    void remark(const std::string& message) { m_remarks.push_back(message); }
    void finished(const std::string& path, const engine::TrainSummary& summary);
    // Writes what is waiting, also what could not be written before. Errors: those of the store.
    Result<void> flush();

private:
    using Clock = std::chrono::steady_clock;
    void pass(const engine::TrainEvent& event);
    void sample(const engine::TrainEvent& event);
    void keep(const engine::TrainEvent& event);

    engine::EventSink& m_next;
    RunStore& m_writer;
    const store::RunRow& m_run;
    std::vector<std::string> m_remarks;
    std::vector<store::MetricRow> m_rows;
    Clock::time_point m_written = Clock::now();
    Result<void> m_state;

    std::optional<RunHistoryWriter> m_history;
    double m_warmupRatio = 0, m_before = 0;
    std::optional<engine::RunWatch> m_watch;
    std::unique_ptr<LoadSampler> m_load;
    Clock::time_point m_sampled;
};

} // namespace evenspan
