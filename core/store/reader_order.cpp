// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of documents in an order, and the names of what they can be ordered by.
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/writer_state.h"

namespace evenspan::store {

namespace {

constexpr int kColumns = 100;

// What is compared; NULL: the document has none and comes last.
std::string orderBy(DocumentOrder::Key key) {
    using Key = DocumentOrder::Key;
    switch (key) {
    case Key::Name:
        return "d.name COLLATE NOCASE";
    case Key::State:
        return "d.state";
    case Key::Split:
        return "d.split";
    case Key::Spans:
        return "d.spans";
    case Key::Tokens:
        return "d.tokens";
    case Key::Score:
        return "(SELECT max(s.score) FROM span s WHERE s.document = d.id AND s.state = 1)";
    case Key::Uncertainty:
        return "(SELECT u.value FROM uncertainty u WHERE u.document = d.id)";
    case Key::Meta:
        return "(SELECT j.value FROM json_each(d.metadata) j WHERE j.key = ?98) COLLATE NOCASE";
    case Key::Id:
        break;
    }
    return "d.id";
}

} // namespace

Result<std::vector<DocumentId>> Reader::ids(
    const DocumentFilter& filter, const DocumentOrder& order, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        const DocumentQuery query(filter);
        Statement s =
            m_database->prepare("SELECT d.id FROM document d WHERE " + query.where + " ORDER BY "
                + orderBy(order.key) + (order.descending ? " DESC" : "") + " NULLS LAST, d.id");
        query.bind(s);
        if (order.key == DocumentOrder::Key::Meta)
            s.bind(98, order.field);
        std::vector<DocumentId> out;
        while (s.step())
            out.push_back(DocumentId(s.integer(0)));
        return out;
    });
}

Result<std::vector<std::string>> Reader::metadataColumns(std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        // One step in the index for each column, however many documents have it.
        Statement s = m_database->prepare(
            "WITH RECURSIVE k(name) AS (SELECT min(key) FROM document_meta UNION ALL SELECT "
            "(SELECT min(key) FROM document_meta WHERE key > k.name) FROM k WHERE k.name IS NOT "
            "NULL) SELECT name FROM k WHERE name IS NOT NULL AND EXISTS (SELECT 1 FROM "
            "document_meta m CROSS JOIN document d ON d.id = m.document WHERE m.key = name AND "
            "d.hidden = 0) LIMIT ?");
        s.with(kColumns);
        std::vector<std::string> out;
        while (s.step())
            out.push_back(s.string(0));
        return out;
    });
}

} // namespace evenspan::store
