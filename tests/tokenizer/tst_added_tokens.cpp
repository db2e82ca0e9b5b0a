// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens that are looked for in the text itself, and the trie that finds them, against searching
// place by place.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/cut_cache.h"
#include "core/tokenizer/unicode_rules.h"
#include "core/tokenizer/wordpiece.h"
#include "tests/tokenizer/support.h"
#endif
#include <map>
#include <QTest>

using namespace evenspan;

namespace {

AddedToken token(const char* content, std::int32_t id, bool special = false) {
    AddedToken out;
    out.content = content;
    out.id = id;
    out.special = special;
    return out;
}

struct Letter {
    char32_t c;
    std::size_t begin, end; // bytes
};
std::vector<Letter> lettersOf(std::string_view text) {
    std::vector<Letter> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const char32_t c = nextCodePoint(text, at);
        out.push_back({c, begin, at});
    }
    return out;
}

// From the left, the longest at each place; written over characters, not bytes.
std::vector<AddedTokenFinder::Match> naive(
    const std::vector<AddedToken>& tokens, std::string_view text, bool special) {
    const auto letters = lettersOf(text);
    std::vector<AddedTokenFinder::Match> out;
    std::size_t done = 0;
    for (std::size_t i = 0; i < letters.size();) {
        const AddedToken* best = nullptr;
        for (const auto& one : tokens)
            if (text.substr(letters[i].begin).starts_with(one.content)
                && (!best || one.content.size() > best->content.size()))
                best = &one;
        if (!best) {
            ++i;
            continue;
        }
        std::size_t last = i; // letter behind the token
        while (
            last < letters.size() && letters[last].begin < letters[i].begin + best->content.size())
            ++last;
        const auto wordAt = [&](std::size_t k) { return unicode::isWordCharacter(letters[k].c); };
        const bool alone = (i == 0 || !wordAt(i - 1)) && (last == letters.size() || !wordAt(last));
        const bool counts = (special || !best->special) && (!best->singleWord || alone);
        if (counts) {
            auto begin = i, end = last;
            while (best->stripLeft && begin > 0 && unicode::isWhitespace(letters[begin - 1].c))
                --begin;
            while (
                best->stripRight && end < letters.size() && unicode::isWhitespace(letters[end].c))
                ++end;
            const auto from =
                best->stripLeft ? std::max(done, letters[begin].begin) : letters[begin].begin;
            const auto to = end == letters.size() ? text.size() : letters[end].begin;
            if (from < to) {
                out.push_back({from, to, best->id});
                done = to;
            }
        }
        i = last;
    }
    return out;
}

std::string show(const std::vector<AddedTokenFinder::Match>& matches) {
    std::string out;
    for (const auto& match : matches)
        out += std::to_string(match.begin) + "-" + std::to_string(match.end) + ":"
            + std::to_string(match.id) + " ";
    return out;
}

} // namespace

class TstAddedTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreFound_data() {
        QTest::addColumn<QByteArray>("flags"); // of <t>: w alone, l and r blanks, s special
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* flags, const char* text, const char* found) {
            QTest::addRow("%s: %s", flags, text)
                << QByteArray(flags) << QByteArray(text) << QByteArray(found);
        };
        row("", "a<t>b", "1-4:7 ");
        row("", "<t><t>", "0-3:7 3-6:7 ");
        row("", "<t", "");
        row("", "", "");
        row("", "<<t>", "1-4:7 ");
        row("", "\xC3\xA9<t>", "2-5:7 ");
        row("s", "a<t>b", "");
        row("w", "a<t>b", "");
        row("w", "a <t> b", "2-5:7 ");
        row("w", "\xC3\xA9<t>", ""); // a letter beyond ASCII
        row("w", "<t>_", ""); // a word character
        row("w", "-<t>.", "1-4:7 ");
        row("l", "a \t<t> b", "1-6:7 ");
        row("r", "a <t> \n b", "2-8:7 ");
        row("lr", "  <t>  ", "0-7:7 ");
        row("lr", "<t> <t>", "0-4:7 4-7:7 "); // the first takes the blank
        row("l", "\xC2\xA0<t>", "0-5:7 "); // a blank of two bytes
        row("r", "<t>\xE3\x80\x80x", "0-6:7 ");
    }
    void tokensAreFound() {
        QFETCH(QByteArray, flags);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        auto one = token("<t>", 7, flags.contains('s'));
        one.singleWord = flags.contains('w');
        one.stripLeft = flags.contains('l');
        one.stripRight = flags.contains('r');
        AddedTokenFinder finder;
        QVERIFY(finder.add(one.content, one));
        std::vector<AddedTokenFinder::Match> matches{{1, 2, 3}}; // cleared first
        finder.find(text.toStdString(), false, matches);
        QCOMPARE(QByteArray::fromStdString(show(matches)), found);
    }

    void theLongestAtAPlaceCounts() {
        AddedTokenFinder finder;
        QVERIFY(finder.add("ab", token("ab", 1)));
        QVERIFY(finder.add("abcd", token("abcd", 2)));
        QVERIFY(finder.add("bc", token("bc", 3)));
        std::vector<AddedTokenFinder::Match> matches;
        finder.find("abcdbcabc", false, matches);
        QCOMPARE(show(matches), std::string("0-4:2 4-6:3 6-8:1 "));
    }

    // Also one that does not count takes its letters, as in the reference.
    void aTokenThatDoesNotCountHidesWhatIsInIt() {
        AddedTokenFinder finder;
        auto alone = token("abc", 1);
        alone.singleWord = true;
        QVERIFY(finder.add("abc", alone));
        QVERIFY(finder.add("bc", token("bc", 2)));
        std::vector<AddedTokenFinder::Match> matches;
        finder.find("abcd bc", false, matches);
        QCOMPARE(show(matches), std::string("5-7:2 "));
    }

    void whatCannotBeAdded() {
        AddedTokenFinder finder;
        QVERIFY(!finder.active(true) && !finder.active(false));
        QVERIFY(!finder.add("", token("", 1)));
        QVERIFY(finder.add("[SEP]", token("[SEP]", 2, true)));
        QVERIFY(!finder.add("[SEP]", token("[SEP]", 3)));
        QVERIFY(finder.active(true));
        QVERIFY(!finder.active(false)); // a document must not steer the encoder
        QVERIFY(finder.add("<t>", token("<t>", 4)));
        QVERIFY(finder.active(false));
        std::vector<AddedTokenFinder::Match> matches;
        finder.find("[SEP]<t>", false, matches);
        QCOMPARE(show(matches), std::string("5-8:4 "));
        finder.find("[SEP]<t>", true, matches);
        QCOMPARE(show(matches), std::string("0-5:2 5-8:4 "));
    }

    void randomTextsAgreeWithTheNaiveSearch() {
        Philox rng(94);
        static const std::vector<const char*> contents{"a", "ab", "abc", "b b", " ", "\xC3\xA9",
            "\xC3\xA9"
            "b",
            "<t>", "\xE4\xB8\x9C", "_", "ca"};
        std::size_t found = 0;
        for (int round = 0; round < 3000; ++round) {
            std::vector<AddedToken> tokens;
            AddedTokenFinder finder;
            for (auto left = 1 + rng.below(5); left > 0; --left) {
                auto one = token(contents[rng.below(contents.size())], std::int32_t(tokens.size()),
                    rng.below(3) == 0);
                one.singleWord = rng.below(4) == 0;
                one.stripLeft = rng.below(4) == 0;
                one.stripRight = rng.below(4) == 0;
                if (finder.add(one.content, one))
                    tokens.push_back(one);
            }
            const auto text = test::randomText(rng, U"abc \u00E9<t>_\u4E1C\u00A0", 14);
            std::vector<AddedTokenFinder::Match> matches;
            for (const bool special : {false, true}) {
                finder.find(text, special, matches);
                QCOMPARE(show(matches), show(naive(tokens, text, special)));
                found += matches.size();
            }
        }
        QVERIFY(found > 3000);
    }

    void theTrieIsASetOfStrings() {
        Philox rng(95);
        for (int round = 0; round < 30; ++round) {
            PieceTrie trie;
            const auto other = trie.addRoot();
            std::map<std::string, std::int32_t> first, second;
            for (std::int32_t id = 0; id < 600; ++id) { // it grows on the way
                std::string word;
                for (auto left = 1 + rng.below(6); left > 0; --left)
                    word +=
                        char(rng.below(4) ? 'a' + int(rng.below(3)) : int(rng.below(256)) - 128);
                const bool here = rng.below(2);
                trie.insert(here ? PieceTrie::kRoot : other, word, id);
                (here ? first : second)[word] = id; // the new id counts
            }
            for (const auto& [word, id] : first)
                QCOMPARE(trie.find(word), id);
            for (const auto& [word, id] : second) {
                if (!first.contains(word))
                    QCOMPARE(trie.find(word), -1);
                std::uint32_t node = other;
                for (const char byte : word) {
                    node = trie.next(node, static_cast<unsigned char>(byte));
                    QVERIFY(node != 0);
                }
                QCOMPARE(trie.idAt(node), id);
            }
            QCOMPARE(trie.find(""), -1);
        }
    }

    // Greedy longest match from the left, asked of a plain map.
    void wordsAreCutByTheLongestPiece() {
        Philox rng(96);
        std::size_t whole = 0, unknown = 0;
        for (int round = 0; round < 400; ++round) {
            WordPieceVocabulary vocabulary;
            vocabulary.inside = vocabulary.trie.addRoot();
            vocabulary.unknown = 999;
            vocabulary.maxWordLength = 8;
            std::map<std::string, std::int32_t> starts, insides;
            for (std::int32_t id = 0; id < 14; ++id) {
                const auto piece = test::randomText(rng, U"ab\u00E9", 3);
                if (piece.empty())
                    continue;
                const bool start = rng.below(2);
                auto& to = start ? starts : insides;
                if (!to.emplace(piece, id).second)
                    continue;
                vocabulary.trie.insert(start ? PieceTrie::kRoot : vocabulary.inside, piece, id);
            }
            for (int words = 0; words < 20; ++words) {
                const auto word = test::randomText(rng, U"ab\u00E9", 10);
                if (word.empty())
                    continue;
                std::vector<std::array<std::uint32_t, 3>> expected;
                bool cannot = countCodePoints(word) > 8;
                for (std::size_t at = 0; at < word.size() && !cannot;) {
                    const auto& from = at == 0 ? starts : insides;
                    std::size_t size = word.size() - at;
                    while (size > 0 && !from.contains(word.substr(at, size)))
                        --size;
                    cannot = size == 0;
                    if (!cannot)
                        expected.push_back({std::uint32_t(from.at(word.substr(at, size))),
                            std::uint32_t(at), std::uint32_t(at + size)});
                    at += size;
                }
                if (cannot)
                    expected = {{999, 0, std::uint32_t(word.size())}};
                ++(cannot ? unknown : whole);
                std::vector<Cut> cuts{{5, 1, 2}}; // kept: pieces are appended
                vocabulary.cut(word, countCodePoints(word), cuts);
                QCOMPARE(cuts.size(), expected.size() + 1);
                QCOMPARE(cuts[0].id, 5);
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    QCOMPARE(std::uint32_t(cuts[i + 1].id), expected[i][0]);
                    QCOMPARE(cuts[i + 1].begin, expected[i][1]);
                    QCOMPARE(cuts[i + 1].end, expected[i][2]);
                }
            }
        }
        QVERIFY(whole > 200 && unknown > 200);
    }

    // What was met before comes from memory, also after it was full and forgot everything.
    void theCacheGivesWhatTheCutterGave() {
        CutCache cache;
        std::size_t asked = 0;
        const auto cutter = [&asked](std::string_view bytes, std::vector<Cut>& cuts) {
            ++asked;
            for (std::uint32_t i = 0; i < bytes.size() % 4; ++i)
                cuts.push_back({std::int32_t(bytes.size()), i, i + 1});
            return std::uint32_t(bytes.size() * 3);
        };
        const auto check = [&](const std::string& key) {
            const auto& entry = cache.get(key, cutter);
            QCOMPARE(entry.extent, std::uint32_t(key.size() * 3));
            const auto cuts = cache.cuts(entry);
            QCOMPARE(cuts.size(), key.size() % 4);
            for (std::size_t i = 0; i < cuts.size(); ++i) {
                QCOMPARE(cuts[i].id, std::int32_t(key.size()));
                QCOMPARE(cuts[i].begin, std::uint32_t(i));
            }
        };
        check("word");
        check("word");
        QCOMPARE(asked, std::size_t(1));
        check(std::string("wo\0d", 4)); // other bytes
        check("");
        check("");
        QCOMPARE(asked, std::size_t(3));
        const std::string big(65, 'x'), fits(64, 'x');
        for (int i = 0; i < 2; ++i) {
            check(big); // too long to keep
            check(fits);
        }
        QCOMPARE(asked, std::size_t(6));
        for (int i = 0; i < 70000; ++i) // more than it holds
            check("key" + std::to_string(i));
        asked = 0;
        for (int i = 69990; i < 70000; ++i)
            check("key" + std::to_string(i));
        QCOMPARE(asked, std::size_t(0));
        check("word");
        QCOMPARE(asked, std::size_t(1)); // forgotten, and learnt again
    }
};

QTEST_APPLESS_MAIN(TstAddedTokens)
#include "tst_added_tokens.moc"
