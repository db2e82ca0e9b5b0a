// SPDX-License-Identifier: GPL-3.0-or-later
// A text on its way through normalization, against a list of characters with their origins.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/text/utf8.h"
#include "core/tokenizer/aligned_text.h"
#endif
#include <QTest>

using namespace evenspan;

namespace {

struct Letter {
    char32_t c;
    std::uint32_t begin, end;
};
using Letters = std::vector<Letter>;

Letters lettersOf(std::string_view utf8, std::uint32_t first) {
    Letters out;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto number = first + std::uint32_t(out.size());
        out.push_back({nextCodePoint(utf8, at), number, number + 1});
    }
    return out;
}

// The text and the origin of each byte, as the list says.
bool same(const AlignedText& text, const Letters& letters) {
    std::string bytes;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> origins;
    for (const auto& letter : letters) {
        appendUtf8(bytes, letter.c);
        origins.resize(bytes.size(), {letter.begin, letter.end});
    }
    if (text.bytes() != bytes || text.origins().size() != origins.size())
        return false;
    for (std::size_t i = 0; i < origins.size(); ++i)
        if (text.origins()[i].begin != origins[i].first
            || text.origins()[i].end != origins[i].second)
            return false;
    return true;
}

// What a change means, one character at a time.
Letters naiveTransform(const Letters& old, const std::vector<AlignedText::Change>& changes,
    std::size_t dropped, std::uint32_t first) {
    if (old.empty())
        return old;
    Letters out;
    std::size_t read = std::min(dropped, old.size());
    for (const auto& [c, change] : changes) {
        if (change > 0) {
            out.push_back(read > 0 ? Letter{c, old[read - 1].begin, old[read - 1].end}
                                   : Letter{c, first, first});
            continue;
        }
        const auto& from = old[std::min(read, old.size() - 1)];
        out.push_back({c, from.begin, from.end});
        read = std::min(read + 1 + std::size_t(-change), old.size());
    }
    return out;
}

const std::u32string kAlphabet = U"ab \u00E9\u0301\u4E1C\U0001F600\u200D\n";

char32_t anyLetter(Philox& rng) {
    return kAlphabet[rng.below(kAlphabet.size())];
}

std::string anyText(Philox& rng, std::uint64_t longest) {
    std::string out;
    for (auto left = rng.below(longest + 1); left > 0; --left)
        appendUtf8(out, anyLetter(rng));
    return out;
}

} // namespace

class TstAlignedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyByteKnowsItsCharacter() {
        AlignedText text;
        text.assign("a\xC3\xA9\xF0\x9F\x98\x80", 7);
        QCOMPARE(text.bytes().size(), std::size_t(7));
        const std::uint32_t expected[]{7, 8, 8, 9, 9, 9, 9};
        for (std::size_t i = 0; i < 7; ++i) {
            QCOMPARE(text.origins()[i].begin, expected[i]);
            QCOMPARE(text.origins()[i].end, expected[i] + 1);
        }
        QVERIFY(!text.isAscii());
        text.assign("plain\r\n", 0);
        QVERIFY(text.isAscii());
        text.assign("", 5);
        QVERIFY(text.empty() && text.isAscii() && text.origins().empty());
    }

    void changesMeanWhatTheySay() {
        AlignedText text;
        text.assign("e\xCC\x81!", 3); // e with an accent behind it becomes one character
        text.transform({{0xE9, -1}, {'!', 0}});
        QVERIFY(same(text, {{0xE9, 3, 4}, {'!', 5, 6}}));
        text.transform({{'e', 0}, {0x301, 1}, {'!', 0}}); // and two again
        QVERIFY(same(text, {{'e', 3, 4}, {0x301, 3, 4}, {'!', 5, 6}}));
        text.transform({{'!', 0}}, 2); // the first two are dropped
        QVERIFY(same(text, {{'!', 5, 6}}));
        text.transform({{' ', 1}, {'!', 0}}); // put before anything was read: no character's own
        QVERIFY(same(text, {{' ', 3, 3}, {'!', 5, 6}}));
        text.transform({});
        QVERIFY(text.empty());
        text.transform({{'x', 1}}); // nothing comes of nothing
        QVERIFY(text.empty());
    }

    void anyChangesAreThoseOfTheList() {
        Philox rng(91);
        AlignedText text; // used again and again, as the tokenizer does
        for (int round = 0; round < 4000; ++round) {
            const auto first = std::uint32_t(rng.below(100));
            const auto written = anyText(rng, 8);
            text.assign(written, first);
            auto letters = lettersOf(written, first);
            for (auto steps = 1 + rng.below(3); steps > 0; --steps) {
                const auto dropped = rng.below(3);
                std::vector<AlignedText::Change> changes;
                // Reads no more than there is.
                for (std::size_t read = dropped; read < letters.size();) {
                    const int change = int(rng.below(4)) - 2;
                    const auto takes = change > 0 ? 0 : std::size_t(1 - change);
                    if (change <= 0 && read + takes > letters.size())
                        break;
                    changes.push_back({anyLetter(rng), change});
                    read += takes;
                }
                text.transform(changes, dropped);
                letters = naiveTransform(letters, changes, dropped, first);
                QVERIFY(same(text, letters));
            }
        }
    }

    void originsNeverRunBackwards() {
        Philox rng(92);
        AlignedText text;
        for (int round = 0; round < 2000; ++round) {
            const auto written = anyText(rng, 10);
            text.assign(written, 0);
            std::vector<AlignedText::Change> changes;
            const auto count = countCodePoints(written);
            for (std::size_t read = 0; read < count;) {
                const bool insert = rng.below(3) == 0;
                changes.push_back({anyLetter(rng), insert ? 1 : 0});
                read += insert ? 0 : 1;
            }
            text.transform(changes);
            if (!text.empty() && rng.below(2))
                text.prepend("\xE2\x96\x81");
            std::uint32_t last = 0;
            for (const auto& origin : text.origins()) {
                QVERIFY(origin.begin >= last && origin.begin <= origin.end);
                QVERIFY(origin.end <= count);
                last = origin.begin;
            }
        }
    }

    void whatIsPutBeforeSharesTheFirstOrigin() {
        AlignedText text;
        text.assign("\xC3\xA9t\xC3\xA9", 4);
        text.prepend("\xE2\x96\x81x");
        QVERIFY(same(text, {{0x2581, 4, 5}, {'x', 4, 5}, {0xE9, 4, 5}, {'t', 5, 6}, {0xE9, 6, 7}}));
        text.prepend("");
        QCOMPARE(text.bytes().size(), std::size_t(9));
        text.assign("", 4);
        text.prepend("x");
        QVERIFY(text.empty());
    }

    void replacementsTakeTheLastOrigin() {
        Philox rng(93);
        AlignedText text;
        for (int round = 0; round < 3000; ++round) {
            const auto first = std::uint32_t(rng.below(9));
            const auto written = anyText(rng, 12);
            text.assign(written, first);
            const auto letters = lettersOf(written, first);
            const auto content = anyText(rng, 2);
            std::vector<std::pair<std::size_t, std::size_t>> ranges;
            Letters expected;
            std::size_t at = 0; // bytes
            for (std::size_t i = 0; i < letters.size();) {
                const auto size = 1 + rng.below(2);
                if (rng.below(3) > 0 || i + size > letters.size()) {
                    std::string one;
                    appendUtf8(one, letters[i].c);
                    at += one.size();
                    expected.push_back(letters[i++]);
                    continue;
                }
                std::string gone;
                for (std::size_t k = 0; k < size; ++k)
                    appendUtf8(gone, letters[i + k].c);
                const auto& last = letters[i + size - 1];
                for (const auto& letter : lettersOf(content, 0))
                    expected.push_back({letter.c, last.begin, last.end});
                ranges.emplace_back(at, at + gone.size());
                at += gone.size();
                i += size;
            }
            text.replace(ranges, content);
            QVERIFY(same(text, expected));
        }
        // An empty range at the start comes from nowhere.
        text.assign("ab", 6);
        text.replace({{0, 0}}, "x");
        QVERIFY(same(text, {{'x', 6, 6}, {'a', 6, 7}, {'b', 7, 8}}));
        text.replace({}, "never");
        QCOMPARE(text.bytes(), std::string("xab"));
    }

    void bytesAreMappedInPlace() {
        AlignedText text;
        text.assign("ABc", 2);
        text.mapAscii([](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        QVERIFY(same(text, {{'a', 2, 3}, {'b', 3, 4}, {'c', 4, 5}}));
    }
};

QTEST_APPLESS_MAIN(TstAlignedText)
#include "tst_aligned_text.moc"
