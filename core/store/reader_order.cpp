// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of documents in an order, and the names of what they can be ordered by.
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/row_walk.h"
#include "core/store/search_progress.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <map>

namespace evenspan::store {

namespace {

using Key = DocumentOrder::Key;

constexpr int kColumns = 100;
constexpr std::int64_t kFew = 3'000; // documents whose keys are read one by one

// SQLite's NOCASE.
char folded(char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}
std::string folded(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        c = folded(c);
    return out;
}
// Neighbours in an order differ mostly at their ends.
bool equalFolded(std::string_view a, std::string_view b) {
    if (a.size() != b.size())
        return false;
    for (std::size_t i = a.size(); i-- > 0;)
        if (folded(a[i]) != folded(b[i]))
            return false;
    return true;
}

// Ids with equal keys stand together, ascending; groups by ascending key.
class Groups {
public:
    explicit Groups(std::size_t most = 0) { m_ids.reserve(most); }
    void add(std::int64_t id, bool fresh) {
        if (fresh)
            m_starts.push_back(m_ids.size());
        m_ids.push_back(DocumentId(id));
    }
    // As if everything had come in the opposite order.
    void reverse() {
        std::reverse(m_ids.begin(), m_ids.end());
        std::size_t end = m_ids.size();
        std::vector<std::size_t> starts;
        for (auto start = m_starts.rbegin(); start != m_starts.rend(); ++start) {
            starts.push_back(m_ids.size() - end);
            end = *start;
        }
        m_starts.swap(starts);
    }
    std::vector<DocumentId> take(bool descending) {
        if (!descending)
            return std::move(m_ids);
        std::vector<DocumentId> out;
        out.reserve(m_ids.size());
        std::size_t end = m_ids.size();
        for (auto start = m_starts.rbegin(); start != m_starts.rend(); end = *start++)
            out.insert(out.end(), m_ids.begin() + static_cast<std::ptrdiff_t>(*start),
                m_ids.begin() + static_cast<std::ptrdiff_t>(end));
        return out;
    }

private:
    std::vector<DocumentId> m_ids;
    std::vector<std::size_t> m_starts;
};

class Sorter {
public:
    Sorter(Database& db, const DocumentOrder& order, bool trash, const InterruptOnStop& interrupt)
        : m_db(db)
        , m_order(order)
        , m_hidden(trash ? 1 : 0)
        , m_interrupt(interrupt) { }

    std::vector<DocumentId> sorted(const DocumentSet& set) {
        if (m_order.key == Key::Uncertainty && m_order.field == "learning")
            // As core/app/inspect/learning_order.h keeps it; what it does not name comes last.
            return walk(set,
                m_db.prepare("SELECT j.value, j.key FROM setting s, json_each(s.value, '$.order') "
                             "j WHERE s.key = 'learning_order' ORDER BY j.key"));
        if (m_order.key != Key::Id && set.size() <= kFew)
            return few(set);
        switch (m_order.key) {
        case Key::Name:
            return byIndex(set,
                "SELECT id FROM document INDEXED BY document_name WHERE each_row(id, name, ?1) "
                "ORDER BY name COLLATE NOCASE, id");
        case Key::Meta:
            return byIndex(set,
                "SELECT document FROM document_meta WHERE key = ?2 AND each_row(document, value, "
                "?1) ORDER BY value, document",
                {std::string_view(m_order.field)});
        case Key::Score: // the highest of each document comes first
            return walk(set,
                m_db.prepare("SELECT document, score FROM span INDEXED BY span_score "
                             "WHERE state = 1 AND score IS NOT NULL "
                             "ORDER BY score DESC, document DESC"));
        case Key::Uncertainty:
            return walk(set,
                m_db.prepare("SELECT document, value FROM uncertainty ORDER BY value, document"));
        case Key::State:
        case Key::Split:
            return byPlace(set);
        case Key::Spans:
            return byIndex(set,
                "SELECT id FROM document INDEXED BY document_spans WHERE each_row(id, spans, ?1) "
                "ORDER BY spans, id");
        case Key::Tokens:
            return byIndex(set,
                "SELECT id FROM document INDEXED BY document_tokens WHERE each_row(id, tokens, "
                "?1) ORDER BY tokens, id");
        case Key::Id:
            break;
        }
        std::vector<DocumentId> out;
        out.reserve(static_cast<std::size_t>(set.size()));
        set.forEach([&](std::int64_t id) {
            out.push_back(DocumentId(id));
            return true;
        });
        if (m_order.descending)
            std::reverse(out.begin(), out.end());
        return out;
    }

private:
    // The rows come by ascending key, each id once.
    std::vector<DocumentId> byIndex(
        const DocumentSet& set, const char* sql, std::initializer_list<RowBound> bounds = {}) {
        const auto size = static_cast<std::size_t>(set.size());
        const bool text = m_order.key == Key::Name || m_order.key == Key::Meta;
        Groups groups(size);
        std::string lastText;
        std::int64_t last = 0;
        bool first = true;
        walkRows(
            m_db, sql,
            [&](std::int64_t id, const RowValue& value) {
                if (!set.contains(id))
                    return true;
                bool fresh = first;
                first = false;
                if (text) {
                    const std::string_view key = value.text();
                    fresh = fresh || !equalFolded(key, lastText);
                    if (fresh)
                        lastText.assign(key); // its room is used again
                } else {
                    fresh = fresh || value.integer() != last;
                    last = value.integer();
                }
                groups.add(id, fresh);
                return true;
            },
            bounds);
        std::vector<DocumentId> out = groups.take(m_order.descending);
        if (out.size() < size) {
            DocumentSet seen;
            for (const DocumentId id : out)
                seen.insert(id.value);
            append(set, seen, out);
        }
        return out;
    }

    // The statement gives ids by ascending key; of scores, where ids repeat, the other way round.
    std::vector<DocumentId> walk(const DocumentSet& set, Statement s) {
        const bool reversed = m_order.key == Key::Score;
        Groups groups;
        DocumentSet seen;
        double last = 0;
        for (bool first = true; s.step();) {
            const std::int64_t id = s.integer(0);
            if (!set.contains(id) || (reversed && seen.contains(id)))
                continue;
            groups.add(id, first || s.real(1) != last);
            first = false;
            last = s.real(1);
            seen.insert(id);
        }
        if (reversed)
            groups.reverse();
        std::vector<DocumentId> out = groups.take(m_order.descending);
        append(set, seen, out);
        return out;
    }

    // By split or state: the index holds the documents of each pair of them together.
    std::vector<DocumentId> byPlace(const DocumentSet& set) {
        const bool states = m_order.key == Key::State;
        Statement s = m_db.prepare(std::string("SELECT id, ") + (states ? "state" : "split")
            + " FROM document INDEXED BY document_place WHERE hidden = ?");
        s.with(m_hidden);
        std::map<std::pair<std::int64_t, std::string>, DocumentSet> buckets;
        auto at = buckets.end(); // of the row before
        while (s.step()) {
            const std::int64_t state = states ? s.integer(1) : 0;
            const std::string_view split = states ? std::string_view() : s.text(1);
            if (at == buckets.end() || at->first.first != state || at->first.second != split)
                at = buckets.try_emplace({state, std::string(split)}).first;
            at->second.insert(s.integer(0));
        }
        std::vector<DocumentId> out;
        out.reserve(static_cast<std::size_t>(set.size()));
        const auto take = [&](DocumentSet& bucket) {
            bucket.intersect(set);
            bucket.forEach([&](std::int64_t id) {
                out.push_back(DocumentId(id));
                return true;
            });
        };
        if (m_order.descending)
            for (auto bucket = buckets.rbegin(); bucket != buckets.rend(); ++bucket)
                take(bucket->second);
        else
            for (auto& [value, bucket] : buckets)
                take(bucket);
        return out;
    }

    std::vector<DocumentId> few(const DocumentSet& set) {
        struct Keyed {
            std::int64_t id;
            bool none;
            double number;
            std::string text;
        };
        Statement s = m_db.prepare(keySql());
        std::vector<Keyed> all;
        set.forEach([&](std::int64_t id) {
            m_interrupt.check();
            s.bind(1, id);
            if (m_order.key == Key::Meta)
                s.bind(2, m_order.field);
            Keyed row{id, true, 0, {}};
            if (s.step() && !s.isNull(0)) {
                row.none = false;
                if (m_order.key == Key::Name || m_order.key == Key::Meta)
                    row.text = folded(s.text(0));
                else if (m_order.key == Key::Split)
                    row.text = s.text(0);
                else
                    row.number = s.real(0);
            }
            s.reset();
            all.push_back(std::move(row));
            return true;
        });
        std::sort(all.begin(), all.end(), [&](const Keyed& a, const Keyed& b) {
            if (a.none != b.none)
                return b.none;
            if (a.number != b.number)
                return (a.number < b.number) != m_order.descending;
            if (const int order = a.text.compare(b.text); order != 0)
                return (order < 0) != m_order.descending;
            return a.id < b.id;
        });
        std::vector<DocumentId> out;
        for (const Keyed& row : all)
            out.push_back(DocumentId(row.id));
        return out;
    }

    std::string keySql() const {
        switch (m_order.key) {
        case Key::Score:
            return "SELECT max(score) FROM span WHERE document = ? AND state = 1";
        case Key::Uncertainty:
            return "SELECT value FROM uncertainty WHERE document = ?";
        case Key::Meta:
            return "SELECT j.value FROM document d, json_each(d.metadata) j WHERE d.id = ? AND "
                   "j.key = ?";
        case Key::Name:
            return "SELECT name FROM document WHERE id = ?";
        case Key::State:
            return "SELECT state FROM document WHERE id = ?";
        case Key::Split:
            return "SELECT split FROM document WHERE id = ?";
        case Key::Spans:
            return "SELECT spans FROM document WHERE id = ?";
        case Key::Tokens:
            return "SELECT tokens FROM document WHERE id = ?";
        case Key::Id:
            break;
        }
        return "SELECT ?1";
    }

    static void append(
        const DocumentSet& set, const DocumentSet& seen, std::vector<DocumentId>& out) {
        set.forEach([&](std::int64_t id) {
            if (!seen.contains(id))
                out.push_back(DocumentId(id));
            return true;
        });
    }

    Database& m_db;
    const DocumentOrder& m_order;
    const int m_hidden;
    const InterruptOnStop& m_interrupt;
};

} // namespace

Result<std::vector<DocumentId>> idsWithProgress(Reader& reader, const DocumentFilter& filter,
    const DocumentOrder& order, SearchProgress& progress, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, stop);
        ReadTransaction view(db);
        DocumentSet set;
        eachMatch(db, filter, interrupt,
            [&](const DocumentSet& part, std::int64_t upTo, std::int64_t last) {
                set.unite(part);
                std::vector<DocumentId> found;
                part.forEach([&](std::int64_t id) {
                    found.push_back(DocumentId(id));
                    return true;
                });
                progress.add(found, upTo, last);
                return true;
            });
        return Sorter(db, order, filter.trash, interrupt).sorted(set);
    });
}

Result<std::vector<DocumentId>> Reader::ids(
    const DocumentFilter& filter, const DocumentOrder& order, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        const DocumentSet set = documentsOf(*m_database, filter, interrupt);
        return Sorter(*m_database, order, filter.trash, interrupt).sorted(set);
    });
}

Result<std::vector<DocumentId>> Reader::ids(const DocumentFilter& filter, std::stop_token stop) {
    return ids(filter, DocumentOrder{}, std::move(stop));
}

Result<std::vector<std::string>> Reader::metadataColumns(std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(*m_database, stop);
        // One step in the index for each column, however many documents have it.
        Statement s = m_database->prepare(
            "WITH RECURSIVE k(name) AS (SELECT min(key) FROM document_meta UNION ALL SELECT "
            "(SELECT min(key) FROM document_meta WHERE key > k.name) FROM k WHERE k.name IS NOT "
            "NULL) SELECT name FROM k WHERE k.name IS NOT NULL AND EXISTS (SELECT 1 FROM "
            "document_meta m CROSS JOIN document d ON d.id = m.document WHERE m.key = k.name AND "
            "d.hidden = 0) LIMIT ?");
        s.with(kColumns);
        std::vector<std::string> out;
        while (s.step())
            out.push_back(s.string(0));
        return out;
    });
}

} // namespace evenspan::store
