// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a token grid: format 1 must be readable for ever, and nothing else may pass for it.
#include "core/base/rng.h"
#include "core/store/grid_codec.h"

#include <limits>
#include <QTest>

using namespace evenspan;
using namespace evenspan::store;

namespace {

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

// LEB128 by its definition: seven bits a byte, the lowest first, the top bit says "more".
std::string number(std::uint64_t value) {
    std::string out;
    do {
        const auto low = static_cast<unsigned char>(value % 128);
        value /= 128;
        out += static_cast<char>(value > 0 ? low + 128 : low);
    } while (value > 0);
    return out;
}

std::string numbers(std::initializer_list<std::uint64_t> values) {
    std::string out;
    for (const auto value : values)
        out += number(value);
    return out;
}

// The format as its header describes it, written a second time.
std::string naive(const TokenGrid& grid) {
    std::string out = numbers({1, grid.sentenceStarts.size(), grid.tokens.size()});
    for (std::size_t s = 0; s + 1 < grid.sentenceStarts.size(); ++s)
        out += number(grid.sentence(s).size());
    std::uint64_t end = 0;
    for (const auto token : grid.tokens) {
        out += number(token.begin - end) + number(token.end - token.begin);
        end = token.end;
    }
    return out;
}

// A sound grid; `spread` is the longest gap and token.
TokenGrid randomGrid(Philox& rng, std::size_t tokens, std::uint64_t spread) {
    TokenGrid grid;
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < tokens; ++i) {
        const auto begin = at + rng.below(spread + 1);
        const auto end = begin + rng.below(spread + 1);
        if (end > kMost)
            break;
        grid.tokens.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        at = end;
    }
    if (grid.tokens.empty() && rng.below(2) == 0)
        return grid; // a text without a sentence
    grid.sentenceStarts.push_back(0);
    for (std::uint32_t t = 1; t <= grid.tokens.size(); ++t)
        while (rng.below(4) == 0) // also sentences without a token
            grid.sentenceStarts.push_back(t);
    return grid;
}

std::uint64_t lastOf(const TokenGrid& grid) {
    return grid.tokens.empty() ? 0 : grid.tokens.back().end;
}

} // namespace

class TstGridCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Bytes as files of version 1 hold them.
    void theBytesStayAsTheyAre_data() {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<int>("sentences");
        QTest::addColumn<QList<quint32>>("ends"); // begin, end, begin, end …
        QTest::newRow("nothing") << QByteArray("010000") << 0 << QList<quint32>{};
        QTest::newRow("a sentence without a word") << QByteArray("010100") << 1 << QList<quint32>{};
        QTest::newRow("one word") << QByteArray("0101010004") << 1 << QList<quint32>{0, 4};
        QTest::newRow("Mira met Bo.") << QByteArray("01010400040103010200"
                                                    "01")
                                      << 1 << QList<quint32>{0, 4, 5, 8, 9, 11, 11, 12};
        QTest::newRow("two sentences") << QByteArray("010203020001010101"
                                                     "01")
                                       << 2 << QList<quint32>{0, 1, 2, 3, 4, 5};
        QTest::newRow("an empty word") << QByteArray("0101020000"
                                                     "0001")
                                       << 1 << QList<quint32>{0, 0, 0, 1};
        QTest::newRow("gap of 127") << QByteArray("0101017f01") << 1 << QList<quint32>{127, 128};
        QTest::newRow("gap of 128") << QByteArray("010101800101") << 1 << QList<quint32>{128, 129};
        QTest::newRow("as far as it goes") << QByteArray("010101"
                                                         "feffffff0f"
                                                         "01")
                                           << 1 << QList<quint32>{kMost - 1, kMost};
    }
    void theBytesStayAsTheyAre() {
        QFETCH(QByteArray, hex);
        QFETCH(int, sentences);
        QFETCH(QList<quint32>, ends);
        const std::string bytes = QByteArray::fromHex(hex).toStdString();
        const auto grid = decodeGrid(bytes);
        QVERIFY(grid.has_value());
        QCOMPARE(grid->sentenceCount(), static_cast<std::size_t>(sentences));
        QCOMPARE(grid->tokens.size(), static_cast<std::size_t>(ends.size() / 2));
        for (qsizetype i = 0; i < ends.size(); i += 2)
            QCOMPARE(grid->tokens[static_cast<std::size_t>(i / 2)],
                (CodePointRange{ends[i], ends[i + 1]}));
        QCOMPARE(QByteArray::fromStdString(encodeGrid(*grid)).toHex(), hex);
    }

    void anyGridComesBack() {
        Philox rng(20261);
        std::size_t empty = 0, wide = 0;
        for (int round = 0; round < 4000; ++round) {
            const std::uint64_t spread = std::uint64_t{1} << rng.below(20);
            const auto grid = randomGrid(rng, rng.below(40), spread);
            empty += grid.tokens.empty();
            wide += lastOf(grid) > 1'000'000;
            QVERIFY(gridIsSound(grid, lastOf(grid)));
            const auto bytes = encodeGrid(grid);
            QCOMPARE(bytes, naive(grid));
            const auto back = decodeGrid(bytes);
            QVERIFY(back.has_value());
            QVERIFY(*back == grid);
        }
        QVERIFY(empty > 20 && wide > 100); // the rounds covered both ends
    }

    void wordsUpToTheLastPlaceComeBack() {
        Philox rng(20262);
        for (int round = 0; round < 500; ++round) {
            const auto grid = randomGrid(rng, 12, kMost / 4);
            QVERIFY(decodeGrid(encodeGrid(grid)) == grid);
        }
        TokenGrid whole;
        whole.tokens = {{0, kMost}, {kMost, kMost}};
        whole.sentenceStarts = {0, 1, 1, 2};
        QVERIFY(decodeGrid(encodeGrid(whole)) == whole);
    }

    void aLongTextTakesAboutTwoBytesAWord() {
        TokenGrid grid;
        for (std::uint32_t i = 0; i < 100'000; ++i) {
            if (i % 20 == 0)
                grid.sentenceStarts.push_back(i);
            grid.tokens.push_back({i * 6, i * 6 + 5});
        }
        const auto bytes = encodeGrid(grid);
        QVERIFY(bytes.size() < 2 * grid.tokens.size() + grid.sentenceStarts.size() + 16);
        QVERIFY(decodeGrid(bytes) == grid);
    }

    // A file that was cut off, or has something behind its end, is no grid.
    void everyPieceOfAGridIsRefused() {
        Philox rng(20263);
        for (int round = 0; round < 300; ++round) {
            const auto bytes = encodeGrid(randomGrid(rng, 1 + rng.below(12), 300));
            for (std::size_t size = 0; size < bytes.size(); ++size)
                QVERIFY(!decodeGrid(std::string_view(bytes).substr(0, size)));
            for (const char more : {'\0', '\1', '\x7f', '\x80'})
                QVERIFY(!decodeGrid(bytes + more));
        }
    }

    void whatIsNoGrid_data() {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("no byte", "");
        row("format 0", numbers({0, 0, 0}));
        row("format 2", numbers({2, 0, 0}));
        row("format 257, which ends in a 1", numbers({257, 0, 0}));
        row("format 2^32 + 1", numbers({(std::uint64_t{1} << 32) + 1, 0, 0}));
        row("text", "one word");
        row("more words than bytes", numbers({1, 1, 1000000, 0, 1}));
        row("as many words as can be said", numbers({1, 1, kMost, 0, 1}));
        row("more sentences than bytes", numbers({1, 1000000, 1, 0, 1}));
        row("as many sentences as can be said", numbers({1, kMost, 0}));
        row("more words than 32 bits", numbers({1, 1, std::uint64_t{1} << 32, 0, 1}));
        row("a sentence behind the last word", numbers({1, 2, 1, 2, 0, 1}));
        row("sentences that sum up behind it", numbers({1, 3, 2, 1, 2, 0, 1, 1, 1}));
        row("sentences that sum up past 32 bits", numbers({1, 3, 1, kMost, 2, 0, 1}));
        row("a word past 32 bits", numbers({1, 1, 1, kMost, 1}));
        row("words that sum up past 32 bits", numbers({1, 1, 2, 0, kMost, 1, 0}));
        row("a gap past 32 bits", numbers({1, 1, 1, std::uint64_t{1} << 32, 0}));
        row("a number of six bytes", numbers({1, 1, 1}) + "\x80\x80\x80\x80\x80\x01" + number(0));
        row("a number without its end", numbers({1, 1, 1}) + "\xff\xff");
    }
    void whatIsNoGrid() {
        QFETCH(QByteArray, bytes);
        QVERIFY(!decodeGrid(bytes.toStdString()));
    }

    // Whatever bytes a damaged file holds: nothing, or a grid that can be written and read again.
    void anyBytesAreReadOrRefused() {
        Philox rng(20264);
        std::size_t read = 0;
        for (int round = 0; round < 20000; ++round) {
            std::string bytes = numbers({1, rng.below(4), rng.below(4)});
            for (auto left = rng.below(12); left > 0; --left)
                bytes += static_cast<char>(rng.below(3) ? rng.below(5) : rng.below(256));
            const auto grid = decodeGrid(bytes);
            if (!grid)
                continue;
            ++read;
            std::uint32_t end = 0;
            for (const auto token : grid->tokens) {
                QVERIFY(token.begin >= end && token.end >= token.begin);
                end = token.end;
            }
            for (const auto start : grid->sentenceStarts)
                QVERIFY(start <= grid->tokens.size());
            QVERIFY(decodeGrid(encodeGrid(*grid)) == *grid);
        }
        QVERIFY(read > 200);
    }

    void oneWrongBitIsNeverMoreThanAnotherGrid() {
        Philox rng(20265);
        for (int round = 0; round < 200; ++round) {
            const auto grid = randomGrid(rng, 6, 200);
            const auto bytes = encodeGrid(grid);
            for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
                auto broken = bytes;
                broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
                if (const auto other = decodeGrid(broken))
                    QVERIFY(*other != grid);
            }
        }
    }

    void soundnessIsWhatTheGridPromises_data() {
        QTest::addColumn<QList<quint32>>("ends");
        QTest::addColumn<QList<quint32>>("starts");
        QTest::addColumn<int>("characters");
        QTest::addColumn<bool>("sound");
        using Numbers = QList<quint32>;
        QTest::newRow("nothing") << Numbers{} << Numbers{} << 0 << true;
        QTest::newRow("blanks alone") << Numbers{} << Numbers{} << 9 << true;
        QTest::newRow("an empty sentence") << Numbers{} << Numbers{0} << 9 << true;
        QTest::newRow("words without a sentence") << Numbers{0, 1} << Numbers{} << 9 << false;
        QTest::newRow("one word") << Numbers{0, 9} << Numbers{0} << 9 << true;
        QTest::newRow("beyond the text") << Numbers{0, 10} << Numbers{0} << 9 << false;
        QTest::newRow("an empty word at the end") << Numbers{9, 9} << Numbers{0} << 9 << true;
        QTest::newRow("an empty word beyond it") << Numbers{10, 10} << Numbers{0} << 9 << false;
        QTest::newRow("touching") << Numbers{0, 2, 2, 3} << Numbers{0} << 9 << true;
        QTest::newRow("overlapping") << Numbers{0, 3, 2, 4} << Numbers{0} << 9 << false;
        QTest::newRow("out of order") << Numbers{4, 5, 0, 1} << Numbers{0} << 9 << false;
        QTest::newRow("turned round") << Numbers{5, 4} << Numbers{0} << 9 << false;
        QTest::newRow("the first sentence late") << Numbers{0, 1, 2, 3} << Numbers{1} << 9 << false;
        QTest::newRow("two sentences") << Numbers{0, 1, 2, 3} << Numbers{0, 1} << 9 << true;
        QTest::newRow("the last one empty") << Numbers{0, 1} << Numbers{0, 1} << 9 << true;
        QTest::newRow("behind the words") << Numbers{0, 1} << Numbers{0, 2} << 9 << false;
        QTest::newRow("sentences out of order")
            << Numbers{0, 1, 2, 3} << Numbers{0, 2, 1} << 9 << false;
        QTest::newRow("two that start alike")
            << Numbers{0, 1, 2, 3} << Numbers{0, 1, 1} << 9 << true;
    }
    void soundnessIsWhatTheGridPromises() {
        QFETCH(QList<quint32>, ends);
        QFETCH(QList<quint32>, starts);
        QFETCH(int, characters);
        QFETCH(bool, sound);
        TokenGrid grid;
        for (qsizetype i = 0; i < ends.size(); i += 2)
            grid.tokens.push_back({ends[i], ends[i + 1]});
        grid.sentenceStarts.assign(starts.begin(), starts.end());
        QCOMPARE(gridIsSound(grid, static_cast<std::uint64_t>(characters)), sound);
    }
};

QTEST_GUILESS_MAIN(TstGridCodec)
#include "tst_grid_codec.moc"
