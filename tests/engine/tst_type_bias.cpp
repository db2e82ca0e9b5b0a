// SPDX-License-Identifier: GPL-3.0-or-later
// A bias for each type before decoding: none is what the run said, minus infinity leaves the type
// out, and the more of it the more words are of the type; against trying every path.
#include "core/base/rng.h"
#include "core/engine/type_bias.h"
#include "core/engine/word_decode.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

KeptWords drawn(TagScheme scheme, bool viterbi, std::size_t sentences, std::uint64_t seed) {
    KeptWords out{TagSet({"LOC", "ORG", "PER"}, scheme), viterbi, {}};
    Philox rng(seed);
    for (std::size_t s = 0; s < sentences; ++s) {
        auto& values = out.sentences.emplace_back();
        const auto words = rng.below(9);
        for (std::size_t i = 0; i < words * out.tags.size(); ++i)
            values.push_back(static_cast<float>(6 * rng.uniform() - 3));
    }
    return out;
}

std::size_t wordsOf(const std::vector<Prediction>& said, const TagSet& tags, const char* label) {
    std::size_t count = 0;
    for (const auto& sentence : said)
        for (const auto c : sentence.classes)
            count += splitTag(tags.tags()[std::size_t(c)]).label == label;
    return count;
}

} // namespace

class TestTypeBias : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyScheme_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("viterbi");
        for (const auto scheme : {TagScheme::Iob2, TagScheme::Iobes})
            for (const bool viterbi : {true, false})
                QTest::addRow("%d %d", int(scheme), viterbi) << int(scheme) << viterbi;
    }
    void everyScheme() {
        QFETCH(int, scheme);
        QFETCH(bool, viterbi);
        const auto words = drawn(TagScheme(scheme), viterbi, 200, 11);
        const auto plain = decodeWithBias(words, std::vector<double>{0, 0, 0});
        QVERIFY(plain.ok());
        // None is what the run said, to the last bit.
        WordDecoder decoder(words.tags, viterbi);
        for (std::size_t s = 0; s < words.sentences.size(); ++s) {
            const auto said = decoder.decode(words.sentences[s]);
            QVERIFY(said.classes == (*plain)[s].classes);
            QVERIFY(said.scores == (*plain)[s].scores);
        }
        constexpr double never = -std::numeric_limits<double>::infinity();
        const char* labels[] = {"LOC", "ORG", "PER"};
        for (std::size_t l = 0; l < 3; ++l) {
            std::size_t before = 0;
            for (const double bias :
                {never, -8.0, -2.0, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 9.0}) {
                std::vector<double> biases(3, 0);
                biases[l] = bias;
                const auto said = decodeWithBias(words, biases);
                QVERIFY(said.ok());
                const auto count = wordsOf(*said, words.tags, labels[l]);
                QVERIFY(count >= before);
                if (bias == never)
                    QCOMPARE(count, std::size_t(0));
                if (bias == 0)
                    QCOMPARE(count, wordsOf(*plain, words.tags, labels[l]));
                for (const auto& sentence : *said)
                    for (const float score : sentence.scores)
                        QVERIFY(score >= 0 && score <= 1);
                before = count;
            }
            QVERIFY(before > wordsOf(*plain, words.tags, labels[l]));
        }
        // Without every type nothing is left.
        const auto none = decodeWithBias(words, std::vector<double>{never, never, never});
        for (const auto& sentence : *none)
            for (const auto c : sentence.classes)
                QCOMPARE(c, 0);
    }

    // The path with the largest sum of logits and biases, found by trying all.
    void theBestPathOfAll() {
        KeptWords words{TagSet({"A", "B"}, TagScheme::Iob2), true, {}};
        Philox rng(3);
        const std::size_t classes = words.tags.size(), length = 4;
        for (int round = 0; round < 60; ++round) {
            std::vector<float> values;
            for (std::size_t i = 0; i < length * classes; ++i)
                values.push_back(static_cast<float>(4 * rng.uniform() - 2));
            words.sentences = {values};
            const std::vector<double> biases{4 * rng.uniform() - 2, 4 * rng.uniform() - 2};
            const auto said = decodeWithBias(words, biases);
            QVERIFY(said.ok());
            double best = -1e9;
            std::vector<std::int32_t> path, found;
            std::size_t all = 1;
            for (std::size_t w = 0; w < length; ++w)
                all *= classes;
            for (std::size_t code = 0; code < all; ++code) {
                std::size_t rest = code;
                double sum = 0;
                bool allowed = true;
                path.clear();
                for (std::size_t w = 0; w < length; ++w) {
                    const std::size_t c = rest % classes;
                    rest /= classes;
                    allowed = allowed
                        && (w == 0 ? words.tags.startAllowed(c)
                                   : words.tags.allowed(std::size_t(path.back()), c));
                    path.push_back(std::int32_t(c));
                    const auto label = splitTag(words.tags.tags()[c]).label;
                    sum += double(values[w * classes + c])
                        + (label == "A"        ? biases[0]
                                : label == "B" ? biases[1]
                                               : 0);
                }
                if (allowed && words.tags.endAllowed(std::size_t(path.back())) && sum > best) {
                    best = sum;
                    found = path;
                }
            }
            QVERIFY(said->front().classes == found);
        }
    }

    void badBiasesAreRefused() {
        const auto words = drawn(TagScheme::Iob2, true, 3, 1);
        for (const std::vector<double>& bad :
            {std::vector<double>{}, {0, 0}, {0, 0, std::nan("")}, {0, 0, HUGE_VAL}})
            QCOMPARE(decodeWithBias(words, bad).error().code, ErrorCode::InvalidArgument);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(decodeWithBias(words, std::vector<double>{0, 0, 0}, stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestTypeBias)
#include "tst_type_bias.moc"
