// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/annotations.h"

#include "core/store/reader.h"
#include "core/store/writer_rows.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

// The row's id, a new one where it has none; NotFound where it names a row that is not there.
std::int64_t idFor(Writer::State& state, const char* table, std::int64_t id) {
    if (id == 0)
        return state.nextId(table);
    if (rowFromStore(*state.db, table, id).is_null())
        fail(ErrorCode::NotFound, "It is not there any more",
            std::string(table) + " " + std::to_string(id));
    return id;
}

void requireName(const std::string& name, const char* what) {
    if (name.empty())
        fail(ErrorCode::InvalidArgument, std::string(what) + " needs a name");
    requireText(name, what);
}

// Other rows of the table in use must not have the name. `condition` is a literal.
void requireFresh(Writer::State& state, const std::string& table, const std::string& name,
    std::int64_t id, const std::string& condition) {
    Statement s = state.db->prepare(
        "SELECT 1 FROM " + table + " WHERE name = ? AND id <> ? AND " + condition);
    s.with(name, id);
    if (s.step())
        fail(ErrorCode::AlreadyExists, "The name is taken", name, "Choose another name.");
}

} // namespace

Result<void> checkAttribute(const AttributeRow& attribute, const std::string& value) {
    if (value.empty() || attribute.kind == AttributeKind::Text)
        return {};
    const auto wrong = [&](const std::string& remedy) {
        return Error{ErrorCode::InvalidArgument, "The attribute cannot have this value",
            attribute.name, remedy};
    };
    if (attribute.kind == AttributeKind::Choice) {
        for (const std::string& choice : attribute.choices)
            if (choice == value)
                return {};
        return wrong("Choose one of its values.");
    }
    if (attribute.kind == AttributeKind::Flag)
        return value == "yes" || value == "no" ? Result<void>() : wrong("Say yes or no.");
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(number))
        return wrong("Give a number, such as 12 or 0.5.");
    return {};
}

Result<std::int64_t> Annotations::saveNote(const NoteRow& note) {
    return guard([&] {
        requireText(note.text, "The comment");
        if (note.kind == NoteKind::Comment && note.text.empty())
            fail(ErrorCode::InvalidArgument, "A comment needs a text");
        auto& state = m_writer.state();
        Change change(state,
            note.id != 0                      ? note.resolved ? "Resolve a note" : "Change a note"
                : note.kind == NoteKind::Flag ? "Flag"
                                              : "Comment");
        state.requireDocument(note.document.value);
        const std::int64_t id = idFor(state, "note", note.id);
        const json old = rowFromStore(*state.db, "note", id);
        if (!old.is_null() && old.at("document") != note.document.value)
            fail(ErrorCode::InvalidArgument, "A note cannot move to another document");
        changeRow(state, "note", id, note.document.value,
            {{"document", note.document.value},
                {"span", note.span.value ? json(note.span.value) : json()},
                {"kind", int(note.kind)}, {"text", note.text},
                {"author", old.is_null() ? json(state.actor) : old.at("author")},
                {"created", old.is_null() ? json(nowMilliseconds()) : old.at("created")},
                {"resolved", int(note.resolved)}});
        change.commit();
        return id;
    });
}

Result<void> Annotations::removeNote(std::int64_t id) {
    return guard([&] {
        auto& state = m_writer.state();
        Change change(state, "Remove a note");
        const json old = rowFromStore(*state.db, "note", id);
        if (old.is_null())
            fail(ErrorCode::NotFound, "There is no such note", std::to_string(id));
        changeRow(state, "note", id, old.at("document").get<std::int64_t>(), {});
        change.commit();
    });
}

Result<std::int64_t> Annotations::setGuideline(LabelId label, const std::string& text) {
    return guard([&] {
        requireText(text, "The guideline");
        auto& state = m_writer.state();
        Statement name = state.db->cached("SELECT name FROM label WHERE id = ? AND gone = 0");
        name.with(label.value);
        if (!name.step())
            fail(ErrorCode::NotFound, "There is no such label", std::to_string(label.value));
        Change change(state, "Change the guideline of " + name.string(0));
        name.reset();
        Statement last = state.db->cached(
            "SELECT version, text FROM guideline WHERE label = ? ORDER BY version DESC LIMIT 1");
        last.with(label.value);
        const bool any = last.step();
        std::int64_t version = any ? last.integer(0) : 0;
        const bool same = any ? last.text(1) == text : text.empty();
        last.reset();
        if (!same) {
            ++version;
            changeRow(state, "guideline", state.nextId("guideline"), 0,
                {{"label", label.value}, {"version", version}, {"text", text},
                    {"author", state.actor}, {"created", nowMilliseconds()}});
        }
        change.commit();
        return version;
    });
}

Result<std::int64_t> Annotations::saveAttribute(const AttributeRow& attribute) {
    return guard([&] {
        requireName(attribute.name, "An attribute");
        requireText(attribute.description, "The description");
        for (const std::string& choice : attribute.choices)
            requireName(choice, "A choice");
        if (attribute.kind == AttributeKind::Choice && attribute.choices.empty())
            fail(ErrorCode::InvalidArgument, "The attribute has nothing to choose from",
                attribute.name, "Give at least one value.");
        auto& state = m_writer.state();
        Change change(state, "Change attribute " + attribute.name);
        const std::int64_t id = idFor(state, "attribute", attribute.id);
        if (!attribute.archived)
            requireFresh(state, "attribute", attribute.name, id,
                "archived = 0 AND target = " + std::to_string(int(attribute.target)));
        changeRow(state, "attribute", id, 0,
            {{"name", attribute.name}, {"target", int(attribute.target)},
                {"kind", int(attribute.kind)}, {"choices", json(attribute.choices).dump()},
                {"description", attribute.description}, {"archived", int(attribute.archived)}});
        change.commit();
        return id;
    });
}

Result<std::int64_t> Annotations::saveRule(const RuleRow& rule) {
    return guard([&] {
        requireName(rule.name, "A rule");
        requireText(rule.definition, "The rule");
        if (!json::accept(rule.definition))
            fail(ErrorCode::InvalidArgument, "The rule's definition cannot be read", rule.name);
        auto& state = m_writer.state();
        Change change(state, "Change rule " + rule.name);
        const std::int64_t id = idFor(state, "rule", rule.id);
        if (!rule.archived)
            requireFresh(state, "rule", rule.name, id, "archived = 0");
        changeRow(state, "rule", id, 0,
            {{"name", rule.name}, {"definition", rule.definition}, {"enabled", int(rule.enabled)},
                {"archived", int(rule.archived)}});
        change.commit();
        return id;
    });
}

Result<RulePut> Annotations::putRule(const RuleRow& rule) {
    return guard([&] {
        std::lock_guard hold(m_writer.state().mutex);
        Statement s = m_writer.state().db->prepare("SELECT id, definition = ?2 AND enabled = ?3 "
                                                   "FROM rule WHERE name = ?1 AND archived = 0");
        s.with(rule.name, rule.definition, int(rule.enabled));
        RuleRow row = rule;
        row.archived = false;
        row.id = s.step() ? s.integer(0) : 0;
        if (row.id != 0 && s.integer(1) != 0)
            return RulePut::Same;
        s.reset();
        if (const auto saved = saveRule(row); !saved)
            throw Failure{saved.error()};
        return row.id == 0 ? RulePut::Added : RulePut::Changed;
    });
}

Result<void> Annotations::switchRule(std::int64_t id, bool enabled, bool archived) {
    return guard([&] {
        auto& state = m_writer.state();
        json row = rowFromStore(*state.db, "rule", id);
        if (row.is_null())
            fail(ErrorCode::NotFound, "There is no such rule", std::to_string(id));
        const auto name = row.at("name").get<std::string>();
        const bool was = row.at("archived") != 0;
        const std::string verb = archived != was ? archived ? "Archive" : "Bring back"
            : enabled                            ? "Switch on"
                                                 : "Switch off";
        Change change(state, verb + " rule " + name);
        if (was && !archived)
            requireFresh(state, "rule", name, id, "archived = 0");
        row["enabled"] = int(enabled);
        row["archived"] = int(archived);
        changeRow(state, "rule", id, 0, row);
        change.commit();
    });
}

Result<std::int64_t> Annotations::saveFilter(const FilterRow& filter) {
    return guard([&] {
        requireName(filter.name, "A filter");
        requireText(filter.query, "The filter");
        if (const auto parsed = parseQuery(filter.query); !parsed)
            throw Failure{parsed.error()};
        auto& state = m_writer.state();
        Change change(state, "Save filter " + filter.name);
        const std::int64_t id = idFor(state, "saved_filter", filter.id);
        requireFresh(state, "saved_filter", filter.name, id, "1");
        changeRow(state, "saved_filter", id, 0, {{"name", filter.name}, {"query", filter.query}});
        change.commit();
        return id;
    });
}

Result<void> Annotations::removeFilter(std::int64_t id) {
    return guard([&] {
        auto& state = m_writer.state();
        Change change(state, "Remove a saved filter");
        idFor(state, "saved_filter", id);
        changeRow(state, "saved_filter", id, 0, {});
        change.commit();
    });
}

Result<void> Annotations::addActiveTime(DocumentId document, std::int64_t milliseconds) {
    return guard([&] {
        if (milliseconds < 0)
            fail(ErrorCode::InvalidArgument, "A time cannot be negative");
        auto& state = m_writer.state();
        Change change(state, {});
        state.requireDocument(document.value);
        state.db
            ->cached("INSERT INTO active_time(document, actor, milliseconds) VALUES (?, ?, ?) "
                     "ON CONFLICT(document, actor) DO UPDATE SET milliseconds = milliseconds + "
                     "excluded.milliseconds")
            .with(document.value, state.actor, milliseconds)
            .run();
        change.commit();
    });
}

Result<void> Annotations::setUncertainty(
    RunId run, std::span<const std::pair<DocumentId, double>> values) {
    return guard([&] {
        auto& state = m_writer.state();
        Change change(state, {});
        Statement s = state.db->cached(
            "INSERT OR REPLACE INTO uncertainty(document, run, value) VALUES (?, ?, ?)");
        for (const auto& [document, value] : values) {
            state.requireDocument(document.value);
            if (!std::isfinite(value))
                fail(ErrorCode::InvalidArgument, "An uncertainty is not a number");
            s.with(document.value, run.value, value).run();
        }
        change.commit();
    });
}

Result<std::vector<NoteRow>> notes(Reader& reader, std::optional<DocumentId> document,
    bool openOnly, std::size_t limit, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        Statement s = reader.database().prepare(
            "SELECT n.id, n.document, n.span, n.kind, n.text, n.author, n.created, n.resolved "
            "FROM note n JOIN document d ON d.id = n.document WHERE "
            + std::string(document ? "n.document = ?1 AND d.hidden < 2" : "d.hidden = 0")
            + (openOnly ? " AND n.resolved = 0" : "") + " ORDER BY n.id LIMIT ?2");
        s.with(document ? document->value : 0, static_cast<std::int64_t>(limit));
        std::vector<NoteRow> out;
        while (s.step())
            out.push_back({s.integer(0), DocumentId(s.integer(1)), SpanId(s.integer(2)),
                static_cast<NoteKind>(s.integer(3)), s.string(4), s.string(5), s.integer(6),
                s.integer(7) != 0});
        return out;
    });
}

Result<std::vector<GuidelineRow>> guidelines(Reader& reader, LabelId label) {
    return guard([&] {
        Statement s = reader.database().prepare("SELECT id, label, version, text, author, created "
                                                "FROM guideline WHERE label = ? ORDER BY version");
        s.with(label.value);
        std::vector<GuidelineRow> out;
        while (s.step())
            out.push_back({s.integer(0), LabelId(s.integer(1)), s.integer(2), s.string(3),
                s.string(4), s.integer(5)});
        return out;
    });
}

Result<std::vector<AttributeRow>> attributes(Reader& reader, bool archived) {
    return guard([&] {
        Statement s = reader.database().prepare(
            "SELECT id, name, target, kind, choices, description, archived FROM attribute "
            "WHERE archived <= ? ORDER BY id");
        s.with(int(archived));
        std::vector<AttributeRow> out;
        while (s.step())
            out.push_back({s.integer(0), s.string(1), static_cast<AttributeTarget>(s.integer(2)),
                static_cast<AttributeKind>(s.integer(3)),
                json::parse(s.text(4)).get<std::vector<std::string>>(), s.string(5),
                s.integer(6) != 0});
        return out;
    });
}

Result<std::vector<RuleRow>> rules(Reader& reader, bool archived) {
    return guard([&] {
        Statement s = reader.database().prepare("SELECT id, name, definition, enabled, archived "
                                                "FROM rule WHERE archived <= ? ORDER BY id");
        s.with(int(archived));
        std::vector<RuleRow> out;
        while (s.step())
            out.push_back(
                {s.integer(0), s.string(1), s.string(2), s.integer(3) != 0, s.integer(4) != 0});
        return out;
    });
}

Result<RuleRow> rule(Reader& reader, std::int64_t id) {
    return guard([&] {
        Statement s = reader.database().prepare(
            "SELECT id, name, definition, enabled, archived FROM rule WHERE id = ?");
        s.with(id);
        if (!s.step())
            fail(ErrorCode::NotFound, "There is no such rule", std::to_string(id));
        return RuleRow{
            s.integer(0), s.string(1), s.string(2), s.integer(3) != 0, s.integer(4) != 0};
    });
}

Result<std::vector<RuleHead>> ruleHeads(Reader& reader, bool archived, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        Statement s = reader.database().prepare(
            "SELECT id, name, coalesce(json_extract(definition, '$.label'), ''), "
            "coalesce(json_extract(definition, '$.kind'), ''), "
            "coalesce(json_array_length(definition, '$.phrases'), "
            "json_array_length(definition, '$.patterns'), 1), enabled, archived "
            "FROM rule WHERE archived <= ? ORDER BY id");
        s.with(int(archived));
        std::vector<RuleHead> out;
        while (s.step())
            out.push_back({s.integer(0), s.string(1), s.string(2), s.string(3), s.integer(4),
                s.integer(5) != 0, s.integer(6) != 0});
        return out;
    });
}

Result<std::vector<RuleTally>> ruleTallies(Reader& reader, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        Statement s = reader.database().prepare(
            "SELECT s.rule, sum(s.state = 0), sum(s.state = 2), sum(s.state = 1) FROM span s JOIN "
            "document d ON d.id = s.document WHERE s.rule IS NOT NULL AND d.hidden = 0 "
            "GROUP BY s.rule");
        std::vector<RuleTally> out;
        while (s.step())
            out.push_back({s.integer(0), s.integer(1), s.integer(2), s.integer(3)});
        return out;
    });
}

Result<std::vector<FilterRow>> savedFilters(Reader& reader) {
    return guard([&] {
        Statement s =
            reader.database().prepare("SELECT id, name, query FROM saved_filter ORDER BY name");
        std::vector<FilterRow> out;
        while (s.step())
            out.push_back({s.integer(0), s.string(1), s.string(2)});
        return out;
    });
}

Result<Effort> effort(Reader& reader, std::optional<DocumentId> document) {
    return guard([&] {
        Statement s = reader.database().prepare(
            "SELECT coalesce(sum(milliseconds), 0), count(DISTINCT document) FROM active_time "
            + std::string(document ? "WHERE document = ?" : ""));
        if (document)
            s.with(document->value);
        s.step();
        return Effort{s.integer(0), s.integer(1)};
    });
}

} // namespace evenspan::store
