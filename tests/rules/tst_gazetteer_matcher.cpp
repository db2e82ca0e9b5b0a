// SPDX-License-Identifier: GPL-3.0-or-later
// The trie of all gazetteers by itself: every place of every phrase, whatever the tree looks like.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/rules/gazetteer_matcher.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"
#endif
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::rules;

namespace {

using Hit = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>; // rule, begin, end

std::multiset<Hit> hits(const GazetteerMatcher& matcher, std::string_view text, bool fold) {
    std::multiset<Hit> out;
    matcher.match(
        foldText(text, fold), *makeGrid(text), [&](std::uint32_t rule, CodePointRange range) {
            out.insert({rule, range.begin, range.end});
        });
    return out;
}

// ASCII without blanks at the ends, so that bytes are code points: every place by looking for it.
std::multiset<Hit> naive(const std::vector<std::pair<std::string, std::uint32_t>>& phrases,
    std::string_view text, bool wholeWord) {
    const auto grid = *makeGrid(text);
    const auto border = [&](std::size_t at, bool begin) {
        return std::any_of(grid.tokens.begin(), grid.tokens.end(),
            [&](CodePointRange token) { return (begin ? token.begin : token.end) == at; });
    };
    std::set<Hit> out; // a phrase that a rule has twice counts once
    for (const auto& [phrase, rule] : phrases)
        for (auto at = text.find(phrase); at != std::string_view::npos;
             at = text.find(phrase, at + 1))
            if (!wholeWord || (border(at, true) && border(at + phrase.size(), false)))
                out.insert({rule, std::uint32_t(at), std::uint32_t(at + phrase.size())});
    return {out.begin(), out.end()};
}

std::string show(const std::multiset<Hit>& all) {
    std::string out;
    for (const auto& [rule, begin, end] : all)
        out += std::to_string(rule) + ":" + std::to_string(begin) + "-" + std::to_string(end) + " ";
    return out;
}

GazetteerMatcher made(
    bool wholeWord, bool fold, const std::vector<std::pair<std::string, std::uint32_t>>& phrases) {
    GazetteerMatcher out(wholeWord);
    for (const auto& [phrase, rule] : phrases)
        out.add(folded(phrase, fold), rule);
    out.build();
    return out;
}

} // namespace

class TstGazetteerMatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceOfEveryPhrase_data() {
        QTest::addColumn<bool>("wholeWord");
        QTest::newRow("whole words") << true;
        QTest::newRow("anywhere") << false;
    }
    void everyPlaceOfEveryPhrase() {
        QFETCH(bool, wholeWord);
        Philox rng(71);
        std::size_t found = 0;
        for (int round = 0; round < 2000; ++round) {
            std::vector<std::pair<std::string, std::uint32_t>> phrases;
            for (auto left = 1 + rng.below(8); left > 0; --left) {
                std::string phrase(1, "abc"[rng.below(3)]);
                for (auto more = rng.below(5); more > 0; --more) {
                    const char c = "abc ."[rng.below(5)];
                    if (c != ' ' || phrase.back() != ' ')
                        phrase += c;
                }
                while (phrase.back() == ' ')
                    phrase.pop_back();
                phrases.emplace_back(phrase, std::uint32_t(rng.below(4)));
            }
            std::string text;
            for (auto left = rng.below(40); left > 0; --left) {
                const char c = "aabbc ."[rng.below(7)];
                if (c != ' ' || (!text.empty() && text.back() != ' '))
                    text += c;
            }
            const auto matcher = made(wholeWord, false, phrases);
            const auto all = hits(matcher, text, false);
            QCOMPARE(show(all), show(naive(phrases, text, wholeWord)));
            found += all.size();
        }
        QVERIFY(found > 500);
    }

    // Nodes with one child and with more than eight, phrases inside phrases, and no phrase at all.
    void anyTreeIsWalked() {
        std::vector<std::pair<std::string, std::uint32_t>> phrases;
        std::uint32_t rule = 0;
        for (char first = 'a'; first <= 'z'; ++first)
            for (char second = 'a'; second <= 'z'; second = char(second + 5))
                phrases.emplace_back(std::string{first, second}, rule++);
        for (std::size_t size = 1; size <= 60; ++size)
            phrases.emplace_back(std::string(size, 'q'), rule++);
        phrases.emplace_back("a long phrase that nobody else begins like", rule++);
        const auto matcher = made(false, false, phrases);
        const std::string text = std::string(70, 'q')
            + " abzfkp a long phrase that nobody else "
              "begins like a long phrase that nobody";
        QCOMPARE(show(hits(matcher, text, false)), show(naive(phrases, text, false)));
        GazetteerMatcher nothing(true);
        nothing.build();
        QVERIFY(nothing.empty());
        QVERIFY(hits(nothing, "any text", false).empty());
        const auto one = made(true, false, {{"alone", 5}});
        QVERIFY(!one.empty());
        QCOMPARE(show(hits(one, "alone at last, alone", false)), std::string("5:0-5 5:15-20 "));
        QVERIFY(hits(one, "", false).empty());
        QVERIFY(hits(one, "alon", false).empty()); // ends in the middle
    }

    void onePhraseOfManyRulesIsVisitedForEach() {
        const auto matcher = made(true, true, {{"Ulm", 3}, {"ulm", 1}, {"ULM", 3}, {"Ulm am", 2}});
        QCOMPARE(show(hits(matcher, "ulm am Ulm", true)),
            std::string("1:0-3 1:7-10 2:0-6 3:0-3 3:7-10 "));
    }

    void borders_data() {
        QTest::addColumn<QByteArray>("phrase");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("whole"); // places as a whole word
        QTest::addColumn<QByteArray>("anywhere");
        const auto row = [](const char* name, const char* phrase, const char* text,
                             const char* whole, const char* anywhere) {
            QTest::newRow(name) << QByteArray(phrase) << QByteArray(text) << QByteArray(whole)
                                << QByteArray(anywhere);
        };
        row("inside a word", "art", "cart arts art", "0:10-13 ", "0:1-4 0:5-8 0:10-13 ");
        row("beside marks", "Acme", "(Acme), Acme.", "0:1-5 0:8-12 ", "0:1-5 0:8-12 ");
        row("a run of blanks", "New York", "New \n\t York", "0:0-11 ", "0:0-11 ");
        row("no break", "New York", "New\xC2\xA0York", "0:0-8 ", "0:0-8 ");
        row("in another case", "\xC3\x89mile", "\xC3\xA9MILE", "0:0-5 ", "0:0-5 ");
        row("an accent apart", "\xC3\xA9t\xC3\xA9", "e\xCC\x81te\xCC\x81", "0:0-5 ", "0:0-5 ");
        row("a letter without its accent", "ete", "e\xCC\x81te", "", "");
        row("an accent behind it", "cafe", "cafe\xCC\x81", "", "");
        row("Han", "\xE5\x8C\x97\xE4\xBA\xAC", "\xE5\x9C\xA8\xE5\x8C\x97\xE4\xBA\xAC\xE5\xB8\x82",
            "0:1-3 ", "0:1-3 ");
        row("Latin beside Han", "IBM", "\xE5\x9C\xA8IBM\xE5\xB7\xA5", "0:1-4 ", "0:1-4 ");
        row("Latin inside Latin beside Han", "IB", "\xE5\x9C\xA8IBM", "", "0:1-3 ");
        row("an emoji", "\xF0\x9F\x98\x80", "a \xF0\x9F\x98\x80!", "0:2-3 ", "0:2-3 ");
        row("a part of a joined emoji", "\xF0\x9F\x91\xA9",
            "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "", "");
        row("beyond the BMP before it", "Bo", "\xF0\xA0\x80\x80 Bo", "0:2-4 ", "0:2-4 ");
        row("Hebrew", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
            "\xE2\x80\x8F\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D.", "0:1-5 ", "0:1-5 ");
        row("marks at its ends", "\"X\"", "say \"X\" now", "0:4-7 ", "0:4-7 ");
        row("itself twice", "a a", "a a a", "0:0-3 0:2-5 ", "0:0-3 0:2-5 ");
    }
    void borders() {
        QFETCH(QByteArray, phrase);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, whole);
        QFETCH(QByteArray, anywhere);
        for (const bool wholeWord : {true, false}) {
            const auto matcher = made(wholeWord, true, {{phrase.toStdString(), 0}});
            QCOMPARE(QByteArray::fromStdString(show(hits(matcher, text.toStdString(), true))),
                wholeWord ? whole : anywhere);
        }
    }

    // Places lie inside the text and on characters, whatever it is made of.
    void placesLieInTheText() {
        Philox rng(72);
        static constexpr std::u32string_view letters =
            U"aA\u00E9e\u0301\u4E1C\u3042\U0001F600\U0001F469\u200D\uFE0F \n.\u0E44\u05E9";
        const auto any = [&](std::uint64_t longest) {
            std::string out;
            for (auto left = rng.below(longest + 1); left > 0; --left)
                appendUtf8(out, letters[rng.below(letters.size())]);
            return out;
        };
        std::size_t found = 0;
        for (int round = 0; round < 3000; ++round) {
            GazetteerMatcher matcher(rng.below(2));
            for (auto left = 1 + rng.below(5); left > 0; --left)
                if (const auto phrase = folded(any(3), true); !phrase.empty())
                    matcher.add(phrase, 0);
            matcher.build();
            const auto text = any(20);
            const auto size = std::uint32_t(countCodePoints(text));
            for (const auto& [rule, begin, end] : hits(matcher, text, true)) {
                QVERIFY(begin < end && end <= size);
                ++found;
            }
        }
        QVERIFY(found > 1000);
    }
};

QTEST_APPLESS_MAIN(TstGazetteerMatcher)
#include "tst_gazetteer_matcher.moc"
