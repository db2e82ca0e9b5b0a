// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/suggestions.h"

#include "core/store/annotations.h"
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace evenspan::store {

namespace {

template <class T> T valueOf(Result<T> result) {
    if (!result)
        throw Failure{result.error()};
    return std::move(*result);
}

bool isDone(std::int64_t state) {
    return state == static_cast<int>(DocumentState::Done)
        || state == static_cast<int>(DocumentState::Reviewed);
}

bool ofRun(const SpanRow& span) {
    return span.state == SpanState::Suggested && span.source == SpanSource::Model && span.run;
}

// The accepted spans of one document, for the question whether a suggestion contradicts one.
class Accepted {
public:
    explicit Accepted(const std::vector<SpanRow>& spans) {
        for (const SpanRow& span : spans)
            if (span.state == SpanState::Accepted)
                m_spans.push_back(&span);
        std::sort(m_spans.begin(), m_spans.end(),
            [](const SpanRow* a, const SpanRow* b) { return a->range.begin < b->range.begin; });
        std::uint32_t end = 0;
        for (const SpanRow* span : m_spans)
            m_ends.push_back(end = std::max(end, span->range.end));
    }
    bool contradict(const SpanRow& suggestion) const {
        auto at = std::lower_bound(m_spans.begin(), m_spans.end(), suggestion.range.end,
            [](const SpanRow* span, std::uint32_t end) { return span->range.begin < end; });
        // Backwards, while any span up to here reaches into the suggestion.
        while (at != m_spans.begin()
            && m_ends[static_cast<std::size_t>(at - m_spans.begin()) - 1] > suggestion.range.begin)
            if (settles(**--at, suggestion))
                return true;
        return false;
    }

private:
    static bool settles(const SpanRow& span, const SpanRow& suggestion) {
        const CodePointRange a = span.range, b = suggestion.range;
        if (span.layer != suggestion.layer || !a.overlaps(b))
            return false;
        return a == b || span.label == suggestion.label || !(a.contains(b) || b.contains(a));
    }
    std::vector<const SpanRow*> m_spans; // by begin
    std::vector<std::uint32_t> m_ends; // the furthest end so far
};

std::vector<SpanRow> spansOf(Database& db, std::int64_t document) {
    static const std::string sql = "SELECT " + std::string(kSpanColumns)
        + " FROM span s JOIN label l ON l.id = s.label WHERE s.document = ?";
    Statement s = db.cached(sql.c_str());
    s.with(document);
    std::vector<SpanRow> out;
    while (s.step())
        out.push_back(spanFrom(s));
    return out;
}

using Place = std::tuple<std::int64_t, std::uint32_t, std::uint32_t, std::string>;

Place placeOf(const SpanRow& span) {
    return {span.layer.value, span.range.begin, span.range.end, span.label};
}

// One document's share of storeReadings().
class Replacing {
public:
    Replacing(Writer& writer, RunId run, const std::set<std::string>& labels, ReadingOutcome& out)
        : m_writer(writer)
        , m_run(run)
        , m_labels(labels)
        , m_out(out) { }

    void operator()(const Reading& reading, std::int64_t state) {
        const std::vector<SpanRow> spans = spansOf(*m_writer.state().db, reading.document.value);
        const Accepted accepted(spans);
        std::map<Place, const SpanRow*> mine; // open, of a run
        std::map<Place, SpanState> others;
        for (const SpanRow& span : spans)
            if (ofRun(span))
                mine.try_emplace(placeOf(span), &span);
            else if (span.state != SpanState::Accepted)
                others.insert_or_assign(placeOf(span), span.state);
        bool changed = false;
        std::set<Place> wanted;
        for (const SpanRow& row : reading.spans) {
            const Place place = placeOf(row);
            if (!m_labels.contains(row.label)) {
                ++m_out.unknown;
                continue;
            }
            if (const auto other = others.find(place); other != others.end()) {
                ++(other->second == SpanState::Rejected ? m_out.rejected : m_out.kept);
                continue;
            }
            if (accepted.contradict(row)) {
                ++m_out.labelled;
                continue;
            }
            if (!wanted.insert(place).second)
                continue;
            const auto old = mine.find(place);
            SpanRow suggestion = old == mine.end() ? row : *old->second;
            suggestion.document = reading.document;
            suggestion.state = SpanState::Suggested;
            suggestion.source = SpanSource::Model;
            suggestion.run = m_run;
            suggestion.score = row.score;
            if (old == mine.end()) {
                valueOf(m_writer.addSpan(suggestion));
                ++m_out.added;
                changed = true;
            } else {
                ++m_out.kept;
                if (!(suggestion == *old->second)) {
                    require(m_writer.changeSpan(suggestion));
                    changed = true;
                }
            }
        }
        std::size_t left = spans.size();
        for (const SpanRow& span : spans)
            if (ofRun(span) && (!wanted.contains(placeOf(span)) || mine[placeOf(span)] != &span)) {
                require(m_writer.removeSpan(span.id));
                ++m_out.withdrawn;
                --left;
                changed = true;
            }
        changed = settleState(reading.document, state, !wanted.empty(), left) || changed;
        if (changed)
            m_out.changed.push_back(reading.document);
    }

private:
    bool settleState(DocumentId id, std::int64_t state, bool suggested, std::size_t spansLeft) {
        const DocumentId ids[]{id};
        if (suggested && state == static_cast<int>(DocumentState::Unseen)) {
            require(m_writer.setState(ids, DocumentState::Suggested));
            return true;
        }
        if (!suggested && spansLeft == 0 && state == static_cast<int>(DocumentState::Suggested)) {
            require(m_writer.setState(ids, DocumentState::Unseen));
            return true;
        }
        return false;
    }

    Writer& m_writer;
    const RunId m_run;
    const std::set<std::string>& m_labels;
    ReadingOutcome& m_out;
};

// Documents whose suggestions are to be read again; a list of ids as JSON.
constexpr const char* kStale = "stale_suggestions";

std::set<std::int64_t> staleOf(Database& db) {
    std::set<std::int64_t> out;
    Statement s = db.prepare("SELECT j.value FROM setting s, json_each(s.value) j WHERE s.key = ?");
    s.with(kStale);
    while (s.step())
        out.insert(s.integer(0));
    return out;
}

void keepStale(Database& db, const std::set<std::int64_t>& documents) {
    std::string list;
    for (const std::int64_t id : documents)
        list += (list.empty() ? "[" : ",") + std::to_string(id);
    db.cached("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)")
        .with(std::string(kStale), list.empty() ? std::string("[]") : list + "]")
        .run();
}

// In the order of documents, then of ids.
std::vector<std::int64_t> openIds(Database& db, const DocumentFilter& documents,
    const OpenSuggestions& which, const InterruptOnStop& interrupt) {
    const DocumentSet set = documentsOf(db, documents, interrupt);
    std::string sql = "SELECT document, id FROM span ";
    // Each condition as its index has it, so that accepted spans are not read.
    sql += which.from ? "INDEXED BY span_score WHERE state = 1 AND score >= ?1"
                      : "WHERE state <> 0 AND state = 1";
    if (which.run)
        sql += " AND run = ?2";
    if (which.source)
        sql += " AND source = ?3";
    Statement s = db.prepare(sql);
    if (which.from)
        s.bind(1, *which.from);
    if (which.run)
        s.bind(2, which.run->value);
    if (which.source)
        s.bind(3, static_cast<int>(*which.source));
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    while (s.step())
        if (set.contains(s.integer(0)))
            found.emplace_back(s.integer(0), s.integer(1));
    std::sort(found.begin(), found.end());
    std::vector<std::int64_t> out;
    for (const auto& [document, id] : found)
        out.push_back(id);
    return out;
}

} // namespace

Result<ReadingOutcome> storeReadings(Writer& writer, RunId run, const std::string& name,
    std::span<const Reading> readings, bool alsoDone) {
    return guard([&] {
        Writer::State& state = writer.state();
        Change change(state, name, kRecord);
        Database& db = *state.db;
        Statement known = db.cached("SELECT 1 FROM run WHERE id = ?");
        if (!known.with(run.value).step())
            fail(ErrorCode::NotFound, "The run is no longer in the project", {},
                "Choose another run.");
        known.reset();
        std::set<std::string> labels;
        Statement names = db.cached("SELECT name FROM label WHERE gone = 0 AND archived = 0");
        while (names.step())
            labels.insert(names.string(0));
        names.reset();
        ReadingOutcome out;
        Replacing replace(writer, run, labels, out);
        std::vector<std::pair<DocumentId, double>> uncertainty;
        for (const Reading& reading : readings) {
            Statement s = db.cached("SELECT state FROM document WHERE id = ? AND hidden = 0");
            s.with(reading.document.value);
            if (!s.step())
                continue;
            const std::int64_t now = s.integer(0);
            s.reset();
            uncertainty.emplace_back(reading.document, reading.uncertainty);
            if (alsoDone || !isDone(now))
                replace(reading, now);
        }
        require(Annotations(writer).setUncertainty(run, uncertainty));
        if (std::set<std::int64_t> stale = staleOf(db); !stale.empty()) {
            const std::size_t before = stale.size();
            for (const Reading& reading : readings)
                stale.erase(reading.document.value);
            if (stale.size() < before)
                keepStale(db, stale);
        }
        change.commit();
        return out;
    });
}

Result<std::int64_t> withdrawContradicted(Writer& writer, DocumentId document) {
    return guard([&] {
        Change change(writer.state(), "Withdraw suggestions", kRecord);
        Database& db = *writer.state().db;
        std::int64_t gone = 0;
        Statement any = db.cached("SELECT 1 FROM span WHERE document = ? AND state = 1 AND "
                                  "source = 1 AND run IS NOT NULL LIMIT 1");
        const bool open = any.with(document.value).step();
        any.reset();
        if (open) {
            const std::vector<SpanRow> spans = spansOf(db, document.value);
            const Accepted accepted(spans);
            for (const SpanRow& span : spans)
                if (ofRun(span) && accepted.contradict(span)) {
                    require(writer.removeSpan(span.id));
                    ++gone;
                }
        }
        change.commit();
        return gone;
    });
}

Result<std::vector<DocumentId>> unread(Reader& reader, RunId run,
    std::span<const DocumentId> documents, bool alsoDone, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        const std::set<std::int64_t> stale = staleOf(reader.database());
        Statement s = reader.database().prepare(
            "SELECT d.state, u.run FROM document d LEFT JOIN uncertainty u ON u.document = d.id "
            "WHERE d.id = ? AND d.hidden = 0");
        std::vector<DocumentId> out;
        for (const DocumentId id : documents) {
            s.with(id.value);
            if (s.step() && (s.integer(1) != run.value || stale.contains(id.value))
                && (alsoDone || !isDone(s.integer(0))))
                out.push_back(id);
            s.reset();
        }
        return out;
    });
}

Result<void> forgetReadings(Writer& writer, std::optional<RunId> run) {
    return guard([&] {
        Change change(writer.state(), {});
        Database& db = *writer.state().db;
        // Of all runs: those that were stale and are no longer open are dropped.
        std::set<std::int64_t> open = run ? staleOf(db) : std::set<std::int64_t>();
        Statement s =
            db.prepare("SELECT DISTINCT document FROM span WHERE state <> 0 AND state = 1 "
                       "AND source = 1 AND run IS NOT NULL AND (?1 = 0 OR run = ?1)");
        s.bind(1, run ? run->value : 0);
        while (s.step())
            open.insert(s.integer(0));
        s.reset();
        keepStale(db, open);
        change.commit();
    });
}

Result<std::int64_t> countStale(Reader& reader) {
    return guard([&] {
        ReadTransaction view(reader.database());
        return static_cast<std::int64_t>(staleOf(reader.database()).size());
    });
}

Result<StaleSuggestions> staleSuggestions(Reader& reader, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        Statement s = reader.database().prepare(
            "SELECT d.state, p.run, count(*) FROM setting g, json_each(g.value) j "
            "JOIN document d ON d.id = j.value AND d.hidden = 0 "
            "JOIN span p ON p.document = d.id "
            "WHERE g.key = ? AND p.state <> 0 AND p.state = 1 AND p.source = 1 AND p.run IS NOT "
            "NULL "
            "GROUP BY d.id, p.run");
        s.with(kStale);
        StaleSuggestions out;
        std::map<std::int64_t, std::int64_t> ofRun;
        while (s.step())
            if (!isDone(s.integer(0))) {
                ++out.documents; // a document has suggestions of one run alone
                out.suggestions += s.integer(2);
                ofRun[s.integer(1)] += s.integer(2);
            }
        std::int64_t most = 0;
        for (const auto& [run, count] : ofRun)
            if (count >= most) { // of equals the newest
                most = count;
                out.run = RunId(run);
            }
        return out;
    });
}

Result<std::int64_t> countOpen(Reader& reader, const DocumentFilter& documents,
    const OpenSuggestions& which, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        return static_cast<std::int64_t>(
            openIds(reader.database(), documents, which, interrupt).size());
    });
}

Result<std::int64_t> rejectOpen(
    Writer& writer, const DocumentFilter& documents, const OpenSuggestions& which) {
    return guard([&] {
        std::lock_guard hold(writer.state().mutex);
        Database& db = *writer.state().db;
        const InterruptOnStop never(db, {});
        const std::vector<std::int64_t> ids = openIds(db, documents, which, never);
        require(writer.group("Reject " + std::to_string(ids.size()) + " suggestions", [&] {
            return guard([&] {
                static const std::string sql = "SELECT " + std::string(kSpanColumns)
                    + " FROM span s JOIN label l ON l.id = s.label WHERE s.id = ?";
                for (const std::int64_t id : ids) {
                    Statement s = db.cached(sql.c_str());
                    if (!s.with(id).step())
                        continue;
                    SpanRow row = spanFrom(s);
                    s.reset();
                    row.state = SpanState::Rejected;
                    require(writer.changeSpan(row));
                }
            });
        }));
        return static_cast<std::int64_t>(ids.size());
    });
}

} // namespace evenspan::store
