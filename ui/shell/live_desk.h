// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/explain_text.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::ui {

// A run of a project, by names, so that it can be asked beside everything else.
struct LiveRun {
    std::string project; // path
    std::string run;
    std::int64_t finished = 0; // another time: the weights are others
    double temperature = 1; // of the probabilities that are read (core/app/runs/scoring.h)
    // The same weights, whatever the temperature.
    bool operator==(const LiveRun& other) const {
        return project == other.project && run == other.run && finished == other.finished;
    }
};

// What a run says of a text.
struct LiveReading {
    std::string text;
    std::vector<std::string> tags; // by class
    std::vector<ReadSentence> sentences;
};

// How a run is asked about a text: the composition gives it, so that the engine is not touched
// before it is needed. All calls block and run on the desk's thread.
class LiveBackend {
public:
    virtual ~LiveBackend() = default;
    virtual Result<LiveReading> read(
        const LiveRun& run, const std::string& text, std::stop_token stop) = 0;
    virtual Result<Explanation> explain(const LiveRun& run, const std::string& text,
        const ExplainTarget& target, const ExplainOptions& options, std::stop_token stop) = 0;
    virtual void release() = 0; // closes what is open: its memory is wanted elsewhere
};

// Asks a run while somebody types: only the newest question of each kind counts, an older one is
// stopped and its reply never called. For the window's thread; replies come on it, from the event
// loop.
class LiveDesk : public QObject {
    Q_OBJECT
public:
    template <class T> using Reply = std::function<void(Result<T>)>;

    explicit LiveDesk(std::unique_ptr<LiveBackend> backend, QObject* parent = nullptr);
    ~LiveDesk() override; // stops, then waits

    bool possible() const { return m_backend != nullptr; }
    void read(const LiveRun& run, const std::string& text, Reply<LiveReading> reply);
    void explain(const LiveRun& run, const std::string& text, const ExplainTarget& target,
        const ExplainOptions& options, Reply<Explanation> reply);
    void stop(); // both kinds
    void stopExplaining();
    void release(); // stops, then lets the backend close what is open

private:
    enum Kind { Reading, Explaining, Kinds };
    template <class T>
    void start(
        Kind kind, std::function<Result<T>(LiveBackend&, std::stop_token)> work, Reply<T> reply);
    void drop(Kind kind);

    std::unique_ptr<LiveBackend> m_backend;
    std::stop_source m_stops[Kinds];
    std::uint64_t m_newest[Kinds] = {};
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    QThreadPool m_pool; // last: it is waited for first
};

} // namespace evenspan::ui
