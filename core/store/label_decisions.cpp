// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/label_decisions.h"

#include "core/store/labelling.h"
#include "core/store/reader.h"
#include "core/store/suggestions.h"
#include "core/store/writer_rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::store {

namespace {

[[noreturn]] void stale(DocumentId document) {
    fail(ErrorCode::InvalidArgument, "The labels there are not what they were",
        "document " + std::to_string(document.value), "Look for label errors again.");
}

// The spans are there, unchanged, and nothing else stands where the new ones come.
void requireUnchanged(Database& db, DocumentId document, std::span<const SpanRow> given,
    std::span<const LabelProposal> proposed) {
    Statement one = db.cached("SELECT s.first, s.last, l.name FROM span s JOIN label l ON l.id = "
                              "s.label WHERE s.id = ? AND s.document = ? AND s.state = 0");
    for (const SpanRow& span : given) {
        const bool same = one.with(span.id.value, document.value).step()
            && one.integer(0) == span.range.begin && one.integer(1) == span.range.end
            && one.text(2) == span.label;
        one.reset();
        if (!same)
            stale(document);
    }
    Statement near = db.cached("SELECT id FROM span WHERE document = ? AND state = 0 AND layer = ? "
                               "AND first < ? AND last > ?");
    for (const LabelProposal& each : proposed) {
        near.with(document.value, kEntities.value, each.range.end, each.range.begin);
        while (near.step())
            if (std::none_of(given.begin(), given.end(),
                    [&](const SpanRow& span) { return span.id.value == near.integer(0); })) {
                near.reset();
                stale(document);
            }
        near.reset();
    }
}

void applyFix(Writer& writer, DocumentId document, std::span<const SpanRow> given,
    std::span<const LabelProposal> proposed) {
    const auto settle = [](SpanRow& span, const LabelProposal& to) {
        span.range = to.range;
        span.label = to.label;
        span.parts.clear();
        span.source = SpanSource::Human;
        span.score = {};
    };
    if (given.size() == 1 && proposed.size() == 1) {
        SpanRow span = given[0];
        settle(span, proposed[0]);
        require(writer.changeSpan(span));
    } else {
        for (const SpanRow& span : given)
            require(writer.removeSpan(span.id));
        for (const LabelProposal& each : proposed) {
            SpanRow span;
            span.document = document;
            settle(span, each);
            if (auto added = writer.addSpan(span); !added)
                throw Failure{added.error()};
        }
    }
    if (auto withdrawn = withdrawContradicted(writer, document); !withdrawn)
        throw Failure{withdrawn.error()};
}

} // namespace

Result<std::int64_t> decideLabel(Writer& writer, const LabelDecisionRow& decision,
    std::span<const SpanRow> given, std::span<const LabelProposal> proposed,
    std::string_view excerpt) {
    return guard([&] {
        for (const std::string* text : {&decision.place, &decision.doubt, &decision.source})
            requireText(*text, "The decision");
        const bool fixes = decision.verdict == LabelVerdict::Fix;
        const char* verb = fixes                     ? "Fix the label of"
            : decision.verdict == LabelVerdict::Keep ? "Keep the label of"
                                                     : "Mark as unsure";
        std::int64_t id = 0;
        require(writer.group(stepName(verb, excerpt, {}, 1), [&] {
            return guard([&] {
                auto& state = writer.state();
                state.requireDocument(decision.document.value);
                if (fixes) {
                    requireUnchanged(*state.db, decision.document, given, proposed);
                    applyFix(writer, decision.document, given, proposed);
                }
                Change change(state, {});
                Statement old = state.db->cached(
                    "SELECT id FROM label_decision WHERE document = ? AND place = ?");
                id = old.with(decision.document.value, decision.place).step() ? old.integer(0) : 0;
                old.reset();
                if (id == 0)
                    id = state.nextId("label_decision");
                changeRow(state, "label_decision", id, decision.document.value,
                    {{"document", decision.document.value}, {"place", decision.place},
                        {"doubt", decision.doubt}, {"verdict", int(decision.verdict)},
                        {"source", decision.source}, {"author", state.actor},
                        {"created", nowMilliseconds()}});
                change.commit();
            });
        }));
        return id;
    });
}

Result<std::vector<LabelDecisionRow>> labelDecisions(Reader& reader, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, std::move(stop));
        Statement s = db.cached("SELECT c.id, c.document, c.place, c.doubt, c.verdict, c.source, "
                                "c.author, c.created FROM label_decision c JOIN document d ON d.id "
                                "= c.document WHERE d.hidden = 0 ORDER BY c.id");
        std::vector<LabelDecisionRow> out;
        while (s.step())
            out.push_back({s.integer(0), DocumentId(s.integer(1)), s.string(2), s.string(3),
                static_cast<LabelVerdict>(s.integer(4)), s.string(5), s.string(6), s.integer(7)});
        return out;
    });
}

} // namespace evenspan::store
