// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/grid_codec.h"
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"
#include "core/text/utf8.h"

#include <algorithm>
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
    std::vector<DocumentId> ids;
    const auto found = guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        const auto take = [&](std::int64_t id) {
            if (ids.size() < limit)
                ids.push_back(DocumentId(id));
            return ids.size() < limit;
        };
        if (limit > 0)
            eachMatch(*m_database, filter, interrupt,
                [&](const DocumentSet& part, std::int64_t, std::int64_t) {
                    part.forEach(take, after.value);
                    return ids.size() < limit;
                });
    });
    if (!found)
        return found.error();
    return rows(ids, std::move(stop));
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

Result<std::int64_t> Reader::count(const DocumentFilter& filter, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        if (!filter.text.empty() || filter.trash || filter.query)
            return documentsOf(*m_database, filter, interrupt).size();
        Statement s = m_database->cached("SELECT split, state, documents FROM tally");
        std::int64_t sum = 0;
        while (s.step()) {
            const bool split = !filter.split || s.text(0) == *filter.split;
            const auto state = static_cast<DocumentState>(s.integer(1));
            const auto& states = filter.states;
            if (split
                && (states.empty()
                    || std::find(states.begin(), states.end(), state) != states.end()))
                sum += s.integer(2);
        }
        return sum;
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
        documentsOf(*m_database, filter, interrupt).forEach([&](std::int64_t id) {
            interrupt.check();
            return visit(load(*m_database, id));
        });
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
