// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/label_examples.h"

#include "core/store/excerpt.h"
#include "core/store/reader.h"
#include "core/store/writer_state.h"

#include <map>
#include <set>

namespace evenspan::store {

namespace {

class Finder {
public:
    Finder(Database& db, LabelId label, std::size_t limit, const InterruptOnStop& interrupt)
        : m_db(db)
        , m_label(label.value)
        , m_limit(limit)
        , m_interrupt(interrupt) { }

    std::vector<LabelExample> accepted() {
        std::vector<std::int64_t> documents = spread();
        // First one span of each document, then the second of each, until there are enough.
        std::map<std::int64_t, std::vector<Span>> spans;
        for (const std::int64_t id : documents)
            spans[id] = spansOf(id);
        for (std::size_t round = 0; m_chosen.size() < m_limit; ++round) {
            bool more = false;
            for (const std::int64_t id : documents) {
                if (round >= spans[id].size())
                    continue;
                more = true;
                choose(spans[id][round]);
            }
            if (!more)
                break;
        }
        return texts();
    }

    std::vector<LabelExample> rejected() {
        Statement s = m_db.prepare(
            "SELECT s.id, s.document, s.first, s.last FROM span s INDEXED BY span_other CROSS JOIN "
            "document d ON d.id = s.document WHERE s.label = ? AND s.state = 2 AND s.state <> 0 "
            "AND "
            "d.hidden = 0 ORDER BY s.document DESC, s.id DESC LIMIT ?");
        s.with(m_label, static_cast<std::int64_t>(m_limit));
        while (s.step())
            choose(spanFrom(s));
        return texts();
    }

    std::vector<LabelExample> disputed() {
        Statement open = m_db.prepare(
            "SELECT n.document, n.span FROM note n JOIN document d ON d.id = n.document WHERE "
            "n.kind = 0 AND n.resolved = 0 AND d.hidden = 0 ORDER BY n.document DESC");
        while (m_chosen.size() < m_limit && open.step()) {
            m_interrupt.check();
            const bool whole = open.isNull(1);
            for (const Span& span : spansOf(open.integer(0)))
                if (whole || span.id == open.integer(1))
                    choose(span);
        }
        Statement splits = m_db.prepare("SELECT DISTINCT split FROM tally WHERE state = 5");
        while (m_chosen.size() < m_limit && splits.step()) {
            Statement documents = m_db.prepare(
                "SELECT t.document FROM document d INDEXED BY document_place CROSS JOIN span_sum t "
                "ON t.document = d.id AND t.kind = 0 AND t.value = ?1 WHERE d.hidden = 0 AND "
                "d.split = ?2 AND d.state = 5 ORDER BY d.id DESC");
            documents.with(m_label, splits.string(0));
            while (m_chosen.size() < m_limit && documents.step())
                for (const Span& span : spansOf(documents.integer(0)))
                    choose(span);
        }
        return texts();
    }

private:
    struct Span {
        std::int64_t id, document;
        CodePointRange range;
    };
    static Span spanFrom(const Statement& s) {
        return {s.integer(0), s.integer(1),
            {static_cast<std::uint32_t>(s.integer(2)), static_cast<std::uint32_t>(s.integer(3))}};
    }

    // Documents with the label, spread over all that have it.
    std::vector<std::int64_t> spread() {
        std::set<std::int64_t> out;
        Statement ends = m_db.prepare("SELECT (SELECT min(document) FROM span_sum WHERE kind = 0 "
                                      "AND value = ?1), (SELECT max(document) FROM span_sum WHERE "
                                      "kind = 0 AND value = ?1)");
        ends.with(m_label).step();
        if (ends.isNull(0))
            return {};
        const double first = double(ends.integer(0)), last = double(ends.integer(1));
        Statement next = m_db.prepare(
            "SELECT t.document FROM span_sum t CROSS JOIN document d ON d.id = t.document WHERE "
            "t.kind = 0 AND t.value = ?1 AND t.document >= ?2 AND d.hidden = 0 ORDER BY "
            "t.document LIMIT ?3");
        const auto take = [&](std::int64_t from, std::size_t count) {
            next.with(m_label, from, static_cast<std::int64_t>(count));
            while (next.step())
                out.insert(next.integer(0));
            next.reset();
        };
        for (std::size_t i = 0; i < m_limit; ++i) {
            m_interrupt.check();
            take(
                static_cast<std::int64_t>(first + (last - first + 1) * double(i) / double(m_limit)),
                1);
        }
        if (out.size() < m_limit) // uneven: fill up from the front
            take(static_cast<std::int64_t>(first), m_limit + out.size());
        while (out.size() > m_limit)
            out.erase(std::prev(out.end()));
        return {out.begin(), out.end()};
    }

    std::vector<Span> spansOf(std::int64_t document) {
        Statement s = m_db.cached("SELECT id, document, first, last FROM span WHERE document = ? "
                                  "AND label = ? AND state = 0 ORDER BY first, last, id LIMIT ?");
        s.with(document, m_label, static_cast<std::int64_t>(m_limit));
        std::vector<Span> out;
        while (s.step())
            out.push_back(spanFrom(s));
        return out;
    }

    void choose(const Span& span) {
        if (m_chosen.size() < m_limit && m_known.insert(span.id).second)
            m_chosen.push_back(span);
    }

    // The chosen with their texts, each text read once.
    std::vector<LabelExample> texts() {
        std::map<std::int64_t, std::vector<std::size_t>> byDocument;
        for (std::size_t i = 0; i < m_chosen.size(); ++i)
            byDocument[m_chosen[i].document].push_back(i);
        std::vector<LabelExample> out(m_chosen.size());
        Statement s = m_db.prepare("SELECT d.name, c.text FROM document d JOIN content c ON "
                                   "c.document = d.id WHERE d.id = ?");
        for (const auto& [document, places] : byDocument) {
            m_interrupt.check();
            s.with(document);
            if (!s.step())
                fail(ErrorCode::Corrupt, "A document has no text", std::to_string(document),
                    "Run the project check, and go back to a backup.");
            const OffsetMap map(s.text(1));
            for (const std::size_t i : places)
                out[i] = {SpanId(m_chosen[i].id), s.string(0),
                    excerptOf(map, DocumentId(document), m_chosen[i].range)};
            s.reset();
        }
        return out;
    }

    Database& m_db;
    const std::int64_t m_label;
    const std::size_t m_limit;
    const InterruptOnStop& m_interrupt;
    std::vector<Span> m_chosen;
    std::set<std::int64_t> m_known;
};

} // namespace

Result<std::vector<LabelExample>> labelExamples(
    Reader& reader, LabelId label, ExampleKind kind, std::size_t limit, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, std::move(stop));
        ReadTransaction view(db);
        Statement known = db.cached("SELECT 1 FROM label WHERE id = ? AND gone = 0");
        if (!known.with(label.value).step())
            fail(ErrorCode::NotFound, "There is no such label", std::to_string(label.value));
        Finder finder(db, label, limit, interrupt);
        switch (kind) {
        case ExampleKind::Rejected:
            return finder.rejected();
        case ExampleKind::Disputed:
            return finder.disputed();
        case ExampleKind::Accepted:
            break;
        }
        return finder.accepted();
    });
}

} // namespace evenspan::store
