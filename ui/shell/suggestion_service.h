// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/suggest.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace evenspan::ui {

// How the service comes by a model: the composition gives it, so that neither the engine nor its
// module is touched before a run is to suggest. Blocks; called on the service's own thread.
class SuggestionBackend {
public:
    virtual ~SuggestionBackend() = default;
    virtual Result<std::unique_ptr<SuggestionModel>> open(
        store::Project& project, const std::string& run) = 0;
};

// Lets the chosen run suggest, on one thread of low priority: what is on the screen first, then
// what was asked for. A document is read once by a run. While a training runs it waits, since both
// would share the processor's cores or the card's memory, and the training is what the user waits
// for; it goes on by itself when the training ends.
//
// Everything but `setProject(nullptr)` and waitForDone() is for the window's thread.
class SuggestionService : public QObject {
    Q_OBJECT

public:
    using ProjectPtr = std::shared_ptr<store::Project>;

    struct State {
        bool possible = false; // a project that can be written to is open
        QString run; // that suggests; empty: none
        bool loading = false; // the model is on its way
        bool waiting = false; // for the training to end
        qint64 done = 0, total = 0; // of what was asked for; total 0: nothing
        double secondsLeft = -1; // below 0: not known
        QStringList unknownLabels; // of the run, that the project has not in use
        std::optional<Error> problem; // why it suggests nothing
    };

    explicit SuggestionService(
        std::unique_ptr<SuggestionBackend> backend, QObject* parent = nullptr);
    ~SuggestionService() override; // stops, then waits for the batch at hand

    const State& state() const { return m_state; }

    void setRun(const QString& run); // empty: none; remembered in the project
    void retry(); // after a problem
    // What is on the screen, the most wanted first; takes the place of the list before.
    void setVisible(std::vector<DocumentId> documents);
    // Every match that the run has not read and that is not done.
    void request(const store::DocumentFilter& filter);
    void stop(); // ends the request; what is stored stays

    // --- By the workbench
    void setProject(ProjectPtr project);
    void setPaused(bool paused);
    void waitForDone(); // from any thread, after setProject(nullptr)

Q_SIGNALS:
    void changed(); // state() is new
    void suggested(const std::vector<evenspan::DocumentId>& documents); // theirs are new
    void requestDone(qint64 documents, qint64 suggestions, bool stopped); // read and added
    void failed(const evenspan::Error& error);

private:
    struct Loaded { // on the pool's thread alone
        std::unique_ptr<SuggestionModel> model;
    };
    struct Batch {
        std::optional<Error> error;
        SuggestOutcome outcome;
        QStringList unknownLabels;
    };
    void pump();
    void read(std::vector<DocumentId> documents, bool asked);
    void took(const Batch& batch, std::size_t documents, bool asked);
    void fail(const Error& error);
    void forgetWork();
    void post(std::function<void()> call); // dropped if the run or project changes meanwhile

    std::unique_ptr<SuggestionBackend> m_backend;
    QThreadPool m_pool;
    ProjectPtr m_project;
    std::shared_ptr<Loaded> m_loaded;
    State m_state;
    std::vector<DocumentId> m_visible;
    bool m_openFirst = false; // the first of them has not been read
    std::vector<DocumentId> m_asked; // what is left of the request, the next one last
    qint64 m_askedRead = 0, m_askedAdded = 0;
    QElapsedTimer m_since; // the request began
    std::stop_source m_stop;
    bool m_busy = false;
    bool m_paused = false;
    std::uint64_t m_generation = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
