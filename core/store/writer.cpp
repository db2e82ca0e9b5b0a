// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer.h"

#include "core/store/grid_codec.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

// Documents in one event: keeps single rows of the history small.
constexpr std::size_t kDocumentsPerEvent = 10'000;

void requireSoundSpan(Writer::State& state, const SpanRow& span) {
    Statement s = state.db->cached("SELECT characters FROM document WHERE id = ? AND hidden < 2");
    s.with(span.document.value);
    if (!s.step())
        fail(ErrorCode::NotFound, "There is no such document", std::to_string(span.document.value));
    if (span.range.empty() || span.range.end > s.integer(0))
        fail(ErrorCode::InvalidArgument, "The span is empty or reaches beyond the text",
            "document " + std::to_string(span.document.value));
    if (!span.parts.empty()) {
        bool sound = span.parts.size() > 1 && span.parts.front().begin == span.range.begin
            && span.parts.back().end == span.range.end;
        for (std::size_t i = 0; i < span.parts.size(); ++i)
            sound = sound && !span.parts[i].empty()
                && (i == 0 || span.parts[i - 1].end < span.parts[i].begin);
        if (!sound)
            fail(ErrorCode::InvalidArgument, "The parts of a span are out of order or touch",
                "document " + std::to_string(span.document.value));
    }
    if (span.score && !std::isfinite(*span.score))
        fail(ErrorCode::InvalidArgument, "The span's score is not a number");
    Statement layer = state.db->cached("SELECT 1 FROM layer WHERE id = ? AND gone = 0");
    layer.with(span.layer.value);
    if (!layer.step())
        fail(ErrorCode::NotFound, "There is no such layer", std::to_string(span.layer.value));
    for (const auto& [key, value] : span.attributes) {
        requireText(key, "An attribute");
        requireText(value, "An attribute");
    }
}

// One change of one column of many documents: an event for each old value.
Result<void> setForAll(Writer::State& state, const char* kind, const std::string& name,
    const std::string& column, std::span<const DocumentId> ids, const json& to) {
    return guard([&] {
        Change change(state, name);
        std::vector<std::int64_t> wanted;
        wanted.reserve(ids.size());
        for (const DocumentId id : ids)
            wanted.push_back(id.value);
        std::map<json, std::vector<std::int64_t>> byOld;
        {
            Statement s = state.db->prepare("SELECT id, hidden, " + column
                + " FROM document NOT INDEXED WHERE id BETWEEN ? AND ? AND hidden < 2");
            for (const Range& range : rangesOf(std::move(wanted))) {
                s.with(range.first, range.second);
                std::int64_t found = 0;
                for (; s.step(); ++found) {
                    const json old = to.is_string() ? json(s.string(2)) : json(s.integer(2));
                    if (old != to)
                        byOld[old].push_back(s.integer(0));
                }
                s.reset();
                if (found != range.second - range.first + 1)
                    fail(ErrorCode::NotFound, "There is no such document",
                        std::to_string(range.first) + " to " + std::to_string(range.second));
            }
        }
        for (const auto& [old, documents] : byOld) {
            for (std::size_t at = 0; at < documents.size(); at += kDocumentsPerEvent) {
                const std::size_t end = std::min(documents.size(), at + kDocumentsPerEvent);
                const auto ranges = rangesOf({documents.begin() + static_cast<std::ptrdiff_t>(at),
                    documents.begin() + static_cast<std::ptrdiff_t>(end)});
                const json payload{{"documents", ranges}, {"to", to}};
                const json inverse{{"to", old}};
                state.record(kind, {ranges.front().first, ranges.back().second}, payload, inverse);
                state.apply(kind, payload, inverse, true);
            }
        }
        change.commit();
    });
}

json labelJson(const LabelRow& label) {
    return {{"id", label.id.value}, {"name", label.name}, {"colour", label.colour},
        {"key", label.key}, {"description", label.description}, {"archived", int(label.archived)}};
}

} // namespace

void Writer::setActor(const std::string& actor) {
    std::lock_guard hold(m_state->mutex);
    m_state->actor = actor;
}

Result<void> Writer::group(const std::string& name, const std::function<Result<void>()>& body) {
    return guard([&] {
        Change change(*m_state, name);
        const Result<void> done = body();
        if (!done)
            throw Failure{done.error()};
        change.commit();
    });
}

Result<void> Writer::setSplit(std::span<const DocumentId> ids, const std::string& split) {
    if (const auto ok = guard([&] { requireText(split, "The split's name"); }); !ok)
        return ok;
    return setForAll(*m_state, event::kSplit, "Set split", "split", ids, split);
}

Result<void> Writer::setState(std::span<const DocumentId> ids, DocumentState state) {
    return setForAll(
        *m_state, event::kState, "Set state", "state", ids, static_cast<std::int64_t>(state));
}

Result<void> Writer::setTrashed(std::span<const DocumentId> ids, bool trashed) {
    return setForAll(*m_state, event::kTrash, trashed ? "Move to trash" : "Restore from trash",
        "hidden", ids, std::int64_t{trashed});
}

Result<void> Writer::setMetadata(
    DocumentId id, const std::map<std::string, std::string>& metadata) {
    return guard([&] {
        for (const auto& [key, value] : metadata) {
            requireText(key, "The metadata");
            requireText(value, "The metadata");
        }
        Change change(*m_state, "Change metadata");
        m_state->requireDocument(id.value);
        json old;
        {
            Statement s = m_state->db->cached("SELECT metadata FROM document WHERE id = ?");
            s.with(id.value).step();
            old = json::parse(s.text(0));
        }
        const json now = metadata;
        if ((now.is_null() ? json::object() : now) != old) {
            const json payload{{"document", id.value}, {"to", now}};
            const json inverse{{"to", old}};
            m_state->record(event::kMetadata, {id.value, id.value}, payload, inverse);
            m_state->apply(event::kMetadata, payload, inverse, true);
        }
        change.commit();
    });
}

Result<void> Writer::saveGrid(DocumentId id, const TokenGrid& grid, bool imported) {
    return guard([&] {
        Change change(*m_state, "Change tokens");
        m_state->requireDocument(id.value);
        Database& db = *m_state->db;
        Statement s = db.cached(
            "SELECT d.characters, d.sentences, d.tokens, c.grid_version, c.grid, max("
            "c.grid_version, coalesce((SELECT max(version) FROM grid g WHERE g.document = d.id), "
            "0)), c.grid_source FROM document d JOIN content c ON c.document = d.id WHERE d.id = "
            "?");
        s.with(id.value).step();
        if (!gridIsSound(grid, static_cast<std::uint64_t>(s.integer(0))))
            fail(ErrorCode::InvalidArgument, "The tokens are out of order or beyond the text",
                "document " + std::to_string(id.value));
        const std::string bytes = encodeGrid(grid);
        if (s.blob(4) != bytes || s.integer(6) != imported) {
            const std::int64_t version = s.integer(5) + 1;
            const json payload{{"document", id.value}, {"version", version},
                {"sentences", grid.sentenceCount()}, {"tokens", grid.tokens.size()}};
            const json inverse{
                {"version", s.integer(3)}, {"sentences", s.integer(1)}, {"tokens", s.integer(2)}};
            s.reset();
            Statement put =
                db.cached("INSERT INTO grid(document, version, source, data) VALUES (?, ?, ?, ?)");
            put.with(id.value, version, int(imported)).bindBlob(4, bytes).run();
            m_state->record(event::kGrid, {id.value, id.value}, payload, inverse);
            m_state->apply(event::kGrid, payload, inverse, true);
        }
        change.commit();
    });
}

Result<SpanId> Writer::addSpan(const SpanRow& span) {
    return guard([&] {
        Change change(*m_state, "Add " + span.label);
        requireSoundSpan(*m_state, span);
        SpanRow row = span;
        const std::int64_t label = m_state->labelId(span.label);
        row.id = SpanId(m_state->nextId("span"));
        const json payload = spanJson(row, label);
        const Range range{row.document.value, row.document.value};
        m_state->record(event::kSpanAdd, range, payload, json::object());
        m_state->apply(event::kSpanAdd, payload, {}, true);
        change.commit();
        return row.id;
    });
}

Result<void> Writer::removeSpan(SpanId id) {
    return guard([&] {
        Change change(*m_state, "Remove span");
        const json old = spanJson(*m_state->db, id.value);
        const json payload{{"id", id.value}};
        const auto document = old.at("document").get<std::int64_t>();
        m_state->record(event::kSpanRemove, {document, document}, payload, old);
        m_state->apply(event::kSpanRemove, payload, old, true);
        change.commit();
    });
}

Result<void> Writer::changeSpan(const SpanRow& span) {
    return guard([&] {
        Change change(*m_state, "Change span");
        const json old = spanJson(*m_state->db, span.id.value);
        if (old.at("document") != span.document.value)
            fail(ErrorCode::InvalidArgument, "A span cannot move to another document");
        requireSoundSpan(*m_state, span);
        const json now = spanJson(span, m_state->labelId(span.label));
        if (now != old) {
            const Range range{span.document.value, span.document.value};
            m_state->record(event::kSpanChange, range, now, old);
            m_state->apply(event::kSpanChange, now, old, true);
        }
        change.commit();
    });
}

Result<LabelId> Writer::addLabel(const LabelRow& label) {
    return guard([&] {
        Change change(*m_state, "Add label " + label.name);
        const LabelId id(m_state->addLabel(label));
        change.commit();
        return id;
    });
}

Result<void> Writer::changeLabel(const LabelRow& label) {
    return guard([&] {
        Change change(*m_state, "Change label " + label.name);
        if (label.name.empty())
            fail(ErrorCode::InvalidArgument, "A label needs a name");
        for (const std::string* text : {&label.name, &label.colour, &label.key, &label.description})
            requireText(*text, "The label");
        LabelRow before;
        Statement s = m_state->db->cached("SELECT id, name, colour, key, description, archived "
                                          "FROM label WHERE id = ? AND gone = 0");
        s.with(label.id.value);
        if (!s.step())
            fail(ErrorCode::NotFound, "There is no such label", std::to_string(label.id.value));
        before.id = label.id;
        before.name = s.string(1);
        before.colour = s.string(2);
        before.key = s.string(3);
        before.description = s.string(4);
        before.archived = s.integer(5) != 0;
        s.reset();
        Statement twin =
            m_state->db->cached("SELECT 1 FROM label WHERE name = ? AND gone = 0 AND id <> ?");
        twin.with(label.name, label.id.value);
        if (twin.step())
            fail(ErrorCode::AlreadyExists, "There is already a label of this name", label.name,
                "Choose another name.");
        twin.reset();
        const json now = labelJson(label);
        const json old = labelJson(before);
        if (now != old) {
            m_state->record(event::kLabelChange, {}, now, old);
            m_state->apply(event::kLabelChange, now, old, true);
        }
        change.commit();
    });
}

} // namespace evenspan::store
