// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/data/bucket.h"
#include "core/engine/row_parts.h"
#include "core/engine/windows.h"
#include "core/engine/word_logits.h"

#include <algorithm>
#include <numeric>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

std::vector<std::uint32_t> someLengths(std::size_t count, std::uint64_t seed) {
    Philox rng(seed);
    std::vector<std::uint32_t> lengths(count);
    // Most sentences are short, a few are long: the shape of real corpora.
    for (auto& length : lengths)
        length =
            static_cast<std::uint32_t>(rng.below(10) == 0 ? 60 + rng.below(68) : 5 + rng.below(40));
    return lengths;
}

// A word is a text of digits; digit d stands for a word of d pieces, '0' for one that yields none.
class DigitTokenizer : public Tokenizer {
public:
    std::unique_ptr<Tokenizer> clone() const override { return nullptr; }
    void encode(std::string_view, Encoding& out) override { out.clear(); }
    void encodeWords(std::span<const std::string_view> words, Encoding& out) override {
        out.clear();
        for (std::uint32_t w = 0; w < words.size(); ++w)
            for (int piece = 0; piece < std::stoi(std::string(words[w])); ++piece) {
                out.ids.push_back(static_cast<std::int32_t>(100 + w * 50) + piece);
                out.begins.push_back(0);
                out.ends.push_back(1);
                out.words.push_back(w);
            }
    }
    void setMatchSpecialTokens(bool) override { }
    SpecialIds special() const override { return {1, 2, 0, 3, 4}; }
    std::int32_t vocabularySize() const override { return 1 << 20; }
    std::string_view piece(std::int32_t) const override { return {}; }
    bool marksContinuation() const override { return true; }
    const std::map<std::string, std::string>& files() const override { return m_files; }

private:
    std::map<std::string, std::string> m_files;
};

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Of short sentences many share a batch, of long ones no more than was asked for; every word
    // gets the row of its own sub-word back.
    void shortSentencesShareABatch() {
        constexpr std::size_t classes = 2, asked = 4, cells = 4096;
        const auto lengths = someLengths(3000, 5);
        std::vector<EncodedSentence> sentences(lengths.size());
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            const std::size_t length = s % 100 == 0 ? 1500 : lengths[s];
            for (std::size_t i = 0; i < length; ++i)
                sentences[s].words.push_back({0, static_cast<std::uint32_t>(i)});
            sentences[s].windows.push_back({std::vector<std::int32_t>(length), {}});
            sentences[s].windows[0].ids[0] = static_cast<std::int32_t>(s);
        }
        std::vector<int> seen(sentences.size());
        std::size_t batches = 0;
        const auto logits = [&](const Batch& batch) -> Result<std::vector<float>> {
            ++batches;
            const auto rows = static_cast<std::size_t>(batch.rows);
            const bool fits = rows <= asked || batch.ids.size() <= cells;
            std::vector<float> out;
            for (std::size_t r = 0; r < rows; ++r) {
                const auto s = static_cast<std::size_t>(
                    batch.ids[r * static_cast<std::size_t>(batch.columns)]);
                ++seen[s];
                for (std::int32_t i = 0; i < batch.lengths[r]; ++i) {
                    out.push_back(fits ? static_cast<float>(s) : -1.f);
                    out.push_back(static_cast<float>(i));
                }
            }
            return out;
        };
        const auto words = wordLogits(logits, classes, sentences, {false, asked, 0}, {}, {});
        QVERIFY(words.ok());
        QVERIFY(std::ranges::all_of(seen, [](int n) { return n == 1; }));
        QVERIFY(batches < sentences.size() / asked / 4);
        for (std::size_t s = 0; s < sentences.size(); ++s)
            for (std::size_t i = 0; i < sentences[s].words.size(); ++i) {
                QCOMPARE((*words)[s][classes * i], static_cast<float>(s));
                QCOMPARE((*words)[s][classes * i + 1], static_cast<float>(i));
            }
    }

    // Against trying every cut.
    void partsLoseTheFewestRows() {
        constexpr std::int64_t most = 160, step = 16;
        Philox rng(9);
        for (int round = 0; round < 500; ++round) {
            std::vector<std::int64_t> starts{0};
            const auto count = rng.below(40);
            for (std::uint64_t i = 0; i < count; ++i)
                starts.push_back(
                    starts.back() + 1 + static_cast<std::int64_t>(rng.below(i % 7 ? 30 : 200)));
            const auto ends = rowParts(starts, most, step);
            const auto lost = [&](std::size_t from, std::size_t to) {
                const std::int64_t rows = starts[to] - starts[from];
                return static_cast<double>((rows + step - 1) / step * step)
                    / static_cast<double>(rows);
            };
            std::size_t begin = 0;
            for (const auto end : ends) {
                QVERIFY(end > begin && end < starts.size());
                const std::int64_t rows = starts[end] - starts[begin];
                QVERIFY(rows <= most || end == begin + 1);
                const bool all = starts.back() - starts[begin] <= most;
                QVERIFY(!all || end == starts.size() - 1);
                for (std::size_t other = begin + 1; !all && other < starts.size(); ++other) {
                    const std::int64_t those = starts[other] - starts[begin];
                    if (those > most)
                        break;
                    QVERIFY(2 * rows >= most || other <= end);
                    if (2 * those >= most)
                        QVERIFY(lost(begin, end) < lost(begin, other)
                            || (lost(begin, end) == lost(begin, other) && end >= other));
                }
                begin = end;
            }
            QCOMPARE(begin, starts.size() - 1);
        }
        QVERIFY(rowParts({}, most, step).empty());
    }

    void everyItemOnceAnEpoch() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const auto lengths = someLengths(1 + seed * 37, seed);
            const auto plan = bucketBatches(lengths, {7, 5, seed, 3});
            std::vector<std::uint32_t> seen;
            for (const auto& batch : plan) {
                QVERIFY(!batch.empty() && batch.size() <= 7);
                seen.insert(seen.end(), batch.begin(), batch.end());
            }
            QCOMPARE(plan.size(), (lengths.size() + 6) / 7);
            std::sort(seen.begin(), seen.end());
            std::vector<std::uint32_t> all(lengths.size());
            std::iota(all.begin(), all.end(), 0u);
            QVERIFY(seen == all);
        }
    }

    void orderIsOfSeedAndEpochAlone() {
        const auto lengths = someLengths(500, 1);
        const auto plan = bucketBatches(lengths, {16, 50, 42, 0});
        QVERIFY(plan == bucketBatches(lengths, {16, 50, 42, 0}));
        QVERIFY(plan != bucketBatches(lengths, {16, 50, 42, 1}));
        QVERIFY(plan != bucketBatches(lengths, {16, 50, 43, 0}));
    }

    void littleIsPadded() {
        const auto lengths = someLengths(3000, 2);
        BatchPlan plain(1);
        for (std::uint32_t i = 0; i < lengths.size(); ++i) {
            if (plain.back().size() == 16)
                plain.emplace_back();
            plain.back().push_back(i);
        }
        QVERIFY(realShare(plain, lengths) < 0.6);
        QVERIFY(realShare(bucketBatches(lengths, {16, 50, 42, 0}), lengths) > 0.9);
        QCOMPARE(realShare({{0, 1}}, std::vector<std::uint32_t>{1, 3}), 4.0 / 6);
        QCOMPARE(realShare({}, lengths), 1.0);
    }

    void holdsOutAShare() {
        for (const std::size_t count : {2u, 3u, 9u, 10u, 137u, 5000u}) {
            const auto held = holdOut(count, 0.1, 42);
            const auto expected = std::max<std::size_t>(
                1, static_cast<std::size_t>(std::llround(0.1 * static_cast<double>(count))));
            QCOMPARE(held.size(), expected);
            QVERIFY(std::is_sorted(held.begin(), held.end()));
            QCOMPARE(std::set<std::uint32_t>(held.begin(), held.end()).size(), held.size());
            QVERIFY(held.back() < count);
            QVERIFY(held == holdOut(count, 0.1, 42));
        }
        QVERIFY(holdOut(5000, 0.1, 42) != holdOut(5000, 0.1, 43));
    }

    // Against a search over all windows: each word is read where it has most context.
    void everyWordIsReadWhereItHasMostContext() {
        DigitTokenizer tokenizer;
        Philox rng(9);
        for (int round = 0; round < 400; ++round) {
            const std::size_t maxLength = 8 + rng.below(40);
            std::vector<std::string> texts(1 + rng.below(60));
            for (auto& text : texts)
                text = std::to_string(rng.below(12) == 0 ? rng.below(30) : rng.below(4));
            const std::vector<std::string_view> words(texts.begin(), texts.end());
            const auto sentence = encodeSentence(tokenizer, words, maxLength);

            // The sentence's pieces, and each word's first, as the tokenizer promises them.
            std::vector<std::int32_t> pieces;
            std::vector<std::size_t> first;
            for (std::size_t w = 0; w < texts.size(); ++w) {
                first.push_back(pieces.size());
                const int count = std::stoi(texts[w]);
                for (int p = 0; p < count; ++p)
                    pieces.push_back(static_cast<std::int32_t>(100 + w * 50) + p);
                if (count == 0)
                    pieces.push_back(3); // [UNK]
            }
            const std::size_t room = maxLength - 2;
            std::vector<std::size_t> starts;
            std::size_t covered = 0;
            for (const auto& window : sentence.windows) {
                QVERIFY(window.ids.size() <= maxLength);
                QCOMPARE(window.ids.front(), 1);
                QCOMPARE(window.ids.back(), 2);
                const std::size_t start = starts.empty() ? 0 : starts.back() + room / 2;
                starts.push_back(start);
                QVERIFY(start <= covered);
                QVERIFY(std::equal(window.ids.begin() + 1, window.ids.end() - 1,
                    pieces.begin() + static_cast<std::ptrdiff_t>(start)));
                covered = start + window.ids.size() - 2;
            }
            QCOMPARE(covered, pieces.size());
            QCOMPARE(sentence.words.size(), words.size());
            const auto context = [&](std::size_t window, std::size_t at) -> std::int64_t {
                const std::size_t end = std::min(starts[window] + room, pieces.size());
                if (at < starts[window] || at >= end)
                    return -1;
                const std::size_t left = starts[window] == 0 ? SIZE_MAX / 4 : at - starts[window];
                const std::size_t right = end == pieces.size() ? SIZE_MAX / 4 : end - 1 - at;
                return static_cast<std::int64_t>(std::min(left, right));
            };
            for (std::size_t w = 0; w < words.size(); ++w) {
                const auto place = sentence.words[w];
                QCOMPARE(starts[place.window] + place.position - 1, first[w]);
                for (std::size_t other = 0; other < starts.size(); ++other)
                    QVERIFY(context(place.window, first[w]) >= context(other, first[w]));
            }
        }
    }

    void labelsStandAtFirstPiecesOnly() {
        DigitTokenizer tokenizer;
        const std::vector<std::string_view> words{"2", "0", "3"};
        auto sentence = encodeSentence(tokenizer, words, 16);
        setLabels(sentence, std::vector<std::int32_t>{4, -100, 5});
        QCOMPARE(sentence.windows.front().labels,
            (std::vector<std::int32_t>{-100, 4, -100, -100, 5, -100, -100, -100}));
    }

    void batchesArePaddedOnTheRight() {
        const EncodedWindow a{{1, 7, 2}, {-100, 3, -100}}, b{{1, 2}, {-100, -100}};
        const EncodedWindow* windows[] = {&a, &b};
        const auto batch = makeBatch(windows, 9);
        QCOMPARE(batch.ids, (std::vector<std::int32_t>{1, 7, 2, 1, 2, 9}));
        QCOMPARE(batch.labels, (std::vector<std::int32_t>{-100, 3, -100, -100, -100, -100}));
        QCOMPARE(batch.lengths, (std::vector<std::int32_t>{3, 2}));
        const EncodedWindow bare{{1, 2}, {}};
        const EncodedWindow* mixed[] = {&a, &bare};
        QVERIFY(makeBatch(mixed, 0).labels.empty());
    }
};

QTEST_APPLESS_MAIN(TestBatches)
#include "tst_batches.moc"
