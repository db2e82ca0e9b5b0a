// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/query.h"
#include "core/store/query_mistake.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

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
