// SPDX-License-Identifier: GPL-3.0-or-later
// Carrying out recorded changes: the same code does a change, undoes it and does it again.
#include "core/store/setting_row.h"
#include "core/store/writer_rows.h"
#include "core/store/writer_state.h"

#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

void setColumn(
    Writer::State& state, const char* sql, bool labels, const json& documents, const json& value) {
    for (const json& item : documents) {
        const Range range{item.at(0).get<std::int64_t>(), item.at(1).get<std::int64_t>()};
        state.tally(-1, range, labels);
        Statement s = state.db->cached(sql);
        if (value.is_string())
            s.bind(1, value.get_ref<const std::string&>());
        else
            s.bind(1, value.get<std::int64_t>());
        s.bind(2, range.first).bind(3, range.second).run();
        state.tally(1, range, labels);
    }
}

// An accepted span more (1) or less (-1): sums change by what changed, so that a label in a
// document of 20,000 costs what it costs in a document of one.
void countSpan(Writer::State& state, std::int64_t document, std::int64_t label, std::int64_t source,
    int change) {
    Database& db = *state.db;
    for (const auto& [kind, value] : {std::pair{0, label}, std::pair{1, source}}) {
        db.cached("INSERT INTO span_sum(kind, value, document, spans) VALUES (?, ?, ?, ?) ON "
                  "CONFLICT DO UPDATE SET spans = spans + excluded.spans")
            .with(kind, value, document, change)
            .run();
        if (change < 0)
            db.cached("DELETE FROM span_sum WHERE kind = ? AND value = ? AND document = ? AND "
                      "spans = 0")
                .with(kind, value, document)
                .run();
    }
    db.cached("UPDATE document SET spans = spans + ?2 WHERE id = ?1").with(document, change).run();
    db.cached("UPDATE tally SET spans = tally.spans + ?2 FROM document d WHERE d.id = ?1 AND "
              "d.hidden = 0 "
              "AND tally.split = d.split AND tally.state = d.state")
        .with(document, change)
        .run();
    db.cached(
          "INSERT INTO label_tally(label, spans) SELECT ?3, ?2 FROM document WHERE id = ?1 AND "
          "hidden = 0 ON CONFLICT(label) DO UPDATE SET spans = label_tally.spans + excluded.spans")
        .with(document, change, label)
        .run();
}

// Takes a span that is there out of the sums.
void uncountSpan(Writer::State& state, std::int64_t id) {
    Statement s = state.db->cached("SELECT document, label, state, source FROM span WHERE id = ?");
    s.with(id);
    if (!s.step() || s.integer(2) != static_cast<int>(SpanState::Accepted))
        return;
    const std::int64_t document = s.integer(0), label = s.integer(1), source = s.integer(3);
    s.reset();
    countSpan(state, document, label, source, -1);
}

void deleteSpan(Writer::State& state, const json& span) {
    const auto id = span.at("id").get<std::int64_t>();
    uncountSpan(state, id);
    state.db->cached("DELETE FROM span WHERE id = ?").with(id).run();
}

void putSpan(Writer::State& state, const json& span) {
    uncountSpan(state, span.at("id").get<std::int64_t>());
    // A run that was removed meanwhile leaves the span without one.
    Statement s = state.db->cached(
        "INSERT INTO span(id, document, layer, label, first, last, source, state, score, "
        "attributes, run, parts, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM run "
        "WHERE id = ?11), ?12, ?13) ON CONFLICT(id) DO UPDATE SET layer = excluded.layer, label = "
        "excluded.label, "
        "first = excluded.first, last = excluded.last, source = excluded.source, "
        "state = excluded.state, score = excluded.score, attributes = excluded.attributes, "
        "run = excluded.run, parts = excluded.parts, rule = excluded.rule");
    int at = 0;
    for (const char* key : {"id", "document", "layer", "label", "first", "last", "source", "state"})
        s.bind(++at, span.at(key).get<std::int64_t>());
    if (span.at("score").is_null())
        s.bind(9, std::nullopt);
    else
        s.bind(9, span.at("score").get<double>());
    s.bind(10, span.at("attributes").dump());
    if (span.at("run").is_null())
        s.bind(11, std::nullopt);
    else
        s.bind(11, span.at("run").get<std::int64_t>());
    // Spans that a history of version 1 holds have neither.
    if (const auto parts = span.find("parts"); parts != span.end())
        s.bind(12, parts->dump());
    else
        s.bind(12, std::nullopt);
    if (const auto rule = span.find("rule"); rule != span.end())
        s.bind(13, rule->get<std::int64_t>());
    else
        s.bind(13, std::nullopt);
    s.run();
    if (span.at("state").get<int>() == static_cast<int>(SpanState::Accepted))
        countSpan(state, span.at("document").get<std::int64_t>(),
            span.at("label").get<std::int64_t>(), span.at("source").get<std::int64_t>(), 1);
}

void putMetadata(Writer::State& state, std::int64_t document, const json& from, const json& to) {
    Database& db = *state.db;
    for (const auto& [key, value] : from.items())
        db.cached("DELETE FROM document_meta WHERE key = ? AND value = ? AND document = ?")
            .with(metaValue(key), metaValue(value.get_ref<const std::string&>()), document)
            .run();
    for (const auto& [key, value] : to.items())
        db.cached("INSERT OR IGNORE INTO document_meta(key, value, document) VALUES (?, ?, ?)")
            .with(metaValue(key), metaValue(value.get_ref<const std::string&>()), document)
            .run();
    db.cached("UPDATE document SET metadata = ? WHERE id = ?").with(to.dump(), document).run();
}

void putLabel(Writer::State& state, const json& label) {
    state.db
        ->cached("UPDATE label SET name = ?2, colour = ?3, key = ?4, description = ?5, "
                 "archived = ?6 WHERE id = ?1")
        .with(label.at("id").get<std::int64_t>(), label.at("name").get<std::string>(),
            label.at("colour").get<std::string>(), label.at("key").get<std::string>(),
            label.at("description").get<std::string>(), label.at("archived").get<int>())
        .run();
}

// Makes `version` the current grid and keeps the one that was current.
void switchGrid(Writer::State& state, std::int64_t document, std::int64_t version,
    std::int64_t sentences, std::int64_t tokens) {
    Database& db = *state.db;
    state.tally(-1, {document, document}, false);
    db.cached("INSERT INTO grid(document, version, source, data) SELECT document, grid_version, "
              "grid_source, grid FROM content WHERE document = ?")
        .with(document)
        .run();
    db.cached("UPDATE content SET grid_version = g.version, grid_source = g.source, grid = g.data "
              "FROM grid g WHERE content.document = ?1 AND g.document = ?1 AND g.version = ?2")
        .with(document, version)
        .run();
    if (db.changes() != 1)
        fail(ErrorCode::Corrupt, "A version of a token grid is missing", std::to_string(document));
    db.cached("DELETE FROM grid WHERE document = ? AND version = ?").with(document, version).run();
    db.cached("UPDATE document SET sentences = ?2, tokens = ?3 WHERE id = ?1")
        .with(document, sentences, tokens)
        .run();
    state.tally(1, {document, document}, false);
}

} // namespace

void Writer::State::apply(
    std::string_view kind, const json& payload, const json& inverse, bool forward) {
    const json& side = forward ? payload : inverse;
    if (kind == event::kSplit) {
        setColumn(*this, "UPDATE document SET split = ? WHERE id BETWEEN ? AND ?", false,
            payload.at("documents"), side.at("to"));
    } else if (kind == event::kState) {
        setColumn(*this, "UPDATE document SET state = ? WHERE id BETWEEN ? AND ?", false,
            payload.at("documents"), side.at("to"));
    } else if (kind == event::kTrash) {
        setColumn(*this, "UPDATE document SET hidden = ? WHERE id BETWEEN ? AND ?", true,
            payload.at("documents"), side.at("to"));
    } else if (kind == event::kImport) {
        setColumn(*this, "UPDATE document SET hidden = ? WHERE id BETWEEN ? AND ?", true,
            json::array({json::array({payload.at("first"), payload.at("last")})}), forward ? 0 : 2);
    } else if (kind == event::kMetadata) {
        const json& other = forward ? inverse : payload;
        putMetadata(
            *this, payload.at("document").get<std::int64_t>(), other.at("to"), side.at("to"));
    } else if (kind == event::kGrid) {
        switchGrid(*this, payload.at("document").get<std::int64_t>(),
            side.at("version").get<std::int64_t>(), side.at("sentences").get<std::int64_t>(),
            side.at("tokens").get<std::int64_t>());
    } else if (kind == event::kSpanAdd || kind == event::kSpanRemove) {
        const bool add = (kind == event::kSpanAdd) == forward;
        const json& span = kind == event::kSpanAdd ? payload : inverse;
        if (add)
            putSpan(*this, span);
        else
            deleteSpan(*this, span);
    } else if (kind == event::kSpanChange) {
        putSpan(*this, side);
    } else if (kind == event::kLabelAdd) {
        db->cached("UPDATE label SET gone = ? WHERE id = ?")
            .with(forward ? 0 : 1, payload.at("id").get<std::int64_t>())
            .run();
    } else if (kind == event::kLabelChange) {
        putLabel(*this, side);
    } else if (kind == event::kRow) {
        applyRow(*this, side);
    } else if (kind == event::kSetting) {
        applySetting(*this, payload, inverse, forward);
    } else {
        fail(ErrorCode::Corrupt, "The history holds a change of an unknown kind", std::string(kind),
            "Open the project with the newest version of Evenspan.");
    }
}

} // namespace evenspan::store
