// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/moments.h"

#include "core/store/reader.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::store {

using nlohmann::json;

namespace {

constexpr const char* kEventsOf =
    "(SELECT id FROM event WHERE first_document = ?1 UNION SELECT id FROM event WHERE "
    "first_document <> last_document AND first_document <= ?1 AND last_document >= ?1)";

struct Event {
    std::int64_t group = 0;
    std::string kind;
    json payload, inverse;
};

// A bulk event names ranges; the document may lie between them.
bool isAbout(const json& payload, std::int64_t document) {
    const auto ranges = payload.find("documents");
    if (ranges == payload.end() || !ranges->is_array())
        return true;
    return std::any_of(ranges->begin(), ranges->end(),
        [&](const json& range) { return range.at(0) <= document && document <= range.at(1); });
}

// Oldest first.
std::vector<Event> eventsOf(Database& db, std::int64_t document) {
    Statement s = db.prepare("SELECT event_group, kind, payload, inverse FROM event WHERE id IN "
        + std::string(kEventsOf) + " ORDER BY id");
    s.with(document);
    std::vector<Event> out;
    while (s.step()) {
        Event event{s.integer(0), s.string(1), json::parse(s.text(2)), json::parse(s.text(3))};
        if (isAbout(event.payload, document))
            out.push_back(std::move(event));
    }
    return out;
}

struct Group {
    std::int64_t id = 0, target = 0, time = 0, state = 0;
    std::string actor, name, kind;
    bool operator<(const Group& other) const { return id < other.id; }
};

// The groups of these events, with every undo and redo of one; oldest first.
std::vector<Group> groupsOf(Database& db, const std::vector<Event>& events) {
    std::set<std::int64_t> edits;
    for (const Event& event : events)
        edits.insert(event.group);
    Statement own = db.prepare("SELECT id, target, time, state, actor, name, kind FROM event_group "
                               "WHERE id = ?");
    std::vector<Group> out;
    const auto read = [&out](Statement& s) {
        while (s.step())
            out.push_back({s.integer(0), s.integer(1), s.integer(2), s.integer(3), s.string(4),
                s.string(5), s.string(6)});
        s.reset();
    };
    for (const std::int64_t id : edits) {
        own.with(id);
        read(own);
    }
    // Undo and redo are rare beside edits: one walk over them all.
    Statement travels = db.prepare("SELECT id, target, time, state, actor, name, kind FROM "
                                   "event_group WHERE kind IN ('undo', 'redo')");
    while (travels.step())
        if (edits.contains(travels.integer(1)))
            out.push_back({travels.integer(0), travels.integer(1), travels.integer(2),
                travels.integer(3), travels.string(4), travels.string(5), travels.string(6)});
    std::sort(out.begin(), out.end());
    return out;
}

// The document as rows of the store, with label ids.
struct Model {
    std::map<std::int64_t, json> spans;
    std::int64_t state = 0;
    std::string split;
    json metadata;
    bool there = true;

    void apply(const Event& event, bool forward) {
        const json& side = forward ? event.payload : event.inverse;
        if (event.kind == event::kSplit)
            split = side.at("to").get<std::string>();
        else if (event.kind == event::kState)
            state = side.at("to").get<std::int64_t>();
        else if (event.kind == event::kMetadata)
            metadata = side.at("to");
        else if (event.kind == event::kImport)
            there = forward;
        else if (event.kind == event::kSpanAdd || event.kind == event::kSpanRemove) {
            const json& span = event.kind == event::kSpanAdd ? event.payload : event.inverse;
            const auto id = span.at("id").get<std::int64_t>();
            if ((event.kind == event::kSpanAdd) == forward)
                spans[id] = span;
            else
                spans.erase(id);
        } else if (event.kind == event::kSpanChange)
            spans[side.at("id").get<std::int64_t>()] = side;
    }
};

Model presentOf(Database& db, std::int64_t document) {
    Model model;
    Statement d =
        db.prepare("SELECT state, split, metadata FROM document WHERE id = ? AND hidden < 2");
    d.with(document);
    if (!d.step())
        fail(ErrorCode::NotFound, "There is no such document", std::to_string(document));
    model.state = d.integer(0);
    model.split = d.string(1);
    model.metadata = json::parse(d.text(2));
    Statement s = db.prepare("SELECT id FROM span WHERE document = ?");
    s.with(document);
    while (s.step())
        model.spans[s.integer(0)] = spanJson(db, s.integer(0));
    return model;
}

Model modelAt(Database& db, std::int64_t document, std::int64_t group) {
    Model model = presentOf(db, document);
    const std::vector<Event> events = eventsOf(db, document);
    const auto walk = [&](std::int64_t edit, bool forward) {
        const auto first = std::lower_bound(events.begin(), events.end(), edit,
            [](const Event& event, std::int64_t id) { return event.group < id; });
        auto last = first;
        while (last != events.end() && last->group == edit)
            ++last;
        if (forward)
            std::for_each(first, last, [&](const Event& event) { model.apply(event, true); });
        else
            for (auto at = last; at != first;)
                model.apply(*--at, false);
    };
    const std::vector<Group> groups = groupsOf(db, events);
    for (auto at = groups.rbegin(); at != groups.rend() && at->id > group; ++at) {
        if (at->kind == "undo")
            walk(at->target, true);
        else
            walk(at->kind == "redo" ? at->target : at->id, false);
    }
    if (!model.there)
        fail(ErrorCode::InvalidArgument, "The document was not in the project at that time", {},
            "Choose a later moment.");
    return model;
}

} // namespace

Result<std::vector<HistoryStep>> documentHistory(Reader& reader, DocumentId document,
    std::size_t limit, std::int64_t before, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        Database& db = reader.database();
        Statement known = db.cached("SELECT 1 FROM document WHERE id = ? AND hidden < 2");
        if (!known.with(document.value).step())
            fail(ErrorCode::NotFound, "There is no such document", std::to_string(document.value));
        const std::vector<Group> groups = groupsOf(db, eventsOf(db, document.value));
        std::vector<HistoryStep> out;
        for (auto at = groups.rbegin(); at != groups.rend() && out.size() < limit; ++at)
            if (before == 0 || at->id < before)
                out.push_back({at->id, at->time, at->actor, at->name, at->kind,
                    at->kind == "edit" && at->state != 0});
        return out;
    });
}

Result<DocumentMoment> documentAt(
    Reader& reader, DocumentId document, std::int64_t group, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        Database& db = reader.database();
        const Model model = modelAt(db, document.value, group);
        DocumentMoment out;
        out.state = static_cast<DocumentState>(model.state);
        out.split = model.split;
        if (model.metadata.is_object())
            out.metadata = model.metadata.get<std::map<std::string, std::string>>();
        std::map<std::int64_t, std::string> names;
        Statement labels = db.prepare("SELECT id, name FROM label");
        while (labels.step())
            names[labels.integer(0)] = labels.string(1);
        for (const auto& [id, span] : model.spans)
            out.spans.push_back(spanFromJson(span, names[span.at("label").get<std::int64_t>()]));
        std::sort(out.spans.begin(), out.spans.end(), [](const SpanRow& a, const SpanRow& b) {
            return std::tie(a.range, a.id) < std::tie(b.range, b.id);
        });
        return out;
    });
}

Result<void> restoreDocument(
    Writer& writer, DocumentId document, std::int64_t group, const std::string& name) {
    return guard([&] {
        Writer::State& state = writer.state();
        Change change(state, name);
        Database& db = *state.db;
        const Model then = modelAt(db, document.value, group);
        const Model now = presentOf(db, document.value);
        Statement gone = db.prepare("SELECT name FROM label WHERE id = ? AND gone <> 0");
        for (const auto& [id, span] : then.spans) {
            gone.with(span.at("label").get<std::int64_t>());
            if (gone.step())
                fail(ErrorCode::InvalidArgument, "A label of that time was taken back",
                    gone.string(0), "Redo adding the label, then restore again.");
            gone.reset();
        }
        const Range range{document.value, document.value};
        const auto put = [&](const char* kind, const json& payload, const json& inverse) {
            state.record(kind, range, payload, inverse);
            state.apply(kind, payload, inverse, true);
        };
        for (const auto& [id, span] : now.spans)
            if (!then.spans.contains(id))
                put(event::kSpanRemove, {{"id", id}}, span);
        for (const auto& [id, span] : then.spans) {
            const auto found = now.spans.find(id);
            if (found == now.spans.end())
                put(event::kSpanAdd, span, json::object());
            else if (!sameSpan(found->second, span))
                put(event::kSpanChange, span, found->second);
        }
        const json here = json::array({json::array({document.value, document.value})});
        if (now.state != then.state)
            put(event::kState, {{"documents", here}, {"to", then.state}}, {{"to", now.state}});
        if (now.split != then.split)
            put(event::kSplit, {{"documents", here}, {"to", then.split}}, {{"to", now.split}});
        if (now.metadata != then.metadata)
            put(event::kMetadata, {{"document", document.value}, {"to", then.metadata}},
                {{"to", now.metadata}});
        change.commit();
    });
}

} // namespace evenspan::store
