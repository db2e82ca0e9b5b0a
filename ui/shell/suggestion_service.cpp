// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/suggestion_service.h"

#include "core/app/model/compute_plan.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <utility>

namespace evenspan::ui {

namespace {

const std::string kSetting = "suggestions.run";
constexpr std::size_t kAround = 8; // documents of one batch beside the open one
constexpr std::size_t kAsked = 64;

} // namespace

SuggestionService::SuggestionService(std::unique_ptr<SuggestionBackend> backend, QObject* parent)
    : QObject(parent)
    , m_backend(std::move(backend)) {
    m_pool.setMaxThreadCount(1);
}

SuggestionService::~SuggestionService() {
    *m_alive = false;
    m_stop.request_stop();
    m_pool.waitForDone();
}

void SuggestionService::waitForDone() {
    m_pool.waitForDone();
}

void SuggestionService::post(std::function<void()> call) {
    QMetaObject::invokeMethod(
        this,
        [this, alive = m_alive, call = std::move(call)] {
            if (*alive)
                call();
        },
        Qt::QueuedConnection);
}

// The batch at hand ends soon; what it says is no longer of interest.
void SuggestionService::forgetWork() {
    m_stop.request_stop();
    m_stop = {};
    ++m_generation;
    m_busy = false;
    m_loaded = std::make_shared<Loaded>();
    m_asked.clear();
    m_state.loading = false;
    m_state.done = m_state.total = 0;
    m_state.secondsLeft = -1;
    m_state.unknownLabels.clear();
    m_state.problem.reset();
}

void SuggestionService::setProject(ProjectPtr project) {
    forgetWork();
    m_project = std::move(project);
    m_visible.clear();
    m_state.run.clear();
    m_state.possible = m_project && m_project->writer() && m_backend;
    Q_EMIT changed();
    if (!m_state.possible)
        return;
    m_pool.start([this, project = m_project, generation = m_generation] {
        auto reader = project->reader();
        const auto run = reader ? (*reader)->setting(kSetting)
                                : Result<std::optional<std::string>>(reader.error());
        post([this, generation, run] {
            if (generation != m_generation || !run || !run->has_value())
                return;
            m_state.run = QString::fromStdString(**run);
            Q_EMIT changed();
            pump();
        });
    });
}

void SuggestionService::setRun(const QString& run) {
    if (!m_state.possible || (run == m_state.run && !m_state.problem))
        return;
    forgetWork();
    m_state.run = run;
    m_pool.start([this, project = m_project, run = run.toStdString()] {
        const auto kept = project->writer()->setSetting(kSetting, run);
        if (!kept)
            post([this, error = kept.error()] { Q_EMIT failed(error); });
    });
    Q_EMIT changed();
    pump();
}

void SuggestionService::retry() {
    if (!m_state.problem)
        return;
    m_state.problem.reset();
    Q_EMIT changed();
    pump();
}

void SuggestionService::setVisible(std::vector<DocumentId> documents) {
    m_visible = std::move(documents);
    m_openFirst = true;
    pump();
}

void SuggestionService::setPaused(bool paused) {
    m_paused = paused;
    m_state.waiting = paused;
    Q_EMIT changed();
    pump();
}

void SuggestionService::request(const store::DocumentFilter& filter) {
    if (!m_state.possible || m_state.run.isEmpty())
        return;
    m_state.problem.reset();
    m_pool.start([this, project = m_project, filter, run = m_state.run.toStdString(),
                     generation = m_generation, stop = m_stop.get_token()] {
        const auto found = [&]() -> Result<std::vector<DocumentId>> {
            auto reader = project->reader();
            if (!reader)
                return reader.error();
            auto row = (*reader)->run(run, stop);
            if (!row)
                return row.error();
            auto ids = (*reader)->ids(filter, stop);
            if (!ids)
                return ids;
            return store::unread(**reader, row->id, *ids, false, stop);
        }();
        post([this, found, generation] {
            if (generation != m_generation)
                return;
            if (!found) {
                fail(found.error());
                return;
            }
            m_asked.assign(found->rbegin(), found->rend());
            m_state.done = 0;
            m_state.total = qint64(m_asked.size());
            m_state.secondsLeft = -1;
            m_askedRead = m_askedAdded = 0;
            m_since.start();
            if (m_asked.empty())
                Q_EMIT requestDone(0, 0, false);
            Q_EMIT changed();
            pump();
        });
    });
}

void SuggestionService::stop() {
    if (m_state.total == 0)
        return;
    m_stop.request_stop(); // also ends the batch at hand
    m_stop = {};
    m_asked.clear();
    m_state.done = m_state.total = 0;
    m_state.secondsLeft = -1;
    Q_EMIT requestDone(m_askedRead, m_askedAdded, true);
    Q_EMIT changed();
}

void SuggestionService::pump() {
    if (m_busy || m_paused || !m_state.possible || m_state.run.isEmpty() || m_state.problem)
        return;
    std::vector<DocumentId> next;
    if (!m_visible.empty()) {
        // The open document alone, so that its suggestions come at once; then those around it.
        const std::size_t count = std::exchange(m_openFirst, false) ? 1 : kAround;
        next.assign(
            m_visible.begin(), m_visible.begin() + qsizetype(std::min(count, m_visible.size())));
        m_visible.erase(m_visible.begin(), m_visible.begin() + qsizetype(next.size()));
        read(std::move(next), false);
    } else if (!m_asked.empty()) {
        while (!m_asked.empty() && next.size() < kAsked) {
            next.push_back(m_asked.back());
            m_asked.pop_back();
        }
        read(std::move(next), true);
    }
}

void SuggestionService::read(std::vector<DocumentId> documents, bool asked) {
    m_busy = true;
    const std::size_t count = documents.size();
    m_pool.start([this, project = m_project, loaded = m_loaded, run = m_state.run.toStdString(),
                     documents = std::move(documents), count, asked, generation = m_generation,
                     stop = m_stop.get_token()] {
        Batch batch;
        batch.error = [&]() -> std::optional<Error> {
            lowerPriority();
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
            if (!loaded->model) {
                // Nothing to read: the model need not be loaded.
                auto reader = project->reader();
                auto row = reader ? (*reader)->run(run) : Result<store::RunRow>(reader.error());
                if (!row)
                    return row.error();
                auto left = store::unread(**reader, row->id, documents);
                if (!left)
                    return left.error();
                if (left->empty())
                    return std::nullopt;
                post([this, generation] {
                    if (generation == m_generation) {
                        m_state.loading = true;
                        Q_EMIT changed();
                    }
                });
                auto model = m_backend->open(*project, run);
                if (!model)
                    return model.error();
                loaded->model = std::move(*model);
            }
            for (const std::string& label : loaded->model->unknownLabels())
                batch.unknownLabels << QString::fromStdString(label);
            auto outcome = suggest(*project, *loaded->model, {documents, false, false}, stop);
            if (!outcome)
                return outcome.error();
            batch.outcome = std::move(*outcome);
            return std::nullopt;
        }();
        post([this, batch = std::move(batch), count, asked, generation] {
            if (generation == m_generation)
                took(batch, count, asked);
        });
    });
}

void SuggestionService::took(const Batch& batch, std::size_t documents, bool asked) {
    m_busy = false;
    m_state.loading = false;
    if (batch.error) {
        if (batch.error->code == ErrorCode::Cancelled)
            pump();
        else
            fail(*batch.error);
        return;
    }
    m_state.unknownLabels = batch.unknownLabels;
    if (asked && m_state.total > 0) {
        m_state.done += qint64(documents);
        m_askedRead += batch.outcome.read;
        m_askedAdded += batch.outcome.added;
        m_state.secondsLeft = double(m_since.elapsed()) / 1000 / double(m_state.done)
            * double(m_state.total - m_state.done);
        if (m_asked.empty()) {
            m_state.done = m_state.total = 0;
            m_state.secondsLeft = -1;
            Q_EMIT requestDone(m_askedRead, m_askedAdded, false);
        }
    }
    if (!batch.outcome.changed.empty())
        Q_EMIT suggested(batch.outcome.changed);
    Q_EMIT changed();
    pump();
}

void SuggestionService::fail(const Error& error) {
    m_asked.clear();
    m_state.loading = false;
    m_state.done = m_state.total = 0;
    m_state.secondsLeft = -1;
    m_state.problem = error;
    Q_EMIT changed();
    Q_EMIT failed(error);
}

} // namespace evenspan::ui
