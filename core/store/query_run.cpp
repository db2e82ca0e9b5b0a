// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/name_search.h"
#include "core/store/reader_query.h"
#include "core/store/search_progress.h"
#include "core/store/text_search.h"
#include "core/store/writer_state.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace evenspan::store {

namespace {

constexpr std::int64_t kFirstPiece = 20'000; // ids; each piece is twice the one before

constexpr std::array kStateNames{"unseen", "suggested", "in_work", "done", "reviewed", "disputed"};
constexpr std::array kSourceNames{"human", "model", "rule", "import"};

constexpr const char* kPlace = "SELECT id FROM document INDEXED BY document_place WHERE hidden = ?";

// What a condition says: the documents of `set`, or all but those.
struct Answer {
    DocumentSet set;
    bool denied = false;
};

Answer both(Answer a, Answer b) {
    if (a.denied && !b.denied)
        std::swap(a, b);
    if (a.denied)
        a.set.unite(b.set);
    else if (b.denied)
        a.set.subtract(b.set);
    else
        a.set.intersect(b.set);
    return a;
}

Answer not_(Answer a) {
    a.denied = !a.denied;
    return a;
}

template <std::size_t N>
int placeOf(const std::array<const char*, N>& words, const std::string& word) {
    for (std::size_t i = 0; i < N; ++i)
        if (word == words[i])
            return static_cast<int>(i);
    return -1; // parseQuery() lets no such word through
}

// Fixed words only: what the user typed for an operator never reaches the SQL.
std::string operatorOf(const std::string& op) {
    for (const char* known : {"<=", ">=", "<", ">"})
        if (op == known)
            return known;
    return "=";
}

bool readsTexts(const QueryNode& node) {
    if (node.kind != QueryNode::Kind::Term)
        return std::any_of(node.children.begin(), node.children.end(), readsTexts);
    return node.key == "re" || (node.key == "text" && countCodePoints(node.value) < 3);
}

bool matchesTexts(const QueryNode& node) {
    if (node.kind != QueryNode::Kind::Term)
        return std::any_of(node.children.begin(), node.children.end(), matchesTexts);
    return node.key == "re";
}

class Query {
public:
    Query(Database& db, bool trash, const InterruptOnStop& interrupt)
        : m_db(db)
        , m_hidden(trash ? 1 : 0)
        , m_interrupt(interrupt) { }

    void run(const DocumentFilter& filter, const MatchVisit& visit) {
        const QueryNode all = treeOf(filter);
        const std::int64_t last = m_db.integer("SELECT max(id) FROM document");
        if (!matchesTexts(all)) {
            visit(placed(answer(all, nullptr)), last, last);
            return;
        }
        std::int64_t size = kFirstPiece;
        for (std::int64_t first = 1; first <= last; first += size, size *= 2) {
            m_range = {first, std::min(first + size - 1, last)};
            const DocumentSet found = placed(answer(all, nullptr));
            DocumentSet part;
            found.forEach(
                [&](std::int64_t id) {
                    if (id <= m_range->last)
                        part.insert(id);
                    return id < m_range->last;
                },
                first - 1);
            if (!visit(std::move(part), m_range->last, last))
                return;
        }
        if (last == 0)
            visit({}, 0, 0);
    }

private:
    static QueryNode treeOf(const DocumentFilter& filter) {
        QueryNode all;
        if (filter.split)
            all.children.push_back(term("split", *filter.split));
        if (!filter.text.empty()) {
            requireText(filter.text, "The search text");
            if (filter.text.size() > kLongestSought)
                fail(ErrorCode::InvalidArgument, "The search text is too long", {},
                    "Search for less.");
            all.children.push_back(term("text", filter.text));
        }
        if (!filter.states.empty()) {
            QueryNode states;
            states.kind = QueryNode::Kind::Or;
            for (const DocumentState state : filter.states)
                states.children.push_back(
                    term("state", kStateNames[static_cast<std::size_t>(state)]));
            all.children.push_back(std::move(states));
        }
        if (filter.query)
            all.children.push_back(*filter.query);
        return all;
    }

    // What is shown of it, or what lies in the trash.
    DocumentSet placed(Answer found) {
        if (m_hidden == 0 && !found.denied) { // seldom many are hidden
            found.set.subtract(ids("SELECT id FROM document WHERE hidden > 0"));
            return std::move(found.set);
        }
        Answer place;
        place.set = m_hidden == 0 ? shown() : ids(kPlace, m_hidden);
        return std::move(both(std::move(place), std::move(found)).set);
    }

    static QueryNode term(std::string key, std::string value) {
        QueryNode node;
        node.kind = QueryNode::Kind::Term;
        node.key = std::move(key);
        node.op = ":";
        node.value = std::move(value);
        return node;
    }

    template <class... Args> DocumentSet ids(const std::string& sql, const Args&... args) {
        m_interrupt.check();
        Statement s = m_db.prepare(sql);
        s.with(args...);
        DocumentSet out;
        while (s.step())
            out.insert(s.integer(0));
        return out;
    }

    // Every shown document. Where ids run without a gap, the sums and the hidden ones tell it.
    DocumentSet shown() {
        DocumentSet hidden = ids("SELECT id FROM document WHERE hidden > 0");
        const std::int64_t known =
            m_db.integer("SELECT coalesce(sum(documents), 0) FROM tally") + hidden.size();
        const std::int64_t first = m_db.integer("SELECT min(id) FROM document");
        const std::int64_t last = m_db.integer("SELECT max(id) FROM document");
        if (known == 0 || known != last - first + 1)
            return ids(kPlace, 0);
        DocumentSet out;
        for (std::int64_t id = first; id <= last; ++id)
            out.insert(id);
        out.subtract(hidden);
        return out;
    }

    // Shown documents whose split (or state) is `value`: those, or those of every other value,
    // whichever are fewer by the sums.
    template <class Value> Answer ofPlace(const std::string& column, const Value& value) {
        Statement sums = m_db.prepare("SELECT coalesce(sum(documents), 0), coalesce(sum(documents) "
                                      "FILTER (WHERE "
            + column + " = ?), 0) FROM tally");
        sums.with(value).step();
        const bool denied = sums.integer(1) > sums.integer(0) / 2;
        return {ids("SELECT d.id FROM tally t CROSS JOIN document d INDEXED BY document_place ON "
                    "d.hidden = 0 AND d.split = t.split AND d.state = t.state WHERE t."
                        + column + (denied ? " <> ?" : " = ?"),
                    value),
            denied};
    }

    // Documents whose `column` stands in the relation to `number`, or all that do not: both are
    // walked side by side, and the answer is the one that ends first. Twice the smaller one is the
    // most there is to do.
    Answer ofAmount(const std::string& column, const std::string& op, double number) {
        const std::string from =
            "SELECT id FROM document INDEXED BY document_" + column + " WHERE " + column + " ";
        const std::string others = op == "=" ? "<> ?"
            : op == "<"                      ? ">= ?"
            : op == "<="                     ? "> ?"
            : op == ">"                      ? "<= ?"
                                             : "< ?";
        m_interrupt.check();
        Statement yes = m_db.prepare(from + op + " ?"), no = m_db.prepare(from + others);
        yes.with(number);
        no.with(number);
        Answer in, out;
        out.denied = true;
        while (true) {
            if (!yes.step())
                return in;
            in.set.insert(yes.integer(0));
            if (!no.step())
                return out;
            out.set.insert(no.integer(0));
        }
    }

    // Right for the documents of `within` (null: for all).
    Answer answer(const QueryNode& node, const DocumentSet* within) {
        switch (node.kind) {
        case QueryNode::Kind::Term:
            return termOf(node, within);
        case QueryNode::Kind::Not:
            return not_(answer(node.children.front(), within));
        case QueryNode::Kind::Or: {
            Answer out;
            for (const QueryNode& child : node.children)
                out = not_(both(not_(std::move(out)), not_(answer(child, within))));
            return out;
        }
        case QueryNode::Kind::And:
            break;
        }
        // What reads texts comes last, when the others have left few.
        Answer out;
        out.denied = true; // everything
        for (const bool costly : {false, true}) {
            for (const QueryNode& child : node.children) {
                if (readsTexts(child) != costly)
                    continue;
                if (!out.denied && out.set.empty())
                    return out;
                Answer next = answer(child, costly && !out.denied ? &out.set : within);
                out = both(std::move(out), std::move(next));
            }
        }
        return out;
    }

    // What needs no text is asked once, however many pieces there are.
    Answer termOf(const QueryNode& node, const DocumentSet* within) {
        if (!m_range || node.key == "text" || node.key == "re")
            return asked(node, within);
        const auto known = m_known.find(&node);
        return known != m_known.end() ? known->second
                                      : m_known.emplace(&node, asked(node, within)).first->second;
    }

    TextSearch& search(const QueryNode& node) {
        TextSearch& out = m_searches.try_emplace(&node, m_db, m_interrupt).first->second;
        if (m_range)
            out.setRange(*m_range);
        return out;
    }

    Answer asked(const QueryNode& node, const DocumentSet* within) {
        const std::string& key = node.key;
        const std::string op = operatorOf(node.op);
        if (key == "text")
            return {search(node).containing(node.value, within)};
        if (key == "re")
            return {search(node).matching(node.value, within)};
        if (key == "label")
            return {ids("SELECT document FROM span_sum WHERE kind = 0 AND value = (SELECT id FROM "
                        "label WHERE name = ? AND gone = 0)",
                node.value)};
        if (key == "source")
            return {ids("SELECT document FROM span_sum WHERE kind = 1 AND value = ?",
                placeOf(kSourceNames, node.value))};
        if (key == "state")
            return m_hidden == 0
                ? ofPlace("state", placeOf(kStateNames, node.value))
                : Answer{ids("SELECT id FROM document WHERE hidden = 1 AND state = ?",
                    placeOf(kStateNames, node.value))};
        if (key == "split")
            return m_hidden == 0
                ? ofPlace("split", node.value)
                : Answer{ids("SELECT id FROM document WHERE hidden = 1 AND split = ?", node.value)};
        if (key == "name")
            return {documentsNamed(m_db, node.value, m_interrupt)};
        if (key == "score")
            return {ids("SELECT document FROM span INDEXED BY span_score WHERE state = 1 AND score "
                    + op + " ?",
                node.number)};
        if (key == "suggested")
            return {ids("SELECT document FROM span INDEXED BY span_score WHERE state = 1"),
                node.value != "yes"};
        if (key == "run")
            return {ids("SELECT document FROM predicted WHERE run = (SELECT id FROM run WHERE name "
                        "= ?)",
                node.value)};
        if (key == "spans" || key == "tokens")
            return ofAmount(key, op, node.number);
        if (key == "uncertainty")
            return {ids("SELECT document FROM uncertainty WHERE value " + op + " ?", node.number)};
        if (key == "rule")
            return {ids("SELECT document FROM span INDEXED BY span_rule WHERE rule IS NOT NULL AND "
                        "rule IN (SELECT id FROM rule WHERE name = ?) AND state < 2",
                node.value)};
        if (key == "flag" || (key == "note" && node.value == "open"))
            return {ids("SELECT document FROM note INDEXED BY note_open WHERE resolved = 0 AND "
                        "kind = ?",
                        key == "flag" ? 1 : 0),
                node.value == "no"};
        if (key == "note")
            return {ids(std::string("SELECT document FROM note WHERE kind = 0")
                        + (node.value == "resolved" ? " AND resolved = 1" : "")),
                node.value == "none"};
        if (key == "attr") {
            // The pair as the store writes it narrows the choice; JSON decides.
            const std::string pair =
                nlohmann::json(node.field).dump() + ":" + nlohmann::json(node.value).dump();
            return {ids("SELECT document FROM span INDEXED BY span_attributes WHERE attributes <> "
                        "'{}' AND state = 0 AND instr(attributes, ?) > 0 AND EXISTS (SELECT 1 FROM "
                        "json_each(attributes) j WHERE j.key = ? AND j.value = ?)",
                pair, node.field, node.value)};
        }
        return {ids("SELECT document FROM document_meta WHERE key = ?1 AND value = ?2 AND value = "
                    "?2 COLLATE BINARY",
            node.field, node.value)};
    }

    Database& m_db;
    const int m_hidden;
    const InterruptOnStop& m_interrupt;
    std::optional<TextRange> m_range; // the piece of all documents that is asked for
    std::map<const QueryNode*, Answer> m_known;
    std::map<const QueryNode*, TextSearch> m_searches;
};

} // namespace

bool searchIsSlow(const DocumentFilter& filter) {
    return filter.query && matchesTexts(*filter.query);
}

void eachMatch(Database& database, const DocumentFilter& filter, const InterruptOnStop& interrupt,
    const MatchVisit& visit) {
    Query(database, filter.trash, interrupt).run(filter, visit);
}

DocumentSet documentsOf(
    Database& database, const DocumentFilter& filter, const InterruptOnStop& interrupt) {
    DocumentSet out;
    eachMatch(database, filter, interrupt, [&](DocumentSet part, std::int64_t, std::int64_t) {
        if (out.empty())
            out = std::move(part);
        else
            out.unite(part);
        return true;
    });
    return out;
}

} // namespace evenspan::store
