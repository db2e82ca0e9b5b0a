// SPDX-License-Identifier: GPL-3.0-or-later
// Undo and redo, the writer's queue and its upkeep.
#include "core/store/writer.h"
#include "core/store/writer_state.h"

#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

struct Recorded {
    std::string kind;
    std::string payload;
    std::string inverse;
};

// Undo and redo stand in the history as groups of their own, without events.
void note(Writer::State& state, const char* kind, std::int64_t target) {
    Database& db = *state.db;
    db.cached("UPDATE event_group SET state = ? WHERE id = ?")
        .with(kind == std::string_view("undo") ? 1 : 0, target)
        .run();
    db.cached("INSERT INTO event_group(id, time, actor, name, kind, target, state) "
              "SELECT ?1, ?2, ?3, name, ?4, ?5, 0 FROM event_group WHERE id = ?5")
        .with(state.nextId("event_group"), nowMilliseconds(), state.actor, kind, target)
        .run();
}

Result<bool> travel(Writer::State& state, bool forward) {
    return guard([&] {
        if (state.depth > 0)
            fail(ErrorCode::InvalidArgument, "Undo and redo cannot be part of a group");
        Change change(state, {});
        const std::int64_t target = state.db->integer(forward
                ? "SELECT min(id) FROM event_group WHERE kind = 'edit' AND state = 1"
                : "SELECT max(id) FROM event_group WHERE kind = 'edit' AND state = 0");
        if (target == 0)
            return false;
        // By id, one at a time: a large group must not lie in memory as a whole.
        Statement next = state.db->prepare(forward
                ? "SELECT id, kind, payload, inverse FROM event WHERE event_group = ? AND id > ? "
                  "ORDER BY id LIMIT 1"
                : "SELECT id, kind, payload, inverse FROM event WHERE event_group = ? AND id < ? "
                  "ORDER BY id DESC LIMIT 1");
        std::int64_t at = forward ? 0 : INT64_MAX;
        while (next.with(target, at).step()) {
            at = next.integer(0);
            const Recorded event{next.string(1), next.string(2), next.string(3)};
            next.reset();
            state.apply(
                event.kind, json::parse(event.payload), json::parse(event.inverse), forward);
        }
        note(state, forward ? "redo" : "undo", target);
        change.commit();
        return true;
    });
}

} // namespace

Result<bool> Writer::undo() {
    std::lock_guard hold(m_state->mutex);
    return travel(*m_state, false);
}

Result<bool> Writer::redo() {
    std::lock_guard hold(m_state->mutex);
    return travel(*m_state, true);
}

// --- Queue

Writer::Writer(std::unique_ptr<State> state)
    : m_state(std::move(state)) { }

Writer::~Writer() {
    {
        std::lock_guard hold(m_state->queueMutex);
        m_state->ending = true;
    }
    m_state->wake.notify_all();
    if (m_state->thread.joinable())
        m_state->thread.join();
}

void Writer::post(std::function<void(Writer&)> job) {
    State& state = *m_state;
    std::lock_guard hold(state.queueMutex);
    state.jobs.push_back(std::move(job));
    if (!state.thread.joinable()) {
        state.thread = std::thread([this, &state] {
            std::unique_lock lock(state.queueMutex);
            for (;;) {
                state.wake.wait(lock, [&] { return state.ending || !state.jobs.empty(); });
                if (state.jobs.empty())
                    return;
                const auto next = std::move(state.jobs.front());
                state.jobs.pop_front();
                state.working = true;
                lock.unlock();
                next(*this);
                lock.lock();
                state.working = false;
                if (state.jobs.empty())
                    state.idle.notify_all();
            }
        });
    }
    state.wake.notify_one();
}

void Writer::waitIdle() {
    std::unique_lock lock(m_state->queueMutex);
    m_state->idle.wait(lock, [&] { return m_state->jobs.empty() && !m_state->working; });
}

// --- Upkeep

Result<void> Writer::checkpoint() {
    std::lock_guard hold(m_state->mutex);
    return guard([&] { m_state->db->script("PRAGMA wal_checkpoint(TRUNCATE)"); });
}

Result<void> Writer::compact() {
    std::lock_guard hold(m_state->mutex);
    return guard([&] {
        Database& db = *m_state->db;
        {
            Transaction transaction(db);
            // An import that an edit has passed over stays undone for ever. Its event stays in the
            // history; what it brought goes.
            Statement doomed = db.prepare(
                "SELECT json_extract(e.payload, '$.first'), json_extract(e.payload, '$.last') "
                "FROM event e JOIN event_group g ON g.id = e.event_group "
                "WHERE g.state = 2 AND e.kind = 'import'");
            std::vector<Range> ranges;
            while (doomed.step())
                ranges.push_back({doomed.integer(0), doomed.integer(1)});
            doomed.reset();
            for (const Range& range : ranges) {
                db.prepare("INSERT INTO search(search, rowid, text) SELECT 'delete', document, "
                           "text FROM content WHERE document BETWEEN ? AND ?")
                    .with(range.first, range.second)
                    .run();
                for (const char* sql : {"DELETE FROM span WHERE document BETWEEN ? AND ?",
                         "DELETE FROM grid WHERE document BETWEEN ? AND ?",
                         "DELETE FROM span_sum WHERE document BETWEEN ? AND ?",
                         "DELETE FROM document_meta WHERE document BETWEEN ? AND ?",
                         "DELETE FROM note WHERE document BETWEEN ? AND ?",
                         "DELETE FROM active_time WHERE document BETWEEN ? AND ?",
                         "DELETE FROM uncertainty WHERE document BETWEEN ? AND ?",
                         "DELETE FROM prediction WHERE document BETWEEN ? AND ?",
                         "DELETE FROM predicted WHERE document BETWEEN ? AND ?",
                         "DELETE FROM content WHERE document BETWEEN ? AND ?",
                         "DELETE FROM document WHERE id BETWEEN ? AND ?"})
                    db.prepare(sql).with(range.first, range.second).run();
            }
            transaction.commit();
        }
        db.script("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
    });
}

Result<void> Writer::backup(const std::filesystem::path& target) {
    std::lock_guard hold(m_state->mutex);
    return guard([&] {
        std::error_code ignored;
        if (std::filesystem::exists(target, ignored))
            fail(ErrorCode::AlreadyExists, "There is already a file of this name", target.string(),
                "Choose another name.");
        try {
            m_state->db->prepare("VACUUM INTO ?").with(target.string()).run();
        } catch (...) {
            std::filesystem::remove(target, ignored);
            throw;
        }
    });
}

} // namespace evenspan::store
