// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/text/pattern.h"

#include <algorithm>
#include <QRegularExpression>
#include <QTest>

using namespace evenspan;

namespace {

std::vector<CodePointRange> found(const char* expression, const std::string& text) {
    Pattern::Mistake mistake;
    const auto pattern = Pattern::compile(expression, mistake);
    return pattern ? *pattern->find(text, 1'000, {}) : std::vector<CodePointRange>();
}

} // namespace

class TstPattern : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesAreInCodePoints() {
        const std::string text = "\U0001F600\r\nEUR 12, e\u0301 EUR 7";
        QVERIFY(found("EUR [0-9]+", text) == (std::vector<CodePointRange>{{3, 9}, {14, 19}}));
        QVERIFY(found("\\p{So}", text) == (std::vector<CodePointRange>{{0, 1}}));
        QVERIFY(found("x*", text).empty());
        QVERIFY(found("(?i)eur", text).size() == 2);
        QVERIFY(found("b", std::string("a\0b", 3)) == (std::vector<CodePointRange>{{2, 3}}));
        QVERIFY(found("a", "").empty());
    }

    void groupsHavePlacesOfTheirOwn() {
        Pattern::Mistake mistake;
        const auto pattern = Pattern::compile("(?=.*(z))(x)|(\\U0001F600)", mistake);
        QVERIFY(pattern);
        QCOMPARE(pattern->groups(), 3);
        const PatternText text("\U0001F600xxz");
        const auto of = [&](int group) { return *pattern->find(text, {.group = group}, {}); };
        // Both x see the z behind them; a group that took no part has no place.
        QVERIFY(of(1) == (std::vector<CodePointRange>{{3, 4}, {3, 4}}));
        QVERIFY(of(2) == (std::vector<CodePointRange>{{1, 2}, {2, 3}}));
        QVERIFY(of(3) == (std::vector<CodePointRange>{{0, 1}}));
    }

    // A group behind or before the one of the last match: places are counted in both directions.
    void placesMayRunBackwards() {
        Pattern::Mistake mistake;
        const auto pattern = Pattern::compile("(?<=(\\w)[ -]{0,30})-|(?=.{0,9}(b))a", mistake);
        QVERIFY2(pattern, mistake.why.c_str());
        const PatternText text("\U0001F600x a--b");
        QVERIFY(*pattern->find(text, {.group = 2}, {}) == (std::vector<CodePointRange>{{6, 7}}));
        const auto places = *pattern->find(text, {.group = 1}, {});
        for (const CodePointRange place : places)
            QVERIFY(place == (CodePointRange{1, 2}) || place == (CodePointRange{3, 4}));
    }

    void caseIsAChoice() {
        Pattern::Mistake mistake;
        QVERIFY(*Pattern::compile("\u00E9ur", mistake, false)->matches("\u00C9UR", {}));
        QVERIFY(!*Pattern::compile("\u00E9ur", mistake)->matches("\u00C9UR", {}));
    }

    void anEmptyMatchOccurs() {
        Pattern::Mistake mistake;
        const auto pattern = Pattern::compile("x*$", mistake);
        QVERIFY(*pattern->occurs("ab", {}));
        QVERIFY(!*pattern->matches("ab", {}));
        QVERIFY(!*Pattern::compile("x", mistake)->occurs("", {}));
    }

    void mistakesHaveAPlace_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("at");
        QTest::newRow("parenthesis") << "ab(c" << 3;
        QTest::newRow("closing") << "ab)c" << 2;
        QTest::newRow("star") << "*a" << 0;
        QTest::newRow("range") << "x[b-a]" << 4;
        QTest::newRow("behind an emoji") << "\U0001F600)" << 1;
    }
    void mistakesHaveAPlace() {
        QFETCH(QString, expression);
        QFETCH(int, at);
        Pattern::Mistake mistake;
        QVERIFY(!Pattern::compile(expression.toStdString(), mistake));
        QCOMPARE(int(mistake.at), at);
        QVERIFY(!mistake.why.empty());
    }

    void literalsAreSure_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("literal");
        QTest::newRow("plain") << "EUR [0-9]+"
                               << "EUR ";
        QTest::newRow("longest") << "ab.cdef.g"
                                 << "cdef";
        QTest::newRow("optional") << "abcd?"
                                  << "abc";
        QTest::newRow("counted") << "abcd{0,2}efg"
                                 << "abc";
        QTest::newRow("plus") << "abc+def"
                              << "abc";
        QTest::newRow("escaped") << "a\\.b\\*c"
                                 << "a.b*c";
        QTest::newRow("digits") << "no\\d+x"
                                << "no";
        QTest::newRow("group") << "(abc)?de"
                               << "de";
        QTest::newRow("set") << "[abc\\]def]gh"
                             << "gh";
        QTest::newRow("either") << "abc|def"
                                << "";
        QTest::newRow("flags") << "(?i)abc"
                               << "";
        QTest::newRow("quoted") << "\\Qa.b\\E*"
                                << "";
        QTest::newRow("code") << "\\x41bcd"
                              << "";
    }
    void literalsAreSure() {
        QFETCH(QString, expression);
        QTEST(QString::fromStdString(literalOf(expression.toStdString())), "literal");
    }

    // Whatever matches holds the literal; places are those of another engine.
    void randomExpressions() {
        Philox rng(9);
        const char* parts[] = {"a", "b", "ab", ".", "[ab]", "(ab)", "(a)?", "b*", "a+", "ba?",
            "a{1,2}", "\\w", "\\.", "c{0}", "(b.)*", "^", "b{2}"};
        int matched = 0;
        for (int round = 0; round < 3'000; ++round) {
            std::string expression, text;
            for (std::uint64_t n = 1 + rng.below(5); n > 0; --n)
                expression += parts[rng.below(std::size(parts))];
            for (std::uint64_t n = rng.below(15); n > 0; --n)
                text += "ab.c"[rng.below(4)];
            Pattern::Mistake mistake;
            const auto pattern = Pattern::compile(expression, mistake);
            if (!pattern)
                continue;
            std::vector<CodePointRange> expected;
            const QRegularExpression other(QString::fromStdString(expression));
            for (auto it = other.globalMatch(QString::fromStdString(text)); it.hasNext();) {
                const auto match = it.next();
                if (match.capturedLength() > 0)
                    expected.push_back(
                        {std::uint32_t(match.capturedStart()), std::uint32_t(match.capturedEnd())});
            }
            const auto places = pattern->find(text, 1'000, {});
            QVERIFY2(places.ok() && *places == expected, (expression + " in " + text).c_str());
            QCOMPARE(*pattern->matches(text, {}), !expected.empty());
            matched += !expected.empty();
            if (!expected.empty())
                QVERIFY2(text.find(literalOf(expression)) != std::string::npos,
                    (expression + " in " + text).c_str());
        }
        QVERIFY(matched > 500);
    }

    void aLimitEndsTheSearch() {
        Pattern::Mistake mistake;
        const auto pattern = Pattern::compile("a", mistake);
        QCOMPARE(pattern->find(std::string(100, 'a'), 7, {})->size(), std::size_t{7});
    }

    void endlessSearchesAreStopped() {
        Pattern::Mistake mistake;
        const auto pattern = Pattern::compile("(x+x+)+y", mistake);
        const std::string text(50, 'x');
        const auto late = pattern->matches(text, {});
        QCOMPARE(late.error().code, ErrorCode::BadConfig);
        // A shorter time of its own ends it as well, also where many short attempts add up.
        const PatternText many(std::string(200'000, 'x'));
        for (const char* expression : {"(x+x+)+y", "x{0,2000}y"}) {
            const auto other = Pattern::compile(expression, mistake);
            QCOMPARE(other->find(many, {.time = std::chrono::milliseconds(20)}, {}).error().code,
                ErrorCode::BadConfig);
        }
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(pattern->matches(text, stop.get_token()).error().code, ErrorCode::Cancelled);
        QVERIFY(*pattern->matches("xxxy", {})); // and it can be used again
    }
};

QTEST_APPLESS_MAIN(TstPattern)
#include "tst_pattern.moc"
