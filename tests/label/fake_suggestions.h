// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/find_equal.h"
#include "ui/shell/suggestion_service.h"

#include <QSemaphore>

#include <atomic>
#include <map>
#include <mutex>

namespace evenspan::ui {

// A model that knows words by heart, and what it was asked for. Shared with the test.
struct FakeModelState {
    std::map<std::string, std::pair<std::string, double>> words; // label, score
    std::mutex mutex;
    std::vector<std::vector<std::int64_t>> asked; // documents of each batch
    std::vector<std::string> opened; // runs
    std::optional<Error> refusal; // of the next opening
    std::vector<std::string> unknown;
    std::atomic<bool> gated = false; // each batch waits for a permit
    QSemaphore permits;

    std::size_t batches() {
        const std::lock_guard lock(mutex);
        return asked.size();
    }
    std::vector<std::int64_t> batch(std::size_t i) {
        const std::lock_guard lock(mutex);
        return asked.at(i);
    }
};

class FakeModel : public SuggestionModel {
public:
    FakeModel(std::shared_ptr<FakeModelState> state, RunId run, std::string name)
        : m_state(std::move(state))
        , m_run(run)
        , m_name(std::move(name)) { }
    RunId run() const override { return m_run; }
    const std::string& name() const override { return m_name; }
    const std::vector<std::string>& unknownLabels() const override { return m_state->unknown; }
    Result<std::vector<store::Reading>> read(
        std::span<const store::DocumentData> documents, std::stop_token stop) override {
        {
            const std::lock_guard lock(m_state->mutex);
            std::vector<std::int64_t> ids;
            for (const auto& document : documents)
                ids.push_back(document.row.id.value);
            m_state->asked.push_back(ids);
        }
        while (m_state->gated && !m_state->permits.tryAcquire(1, 5))
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
        std::vector<store::Reading> out;
        for (const auto& document : documents) {
            store::Reading reading{document.row.id, {}, 0.5};
            for (const auto& [word, label] : m_state->words)
                for (const CodePointRange place : findText(document.text, document.grid, word)) {
                    store::SpanRow span;
                    span.range = place;
                    span.label = label.first;
                    span.score = label.second;
                    reading.spans.push_back(span);
                }
            out.push_back(std::move(reading));
        }
        return out;
    }

private:
    std::shared_ptr<FakeModelState> m_state;
    RunId m_run;
    std::string m_name;
};

class FakeBackend : public SuggestionBackend {
public:
    explicit FakeBackend(std::shared_ptr<FakeModelState> state)
        : m_state(std::move(state)) { }
    Result<std::unique_ptr<SuggestionModel>> open(
        store::Project& project, const std::string& run) override {
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->opened.push_back(run);
            if (m_state->refusal)
                return *std::exchange(m_state->refusal, std::nullopt);
        }
        auto row = (*project.reader())->run(run);
        if (!row)
            return row.error();
        return std::unique_ptr<SuggestionModel>(std::make_unique<FakeModel>(m_state, row->id, run));
    }

private:
    std::shared_ptr<FakeModelState> m_state;
};

// Finished runs of these names.
inline std::function<void(store::Project&)> withRuns(std::vector<const char*> names) {
    return [names = std::move(names)](store::Project& project) {
        for (const char* name : names) {
            store::RunRow run;
            run.name = name;
            run.state = store::RunState::Finished;
            run.path = std::string("models/") + name;
            run.scores = R"({"micro":{"precision":0.9,"recall":0.9,"f1":0.913,"support":10}})";
            if (!project.writer()->createRun(run))
                qFatal("run");
        }
    };
}

} // namespace evenspan::ui
