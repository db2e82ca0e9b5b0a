// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/query.h"
#include "core/store/query_mistake.h"
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

class TstStoreQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void errorsNamePlaceAndRemedy_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("key") << "lable:PER"
                             << "position 1"
                             << "Did you mean label?";
        QTest::newRow("state") << "表 state:dome"
                               << "position 9"
                               << "Did you mean done?";
        QTest::newRow("number") << "spans>many"
                                << "position 7"
                                << "Write it like 0.6 or 12.";
        QTest::newRow("nan") << "score<nan"
                             << "position 7"
                             << "Write it like 0.6 or 12.";
        QTest::newRow("size") << "label>3"
                              << "position 7"
                              << "Use : instead.";
        QTest::newRow("quote") << "a text:\"b"
                               << "position 8"
                               << "Add a \".";
        QTest::newRow("open") << "(a"
                              << "position 3"
                              << "Add a ).";
        QTest::newRow("close") << "a)"
                               << "position 2"
                               << "";
        QTest::newRow("or last") << "a OR"
                                 << "position 5"
                                 << "";
        QTest::newRow("or first") << "OR a"
                                  << "position 1"
                                  << "";
        QTest::newRow("minus") << "a -"
                               << "position 4"
                               << "";
        QTest::newRow("order") << "a sort:nam"
                               << "position 8"
                               << "Did you mean name?";
        QTest::newRow("order in brackets") << "(a sort:name)"
                                           << "position 4"
                                           << "Put sort: outside of them.";
        QTest::newRow("order denied") << "a -sort:name"
                                      << "position 4"
                                      << "Write sort:-name for the other way round.";
        QTest::newRow("two orders") << "sort:name sort:id"
                                    << "position 11"
                                    << "Leave one out.";
        QTest::newRow("order by size") << "sort>name"
                                       << "position 1"
                                       << "Write it like sort:name.";
        QTest::newRow("note") << "note:opn"
                              << "position 6"
                              << "Did you mean open?";
        QTest::newRow("order alone in or") << "a OR sort:name"
                                           << "position 15"
                                           << "";
        QTest::newRow("expression") << "表 re:\"a\\\"(b\""
                                    << "position 11"
                                    << "A sign with a meaning of its own takes a \\ before it.";
        QTest::newRow("bracket") << "re:[a-z b"
                                 << "position 7"
                                 << "A sign with a meaning of its own takes a \\ before it.";
        QTest::newRow("no expression") << "re: a"
                                       << "position 4"
                                       << "Write it like re:\"EUR [0-9]+\".";
        QTest::newRow("value") << "label: a"
                               << "position 7"
                               << "Write \"\" for an empty one.";
    }
    void errorsNamePlaceAndRemedy() {
        QFETCH(QString, typed);
        const auto query = parseQuery(typed.toStdString());
        QVERIFY(!query.ok());
        QCOMPARE(query.error().code, ErrorCode::BadFormat);
        QTEST(QString::fromStdString(query.error().where), "where");
        QTEST(QString::fromStdString(query.error().remedy), "remedy");
        // The same as a kind with its place, for windows in other languages.
        const auto mistake = queryMistake(typed.toStdString());
        QVERIFY(mistake);
        QCOMPARE(toError(*mistake).text(), query.error().text());
        QCOMPARE(QStringLiteral("position %1").arg(mistake->position),
            QString::fromStdString(query.error().where));
    }

    void mistakesHaveAKindAndArguments() {
        QVERIFY(!queryMistake("label:PER (a OR b) sort:name"));
        QVERIFY(
            !queryMistake(std::string_view("a\0b", 3))); // refused, but no mistake in the language
        const auto key = queryMistake("a lable:PER");
        QVERIFY(key->fault == QueryFault::KeyUnknown);
        QCOMPARE(key->near, std::string("label"));
        const auto value = queryMistake("state:zzzzzzzz");
        QVERIFY(value->fault == QueryFault::ValueUnknown && value->near.empty());
        QVERIFY(std::count(value->known.begin(), value->known.end(), "in_work") == 1);
        const auto expression = queryMistake("re:a(b");
        QVERIFY(expression->fault == QueryFault::ExpressionUnreadable);
        QVERIFY(expression->pattern == PatternFault::Parenthesis);
        QVERIFY(queryMistake("spans:many")->fault == QueryFault::NumberNeeded);
        QVERIFY(queryMistake(std::string(120, '('))->fault == QueryFault::TooDeep);
    }

    void anOrderIsNoCondition() {
        std::optional<DocumentOrder> order;
        const auto query = parseQuery("label:PER sort:-meta.country state:done", &order);
        QVERIFY(*query == *parseQuery("label:PER state:done"));
        QVERIFY(order == (DocumentOrder{DocumentOrder::Key::Meta, "country", true}));
        order.reset();
        QVERIFY(*parseQuery("a OR b sort:score", &order) == *parseQuery("a OR b"));
        QVERIFY(order->key == DocumentOrder::Key::Score && !order->descending);
        order.reset();
        EVENSPAN_OK(parseQuery("label:PER", &order));
        QVERIFY(!order);
    }

    void completionOffersKeysThenValues_data() {
        QTest::addColumn<QString>("typed"); // | is the cursor
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("nothing") << "|"
                                 << "label:" << 0 << 0;
        QTest::newRow("key") << "表 -st|"
                             << "state:" << 3 << 5;
        QTest::newRow("key before its value") << "(sp|l:train)"
                                              << "split" << 1 << 4;
        QTest::newRow("number") << "unc|"
                                << "uncertainty>" << 0 << 3;
        QTest::newRow("column") << "meta.c|"
                                << "meta.country=" << 0 << 6;
        QTest::newRow("value") << "a state:d|o b"
                               << "done" << 8 << 10;
        QTest::newRow("part") << "state:work|"
                              << "in_work" << 6 << 10;
        QTest::newRow("label") << "-label:p|"
                               << "PER" << 7 << 8;
        QTest::newRow("with a blank") << "label:big|"
                                      << "\"Big \\\"thing\\\"\"" << 6 << 9;
        QTest::newRow("quoted") << "label:\"Bi|g\" a"
                                << "\"Big \\\"thing\\\"\"" << 6 << 11;
        QTest::newRow("order") << "sort:-meta|"
                               << "-meta.country" << 5 << 10;
        QTest::newRow("none") << "label:zzz|"
                              << "" << 0 << 0;
        QTest::newRow("free value") << "text:a|"
                                    << "" << 0 << 0;
    }
    void completionOffersKeysThenValues() {
        QFETCH(QString, typed);
        QFETCH(QString, first);
        QFETCH(int, from);
        QFETCH(int, to);
        const auto cursor = std::size_t(typed.indexOf(QLatin1Char('|'))); // no emoji in the cases
        typed.remove(QLatin1Char('|'));
        QueryFacts facts;
        facts.labels = {"ORG", "PER", "Big \"thing\""};
        facts.columns = {"country", "not in a key"};
        const auto found = completions(typed.toStdString(), cursor, facts);
        if (first.isEmpty()) {
            QVERIFY(found.empty());
            return;
        }
        QVERIFY(!found.empty());
        QCOMPARE(QString::fromStdString(found[0].text), first);
        QCOMPARE(int(found[0].from), from);
        QCOMPARE(int(found[0].to), to);
    }

    // Whatever is offered makes a query that can be read once the key has a value.
    void everyCompletionParses() {
        QueryFacts facts;
        facts.labels = {"a\"b\\", "x y", "(", "-"};
        facts.columns = {"c", "d e"};
        facts.attributes = {"sure"};
        for (const Completion& key : completions("", 0, facts)) {
            const auto values = completions(key.text, key.text.size(), facts);
            for (const Completion& value : values)
                EVENSPAN_OK(parseQuery(key.text + value.text));
            if (values.empty())
                EVENSPAN_OK(parseQuery(key.text + "1"));
        }
    }

    void hitsStandWhereTheyAre() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        const std::string family = "\U0001F468\u200D\U0001F469"; // three code points
        DocumentDraft one;
        one.name = "one";
        one.text = family + "\r\nAcme and ACME; a\u0308cme";
        DocumentDraft two;
        two.name = "two";
        two.text = std::string(100, 'x') + "acme" + std::string(100, 'y');
        EVENSPAN_OK(project->writer()->addDocuments("Import", std::vector{one, two}));
        const auto reader = *project->reader();
        DocumentFilter filter;
        filter.query = *parseQuery("acme -text:zebra");
        auto found = *reader->hits(filter, 10);
        QCOMPARE(found.size(), std::size_t{3});
        QVERIFY(found[0]
            == (TextHit{DocumentId(1), {5, 9}, family + "\r\n", "Acme", " and ACME; a\u0308cme"}));
        QVERIFY(found[1].range == (CodePointRange{14, 18}) && found[1].hit == "ACME");
        QVERIFY(found[2]
            == (TextHit{
                DocumentId(2), {100, 104}, std::string(40, 'x'), "acme", std::string(40, 'y')}));
        QCOMPARE(reader->hits(filter, 1)->size(), std::size_t{1});
        filter.text = "\u0308";
        found = *reader->hits(filter, 10);
        QCOMPARE(found.size(), std::size_t{3});
        QVERIFY(found[2].range == (CodePointRange{21, 22}));
        filter = {};
        filter.query = *parseQuery("re:\"a[\u0308]?c(?=m)|[\\x{1F468}]\"");
        found = *reader->hits(filter, 10);
        QCOMPARE(found.size(), std::size_t{3});
        QVERIFY(found[0].range == (CodePointRange{0, 1}));
        QVERIFY(found[1].range == (CodePointRange{20, 23}) && found[1].hit == "a\u0308c");
        QVERIFY(found[2].document == DocumentId(2) && found[2].hit == "ac");
        filter.query = *parseQuery("name:one");
        QVERIFY(reader->hits(filter, 10)->empty());
    }

    void deepAndLongQueriesAreRefused() {
        QVERIFY(!parseQuery(std::string(100'000, '(')).ok());
        QVERIFY(!parseQuery(std::string(100'000, '-') + "a").ok());
        std::string many;
        for (int i = 0; i < 1'000; ++i)
            many += "a ";
        QVERIFY(!parseQuery(many).ok());
        QCOMPARE(parseQuery("\xff").error().code, ErrorCode::BadEncoding);
    }

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

    void anEndlessExpressionIsStopped() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        EVENSPAN_OK(project->writer()->addDocuments("Import",
            std::vector{draft("sound", "abc"), draft("long", std::string(60, 'a') + " end")}));
        const auto reader = *project->reader();
        DocumentFilter filter;
        filter.query = *parseQuery("re:\"(a+a+)+b\"");
        const auto found = reader->ids(filter);
        QCOMPARE(found.error().code, ErrorCode::BadConfig);
        QCOMPARE(found.error().where, std::string("document 2"));
        QVERIFY(!found.error().remedy.empty());
        // A stop ends it before its time.
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(reader->ids(filter, stop.get_token()).error().code, ErrorCode::Cancelled);
        // Other conditions come first: the text is not even read.
        filter.query = *parseQuery("re:\"(a+a+)+b\" name:sound");
        EVENSPAN_OK(reader->ids(filter));
    }

    void valuesAreNeverSql() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        EVENSPAN_OK(project->writer()->addDocuments("Import", std::vector{draft("d", "alpha")}));
        const auto reader = *project->reader();
        for (const char* typed : {"split:\"' OR 1=1 --\"", "meta.a'b=\"') OR 1 --\"", "label:?1",
                 "text:\"'; DROP TABLE span; --\"", "name:\"?99\""}) {
            DocumentFilter filter;
            filter.query = *parseQuery(typed);
            const auto found = reader->ids(filter);
            EVENSPAN_OK(found);
            QVERIFY2(found->empty(), typed);
        }
        DocumentFilter nothing;
        nothing.query = *parseQuery("  ");
        QCOMPARE(*reader->count(nothing), std::int64_t{1});
    }
};

QTEST_APPLESS_MAIN(TstStoreQuery)
#include "tst_store_query.moc"
