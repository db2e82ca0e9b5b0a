// SPDX-License-Identifier: GPL-3.0-or-later
// Random filters against a plain reading of every document.
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/query.h"
#include "tests/store/support.h"

#include <map>
#include <QRegularExpression>

using namespace evenspan;
using namespace evenspan::store;

namespace {

bool compared(double left, const std::string& op, double right) {
    return op == "<" ? left < right
        : op == "<=" ? left <= right
        : op == ">"  ? left > right
        : op == ">=" ? left >= right
                     : left == right;
}

// What lies beside a document in the project.
struct Beside {
    std::vector<NoteRow> notes;
    std::map<std::int64_t, double> uncertainty;
    std::map<std::string, std::int64_t> rules;
};

bool anyNote(const Beside& beside, DocumentId document, NoteKind kind, auto&& holds) {
    return std::any_of(beside.notes.begin(), beside.notes.end(), [&](const NoteRow& note) {
        return note.document == document && note.kind == kind && holds(note);
    });
}

bool anySpan(const DocumentData& document, SpanState state, auto&& holds) {
    return std::any_of(document.spans.begin(), document.spans.end(),
        [&](const SpanRow& span) { return span.state == state && holds(span); });
}

// The meaning of a query, read off a document in memory. Values here are lower-case ASCII.
bool holds(const QueryNode& node, const DocumentData& document, const Beside& beside) {
    const auto child = [&](const QueryNode& one) { return holds(one, document, beside); };
    const auto& all = node.children;
    switch (node.kind) {
    case QueryNode::Kind::And:
        return std::all_of(all.begin(), all.end(), child);
    case QueryNode::Kind::Or:
        return std::any_of(all.begin(), all.end(), child);
    case QueryNode::Kind::Not:
        return !child(all[0]);
    case QueryNode::Kind::Term:
        break;
    }
    const DocumentRow& row = document.row;
    const auto accepted = SpanState::Accepted;
    if (node.key == "label")
        return anySpan(document, accepted, [&](auto& s) { return s.label == node.value; });
    if (node.key == "state") // the query writes the state's blank as a low line
        return QString::fromLatin1(documentStateName(row.state))
                   .replace(QLatin1Char(' '), QLatin1Char('_'))
                   .toStdString()
            == node.value;
    if (node.key == "split")
        return row.split == node.value;
    if (node.key == "name")
        return row.name.find(node.value) != std::string::npos;
    if (node.key == "text")
        return document.text.find(node.value) != std::string::npos;
    if (node.key == "score")
        return anySpan(document, SpanState::Suggested,
            [&](auto& s) { return s.score && compared(*s.score, node.op, node.number); });
    if (node.key == "source")
        return anySpan(document, accepted, [&](auto& s) {
            return (s.source == SpanSource::Human ? "human" : "model") == node.value;
        });
    if (node.key == "re") // by another engine
        return QRegularExpression(QString::fromStdString(node.value))
            .match(QString::fromStdString(document.text))
            .hasMatch();
    if (node.key == "note" && node.value == "none")
        return !anyNote(beside, row.id, NoteKind::Comment, [](auto&) { return true; });
    if (node.key == "note")
        return anyNote(beside, row.id, NoteKind::Comment,
            [&](auto& note) { return note.resolved == (node.value == "resolved"); });
    if (node.key == "flag")
        return anyNote(beside, row.id, NoteKind::Flag, [](auto& note) { return !note.resolved; })
            == (node.value == "yes");
    if (node.key == "uncertainty") {
        const auto at = beside.uncertainty.find(row.id.value);
        return at != beside.uncertainty.end() && compared(at->second, node.op, node.number);
    }
    if (node.key == "attr")
        return anySpan(document, accepted, [&](auto& s) {
            const auto at = s.attributes.find(node.field);
            return at != s.attributes.end() && at->second == node.value;
        });
    if (node.key == "rule") {
        const std::int64_t rule = beside.rules.at(node.value);
        return std::any_of(document.spans.begin(), document.spans.end(),
            [&](const SpanRow& s) { return s.rule == rule && s.state != SpanState::Rejected; });
    }
    if (node.key == "suggested")
        return anySpan(document, SpanState::Suggested, [](auto&) { return true; })
            == (node.value == "yes");
    if (node.key == "spans")
        return compared(double(row.spans), node.op, node.number);
    if (node.key == "tokens")
        return compared(double(row.tokens), node.op, node.number);
    const auto at = row.metadata.find(node.field);
    return at != row.metadata.end() && at->second == node.value;
}

std::string randomQuery(Philox& rng, int depth) {
    static const std::vector<std::string> terms{"label:PER", "label:ORG", "label:none",
        "state:done", "state:in_work", "split:train", "split:\"\"", "text:alp", "\"a_\"", "beta",
        "text:\"100%\"", "name:d1", "score<0.6", "score>=0.5", "source:human", "source:model",
        "suggested:yes", "suggested:no", "spans>1", "spans=0", "spans<1", "spans>=1", "-spans<=1",
        "spans=1 tokens>2", "tokens<=3", "meta.country=FR", "meta.country:\"\"", "meta.country=fr",
        "text:al", "re:\"al[p-r]h\"", "re:b.ta", "re:\"\\bx\\b\"", "re:(alpha|100%)",
        "re:\"(start )?x{2,3}\"", "re:\"alpha? b\"", "note:open", "note:resolved", "note:none",
        "flag:yes", "flag:no", "uncertainty>0.4", "uncertainty<=0.2", "attr.sure=yes",
        "attr.sure=\"\"", "rule:r1", "rule:r2", "run:none"};
    if (depth == 0 || rng.below(3) == 0) {
        const auto& term = terms[rng.below(terms.size())];
        return (rng.below(4) == 0 ? "-" : "") + term;
    }
    const std::string left = randomQuery(rng, depth - 1);
    const std::string right = randomQuery(rng, depth - 1);
    switch (rng.below(3)) {
    case 0:
        return left + " " + right;
    case 1:
        return left + " OR " + right;
    default:
        return "-(" + left + " OR " + right + ")";
    }
}

} // namespace

class TstStoreQueryNaive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesANaiveReading() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Philox rng(3);
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 60; ++i) {
            const char* words[] = {"alpha", "beta", "a_b", "100%", "x"};
            std::string text = "start";
            for (std::uint64_t n = rng.below(5); n > 0; --n)
                text += std::string(" ") + words[rng.below(5)];
            std::vector<SpanDraft> spans;
            for (std::uint64_t n = rng.below(4); n > 0; --n) {
                spans.push_back(span(0, 1 + std::uint32_t(n), rng.below(2) ? "PER" : "ORG"));
                spans.back().source = rng.below(2) ? SpanSource::Human : SpanSource::Model;
                if (rng.below(3) == 0)
                    spans.back().attributes = {{"sure", rng.below(2) ? "yes" : ""}, {"a", "yes"}};
            }
            drafts.push_back(draft("d" + std::to_string(i), text, spans));
            drafts.back().split = rng.below(2) ? "train" : "";
            if (rng.below(2))
                drafts.back().metadata = {{"country", rng.below(2) ? "FR" : ""}};
            drafts.back().state = static_cast<DocumentState>(rng.below(6));
        }
        const auto ids = project->writer()->addDocuments("Import", drafts);
        EVENSPAN_OK(ids);
        Annotations annotations(*project->writer());
        Beside beside;
        beside.rules["r1"] = *annotations.saveRule({0, "r1", "{}"});
        beside.rules["r2"] = *annotations.saveRule({0, "r2", "{}"});
        RunRow run;
        run.name = "r";
        const RunId runId = *project->writer()->createRun(run);
        std::vector<std::pair<DocumentId, double>> unsure;
        for (const DocumentId id : *ids) {
            if (rng.below(2))
                unsure.push_back({id, beside.uncertainty[id.value] = double(rng.below(6)) / 5});
            for (std::uint64_t n = rng.below(3); n > 0; --n) {
                NoteRow note;
                note.document = id;
                note.kind = rng.below(2) ? NoteKind::Comment : NoteKind::Flag;
                note.text = "why";
                note.resolved = rng.below(2) != 0;
                EVENSPAN_OK(annotations.saveNote(note));
            }
            SpanRow suggestion;
            suggestion.document = id;
            suggestion.label = "PER";
            suggestion.range = {0, 5};
            suggestion.state = SpanState::Suggested;
            if (rng.below(3))
                suggestion.score = double(rng.below(10)) / 10;
            if (rng.below(3) == 0)
                suggestion.rule = beside.rules.at(rng.below(4) ? "r1" : "r2");
            if (rng.below(5) == 0)
                suggestion.state = SpanState::Rejected;
            if (rng.below(2) == 0)
                EVENSPAN_OK(project->writer()->addSpan(suggestion));
        }
        EVENSPAN_OK(annotations.setUncertainty(runId, unsure));
        EVENSPAN_OK(project->writer()->setTrashed(std::vector{ids->front(), ids->back()}, true));
        const Snapshot now = snapshot(*project);
        const auto reader = *project->reader();
        beside.notes = *notes(*reader, {}, false, 10'000);
        for (const DocumentId id : {ids->front(), ids->back()}) {
            const auto more = *notes(*reader, id);
            beside.notes.insert(beside.notes.end(), more.begin(), more.end());
        }
        for (int i = 0; i < 1'500; ++i) {
            const std::string typed = randomQuery(rng, 3);
            const auto query = parseQuery(typed);
            QVERIFY2(query.ok(), typed.c_str());
            DocumentFilter filter;
            filter.query = *query;
            if (rng.below(4) == 0)
                filter.text = "alpha";
            filter.trash = rng.below(8) == 0;
            std::vector<DocumentId> expected;
            for (const DocumentData& document : filter.trash ? now.trash : now.shown)
                if (holds(*query, document, beside)
                    && document.text.find(filter.text) != std::string::npos)
                    expected.push_back(document.row.id);
            const auto found = reader->ids(filter);
            EVENSPAN_OK(found);
            std::string about =
                typed + (filter.trash ? " in the trash" : "") + " text " + filter.text;
            for (const DocumentData& document : filter.trash ? now.trash : now.shown) {
                const bool in = std::count(found->begin(), found->end(), document.row.id) > 0;
                if (in != (std::count(expected.begin(), expected.end(), document.row.id) > 0))
                    about += (in ? "; too many: " : "; missing: ") + document.text;
            }
            QVERIFY2(*found == expected, about.c_str());
            QCOMPARE(*reader->count(filter), std::int64_t(expected.size()));
            QCOMPARE(reader->page(filter, {}, 1'000)->size(), expected.size());
            if (expected.size() > 3) {
                const auto page = *reader->page(filter, expected[0], 2);
                QVERIFY(page.size() == 2 && page[0].id == expected[1] && page[1].id == expected[2]);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstStoreQueryNaive)
#include "tst_store_query_naive.moc"
