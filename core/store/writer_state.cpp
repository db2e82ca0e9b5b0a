// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer_state.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

std::int64_t nowMilliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

void fail(ErrorCode code, std::string what, std::string where, std::string remedy) {
    throw Failure{Error{code, std::move(what), std::move(where), std::move(remedy)}};
}

void requireText(std::string_view text, const char* what) {
    if (firstInvalidUtf8(text))
        fail(ErrorCode::BadEncoding, std::string(what) + " is not UTF-8", {},
            "Convert the source to UTF-8 first.");
}

std::string toJson(const std::map<std::string, std::string>& map) {
    return map.empty() ? std::string("{}") : json(map).dump();
}

std::map<std::string, std::string> mapFromJson(std::string_view text) {
    if (text.empty() || text == "{}")
        return {};
    return json::parse(text).get<std::map<std::string, std::string>>();
}

std::vector<Range> rangesOf(std::vector<std::int64_t> ids) {
    std::sort(ids.begin(), ids.end());
    std::vector<Range> out;
    for (const std::int64_t id : ids) {
        if (!out.empty() && id <= out.back().second + 1)
            out.back().second = id;
        else
            out.push_back({id, id});
    }
    return out;
}

Writer::State::State(std::unique_ptr<Database> database)
    : db(std::move(database)) { }

std::int64_t Writer::State::lastId(const char* counter) {
    if (counters.empty()) {
        Statement s = db->cached("SELECT name, value FROM counter");
        while (s.step())
            counters[s.string(0)] = s.integer(1);
    }
    return counters[counter];
}

std::int64_t Writer::State::nextId(const char* counter) {
    const std::int64_t id = lastId(counter) + 1;
    counters[counter] = id;
    return id;
}

void Writer::State::setCounter(const char* counter, std::int64_t value) {
    lastId(counter);
    counters[counter] = value;
}

void Writer::State::writeCounters() {
    Statement s = db->cached("UPDATE counter SET value = ?2 WHERE name = ?1 AND value <> ?2");
    for (const auto& [name, value] : counters)
        s.with(name, value).run();
}

void Writer::State::record(
    const char* kind, Range documents, const json& payload, const json& inverse) {
    if (group == 0) {
        if (groupKind == std::string_view(kEdit))
            db->cached("UPDATE event_group SET state = 2 WHERE kind = 'edit' AND state = 1").run();
        group = nextId("event_group");
        db->cached("INSERT INTO event_group(id, time, actor, name, kind, target, state) "
                   "VALUES (?, ?, ?, ?, ?, NULL, 0)")
            .with(group, nowMilliseconds(), actor, groupName, groupKind)
            .run();
    }
    Statement s = db->cached("INSERT INTO event(id, event_group, kind, first_document, "
                             "last_document, payload, inverse) VALUES (?, ?, ?, ?, ?, ?, ?)");
    s.with(nextId("event"), group, kind);
    if (documents.first > 0)
        s.bind(4, documents.first).bind(5, documents.second);
    else
        s.bind(4, std::nullopt).bind(5, std::nullopt);
    s.bind(6, payload.dump()).bind(7, inverse.dump()).run();
}

void Writer::State::tally(int sign, Range documents, bool labels) {
    db->cached(
          "INSERT INTO tally(split, state, documents, sentences, tokens, spans) "
          "SELECT split, state, ?1 * count(*), ?1 * sum(sentences), ?1 * sum(tokens), "
          "?1 * sum(spans) FROM document NOT INDEXED WHERE id BETWEEN ?2 AND ?3 AND hidden = 0 "
          "GROUP BY split, state "
          "ON CONFLICT(split, state) DO UPDATE SET documents = documents + "
          "excluded.documents, sentences = sentences + excluded.sentences, "
          "tokens = tokens + excluded.tokens, spans = spans + excluded.spans")
        .with(sign, documents.first, documents.second)
        .run();
    if (!labels)
        return;
    db->cached("INSERT INTO label_tally(label, spans) SELECT s.label, ?1 * count(*) "
               "FROM document d NOT INDEXED CROSS JOIN span s ON s.document = d.id "
               "WHERE d.id BETWEEN ?2 AND ?3 AND d.hidden = 0 AND s.state = 0 GROUP BY s.label "
               "ON CONFLICT(label) DO UPDATE SET spans = spans + excluded.spans")
        .with(sign, documents.first, documents.second)
        .run();
}

void Writer::State::requireDocument(std::int64_t id) {
    Statement s = db->cached("SELECT 1 FROM document WHERE id = ? AND hidden < 2");
    s.with(id);
    if (!s.step())
        fail(ErrorCode::NotFound, "There is no such document", std::to_string(id));
}

std::int64_t Writer::State::labelId(const std::string& name) {
    Statement s = db->cached("SELECT id FROM label WHERE name = ? AND gone = 0");
    s.with(name);
    if (!s.step())
        fail(ErrorCode::NotFound, "The project has no such label", name, "Add the label first.");
    return s.integer(0);
}

std::int64_t Writer::State::addLabel(const LabelRow& label) {
    if (label.name.empty())
        fail(ErrorCode::InvalidArgument, "A label needs a name");
    for (const std::string* text : {&label.name, &label.colour, &label.key, &label.description})
        requireText(*text, "The label");
    {
        Statement s = db->cached("SELECT 1 FROM label WHERE name = ? AND gone = 0");
        s.with(label.name);
        if (s.step())
            fail(ErrorCode::AlreadyExists, "There is already a label of this name", label.name,
                "Choose another name.");
    }
    const std::int64_t id = nextId("label");
    db->cached("INSERT INTO label(id, name, colour, key, description, archived, gone) "
               "VALUES (?, ?, ?, ?, ?, ?, 0)")
        .with(id, label.name, label.colour, label.key, label.description, int(label.archived))
        .run();
    record(event::kLabelAdd, {}, {{"id", id}, {"name", label.name}}, json::object());
    return id;
}

void Writer::State::checkSearch(CheckReport& report) {
    std::lock_guard hold(mutex);
    const auto done = guard(
        [&] { db->script("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"); });
    if (!done) {
        report.ok = false;
        report.problems.push_back("The search index does not fit the texts.");
    }
}

Change::Change(Writer::State& state, const std::string& name, const char* kind)
    : m_state(state)
    , m_lock(state.mutex) {
    if (state.depth == 0) {
        m_transaction.emplace(*state.db);
        state.group = 0;
        state.groupName = name;
        state.groupKind = kind;
    } else {
        state.db->cached("SAVEPOINT command").run();
    }
    ++state.depth;
}

void Change::commit() {
    if (m_transaction) {
        m_state.db->cached("DELETE FROM tally WHERE documents = 0").run();
        m_state.writeCounters();
        m_transaction->commit();
    } else {
        m_state.db->cached("RELEASE command").run();
    }
    m_open = false;
}

Change::~Change() {
    --m_state.depth;
    if (!m_open)
        return;
    if (m_transaction) {
        m_state.counters.clear(); // read again from what is on disk
    } else {
        // The group's own row may have been written since the savepoint: it goes with it.
        const auto undone = guard([&] {
            m_state.db->script("ROLLBACK TO command; RELEASE command;");
            Statement s = m_state.db->cached("SELECT 1 FROM event_group WHERE id = ?");
            s.with(m_state.group);
            if (m_state.group != 0 && !s.step())
                m_state.group = 0;
        });
        static_cast<void>(undone); // a failed rollback fails the group's commit too
    }
}

} // namespace evenspan::store
