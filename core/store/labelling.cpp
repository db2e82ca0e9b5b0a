// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/labelling.h"

#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/span_row.h"
#include "core/store/writer.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace evenspan::store {

namespace {

constexpr std::size_t kExcerpt = 24; // code points

template <class T> T valueOf(Result<T> result) {
    if (!result)
        throw Failure{result.error()};
    return std::move(*result);
}

SpanRow spanOf(Database& db, std::int64_t id) {
    static const std::string sql = "SELECT " + std::string(kSpanColumns)
        + " FROM span s JOIN label l ON l.id = s.label WHERE s.id = ?";
    Statement s = db.cached(sql.c_str());
    s.with(id);
    if (!s.step())
        fail(ErrorCode::NotFound, "There is no such span", std::to_string(id));
    return spanFrom(s);
}

std::vector<std::int64_t> idsOf(Statement s) {
    std::vector<std::int64_t> out;
    while (s.step())
        out.push_back(s.integer(0));
    return out;
}

// Suggestions of matching documents with at least this score, by document, then id.
std::vector<std::int64_t> suggestionsFrom(
    Database& db, const DocumentFilter& filter, double score, const InterruptOnStop& interrupt) {
    const DocumentSet set = documentsOf(db, filter, interrupt);
    Statement s = db.prepare("SELECT document, id FROM span INDEXED BY span_score WHERE state = 1 "
                             "AND score >= ?");
    s.with(score);
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    while (s.step())
        if (set.contains(s.integer(0)))
            found.push_back({s.integer(0), s.integer(1)});
    std::sort(found.begin(), found.end());
    std::vector<std::int64_t> out;
    for (const auto& [document, id] : found)
        out.push_back(id);
    return out;
}

void decide(Writer& writer, std::int64_t id, SpanState state) {
    SpanRow row = spanOf(*writer.state().db, id);
    if (row.state != SpanState::Suggested)
        fail(ErrorCode::InvalidArgument, "The span is no suggestion", std::to_string(id));
    row.state = state;
    require(writer.changeSpan(row));
}

// The name of a step over existing spans: all of one label, or none is named.
std::string nameFor(
    Writer& writer, std::string_view verb, std::span<const SpanId> spans, std::string_view text) {
    std::string label;
    if (!spans.empty())
        label = spanOf(*writer.state().db, spans.front().value).label;
    for (const SpanId id : spans)
        if (spanOf(*writer.state().db, id.value).label != label)
            return stepName(verb, text, {}, spans.size());
    return stepName(verb, text, label, spans.size());
}

Result<void> decideAll(Writer& writer, std::string_view verb, std::span<const SpanId> spans,
    std::string_view excerpt, SpanState state) {
    return guard([&] {
        std::lock_guard hold(writer.state().mutex);
        require(writer.group(nameFor(writer, verb, spans, excerpt), [&] {
            return guard([&] {
                for (const SpanId id : spans)
                    decide(writer, id.value, state);
            });
        }));
    });
}

} // namespace

std::string stepName(
    std::string_view verb, std::string_view excerpt, std::string_view label, std::size_t places) {
    std::string cut;
    std::size_t points = 0;
    for (const char c : excerpt) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80 && ++points > kExcerpt) {
            cut += "…";
            break;
        }
        cut += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
    std::string name = std::string(verb) + " “" + cut + "”";
    if (!label.empty())
        name += " as " + std::string(label);
    if (places > 1)
        name += " (" + std::to_string(places) + " places)";
    return name;
}

Result<std::vector<SpanId>> Labelling::add(
    std::span<const SpanRow> spans, std::string_view excerpt) {
    return guard([&] {
        std::string label = spans.empty() ? std::string() : spans.front().label;
        for (const SpanRow& row : spans)
            if (row.label != label)
                label.clear();
        std::vector<SpanId> out;
        require(m_writer.group(stepName("Label", excerpt, label, spans.size()), [&] {
            return guard([&] {
                for (const SpanRow& row : spans)
                    out.push_back(valueOf(m_writer.addSpan(row)));
            });
        }));
        return out;
    });
}

Result<void> Labelling::remove(std::span<const SpanId> spans, std::string_view excerpt) {
    return guard([&] {
        std::lock_guard hold(m_writer.state().mutex);
        require(m_writer.group(nameFor(m_writer, "Remove", spans, excerpt), [&] {
            return guard([&] {
                for (const SpanId id : spans)
                    require(m_writer.removeSpan(id));
            });
        }));
    });
}

Result<void> Labelling::relabel(
    std::span<const SpanId> spans, const std::string& label, std::string_view excerpt) {
    return m_writer.group(stepName("Relabel", excerpt, label, spans.size()), [&] {
        return guard([&] {
            for (const SpanId id : spans) {
                SpanRow row = spanOf(*m_writer.state().db, id.value);
                row.label = label;
                require(m_writer.changeSpan(row));
            }
        });
    });
}

Result<void> Labelling::accept(std::span<const SpanId> suggestions, std::string_view excerpt) {
    return decideAll(m_writer, "Accept", suggestions, excerpt, SpanState::Accepted);
}

Result<void> Labelling::reject(std::span<const SpanId> suggestions, std::string_view excerpt) {
    return decideAll(m_writer, "Reject", suggestions, excerpt, SpanState::Rejected);
}

Result<SuggestionOutcome> Labelling::addSuggestions(
    const std::string& name, std::span<const SpanRow> spans) {
    return guard([&] {
        using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::string>;
        SuggestionOutcome out;
        require(m_writer.group(name, [&] {
            return guard([&] {
                Database& db = *m_writer.state().db;
                std::map<std::int64_t, std::map<Place, bool>> known; // true: rejected
                for (const SpanRow& row : spans) {
                    auto [at, fresh] = known.try_emplace(row.document.value);
                    if (fresh) {
                        Statement s = db.cached(
                            "SELECT s.layer, s.first, s.last, l.name, s.state FROM span s "
                            "JOIN label l ON l.id = s.label WHERE s.document = ?");
                        s.with(row.document.value);
                        while (s.step()) {
                            const bool rejected = s.integer(4) == int(SpanState::Rejected);
                            auto [entry, added] = at->second.try_emplace(
                                {s.integer(0), s.integer(1), s.integer(2), s.string(3)}, rejected);
                            if (!added)
                                entry->second = entry->second && rejected;
                        }
                    }
                    const auto [entry, added] = at->second.try_emplace(
                        {row.layer.value, row.range.begin, row.range.end, row.label}, false);
                    if (!added) {
                        ++(entry->second ? out.rejected : out.duplicates);
                        continue;
                    }
                    SpanRow suggestion = row;
                    suggestion.state = SpanState::Suggested;
                    valueOf(m_writer.addSpan(suggestion));
                    ++out.added;
                }
            });
        }));
        return out;
    });
}

Result<void> Labelling::markSuggested(std::span<const DocumentId> documents) {
    return guard([&] {
        std::lock_guard hold(m_writer.state().mutex);
        Statement s =
            m_writer.state().db->prepare("SELECT 1 FROM document WHERE id = ? AND state = 0");
        std::vector<DocumentId> unseen;
        for (const DocumentId id : documents) {
            if (s.with(id.value).step())
                unseen.push_back(id);
            s.reset();
        }
        if (!unseen.empty())
            require(m_writer.setState(unseen, DocumentState::Suggested));
    });
}

Result<std::int64_t> Labelling::acceptFrom(const DocumentFilter& filter, double score) {
    return guard([&] {
        std::lock_guard hold(m_writer.state().mutex);
        Database& db = *m_writer.state().db;
        const InterruptOnStop never(db, {});
        const auto ids = suggestionsFrom(db, filter, score, never);
        require(m_writer.group("Accept " + std::to_string(ids.size()) + " suggestions", [&] {
            return guard([&] {
                for (const std::int64_t id : ids)
                    decide(m_writer, id, SpanState::Accepted);
            });
        }));
        return static_cast<std::int64_t>(ids.size());
    });
}

Result<std::int64_t> Labelling::mergeLabels(const std::string& from, const std::string& into) {
    return guard([&] {
        if (from == into)
            fail(ErrorCode::InvalidArgument, "A label cannot be merged with itself");
        std::int64_t touched = 0;
        require(m_writer.group("Merge " + from + " into " + into, [&] {
            return guard([&] {
                Database& db = *m_writer.state().db;
                const std::int64_t source = m_writer.state().labelId(from);
                const std::int64_t target = m_writer.state().labelId(into);
                Statement all = db.prepare("SELECT s.id FROM span s JOIN document d ON d.id = "
                                           "s.document WHERE s.label = ? AND d.hidden < 2 "
                                           "ORDER BY s.state, s.id");
                all.with(source);
                Statement twin = db.prepare(
                    "SELECT id FROM span WHERE document = ?1 AND layer = ?2 AND first = ?3 "
                    "AND last = ?4 AND label = ?5 ORDER BY state LIMIT 1");
                for (const std::int64_t id : idsOf(std::move(all))) {
                    ++touched;
                    SpanRow row = spanOf(db, id);
                    twin.with(row.document.value, row.layer.value, row.range.begin, row.range.end,
                        target);
                    const std::int64_t other = twin.step() ? twin.integer(0) : 0;
                    twin.reset();
                    if (other != 0) {
                        const bool wins = row.state == SpanState::Accepted
                            && spanOf(db, other).state != SpanState::Accepted;
                        require(m_writer.removeSpan(wins ? SpanId(other) : row.id));
                        if (!wins)
                            continue;
                    }
                    row.label = into;
                    require(m_writer.changeSpan(row));
                }
                Statement s =
                    db.prepare("SELECT name, colour, key, description FROM label WHERE id = ?");
                s.with(source);
                s.step();
                LabelRow label;
                label.id = LabelId(source);
                label.name = s.string(0);
                label.colour = s.string(1);
                label.key = s.string(2);
                label.description = s.string(3);
                label.archived = true;
                s.reset();
                require(m_writer.changeLabel(label));
            });
        }));
        return touched;
    });
}

Result<LabelImpact> labelImpact(Reader& reader, LabelId label, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        ReadTransaction view(reader.database());
        Statement known =
            reader.database().prepare("SELECT 1 FROM label WHERE id = ? AND gone = 0");
        if (!known.with(label.value).step())
            fail(ErrorCode::NotFound, "There is no such label", std::to_string(label.value));
        Database& db = reader.database();
        DocumentSet hidden, touched;
        Statement away = db.prepare("SELECT id FROM document WHERE hidden > 0");
        while (away.step())
            hidden.insert(away.integer(0));
        Statement accepted =
            db.prepare("SELECT document FROM span_sum WHERE kind = 0 AND value = ?");
        accepted.with(label.value);
        while (accepted.step())
            touched.insert(accepted.integer(0));
        LabelImpact impact;
        Statement others =
            db.prepare("SELECT document, state FROM span INDEXED BY span_other WHERE "
                       "label = ? AND state <> 0");
        others.with(label.value);
        while (others.step()) {
            if (hidden.contains(others.integer(0)))
                continue;
            touched.insert(others.integer(0));
            const bool open = others.integer(1) == static_cast<int>(SpanState::Suggested);
            ++(open ? impact.suggested : impact.rejected);
        }
        touched.subtract(hidden);
        impact.documents = touched.size();
        Statement sum = db.prepare("SELECT spans FROM label_tally WHERE label = ?");
        if (sum.with(label.value).step())
            impact.accepted = sum.integer(0);
        return impact;
    });
}

} // namespace evenspan::store
