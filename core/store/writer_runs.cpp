// SPDX-License-Identifier: GPL-3.0-or-later
// Runs, their metrics, predictions and files: records that undo does not touch.
#include "core/store/writer.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan::store {

namespace {

// A transaction without an event group.
template <class F> auto store(Writer::State& state, F&& body) {
    return guard([&] {
        Change change(state, {});
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            body();
            change.commit();
        } else {
            auto value = body();
            change.commit();
            return value;
        }
    });
}

void requireRun(const RunRow& run) {
    requireText(run.name, "The run's name");
    requireText(run.path, "The run's path");
    if (run.name.empty())
        fail(ErrorCode::InvalidArgument, "A run needs a name");
    for (const std::string* text : {&run.recipe, &run.record, &run.scores})
        if (!nlohmann::json::accept(*text))
            fail(ErrorCode::InvalidArgument, "A record of the run is not JSON", run.name);
}

} // namespace

Result<RunId> Writer::createRun(const RunRow& run) {
    return store(*m_state, [&] {
        requireRun(run);
        Statement twin = m_state->db->cached("SELECT 1 FROM run WHERE name = ?");
        twin.with(run.name);
        if (twin.step())
            fail(ErrorCode::AlreadyExists, "There is already a run of this name", run.name,
                "Choose another name.");
        twin.reset();
        const RunId id(m_state->nextId("run"));
        m_state->db
            ->cached("INSERT INTO run(id, name, state, recipe, record, scores, path, created, "
                     "finished) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .with(id.value, run.name, runStateName(run.state), run.recipe, run.record, run.scores,
                run.path, run.created ? run.created : nowMilliseconds(), run.finished)
            .run();
        return id;
    });
}

Result<void> Writer::updateRun(const RunRow& run) {
    return store(*m_state, [&] {
        requireRun(run);
        m_state->db
            ->cached("UPDATE run SET name = ?2, state = ?3, recipe = ?4, record = ?5, "
                     "scores = ?6, path = ?7, finished = ?8 WHERE id = ?1")
            .with(run.id.value, run.name, runStateName(run.state), run.recipe, run.record,
                run.scores, run.path, run.finished)
            .run();
        if (m_state->db->changes() == 0)
            fail(ErrorCode::NotFound, "There is no such run", run.name);
    });
}

Result<void> Writer::removeRun(RunId id) {
    return store(*m_state, [&] {
        m_state->db->cached("UPDATE span SET run = NULL WHERE run = ?").with(id.value).run();
        m_state->db->cached("DELETE FROM run WHERE id = ?").with(id.value).run();
        if (m_state->db->changes() == 0)
            fail(ErrorCode::NotFound, "There is no such run", std::to_string(id.value));
    });
}

Result<void> Writer::appendMetrics(RunId run, std::span<const MetricRow> rows) {
    return store(*m_state, [&] {
        Statement s = m_state->db->cached("INSERT OR REPLACE INTO run_metric(run, step, split, "
                                          "key, epoch, value) VALUES (?, ?, ?, ?, ?, ?)");
        // SQLite stores NaN as NULL, which the reader gives back as NaN.
        for (const MetricRow& row : rows)
            s.with(run.value, row.step, row.split, row.key, row.epoch, row.value).run();
    });
}

Result<void> Writer::savePredictions(
    RunId run, std::span<const DocumentId> documents, std::span<const PredictionRow> rows) {
    return store(*m_state, [&] {
        std::vector<std::int64_t> known;
        for (const DocumentId id : documents) {
            m_state->requireDocument(id.value);
            m_state->db->cached("DELETE FROM prediction WHERE run = ? AND document = ?")
                .with(run.value, id.value)
                .run();
            m_state->db->cached("INSERT OR IGNORE INTO predicted(run, document) VALUES (?, ?)")
                .with(run.value, id.value)
                .run();
            known.push_back(id.value);
        }
        std::sort(known.begin(), known.end());
        Statement s = m_state->db->cached(
            "INSERT OR REPLACE INTO prediction(run, document, first, last, label, score) "
            "VALUES (?, ?, ?, ?, ?, ?)");
        for (const PredictionRow& row : rows) {
            if (!std::binary_search(known.begin(), known.end(), row.document.value))
                fail(ErrorCode::InvalidArgument, "A prediction is of a document not named",
                    std::to_string(row.document.value));
            s.with(run.value, row.document.value, row.range.begin, row.range.end, row.label,
                 row.score)
                .run();
        }
    });
}

Result<void> Writer::addFile(const FileRow& file) {
    return store(*m_state, [&] {
        m_state->db
            ->cached("INSERT OR REPLACE INTO file(sha256, path, size, run, role, provenance, "
                     "created) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .with(file.sha256, file.path, file.size,
                file.run ? std::optional(file.run->value) : std::nullopt, file.role,
                file.provenance, file.created ? file.created : nowMilliseconds())
            .run();
    });
}

Result<void> Writer::removeFile(const std::string& sha256) {
    return store(*m_state,
        [&] { m_state->db->cached("DELETE FROM file WHERE sha256 = ?").with(sha256).run(); });
}

Result<void> Writer::setSetting(const std::string& key, const std::string& value) {
    return store(*m_state, [&] {
        m_state->db->cached("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)")
            .with(key, value)
            .run();
    });
}

} // namespace evenspan::store
