// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_marks.h"

#include "core/store/reader.h"
#include "core/store/writer_state.h"

#include <nlohmann/json.hpp>

namespace evenspan::store {

namespace {

constexpr std::size_t kLongestTag = 64;

void requireRun(Database& db, RunId run) {
    Statement s = db.cached("SELECT 1 FROM run WHERE id = ?");
    if (!s.with(run.value).step())
        fail(ErrorCode::NotFound, "There is no such run", std::to_string(run.value));
}

void requireTag(const std::string& tag) {
    requireText(tag, "A tag");
    if (tag.empty() || tag.size() > kLongestTag || tag.find_first_of("\n\r\t") != std::string::npos)
        fail(ErrorCode::InvalidArgument, "A tag is one line of 1 to 64 bytes", {},
            "Write a shorter one.");
}

} // namespace

Result<std::map<RunId, RunMarks>> runMarks(Reader& reader, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, std::move(stop));
        ReadTransaction view(db);
        std::map<RunId, RunMarks> out;
        Statement marks = db.prepare("SELECT run, note, star, archived, trashed FROM run_mark");
        while (marks.step()) {
            RunMarks& row = out[RunId(marks.integer(0))];
            row.note = marks.string(1);
            row.star = marks.integer(2) != 0;
            row.archived = marks.integer(3) != 0;
            if (!marks.isNull(4))
                row.trashed = marks.integer(4);
        }
        Statement tags = db.prepare("SELECT run, tag FROM run_tag");
        while (tags.step())
            out[RunId(tags.integer(0))].tags.insert(tags.string(1));
        return out;
    });
}

Result<void> setRunMarks(Writer& writer, RunId run, const RunMarks& marks) {
    return guard([&] {
        Writer::State& state = writer.state();
        Change change(state, {});
        Database& db = *state.db;
        requireRun(db, run);
        requireText(marks.note, "The note");
        for (const std::string& tag : marks.tags)
            requireTag(tag);
        db.cached("INSERT OR REPLACE INTO run_mark(run, note, star, archived, trashed) VALUES (?, "
                  "?, ?, ?, ?)")
            .with(run.value, marks.note, int(marks.star), int(marks.archived), marks.trashed)
            .run();
        db.cached("DELETE FROM run_tag WHERE run = ?").with(run.value).run();
        Statement s = db.cached("INSERT INTO run_tag(run, tag) VALUES (?, ?)");
        for (const std::string& tag : marks.tags)
            s.with(run.value, tag).run();
        change.commit();
    });
}

Result<void> saveRunScore(Writer& writer, const RunScoreRow& row) {
    return guard([&] {
        Writer::State& state = writer.state();
        Change change(state, {});
        requireRun(*state.db, row.run);
        requireText(row.split, "The split");
        if (!nlohmann::json::accept(row.outcome))
            fail(ErrorCode::InvalidArgument, "A record of the run is not JSON", row.split);
        state.db
            ->cached(
                "INSERT OR REPLACE INTO run_score(run, split, data, event_group, time, outcome) "
                "VALUES (?, ?, ?, ?, ?, ?)")
            .with(row.run.value, row.split, row.data, row.group,
                row.time ? row.time : nowMilliseconds(), row.outcome)
            .run();
        change.commit();
    });
}

Result<std::vector<RunScoreRow>> runScores(Reader& reader, RunId run, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, std::move(stop));
        Statement s = db.cached("SELECT split, data, event_group, time, outcome FROM run_score "
                                "WHERE run = ? ORDER BY split");
        s.with(run.value);
        std::vector<RunScoreRow> out;
        while (s.step())
            out.push_back({run, s.string(0), s.string(1), s.integer(2), s.integer(3), s.string(4)});
        return out;
    });
}

Result<std::int64_t> newestGroup(
    Reader& reader, const std::optional<std::int64_t>& time, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, std::move(stop));
        if (!time)
            return db.integer("SELECT max(id) FROM event_group");
        // Groups grow with time; the newest come first, so the walk is as long as what came after.
        Statement s =
            db.cached("SELECT id FROM event_group WHERE time <= ? ORDER BY id DESC LIMIT 1");
        return s.with(*time).step() ? s.integer(0) : std::int64_t{0};
    });
}

Result<std::vector<FileRow>> removeRunForEver(Writer& writer, RunId run) {
    return guard([&] {
        Writer::State& state = writer.state();
        Change change(state, {});
        Database& db = *state.db;
        requireRun(db, run);
        Statement running = db.cached("SELECT 1 FROM run WHERE id = ? AND state = 'running'");
        if (running.with(run.value).step())
            fail(ErrorCode::InvalidArgument, "The run is training", {}, "Stop it first.");
        running.reset();
        std::vector<FileRow> files;
        Statement s = db.cached("SELECT sha256, path, size, role, provenance, created FROM file "
                                "WHERE run = ?");
        s.with(run.value);
        while (s.step())
            files.push_back({s.string(0), s.string(1), s.integer(2), run, s.string(3), s.string(4),
                s.integer(5)});
        s.reset();
        db.cached("DELETE FROM file WHERE run = ?").with(run.value).run();
        db.cached("UPDATE span SET run = NULL WHERE run = ?").with(run.value).run();
        db.cached("DELETE FROM run WHERE id = ?").with(run.value).run();
        change.commit();
        return files;
    });
}

} // namespace evenspan::store
