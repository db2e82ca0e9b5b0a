// SPDX-License-Identifier: GPL-3.0-or-later
// What lists of names and expressions find, against naive models and in texts where offsets go
// wrong first.
#include "core/base/rng.h"
#include "core/rules/folding.h"
#include "core/text/utf8.h"
#include "tests/rules/rules_support.h"

#include <QStringList>
#include <QTest>

using namespace evenspan;
using namespace evenspan::rules;

namespace {

// Every pair of ends, compared by Qt's own normalisation and case folding.
std::vector<CodePointRange> naivePhrases(
    const Gazetteer& rule, const std::string& text, const TokenGrid& grid) {
    const OffsetMap map(text);
    const auto normal = [&](std::string_view utf8) {
        QString out = QString::fromUtf8(utf8.data(), int(utf8.size())).simplified();
        out = out.normalized(QString::NormalizationForm_D);
        return rule.matchCase ? out : out.toCaseFolded();
    };
    const auto point = [&](std::uint32_t at) {
        std::size_t zero = 0;
        return at < map.codePoints() ? nextCodePoint(map.slice({at, at + 1}), zero) : U' ';
    };
    // The letter before a border, whatever marks stand on it.
    const auto letterBefore = [&](std::uint32_t at) {
        while (at > 0 && continuesCharacter(point(at - 1)))
            --at;
        return at > 0 ? point(at - 1) : U' ';
    };
    const auto border = [&](std::uint32_t at, bool begin) {
        if (continuesCharacter(point(at)))
            return false;
        if (!rule.wholeWord || isWrittenWithoutBlanks(point(at))
            || isWrittenWithoutBlanks(letterBefore(at)))
            return true;
        return std::any_of(grid.tokens.begin(), grid.tokens.end(),
            [&](CodePointRange token) { return (begin ? token.begin : token.end) == at; });
    };
    const auto blank = [&](std::uint32_t at) { return point(at) == ' ' || point(at) == '\n'; };
    std::vector<CodePointRange> all;
    for (std::uint32_t begin = 0; begin < map.codePoints(); ++begin)
        for (std::uint32_t end = begin + 1; end <= map.codePoints(); ++end)
            for (const std::string& phrase : rule.phrases)
                if (!blank(begin) && !blank(end - 1) && border(begin, true) && border(end, false)
                    && normal(map.slice({begin, end})) == normal(phrase))
                    all.push_back({begin, end});
    return naiveLongest(all);
}

std::string randomText(Philox& rng, std::size_t size) {
    static const std::vector<std::string> letters{"a", "A", "b", "B", "a", "b", " ", " ", "\n", ".",
        "\xC3\xA9", "e\xCC\x81", "e", "\xE4\xB8\x9C", "\xE4\xBA\xAC", "\xF0\x9F\x98\x80"};
    std::string out;
    for (std::size_t i = 0; i < size; ++i)
        out += letters[rng.below(letters.size())];
    return out;
}

} // namespace

class TstRulesMatcher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void phrasesEqualTheNaiveSearch() {
        Philox rng(7);
        for (int round = 0; round < 1500; ++round) {
            const std::string text = randomText(rng, 1 + rng.below(24));
            Gazetteer rule;
            rule.matchCase = round % 2 == 0;
            rule.wholeWord = round % 4 < 2;
            for (std::uint64_t i = 1 + rng.below(5); i > 0; --i)
                if (std::string phrase = randomText(rng, 1 + rng.below(4));
                    !folded(phrase, false).empty())
                    rule.phrases.push_back(std::move(phrase));
            if (rule.phrases.empty())
                continue;
            TokenGrid grid = *makeGrid(text);
            if (round % 3 == 0) { // imported tokens follow rules of their own
                std::erase_if(grid.tokens, [&](CodePointRange) { return rng.below(3) == 0; });
                if (grid.tokens.size() > 1 && grid.tokens[0].end == grid.tokens[1].begin) {
                    grid.tokens[1].begin = grid.tokens[0].begin;
                    grid.tokens.erase(grid.tokens.begin());
                }
            }
            // A phrase that begins with a mark stands for no whole character.
            std::erase_if(rule.phrases, [](const std::string& phrase) {
                std::size_t zero = 0;
                return continuesCharacter(nextCodePoint(folded(phrase, false), zero));
            });
            const auto wanted = naivePhrases(rule, text, grid);
            if (rule.phrases.empty())
                continue;
            const auto found = find({"r", "L", rule}, text, grid);
            QVERIFY2(found == wanted,
                (text + " | " + rule.phrases[0] + " | " + show(found) + "| " + show(wanted))
                    .c_str());
        }
    }

    void phrases_data() {
        QTest::addColumn<QString>("phrases"); // separated by |
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        QTest::addColumn<bool>("exact");
        const auto row = [](const char* name, const char* phrases, const char* text,
                             const QStringList& found, bool exact = false) {
            QTest::newRow(name) << QString::fromUtf8(phrases) << QString::fromUtf8(text) << found
                                << exact;
        };
        const auto s = [](const char* utf8) { return QString::fromUtf8(utf8); };
        row("whole words", "Ann", "Ann, Annual and Ann", {s("Ann"), s("Ann")});
        row("the longest", "York|New York|New York City", "New York City in New York",
            {s("New York City"), s("New York")});
        row("either case", "acme", "ACME Acme aCme", {s("ACME"), s("Acme"), s("aCme")});
        row("one case", "acme", "ACME acme", {s("acme")}, true);
        row("over a line end", "New York", "New\r\nYork, new  york",
            {s("New\r\nYork"), s("new  york")});
        row("behind emoji", "Oslo", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9 in Oslo.",
            {s("Oslo")});
        row("composed finds decomposed", "Zo\xC3\xAB", "Zoe\xCC\x88 met Zo\xC3\xAB",
            {s("Zoe\xCC\x88"), s("Zo\xC3\xAB")});
        row("decomposed finds composed", "Zoe\xCC\x88", "Zo\xC3\xAB", {s("Zo\xC3\xAB")});
        row("no letter without its accent", "Zoe", "Zoe\xCC\x88 Zoe", {s("Zoe")});
        row("Han without blanks", "\xE5\x8C\x97\xE4\xBA\xAC",
            "\xE5\x9C\xA8\xE5\x8C\x97\xE4\xBA\xAC\xE5\xAE\xA3\xE5\xB8\x83",
            {s("\xE5\x8C\x97\xE4\xBA\xAC")});
        row("Latin inside Han", "Ulm", "\xE5\x9C\xA8Ulm\xE5\xB8\x82", {s("Ulm")});
        row("Hangul is one character", "\xEA\xB0\x80", "\xEA\xB0\x81 \xEA\xB0\x80",
            {s("\xEA\xB0\x80")});
        row("other scripts in either case", "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0",
            "\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90",
            {s("\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90")});
        row("punctuation inside", "U.S.|O'Brien", "the U.S. and O'Brien",
            {s("U.S."), s("O'Brien")});
        row("one inside the other", "b c|a b c d", "a b c d", {s("a b c d")});
        row("a shorter one beside", "a b|b c d|d e", "a b c d e", {s("b c d")});
        row("nothing there", "Ulm", "", {});
    }
    void phrases() {
        QFETCH(QString, phrases);
        QFETCH(QString, text);
        QFETCH(QStringList, found);
        QFETCH(bool, exact);
        std::vector<std::string> list;
        for (const QString& phrase : phrases.split(QLatin1Char('|')))
            list.push_back(phrase.toStdString());
        QCOMPARE(hits(gazetteer(list, exact), text.toStdString()), found);
    }

    void manyRulesOneWalk() {
        const std::vector rules{gazetteer({"Ulm", "Ulm"}), gazetteer({"ulm"}, true),
            gazetteer({"lm"}, false, false), gazetteer({"Ulm", "Bonn"}, true),
            expression("[A-Z]lm"), tokens({"[title]"})};
        Matcher matcher(rules);
        QVERIFY(matcher.problems().empty());
        const std::string text = "Ulm or Bonn";
        const auto found = *matcher.match(text, *makeGrid(text));
        const std::vector<RuleMatch> wanted{{{0, 3}, 0}, {{0, 3}, 3}, {{0, 3}, 4}, {{0, 3}, 5},
            {{1, 3}, 2}, {{7, 11}, 3}, {{7, 11}, 5}};
        QVERIFY(found == wanted);
        // The next text knows nothing of this one.
        QVERIFY(matcher.match("or", *makeGrid("or"))->empty());
    }

    // Long phrases that share all but their ends are found, and only they.
    void manyPhrases() {
        std::vector<std::string> phrases;
        for (int i = 0; i < 20000; ++i)
            phrases.push_back("Depot " + std::to_string(i) + " of the northern line");
        const Rule rule = gazetteer(phrases);
        QCOMPARE(hits(rule, "depot 19999 of the northern line, depot 20000 of the northern line"),
            QStringList{QStringLiteral("depot 19999 of the northern line")});
        QCOMPARE(hits(rule, "Depot 7 of the northern"), QStringList());
    }

    void expressions_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("group");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        const auto s = [](const char* utf8) { return QString::fromUtf8(utf8); };
        QTest::newRow("whole") << s("[A-Z]{2}-\\d+") << 0 << s("see AB-12 and XY-9")
                               << QStringList{s("AB-12"), s("XY-9")};
        QTest::newRow("group") << s("invoice (\\d+)") << 1 << s("invoice 17, invoice 4")
                               << QStringList{s("17"), s("4")};
        QTest::newRow("group left out") << s("a(b)?") << 1 << s("a ab") << QStringList{s("b")};
        QTest::newRow("nothing is no entity") << s("x*") << 0 << s("axxb") << QStringList{s("xx")};
        QTest::newRow("letters of any script")
            << s("\\p{Lu}\\p{Ll}+") << 0 << s("\xD0\x9C\xD0\xB8\xD1\x80 \xC3\x89t\xC3\xA9")
            << QStringList{s("\xD0\x9C\xD0\xB8\xD1\x80"), s("\xC3\x89t\xC3\xA9")};
        QTest::newRow("behind emoji")
            << s("O\\w+") << 0 << s("\xF0\x9F\x98\x80\xF0\x9F\x98\x80 Oslo")
            << QStringList{s("Oslo")};
        QTest::newRow("an emoji is one character")
            << s("^.$") << 0 << s("\xF0\x9F\x98\x80") << QStringList{s("\xF0\x9F\x98\x80")};
        QTest::newRow("Han") << s("[\\p{Han}]+\xE9\x9B\x86\xE5\x9B\xA2") << 0
                             << s("\xE8\x89\xBE\xE9\x9B\x86\xE5\x9B\xA2 x")
                             << QStringList{s("\xE8\x89\xBE\xE9\x9B\x86\xE5\x9B\xA2")};
        QTest::newRow("ahead and out of order")
            << s("(?=..(c))a") << 1 << s("abc") << QStringList{s("c")};
    }
    void expressions() {
        QFETCH(QString, pattern);
        QFETCH(int, group);
        QFETCH(QString, text);
        QFETCH(QStringList, found);
        QCOMPARE(hits(expression(pattern.toStdString(), group), text.toStdString()), found);
    }

    // One that tries for ever ends, says which it is and what to do; the others go on.
    void anExpressionThatTriesForEver_data() {
        QTest::addColumn<QString>("pattern");
        QTest::newRow("one long attempt") << QStringLiteral("(a+)+b");
        QTest::newRow("many short ones") << QStringLiteral("(?:a|aa)+b");
        QTest::newRow("back reference") << QStringLiteral("(a*)*\\1\\1b");
    }
    void anExpressionThatTriesForEver() {
        QFETCH(QString, pattern);
        Rule endless = expression(pattern.toStdString());
        endless.name = "endless";
        const std::vector rules{endless, gazetteer({"Ulm"}), expression("U.m")};
        Matcher matcher(rules, std::chrono::milliseconds(20));
        const std::string text = "Ulm " + std::string(4000, 'a');
        const auto found = matcher.match(text, *makeGrid(text));
        QVERIFY(found.ok());
        QVERIFY(*found == (std::vector<RuleMatch>{{{0, 3}, 1}, {{0, 3}, 2}}));
        QCOMPARE(matcher.problems().size(), std::size_t(1));
        const RuleProblem& problem = matcher.problems()[0];
        QCOMPARE(problem.error.code, ErrorCode::BadConfig);
        QCOMPARE(problem.error.where, std::string("endless"));
        QVERIFY(problem.error.remedy.find("a++") != std::string::npos);
        QVERIFY(!matcher.works(0) && matcher.works(1));
        // It stays out: the next text costs nothing.
        QVERIFY(matcher.match(text, *makeGrid(text)).ok());
        QCOMPARE(matcher.problems().size(), std::size_t(1));
        // What does not go back is allowed to be as long.
        QCOMPARE(find(expression("(?>a+)+"), text, *makeGrid(text)).size(), std::size_t(1));
    }

    void aStopEndsTheSearch() {
        std::stop_source stop;
        stop.request_stop();
        const Rule rule = expression("(a+)+b");
        Matcher matcher(std::span(&rule, 1));
        const std::string text(200, 'a');
        const auto found = matcher.match(text, *makeGrid(text), stop.get_token());
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QVERIFY(matcher.works(0)); // it did nothing wrong
    }
};

QTEST_APPLESS_MAIN(TstRulesMatcher)
#include "tst_rules_matcher.moc"
