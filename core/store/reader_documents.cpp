// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/grid_codec.h"
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace evenspan::store {

namespace {

constexpr int kPreview = 200; // code points

std::vector<SpanRow> spansOf(Database& db, std::int64_t document) {
    static const std::string sql = "SELECT " + std::string(kSpanColumns)
        + " FROM span s JOIN label l ON l.id = s.label WHERE s.document = ? "
          "ORDER BY s.first, s.last, s.id";
    Statement spans = db.cached(sql.c_str());
    spans.with(document);
    std::vector<SpanRow> out;
    while (spans.step())
        out.push_back(spanFrom(spans));
    return out;
}

DocumentData load(Database& db, std::int64_t id) {
    DocumentData out;
    Statement s = db.cached(
        "SELECT d.id, d.name, d.split, d.state, d.hidden, d.characters, d.sentences, d.tokens, "
        "d.spans, d.metadata, c.text, c.grid_version, c.grid_source, c.grid FROM document d "
        "JOIN content c ON c.document = d.id WHERE d.id = ? AND d.hidden < 2");
    s.with(id);
    if (!s.step())
        fail(ErrorCode::NotFound, "There is no such document", std::to_string(id));
    out.row = documentFrom(s);
    out.text = s.string(10);
    out.gridVersion = s.integer(11);
    out.gridImported = s.integer(12) != 0;
    auto grid = decodeGrid(s.blob(13));
    if (!grid || !gridIsSound(*grid, static_cast<std::uint64_t>(out.row.characters)))
        fail(ErrorCode::Corrupt, "A token grid cannot be read", "document " + std::to_string(id),
            "Go back to a backup.");
    out.grid = std::move(*grid);
    out.spans = spansOf(db, id);
    return out;
}

} // namespace

DocumentQuery::DocumentQuery(const DocumentFilter& filter) {
    byText = countCodePoints(filter.text) >= 3;
    // The plus keeps SQLite from walking an index by place where the search index knows better.
    const std::string place = byText ? "+d." : "d.";
    where = place + (filter.trash ? "hidden = 1" : "hidden = 0");
    const auto parameter = [&](std::string text) {
        texts.push_back(std::move(text));
        return "?" + std::to_string(texts.size());
    };
    if (filter.split)
        where += " AND " + place + "split = " + parameter(*filter.split);
    if (!filter.states.empty()) {
        where += " AND " + place + "state IN (";
        for (const DocumentState state : filter.states)
            where += std::to_string(static_cast<int>(state)) + ",";
        where.back() = ')';
    }
    if (filter.query) {
        // Each ? becomes the next number: page() and others bind numbered ones of their own. The
        // fixed words of a compiled query hold no other question mark.
        const QuerySql compiled = compileQuery(*filter.query);
        std::size_t value = 0;
        where += " AND (";
        for (const char c : compiled.where) {
            if (c == '?')
                where += parameter(compiled.values[value++]);
            else
                where += c;
        }
        where += ')';
        if (texts.size() > 90)
            fail(ErrorCode::InvalidArgument, "The filter has too many values", {},
                "Ask for fewer things at once.");
    }
    if (filter.text.empty())
        return;
    requireText(filter.text, "The search text");
    std::string plain; // for the index, which knows no escapes: "_" stands for any character
    std::string exact;
    for (const char c : filter.text) {
        plain += c == '%' ? '_' : c;
        if (c == '%' || c == '_' || c == '\\')
            exact += '\\';
        exact += c;
    }
    const bool wild = exact != filter.text;
    // Too long for LIKE: the first part narrows the choice just as well.
    if (byText && plain.size() <= 5'000)
        where += " AND d.id IN (SELECT rowid FROM search WHERE text LIKE "
            + parameter("%" + plain + "%") + ")";
    if (plain.size() > 5'000)
        fail(ErrorCode::InvalidArgument, "The search text is too long", {}, "Search for less.");
    if (!byText || wild)
        where += " AND EXISTS (SELECT 1 FROM content c WHERE c.document = d.id AND c.text LIKE "
            + parameter("%" + exact + "%") + " ESCAPE '\\')";
}

void DocumentQuery::bind(Statement& statement) const {
    for (std::size_t i = 0; i < texts.size(); ++i)
        statement.bind(static_cast<int>(i) + 1, texts[i]);
}

DocumentRow documentFrom(const Statement& s) {
    DocumentRow row;
    row.id = DocumentId(s.integer(0));
    row.name = s.string(1);
    row.split = s.string(2);
    row.state = static_cast<DocumentState>(s.integer(3));
    row.trashed = s.integer(4) == 1;
    row.characters = s.integer(5);
    row.sentences = s.integer(6);
    row.tokens = s.integer(7);
    row.spans = s.integer(8);
    row.metadata = mapFromJson(s.text(9));
    return row;
}

Result<std::vector<DocumentRow>> Reader::page(
    const DocumentFilter& filter, DocumentId after, std::size_t limit, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        const DocumentQuery query(filter);
        Statement s = m_database->prepare("SELECT " + std::string(kDocumentColumns)
            + ", (SELECT substr(text, 1, " + std::to_string(kPreview)
            + ") FROM content c WHERE c.document = d.id) FROM document d "
            + (query.byText ? "WHERE " : "NOT INDEXED WHERE ") + query.where
            + " AND d.id > ?98 ORDER BY d.id LIMIT ?99");
        query.bind(s);
        s.bind(98, after.value).bind(99, static_cast<std::int64_t>(limit));
        std::vector<DocumentRow> out;
        while (s.step()) {
            out.push_back(documentFrom(s));
            out.back().preview = s.string(10);
        }
        return out;
    });
}

Result<std::vector<DocumentRow>> Reader::rows(
    const std::vector<DocumentId>& ids, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        Statement s = m_database->prepare("SELECT " + std::string(kDocumentColumns)
            + ", (SELECT substr(text, 1, " + std::to_string(kPreview)
            + ") FROM content c WHERE c.document = d.id) FROM document d WHERE d.id = ? "
              "AND d.hidden < 2");
        std::vector<DocumentRow> out;
        for (const DocumentId id : ids) {
            interrupt.check();
            s.with(id.value);
            if (s.step()) {
                out.push_back(documentFrom(s));
                out.back().preview = s.string(10);
            }
            s.reset();
        }
        return out;
    });
}

Result<std::vector<DocumentId>> Reader::ids(const DocumentFilter& filter, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        const DocumentQuery query(filter);
        Statement s = m_database->prepare(
            "SELECT d.id FROM document d WHERE " + query.where + " ORDER BY d.id");
        query.bind(s);
        std::vector<DocumentId> out;
        while (s.step())
            out.push_back(DocumentId(s.integer(0)));
        return out;
    });
}

Result<std::int64_t> Reader::count(const DocumentFilter& filter, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        const DocumentQuery query(filter);
        const bool sums = filter.text.empty() && !filter.trash && !filter.query;
        // The sums hold shown documents only, under the same column names.
        Statement s = m_database->prepare(sums
                ? "SELECT coalesce(sum(documents), 0) FROM (SELECT *, 0 AS hidden FROM tally) d "
                  "WHERE "
                    + query.where
                : "SELECT count(*) FROM document d WHERE " + query.where);
        query.bind(s);
        s.step();
        return s.integer(0);
    });
}

Result<DocumentData> Reader::document(DocumentId id, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        return load(*m_database, id.value);
    });
}

Result<DocumentMarks> Reader::marks(DocumentId id, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        static const std::string sql = "SELECT " + std::string(kDocumentColumns)
            + ", c.grid_version FROM document d JOIN content c ON c.document = d.id "
              "WHERE d.id = ? AND d.hidden < 2";
        Statement s = m_database->cached(sql.c_str());
        if (!s.with(id.value).step())
            fail(ErrorCode::NotFound, "There is no such document", std::to_string(id.value));
        return DocumentMarks{documentFrom(s), s.integer(10), spansOf(*m_database, id.value)};
    });
}

Result<void> Reader::forEach(const DocumentFilter& filter,
    const std::function<bool(DocumentData&&)>& visit, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        const DocumentQuery query(filter);
        Statement s = m_database->prepare(
            "SELECT d.id FROM document d WHERE " + query.where + " ORDER BY d.id");
        query.bind(s);
        while (s.step()) {
            interrupt.check();
            if (!visit(load(*m_database, s.integer(0))))
                return;
        }
    });
}

Result<void> Reader::forEachPrediction(RunId run, const std::optional<std::string>& split,
    const std::function<bool(DocumentId, std::vector<PredictionRow>&&)>& visit,
    std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        Statement documents = m_database->prepare(
            "SELECT p.document FROM predicted p JOIN document d ON d.id = p.document WHERE p.run = "
            "?1 AND d.hidden = 0 AND (?2 IS NULL OR d.split = ?2) ORDER BY p.document");
        documents.with(run.value, split);
        Statement rows = m_database->prepare("SELECT first, last, label, score FROM prediction "
                                             "WHERE run = ? AND document = ?");
        while (documents.step()) {
            interrupt.check();
            const DocumentId id(documents.integer(0));
            std::vector<PredictionRow> found;
            rows.with(run.value, id.value);
            while (rows.step())
                found.push_back({id,
                    {static_cast<std::uint32_t>(rows.integer(0)),
                        static_cast<std::uint32_t>(rows.integer(1))},
                    rows.string(2), rows.isNull(3) ? std::nullopt : std::optional(rows.real(3))});
            rows.reset();
            if (!visit(id, std::move(found)))
                return;
        }
    });
}

} // namespace evenspan::store
