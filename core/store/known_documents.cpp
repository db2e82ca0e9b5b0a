// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/known_documents.h"

#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"

namespace evenspan::store {

namespace {

void walk(Database& db, const KnownVisit& visit, const std::stop_token& stop) {
    InterruptOnStop interrupt(db, stop);
    Statement s = db.prepare("SELECT d.id, d.name, d.split, c.text FROM document d JOIN content c "
                             "ON c.document = d.id WHERE d.hidden = 0 ORDER BY d.id");
    while (s.step()) {
        interrupt.check();
        visit({DocumentId(s.integer(0)), s.text(1), s.text(2), s.text(3)});
    }
}

} // namespace

Result<void> forEachKnown(Reader& reader, const KnownVisit& visit, std::stop_token stop) {
    return guard([&] { walk(reader.database(), visit, stop); });
}

Result<void> forEachKnown(Writer& writer, const KnownVisit& visit, std::stop_token stop) {
    return guard([&] {
        const std::lock_guard lock(writer.state().mutex);
        walk(*writer.state().db, visit, stop);
    });
}

Result<DocumentMarks> marksOf(Writer& writer, DocumentId id) {
    return guard([&] {
        const std::lock_guard lock(writer.state().mutex);
        Database& db = *writer.state().db;
        static const std::string documentSql = "SELECT " + std::string(kDocumentColumns)
            + ", c.grid_version FROM document d JOIN content c ON c.document = d.id "
              "WHERE d.id = ? AND d.hidden < 2";
        static const std::string spanSql = "SELECT " + std::string(kSpanColumns)
            + " FROM span s JOIN label l ON l.id = s.label WHERE s.document = ? "
              "ORDER BY s.first, s.last, s.id";
        Statement row = db.cached(documentSql.c_str());
        if (!row.with(id.value).step())
            fail(ErrorCode::NotFound, "There is no such document", std::to_string(id.value));
        DocumentMarks out{documentFrom(row), row.integer(10), {}};
        Statement spans = db.cached(spanSql.c_str());
        spans.with(id.value);
        while (spans.step())
            out.spans.push_back(spanFrom(spans));
        return out;
    });
}

} // namespace evenspan::store
