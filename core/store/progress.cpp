// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/progress.h"

#include "core/store/reader.h"
#include "core/store/sqlite.h"

namespace evenspan::store {

namespace {

Pace paceOf(Database& db) {
    return {db.integer("SELECT coalesce(sum(t.milliseconds), 0) FROM active_time t JOIN document d "
                       "ON d.id = t.document WHERE d.hidden = 0"),
        db.integer("SELECT coalesce(sum(s.spans), 0) FROM span_sum s WHERE s.kind = 1 AND s.value "
                   "<> 3 AND s.document IN (SELECT t.document FROM active_time t JOIN document d "
                   "ON d.id = t.document WHERE d.hidden = 0)")};
}

} // namespace

Result<Pace> pace(Reader& reader, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        return paceOf(reader.database());
    });
}

Result<Progress> progress(Reader& reader, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        Database& db = reader.database();
        ReadTransaction view(db);
        Progress out;
        out.pace = paceOf(db);
        for (int state = 0; state <= static_cast<int>(DocumentState::Disputed); ++state)
            out.states[static_cast<DocumentState>(state)];
        Statement documents = db.prepare("SELECT state, sum(documents) FROM tally GROUP BY state");
        while (documents.step())
            out.states[static_cast<DocumentState>(documents.integer(0))].documents =
                documents.integer(1);
        Statement times =
            db.prepare("SELECT d.state, sum(t.milliseconds) FROM active_time t JOIN document d "
                       "ON d.id = t.document WHERE d.hidden = 0 GROUP BY d.state");
        while (times.step())
            out.states[static_cast<DocumentState>(times.integer(0))].milliseconds =
                times.integer(1);
        Statement labels = db.prepare("SELECT name FROM label WHERE gone = 0 AND archived = 0");
        while (labels.step())
            out.labels[labels.string(0)];
        Statement accepted = db.prepare(
            "SELECT l.name, t.spans FROM label_tally t JOIN label l ON l.id = t.label WHERE "
            "t.spans <> 0");
        while (accepted.step())
            out.labels[accepted.string(0)].accepted = accepted.integer(1);
        Statement others = db.prepare(
            "SELECT l.name, s.state, count(*) FROM span s JOIN document d ON d.id = s.document "
            "JOIN label l ON l.id = s.label WHERE s.state <> 0 AND d.hidden = 0 "
            "GROUP BY s.label, s.state");
        while (others.step()) {
            LabelCounts& counts = out.labels[others.string(0)];
            const bool open = others.integer(1) == static_cast<int>(SpanState::Suggested);
            (open ? counts.suggested : counts.rejected) += others.integer(2);
        }
        return out;
    });
}

} // namespace evenspan::store
