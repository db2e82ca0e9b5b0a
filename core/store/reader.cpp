// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"

#include "core/store/grid_codec.h"
#include "core/store/reader_query.h"
#include "core/store/sqlite.h"
#include "core/store/writer_state.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace evenspan::store {

namespace {

constexpr const char* kRunNames[] = {
    "queued", "running", "stopped", "failed", "finished", "interrupted"};

RunRow runFrom(const Statement& s) {
    RunRow run;
    run.id = RunId(s.integer(0));
    run.name = s.string(1);
    run.state = runStateFromName(s.text(2)).value_or(RunState::Failed);
    run.recipe = s.string(3);
    run.record = s.string(4);
    run.scores = s.string(5);
    run.path = s.string(6);
    run.created = s.integer(7);
    if (!s.isNull(8))
        run.finished = s.integer(8);
    return run;
}

constexpr const char* kRuns =
    "SELECT id, name, state, recipe, record, scores, path, created, finished FROM run ";

} // namespace

const char* runStateName(RunState state) {
    return kRunNames[static_cast<std::size_t>(state)];
}

std::optional<RunState> runStateFromName(std::string_view name) {
    for (std::size_t i = 0; i < std::size(kRunNames); ++i)
        if (name == kRunNames[i])
            return static_cast<RunState>(i);
    return std::nullopt;
}

Reader::Reader(std::unique_ptr<Database> database)
    : m_database(std::move(database)) { }

Reader::~Reader() = default;

Result<ProjectInfo> Reader::info(std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        ProjectInfo info;
        for (int i = 0; i <= static_cast<int>(DocumentState::Disputed); ++i)
            info.states[documentStateName(static_cast<DocumentState>(i))] = 0;
        Statement tally = m_database->cached(
            "SELECT split, state, documents, sentences, tokens, spans FROM tally");
        while (tally.step()) {
            Counts& split = info.splits[tally.string(0)];
            for (Counts* sum : {&info.total, &split}) {
                sum->documents += tally.integer(2);
                sum->sentences += tally.integer(3);
                sum->tokens += tally.integer(4);
                sum->spans += tally.integer(5);
            }
            info.states[documentStateName(static_cast<DocumentState>(tally.integer(1)))] +=
                tally.integer(2);
        }
        Statement labels = m_database->cached(
            "SELECT l.name, coalesce(t.spans, 0) FROM label l LEFT JOIN label_tally t ON t.label = "
            "l.id WHERE l.gone = 0 AND (l.archived = 0 OR coalesce(t.spans, 0) > 0)");
        while (labels.step())
            info.labels[labels.string(0)] = labels.integer(1);
        Statement runs = m_database->cached("SELECT name FROM run ORDER BY id");
        while (runs.step())
            info.runs.push_back(runs.string(0));
        info.trashed = m_database->integer("SELECT count(*) FROM document WHERE hidden = 1");
        return info;
    });
}

Result<std::vector<LabelRow>> Reader::labels(std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        std::vector<LabelRow> out;
        Statement s = m_database->cached(
            "SELECT l.id, l.name, l.colour, l.key, l.description, l.archived, coalesce(t.spans, 0) "
            "FROM label l LEFT JOIN label_tally t ON t.label = l.id WHERE l.gone = 0 ORDER BY "
            "l.id");
        while (s.step())
            out.push_back({LabelId(s.integer(0)), s.string(1), s.string(2), s.string(3),
                s.string(4), s.integer(5) != 0, s.integer(6)});
        return out;
    });
}

Result<std::vector<HistoryRow>> Reader::history(
    std::optional<DocumentId> document, std::size_t limit, EventId before, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        std::string sql = "SELECT e.id, g.id, g.time, g.actor, g.name, e.kind, e.payload, "
                          "e.inverse, g.state FROM event e JOIN event_group g ON g.id = "
                          "e.event_group WHERE e.id < ?1 ";
        if (document)
            sql += "AND e.id IN (SELECT id FROM event WHERE first_document = ?2 UNION "
                   "SELECT id FROM event WHERE first_document <> last_document AND "
                   "first_document <= ?2 AND last_document >= ?2) ";
        sql += "ORDER BY e.id DESC";
        Statement s = m_database->prepare(sql);
        s.bind(1, before.value ? before.value : std::numeric_limits<std::int64_t>::max());
        if (document)
            s.bind(2, document->value);
        std::vector<HistoryRow> out;
        while (out.size() < limit && s.step()) {
            HistoryRow row{EventId(s.integer(0)), s.integer(1), s.integer(2), s.string(3),
                s.string(4), s.string(5), s.string(6), s.string(7), s.integer(8) != 0};
            // A bulk event names ranges; the document may lie between them.
            bool about = true;
            if (document && row.payload.find("\"documents\":[") != std::string::npos) {
                about = false;
                const auto payload = nlohmann::json::parse(row.payload);
                for (const auto& range : payload.at("documents"))
                    about =
                        about || (range.at(0) <= document->value && document->value <= range.at(1));
            }
            if (about)
                out.push_back(std::move(row));
        }
        return out;
    });
}

Result<std::vector<RunRow>> Reader::runs(std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        std::vector<RunRow> out;
        Statement s = m_database->prepare(std::string(kRuns) + "ORDER BY id");
        while (s.step())
            out.push_back(runFrom(s));
        return out;
    });
}

Result<RunRow> Reader::run(const std::string& name, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        Statement s = m_database->prepare(std::string(kRuns) + "WHERE name = ?");
        s.with(name);
        if (!s.step())
            fail(ErrorCode::NotFound, "The project has no such run", name,
                "List the runs with project info.");
        return runFrom(s);
    });
}

Result<std::vector<MetricRow>> Reader::metrics(
    RunId run, std::int64_t after, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        std::vector<MetricRow> out;
        Statement s = m_database->cached(
            "SELECT step, epoch, split, key, value FROM run_metric WHERE run = ? AND step > ?");
        s.with(run.value, after);
        while (s.step())
            out.push_back({s.integer(0), s.real(1), s.string(2), s.string(3),
                s.isNull(4) ? std::numeric_limits<double>::quiet_NaN() : s.real(4)});
        return out;
    });
}

Result<std::vector<FileRow>> Reader::files(std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        std::vector<FileRow> out;
        Statement s = m_database->cached("SELECT sha256, path, size, run, role, provenance, "
                                         "created FROM file ORDER BY created, sha256");
        while (s.step())
            out.push_back({s.string(0), s.string(1), s.integer(2),
                s.isNull(3) ? std::nullopt : std::optional(RunId(s.integer(3))), s.string(4),
                s.string(5), s.integer(6)});
        return out;
    });
}

Result<std::optional<std::string>> Reader::setting(const std::string& key) {
    return guard([&] {
        Statement s = m_database->cached("SELECT value FROM setting WHERE key = ?");
        s.with(key);
        return s.step() ? std::optional(s.string(0)) : std::nullopt;
    });
}

Result<std::string> Reader::undoName() {
    return guard([&] {
        return m_database->string("SELECT name FROM event_group WHERE id = (SELECT max(id) FROM "
                                  "event_group WHERE kind = 'edit' AND state = 0)");
    });
}

Result<std::string> Reader::redoName() {
    return guard([&] {
        return m_database->string("SELECT name FROM event_group WHERE id = (SELECT min(id) FROM "
                                  "event_group WHERE kind = 'edit' AND state = 1)");
    });
}

} // namespace evenspan::store
