// SPDX-License-Identifier: GPL-3.0-or-later
// What patterns of tokens find, against a naive reading of them.
#include "core/base/rng.h"
#include "core/rules/token_matcher.h"
#include "tests/rules/rules_support.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTest>

using namespace evenspan;
using namespace evenspan::rules;

namespace {

// Another engine asks the expressions.
bool meets(const TokenCondition& c, const TokenFacts& word) {
    const auto finds = [](const std::vector<std::string>& expressions, const std::string& guise) {
        return std::all_of(expressions.begin(), expressions.end(), [&](const std::string& one) {
            return QRegularExpression(QString::fromStdString(one))
                .match(QString::fromStdString(guise))
                .hasMatch();
        });
    };
    return c.negated
        != (holdsPlainly(c, word) && finds(c.textRegex, word.text)
            && finds(c.lowerRegex, word.lower) && finds(c.shapeRegex, word.shape));
}

// A recursive reading of a pattern, token by token.
void naiveEnds(const TokenPattern& pattern, std::size_t condition, std::uint32_t times,
    const std::vector<TokenFacts>& words, std::size_t at, std::size_t first,
    std::vector<std::size_t>& ends) {
    if (condition == pattern.size()) {
        ends.push_back(at);
        return;
    }
    const TokenCondition& c = pattern[condition];
    if (times >= c.minTimes)
        naiveEnds(pattern, condition + 1, 0, words, at, first, ends);
    if ((c.maxTimes == 0 || times < c.maxTimes) && at < words.size() && at - first < kLongestMatch
        && meets(c, words[at]))
        naiveEnds(pattern, condition, times + 1, words, at + 1, first, ends);
}

} // namespace

class TstRulesTokens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokenPatterns_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char* pattern, const char* text, const QStringList& found) {
            QTest::newRow(pattern)
                << QString::fromUtf8(pattern) << QString::fromUtf8(text) << found;
        };
        const auto s = [](const char* utf8) { return QString::fromUtf8(utf8); };
        row("acme", "Acme ACME acmes", {s("Acme"), s("ACME")});
        row("[text=Acme|Globex]", "Acme GLOBEX Globex", {s("Acme"), s("Globex")});
        row("[shape=Xxxxx] [shape=Xxxxx]+", "Kettering Freight Halden in Ulm",
            {s("Kettering Freight Halden")});
        row("[shape=Xx]", "Mr Mira Xi", {s("Mr"), s("Xi")});
        row("[lower=dr] [text=\".\"]? [title]+", "Dr. Mira Okafor and Dr Ito",
            {s("Dr. Mira Okafor"), s("Dr Ito")});
        row("[digits]{2,3}", "1 2 3 4 5", {s("1 2 3"), s("4 5")});
        row("[digits length=4]", "2026 12 19999", {s("2026")});
        row("[prefix=un suffix=ed]", "undated unpaid united", {s("undated"), s("united")});
        row("[capitals length=2-4] [punct]* [digits]", "EUR 12 , USD - 3 , eur 4",
            {s("EUR 12"), s("USD - 3")});
        row("[letters=no digits=no punct=no]", "ab 12 . a1", {s("a1")});
        row("[] [small]", "x y", {s("x y")});
        row("[title]", "E\xCC\x81t\xC3\xA9 \xC3\x89T\xC3\x89", {s("E\xCC\x81t\xC3\xA9")});
        row("[shape=X]", "\xC3\x89 E\xCC\x81", {s("\xC3\x89"), s("E\xCC\x81")});
        row("[title]{2} [lower!=inc|ltd]", "Mira O'Brien said Ulm Bay Ltd Okafor Jones It's",
            {s("Mira O'Brien said"), s("Okafor Jones It's")});
        row("[text~\"^[A-Z]+[0-9]$\"]", "AB1 AB12 aB1 C3", {s("AB1"), s("C3")});
        row("[lower~^un shape~xxxx]+", "undated UNDATED unpaid un", {s("undated"), s("unpaid")});
        row("[digits] ![punct] [digits]", "1 to 2 3 , 4", {s("1 to 2")});
        row("[length=1-4 length!=2|3]", "a bb ccc dddd eeeee", {s("a"), s("dddd")});
        row("[currency] [ascii digits]", "\u20AC 5 $ 7 EUR 9 \u20AC \u0663",
            {s("\u20AC 5"), s("$ 7")});
        row("[opening] [bracket=no]+ [closing]", "x (a b) \u201Cc\u201D",
            {s("(a b)"), s("\u201Cc\u201D")});
        row("[quote]", "\u00ABa\u00BB (", {s("\u00AB"), s("\u00BB")});
        row("[digits]", "12 \u00B2 \u00BD", {s("12"), s("\u00B2")});
        row("[text=\xE4\xBA\xAC] []", "\xE5\x8C\x97\xE4\xBA\xAC\xE5\xAE\xA3",
            {s("\xE4\xBA\xAC\xE5\xAE\xA3")});
        row("[text=\xF0\x9F\x98\x80]+ [title]",
            "\xF0\x9F\x98\x80\xF0\x9F\x98\x80Ulm \xF0\x9F\x98\x80",
            {s("\xF0\x9F\x98\x80\xF0\x9F\x98\x80Ulm")});
    }
    void tokenPatterns() {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(QStringList, found);
        QCOMPARE(hits(tokens({pattern.toStdString().c_str()}), text.toStdString()), found);
    }

    void tokenPatternsEqualTheNaiveReading() {
        Philox rng(11);
        static const std::vector<std::string> words{"a", "A", "b", "Bb", "1", "22", ".", "aB"};
        const auto condition = [&] {
            TokenCondition c;
            c.negated = rng.below(5) == 0;
            switch (rng.below(11)) {
            case 7:
                c.notText = {"a", "Bb"};
                break;
            case 8:
                c.lowerRegex = {"^[ab]", "b*$"};
                break;
            case 9:
                c.shapeRegex = {"X|dd"};
                break;
            case 10:
                c.notLength = {2};
                break;
            case 0:
                c.lower = {"a", "b"};
                break;
            case 1:
                c.text = {"A"};
                break;
            case 2:
                c.digits = rng.below(2) == 0;
                break;
            case 3:
                c.shape = {"X", "Xx", "dd"};
                break;
            case 4:
                c.punctuation = true;
                break;
            case 5:
                c.prefix = "a";
                break;
            default:
                break;
            }
            static constexpr std::uint32_t times[][2]{
                {1, 1}, {1, 1}, {0, 1}, {1, 0}, {0, 0}, {2, 3}, {2, 0}};
            const auto& picked = times[rng.below(7)];
            c.minTimes = picked[0];
            c.maxTimes = picked[1];
            return c;
        };
        for (int round = 0; round < 2000; ++round) {
            std::string text;
            for (std::uint64_t i = rng.below(9); i > 0; --i)
                text += words[rng.below(words.size())] + " ";
            const TokenGrid grid = *makeGrid(text);
            const OffsetMap map(text);
            std::vector<TokenFacts> facts;
            for (const CodePointRange token : grid.tokens)
                facts.push_back(tokenFacts(map.slice(token)));
            TokenPatterns body;
            std::vector<CodePointRange> all;
            for (std::uint64_t p = 1 + rng.below(3); p > 0; --p) {
                TokenPattern pattern;
                for (std::uint64_t i = 1 + rng.below(3); i > 0; --i)
                    pattern.push_back(condition());
                if (!patternSteps(pattern))
                    continue;
                for (std::size_t from = 0; from < facts.size(); ++from) {
                    std::vector<std::size_t> ends;
                    naiveEnds(pattern, 0, 0, facts, from, from, ends);
                    const std::size_t end =
                        ends.empty() ? from : *std::max_element(ends.begin(), ends.end());
                    if (end > from)
                        all.push_back({grid.tokens[from].begin, grid.tokens[end - 1].end});
                }
                body.patterns.push_back(pattern);
            }
            if (body.patterns.empty())
                continue;
            const auto found = find({"r", "L", body}, text, grid);
            const auto wanted = naiveLongest(all);
            QVERIFY2(found == wanted,
                (text + "| " + patternText(body.patterns[0]) + " | " + show(found) + "| "
                    + show(wanted))
                    .c_str());
        }
    }

    void oneMatchIsNoLongerThanAnEntity() {
        std::string text;
        for (int i = 0; i < 250; ++i)
            text += "a ";
        QCOMPARE(find(tokens({"[lower=a]+"}), text, *makeGrid(text)).front(),
            (CodePointRange{0, 2 * kLongestMatch - 1}));
    }

    // Asked of a word, not of a text: it may still try for ever.
    void anEndlessExpressionInAPatternStopsItsRuleAlone() {
        const std::vector rules{
            tokens({"[text~\"(x+x+)+y\"]", "ulm"}), tokens({"[title]"}), tokens({"[text~\"x$\"]"})};
        Matcher matcher(rules);
        const std::string text = "Ulm " + std::string(60, 'x') + " " + std::string(61, 'x');
        const auto found = matcher.match(text, *makeGrid(text));
        QVERIFY(!matcher.works(0) && matcher.works(1) && matcher.works(2));
        QCOMPARE(matcher.problems().size(), std::size_t(1));
        QCOMPARE(matcher.problems()[0].error.where, std::string("tokens"));
        QCOMPARE(found->size(), std::size_t(3));
        for (const RuleMatch& match : *found)
            QVERIFY(match.rule != 0);
        QCOMPARE(matcher.match(text, *makeGrid(text))->size(), std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(TstRulesTokens)
#include "tst_rules_tokens.moc"
