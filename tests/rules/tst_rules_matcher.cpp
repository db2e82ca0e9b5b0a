// SPDX-License-Identifier: GPL-3.0-or-later
// What rules find, against naive models and in texts where offsets go wrong first.
#include "core/base/rng.h"
#include "core/rules/folding.h"
#include "core/rules/matcher.h"
#include "core/rules/token_matcher.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <QRegularExpression>
#include <QString>
#include <QtTest>

using namespace evenspan;
using namespace evenspan::rules;

namespace {

Rule gazetteer(std::vector<std::string> phrases, bool matchCase = false, bool wholeWord = true) {
    return {"names", "ORG", Gazetteer{std::move(phrases), matchCase, wholeWord}};
}
Rule expression(const std::string& pattern, int group = 0, bool matchCase = true) {
    return {"expression", "ORG", Expression{pattern, matchCase, group}};
}
Rule tokens(const std::vector<const char*>& patterns) {
    TokenPatterns body;
    for (const char* pattern : patterns) {
        auto read = patternFromText(pattern);
        if (!read)
            qFatal("%s: %s", pattern, read.error().text().c_str());
        body.patterns.push_back(*read);
    }
    return {"tokens", "ORG", body};
}

std::vector<CodePointRange> find(const Rule& rule, std::string_view text, const TokenGrid& grid) {
    Matcher matcher(std::span(&rule, 1));
    for (const RuleProblem& problem : matcher.problems())
        qWarning("%s", problem.error.text().c_str());
    std::vector<CodePointRange> out;
    const auto found = matcher.match(text, grid);
    for (const RuleMatch& match : *found)
        out.push_back(match.range);
    return out;
}

// What was found, as the texts it covers.
QStringList hits(const Rule& rule, std::string_view text) {
    const OffsetMap map(text);
    QStringList out;
    for (const CodePointRange range : find(rule, text, *makeGrid(text)))
        out << QString::fromStdString(std::string(map.slice(range)));
    return out;
}

std::string show(const std::vector<CodePointRange>& ranges) {
    std::string out;
    for (const CodePointRange range : ranges)
        out += std::to_string(range.begin) + "-" + std::to_string(range.end) + " ";
    return out;
}

// By definition: of ranges that overlap the longest, then the first, is kept.
std::vector<CodePointRange> naiveLongest(std::vector<CodePointRange> all) {
    std::vector<CodePointRange> kept;
    while (!all.empty()) {
        auto best = all.front();
        for (const CodePointRange range : all)
            if (range.size() > best.size()
                || (range.size() == best.size() && range.begin < best.begin))
                best = range;
        kept.push_back(best);
        std::erase_if(all, [&](CodePointRange range) { return range.overlaps(best); });
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

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

    void definitionsComeBackEqual() {
        const std::vector rules{
            gazetteer({"Acme", "a\"b\\c\nd", "\xE5\x8C\x97\xE4\xBA\xAC"}, true, false),
            expression("(a)\\d\\\\", 1, false),
            tokens({"acme [shape=Xxxxx|d text=\"a b\"]{2,} [digits=no length=2-]* [prefix=\"[\"]?",
                "![text~\"(a|b)\\\\\\\\\" text~c lower!=a|\"=\" shape~\"^X \"]? "
                "[length!=3|4 opening currency=no] wow! [text=!]"})};
        for (const Rule& rule : rules) {
            QVERIFY(checkRule(rule).ok());
            const auto read = fromDefinition(rule.name, toDefinition(rule));
            QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
            QVERIFY(*read == rule);
        }
        const auto& patterns = std::get<TokenPatterns>(rules[2].body).patterns;
        for (const TokenPattern& pattern : patterns)
            QVERIFY(*patternFromText(patternText(pattern)) == pattern);
        QCOMPARE(patterns[1].size(), std::size_t(4));
        QVERIFY(patterns[1][0].negated && patterns[1][0].textRegex.size() == 2);
        QCOMPARE(patterns[1][2].lower.front(), std::string("wow!"));
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

    void wrongDefinitions_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* json, const char* says) {
            QTest::newRow(name) << QByteArray(json).replace('\'', '"') << QByteArray(says);
        };
        row("no JSON", "{", "no JSON");
        row("a list", "[]", "an object");
        row("no label", "{'kind':'regex'}", "label");
        row("unknown kind", "{'label':'A','kind':'word'}", "gazetteer, regex and tokens");
        row("misspelt key",
            "{'label':'A','kind':'gazetteer','match_case':true,'whole_word':true,'phrase':[],'"
            "phrases':[]}",
            "Did you mean \"phrases\"");
        row("wrong type",
            "{'label':'A','kind':'gazetteer','match_case':1,'whole_word':true,'phrases':[]}",
            "true or false");
        row("wrong list",
            "{'label':'A','kind':'gazetteer','match_case':true,'whole_word':true,'phrases':[1]}",
            "list of texts");
        row("negative group",
            "{'label':'A','kind':'regex','pattern':'a','match_case':true,'group':-1}", "number");
        row("unknown condition", "{'label':'A','kind':'tokens','patterns':[[{'lowre':['a']}]]}",
            "lower");
        row("a pattern's wrong list",
            "{'label':'A','kind':'tokens','patterns':[[{'text_not':'a'}]]}", "list of texts");
        row("lengths that are none",
            "{'label':'A','kind':'tokens','patterns':[[{'length_not':[-1]}]]}", "list of numbers");
        row("wrong operator", "{'label':'A','kind':'tokens','patterns':[[{'op':'!'}]]}", "{2,3}");
        row("wrong length", "{'label':'A','kind':'tokens','patterns':[[{'length':'5-2'}]]}", "2-5");
    }
    void wrongDefinitions() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, says);
        const auto read = fromDefinition("my rule", json.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadFormat);
        QCOMPARE(read.error().where, std::string("my rule"));
        QVERIFY2(QByteArray::fromStdString(read.error().text()).contains(says),
            read.error().text().c_str());
    }

    void rulesThatCannotWork_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("says");
        const auto row =
            [](const char* name, const char* body, const char* says) {
                QTest::newRow(name)
                    << QByteArray("{'label':'A'," + QByteArray(body) + "}").replace('\'', '"')
                    << QByteArray(says);
            };
        row("no phrase", "'kind':'gazetteer','match_case':true,'whole_word':true,'phrases':[]",
            "empty");
        row("an empty phrase",
            "'kind':'gazetteer','match_case':true,'whole_word':true,'phrases':['a','  ']",
            "Phrase 2 is empty");
        row("empty expression", "'kind':'regex','pattern':'','match_case':true,'group':0", "empty");
        row("open parenthesis", "'kind':'regex','pattern':'a(b','match_case':true,'group':0",
            "character 3");
        row("open bracket", "'kind':'regex','pattern':'[ab','match_case':true,'group':0",
            "bracket");
        row("nothing to repeat", "'kind':'regex','pattern':'*a','match_case':true,'group':0",
            "character 1");
        row("no such group", "'kind':'regex','pattern':'(a)','match_case':true,'group':2",
            "1 groups, not 2");
        row("unlimited look behind",
            "'kind':'regex','pattern':'(?<=a+)b','match_case':true,'group':0", "limited length");
        row("no pattern", "'kind':'tokens','patterns':[]", "no token pattern");
        row("an empty pattern", "'kind':'tokens','patterns':[[]]", "no token");
        row("everything optional", "'kind':'tokens','patterns':[[{'op':'*'},{'op':'?'}]]",
            "needs no token");
        row("a bad expression in a pattern",
            "'kind':'tokens','patterns':[[{}],[{'text_regex':['a(']}]]", "Token pattern 2");
        row("too long", "'kind':'tokens','patterns':[[{'op':'{40}'},{'op':'{40}'}]]", "60");
    }
    void rulesThatCannotWork() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, says);
        const auto rule = fromDefinition("my rule", json.toStdString());
        QVERIFY2(rule.ok(), rule.ok() ? "" : rule.error().text().c_str());
        const auto sound = checkRule(*rule);
        QVERIFY(!sound);
        QVERIFY2(QByteArray::fromStdString(sound.error().text()).contains(says),
            sound.error().text().c_str());
        QVERIFY(!sound.error().remedy.empty());
        // In a search the others go on without it.
        const std::vector rules{*rule, gazetteer({"Ulm"})};
        Matcher matcher(rules);
        QCOMPARE(matcher.problems().size(), std::size_t(1));
        QCOMPARE(matcher.match("Ulm", *makeGrid("Ulm"))->size(), std::size_t(1));
    }

    void wrongPatterns_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("character");
        QTest::newRow("open bracket") << QByteArray("a [lower=b") << 11;
        QTest::newRow("misspelt") << QByteArray("[lowr=b]") << 2;
        QTest::newRow("no value") << QByteArray("[text=]") << 7;
        QTest::newRow("open quote") << QByteArray("[text=\"a]") << 10;
        QTest::newRow("counts") << QByteArray("[digits]{3,2}") << 9;
        QTest::newRow("yes or no") << QByteArray("[digits=maybe]") << 14;
        QTest::newRow("expression") << QByteArray("[text~a(]") << 7;
        QTest::newRow("length") << QByteArray("[length!=x]") << 11;
        QTest::newRow("affix") << QByteArray("[prefix!=x]") << 8;
        QTest::newRow("stray") << QByteArray("a ]") << 3;
    }
    void wrongPatterns() {
        QFETCH(QByteArray, text);
        QFETCH(int, character);
        const auto read = patternFromText(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(QByteArray::fromStdString(read.error().where),
            QByteArray("character " + QByteArray::number(character)));
        QVERIFY(!read.error().remedy.empty());
    }
};

QTEST_APPLESS_MAIN(TstRulesMatcher)
#include "tst_rules_matcher.moc"
