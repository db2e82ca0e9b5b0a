// SPDX-License-Identifier: GPL-3.0-or-later
// The four scores of an entity, against what their words say, over all tag sequences.
#include "core/base/rng.h"
#include "core/engine/span_score.h"
#include "core/engine/word_decode.h"

#include <cmath>
#include <map>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

// One window a sentence; word w at position w + 1, between two special sub-words.
EncodedSentence sentence(std::uint32_t words) {
    EncodedSentence out;
    out.windows.resize(1);
    out.windows[0].ids.assign(words + 2, 1);
    for (std::uint32_t w = 0; w < words; ++w)
        out.words.push_back({0, w + 1});
    return out;
}

std::vector<double> softmaxOf(std::span<const float> logits) {
    double sum = 0;
    for (const float value : logits)
        sum += std::exp(double(value));
    std::vector<double> out;
    for (const float value : logits)
        out.push_back(std::exp(double(value)) / sum);
    return out;
}

// The share of every allowed sequence that holds a mention, by trying all of them.
double marginal(const Mention& mention, const TagSet& tags, std::span<const float> logits) {
    const std::size_t classes = tags.size(), words = logits.size() / classes;
    double all = 0, with = 0;
    std::vector<std::size_t> path(words, 0);
    for (;;) {
        std::vector<std::string> names;
        double sum = 0;
        for (std::size_t w = 0; w < words; ++w) {
            names.push_back(tags.tags()[path[w]]);
            sum += double(logits[w * classes + path[w]]);
        }
        bool allowed = true; // an I- follows its own label
        for (std::size_t w = 0; w < words; ++w)
            if (names[w][0] == 'I'
                && (w == 0 || names[w - 1] == "O" || names[w - 1].substr(1) != names[w].substr(1)))
                allowed = false;
        if (allowed) {
            all += std::exp(sum);
            for (const Mention& one : mentionsFromTags(names, tags.scheme()))
                if (one == mention)
                    with += std::exp(sum);
        }
        std::size_t at = 0;
        while (at < words && ++path[at] == classes)
            path[at++] = 0;
        if (at == words)
            return with / all;
    }
}

} // namespace

class TstSpanScore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyNameIsReadAgain() {
        std::map<std::string, SpanScore> names;
        for (const SpanScore score : kAllSpanScores) {
            QVERIFY(names.emplace(spanScoreId(score), score).second);
            QCOMPARE(parseSpanScore(spanScoreId(score)), std::optional(score));
        }
        QVERIFY(!parseSpanScore("") && !parseSpanScore("Mean") && !parseSpanScore("max"));
    }

    void wordsByHand() {
        const float words[] = {0.5F, 0.25F, 1.0F};
        QVERIFY(std::fabs(spanScoreOf(words, SpanScore::Mean) - 1.75 / 3) < 1e-12);
        QCOMPARE(spanScoreOf(words, SpanScore::Least), 0.25);
        QCOMPARE(spanScoreOf(words, SpanScore::Product), 0.125);
        const float beyond[] = {1.0F, 1.0000001F}; // a softmax may round up
        for (const SpanScore score : {SpanScore::Mean, SpanScore::Least, SpanScore::Product})
            QCOMPARE(spanScoreOf(beyond, score), 1.0);
    }

    // Of random logits, for each decoder: the words' scores from the softmax, the marginal from
    // every sequence there is.
    void everyScoreOfAPrediction() {
        const TagSet tags({"A", "B"}, TagScheme::Iob2);
        const std::size_t classes = tags.size();
        Philox rng(17);
        std::size_t mentions = 0;
        for (int round = 0; round < 60; ++round) {
            std::vector<EncodedSentence> sentences;
            for (std::uint32_t s = 0; s < 3; ++s)
                sentences.push_back(sentence(1 + std::uint32_t(rng.below(4))));
            const LogitsFunction logits = [&](const Batch& batch) -> Result<std::vector<float>> {
                std::vector<float> out(batch.ids.size() * classes);
                for (float& value : out)
                    value = float(6 * rng.uniform() - 3);
                return out;
            };
            std::vector<std::vector<float>> seen;
            const auto all = predict(logits, tags, sentences, {round % 2 == 0, 8, 0}, {}, {},
                [&](std::size_t at, std::span<const float> words, const Prediction& prediction) {
                    QCOMPARE(at, seen.size()); // in order, each once
                    QCOMPARE(words.size(), prediction.classes.size() * classes);
                    seen.emplace_back(words.begin(), words.end());
                });
            QVERIFY(all.ok());
            QCOMPARE(seen.size(), sentences.size());
            for (std::size_t s = 0; s < sentences.size(); ++s) {
                const Prediction& prediction = (*all)[s];
                const auto plain = mentionsOf(prediction, tags);
                for (const SpanScore score : kAllSpanScores) {
                    const auto found = mentionsOf(prediction, tags, score, seen[s]);
                    QCOMPARE(found.size(), plain.size());
                    for (std::size_t i = 0; i < found.size(); ++i) {
                        const Mention& mention = found[i].mention;
                        QCOMPARE(mention, plain[i].mention);
                        double sum = 0, least = 1, product = 1;
                        for (auto w = mention.begin; w < mention.end; ++w) {
                            const auto p = softmaxOf(std::span<const float>(seen[s]).subspan(
                                w * classes, classes))[std::size_t(prediction.classes[w])];
                            sum += p;
                            least = std::min(least, p);
                            product *= p;
                        }
                        const double expected = score == SpanScore::Mean
                            ? sum / double(mention.end - mention.begin)
                            : score == SpanScore::Least   ? least
                            : score == SpanScore::Product ? product
                                                          : marginal(mention, tags, seen[s]);
                        QVERIFY2(std::fabs(found[i].score - expected) < 1e-5, spanScoreId(score));
                        ++mentions;
                    }
                }
            }
        }
        QVERIFY(mentions > 100);
    }

    // Every score at another temperature is that of logits divided by it, whoever divides; it moves
    // no tag, and from log-probabilities, as they are stored, it is the same.
    void temperaturesDivideLogits() {
        const TagSet tags({"A", "B"}, TagScheme::Iob2);
        const std::size_t classes = tags.size();
        Philox rng(23);
        std::size_t changed = 0;
        for (int round = 0; round < 200; ++round) {
            const std::size_t words = 1 + rng.below(5);
            std::vector<float> logits(words * classes);
            for (float& value : logits)
                value = float(8 * rng.uniform() - 4);
            const double temperature = 0.25 + 4 * rng.uniform();
            std::vector<float> divided, logs;
            for (std::size_t w = 0; w < words; ++w) {
                const auto row = std::span<const float>(logits).subspan(w * classes, classes);
                const auto p = softmaxOf(row);
                for (std::size_t k = 0; k < classes; ++k) {
                    divided.push_back(float(double(row[k]) / temperature));
                    logs.push_back(float(std::log(p[k])));
                }
            }
            for (const bool viterbi : {true, false}) {
                WordDecoder decoder(tags, viterbi);
                const auto plain = decoder.decode(logits), other = decoder.decode(divided);
                QCOMPARE(other.classes, plain.classes);
                for (const SpanScore score : kAllSpanScores) {
                    const auto asIs = mentionsOf(plain, tags, score, logits);
                    const auto one = mentionsOf(plain, tags, score, logits, 1.0);
                    const auto scaled = mentionsOf(plain, tags, score, logits, temperature);
                    const auto stored = mentionsOf(plain, tags, score, logs, temperature);
                    const auto expected = mentionsOf(other, tags, score, divided);
                    QCOMPARE(scaled.size(), asIs.size());
                    for (std::size_t i = 0; i < asIs.size(); ++i) {
                        QCOMPARE(scaled[i].mention, asIs[i].mention);
                        QVERIFY(one[i].score == asIs[i].score); // to the bit
                        QVERIFY(std::fabs(scaled[i].score - expected[i].score) < 1e-6);
                        QVERIFY(std::fabs(stored[i].score - expected[i].score) < 1e-5);
                        changed += std::fabs(scaled[i].score - asIs[i].score) > 0.01;
                    }
                }
            }
        }
        QVERIFY(changed > 100);
    }

    // Of logits that would overflow, too, and the likeliest class stays the likeliest.
    void probabilitiesOfAnyTemperature() {
        Philox rng(24);
        for (int round = 0; round < 300; ++round) {
            const std::size_t classes = 2 + rng.below(5);
            std::vector<float> logits(classes);
            for (float& value : logits)
                value = float(2000 * rng.uniform() - 1000);
            const double temperature = 0.05 + 20 * rng.uniform();
            double sum = 0;
            std::size_t likeliest = 0;
            std::vector<float> p;
            for (std::int32_t k = 0; k < std::int32_t(classes); ++k) {
                p.push_back(classProbabilities(logits, {&k, 1}, classes, temperature).front());
                sum += double(p.back());
                if (logits[std::size_t(k)] > logits[likeliest])
                    likeliest = std::size_t(k);
            }
            QVERIFY(std::fabs(sum - 1) < 1e-5);
            QCOMPARE(std::max_element(p.begin(), p.end()) - p.begin(), qsizetype(likeliest));
            // The ratio of two is that of the powers of their ratio before.
            QVERIFY(std::fabs(std::log(double(p[likeliest])) + std::log([&] {
                double all = 0;
                for (const float value : logits)
                    all += std::exp((double(value) - double(logits[likeliest])) / temperature);
                return all;
            }()))
                < 1e-5);
        }
    }
};

QTEST_APPLESS_MAIN(TstSpanScore)
#include "tst_span_score.moc"
