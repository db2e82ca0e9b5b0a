// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/changes.h"

#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::store {

using nlohmann::json;

namespace {

// Groups that one answer walks; after more (a night of imports) reading anew is simpler.
constexpr std::int64_t kGroups = 500;

Moment momentOf(Database& db) {
    Statement s = db.cached("SELECT id, time FROM event_group ORDER BY id DESC LIMIT 1");
    return s.step() ? Moment{s.integer(0), s.integer(1)} : Moment{};
}

bool happened(Database& db, Moment moment) {
    Statement s = db.cached("SELECT 1 FROM event_group WHERE id = ? AND time = ?");
    return s.with(moment.group, moment.time).step();
}

struct Touched {
    std::set<std::int64_t> spans;
    bool notes = false;
    bool grid = false;
    bool unsure = false;
};

void touch(Touched& touched, std::string_view kind, const json& payload, const json& inverse) {
    if (kind == event::kSpanAdd || kind == event::kSpanRemove || kind == event::kSpanChange)
        touched.spans.insert(payload.at("id").get<std::int64_t>());
    else if (kind == event::kRow)
        touched.notes = touched.notes || payload.value("table", "") == "note"
            || inverse.value("table", "") == "note";
    else if (kind == event::kLabelChange)
        touched.unsure = touched.unsure || payload.at("name") != inverse.at("name");
    else if (kind != event::kLabelAdd && kind != event::kSetting)
        touched.unsure = true;
}

// The spans that actions after `since` are about: those of the edits, and of every edit that an
// undo or redo went back to.
Touched touchedSince(Database& db, std::int64_t document, Moment since, std::size_t limit) {
    Touched out;
    Statement groups =
        db.cached("SELECT DISTINCT coalesce(target, id) FROM event_group WHERE id > ? ORDER BY 1");
    groups.with(since.group);
    Statement events = db.cached(
        "SELECT kind, payload, inverse FROM event WHERE event_group = ?1 AND (first_document IS "
        "NULL OR (first_document <= ?2 AND last_document >= ?2))");
    while (!out.unsure && groups.step()) {
        events.with(groups.integer(0), document);
        while (!out.unsure && events.step()) {
            const std::string_view kind = events.text(0);
            out.grid = out.grid || kind == event::kGrid;
            // They stand in the document's row, and a bulk change has a long payload.
            if (kind == event::kSplit || kind == event::kState || kind == event::kTrash
                || kind == event::kGrid || kind == event::kMetadata)
                continue;
            touch(out, kind, json::parse(events.text(1)), json::parse(events.text(2)));
            out.unsure = out.unsure || out.spans.size() > limit;
        }
        events.reset();
    }
    return out;
}

bool before(const SpanRow& a, const SpanRow& b) {
    return std::tie(a.range, a.id) < std::tie(b.range, b.id);
}

} // namespace

Result<Moment> lastMoment(Reader& reader) {
    return guard([&] { return momentOf(reader.database()); });
}

Result<DocumentChanges> changesSince(
    Reader& reader, DocumentId document, Moment since, std::size_t limit, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, std::move(stop));
        ReadTransaction view(db);
        DocumentChanges out;
        out.now = momentOf(db);
        {
            static const std::string sql = "SELECT " + std::string(kDocumentColumns)
                + ", c.sha256 FROM document d JOIN content c ON c.document = d.id "
                  "WHERE d.id = ? AND d.hidden < 2";
            Statement s = db.cached(sql.c_str());
            if (!s.with(document.value).step())
                fail(ErrorCode::NotFound, "There is no such document",
                    std::to_string(document.value));
            out.row = documentFrom(s);
            out.sha256 = std::string(s.blob(10));
        }
        static const std::string columns =
            "SELECT " + std::string(kSpanColumns) + " FROM span s JOIN label l ON l.id = s.label ";
        Touched touched;
        out.whole = since == Moment{} || out.now.group - since.group > kGroups
            || out.now.group < since.group || !happened(db, since);
        if (!out.whole) {
            touched = touchedSince(db, document.value, since, limit);
            out.whole = touched.unsure;
        }
        if (out.whole || touched.grid) {
            Statement s = db.cached("SELECT grid_version FROM content WHERE document = ?");
            if (s.with(document.value).step())
                out.gridVersion = s.integer(0);
        }
        if (out.whole) {
            static const std::string sql =
                columns + "WHERE s.document = ? ORDER BY s.first, s.last, s.id";
            Statement s = db.cached(sql.c_str());
            s.with(document.value);
            while (s.step())
                out.spans.push_back(spanFrom(s));
            out.notes = true;
            return out;
        }
        out.notes = touched.notes;
        static const std::string sql = columns + "WHERE s.id = ? AND s.document = ?";
        Statement s = db.cached(sql.c_str());
        for (const std::int64_t id : touched.spans) {
            s.with(id, document.value);
            if (s.step())
                out.spans.push_back(spanFrom(s));
            else
                out.removed.push_back(SpanId(id));
            s.reset();
        }
        return out;
    });
}

void applyChanges(const DocumentChanges& changes, std::vector<SpanRow>& spans) {
    if (changes.whole) {
        spans = changes.spans;
        return;
    }
    std::set<SpanId> gone(changes.removed.begin(), changes.removed.end());
    for (const SpanRow& span : changes.spans)
        gone.insert(span.id);
    if (!gone.empty())
        std::erase_if(spans, [&](const SpanRow& span) { return gone.contains(span.id); });
    for (const SpanRow& span : changes.spans)
        spans.insert(std::upper_bound(spans.begin(), spans.end(), span, before), span);
}

} // namespace evenspan::store
