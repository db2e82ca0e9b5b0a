// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/training_neighbours.h"
#include "ui/shell/live_desk.h"

namespace evenspan::ui {

// What of the training text stands behind an answer.
struct WhyAnswer {
    std::vector<Neighbour> nearest; // training mentions, by falling likeness
    // Training words that spoke most for and against the tag of the target's first word.
    std::vector<Influence> with, against;
    std::size_t mentions = 0; // that the run learnt from
    std::size_t words = 0, kept = 0; // and words; how many of them could speak
};

// How the training text of a run is asked: the composition gives it. All calls block and run on the
// desk's thread.
class WhyBackend {
public:
    using Progress = std::function<void(double share)>;
    virtual ~WhyBackend() = default;
    // Reads the whole training text the first time, later only the target. Errors: those of
    // TrainingIndex::build() and of Explainer, Cancelled.
    virtual Result<WhyAnswer> why(const LiveRun& run, const std::string& text,
        const ExplainTarget& target, std::stop_token stop, const Progress& progress) = 0;
    virtual void release() = 0; // forgets what was read of the training text
};

// Asks on a thread of its own, so that a sentence can be typed while the training text is read.
// Only the newest question counts. For the window's thread; replies come on it.
class WhyDesk : public QObject {
    Q_OBJECT
public:
    using Reply = std::function<void(Result<WhyAnswer>)>;

    explicit WhyDesk(std::unique_ptr<WhyBackend> backend, QObject* parent = nullptr);
    ~WhyDesk() override; // stops, then waits

    bool possible() const { return m_backend != nullptr; }
    void ask(const LiveRun& run, const std::string& text, const ExplainTarget& target,
        WhyBackend::Progress progress, Reply reply);
    void stop(); // its reply is not called any more
    void release(); // stops, then lets the backend forget

private:
    std::unique_ptr<WhyBackend> m_backend;
    std::stop_source m_stop;
    std::uint64_t m_newest = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    QThreadPool m_pool; // last: it is waited for first
};

} // namespace evenspan::ui
