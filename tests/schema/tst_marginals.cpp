// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/schema/marginals.h"

#include <cmath>
#include <map>
#include <QTest>

using namespace evenspan;

namespace {

// Everything by trying every path.
struct BruteForce {
    double sum = 0;
    std::vector<double> tags; // [tokens × classes]
    std::map<Mention, double> mentions;

    BruteForce(const TagSet& set, const std::vector<float>& scores)
        : tags(scores.size()) {
        const std::size_t n = set.size(), length = scores.size() / n;
        std::size_t paths = 1;
        for (std::size_t i = 0; i < length; ++i)
            paths *= n;
        for (std::size_t code = 0; code < paths; ++code) {
            std::vector<std::size_t> path;
            std::vector<std::string> names;
            double score = 0;
            for (std::size_t i = 0, rest = code; i < length; ++i, rest /= n) {
                path.push_back(rest % n);
                names.push_back(set.tags()[rest % n]);
                score += double(scores[i * n + rest % n]);
            }
            bool legal = followsIn(set.scheme(), names.back(), "O");
            for (std::size_t i = 0; i < length; ++i)
                legal = legal && followsIn(set.scheme(), i > 0 ? names[i - 1] : "O", names[i]);
            if (!legal)
                continue;
            const double weight = std::exp(score);
            sum += weight;
            for (std::size_t i = 0; i < length; ++i)
                tags[i * n + path[i]] += weight;
            for (const auto& mention : mentionsFromTags(names, set.scheme()))
                mentions[mention] += weight;
        }
    }
};

std::vector<float> drawn(Philox& rng, std::size_t count, double spread) {
    std::vector<float> out(count);
    for (auto& score : out)
        score = static_cast<float>((rng.uniform() - 0.5) * spread);
    return out;
}

bool near(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

} // namespace

class TstMarginals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsBruteForce() {
        Philox rng(11);
        for (const auto scheme : kAllTagSchemes) {
            const TagSet tags({"A", "B"}, scheme);
            const std::size_t most = tags.size() > 7 ? 4 : 5;
            for (int round = 0; round < 12; ++round) {
                const std::size_t length = 1 + rng.below(static_cast<std::uint32_t>(most));
                const auto scores = drawn(rng, length * tags.size(), 8);
                const BruteForce brute(tags, scores);
                const ConstrainedMarginals found(tags, scores);
                QVERIFY(near(found.logSum(), std::log(brute.sum)));
                for (std::size_t t = 0; t < length; ++t)
                    for (std::size_t c = 0; c < tags.size(); ++c)
                        QVERIFY(near(found.tag(t, c), brute.tags[t * tags.size() + c] / brute.sum));
                // Every mention that there could be, those of no path too.
                for (std::uint32_t begin = 0; begin < length; ++begin)
                    for (std::uint32_t end = begin + 1; end <= length; ++end)
                        for (const char* label : {"A", "B"}) {
                            const Mention mention{begin, end, label};
                            const auto at = brute.mentions.find(mention);
                            const double expected =
                                at == brute.mentions.end() ? 0 : at->second / brute.sum;
                            QVERIFY2(near(found.mention(mention), expected),
                                qPrintable(QStringLiteral("%1 [%2, %3) %4: %5, not %6")
                                               .arg(QLatin1String(tagSchemeName(scheme)))
                                               .arg(begin)
                                               .arg(end)
                                               .arg(QLatin1String(label))
                                               .arg(found.mention(mention))
                                               .arg(expected)));
                        }
            }
        }
    }

    // A long sentence with large scores: what holds of every distribution holds here.
    void longSentencesAndLargeScores() {
        Philox rng(12);
        const TagSet tags({"A", "B", "C"}, TagScheme::Iob2);
        const std::size_t length = 3000;
        const ConstrainedMarginals found(tags, drawn(rng, length * tags.size(), 4000));
        QVERIFY(std::isfinite(found.logSum()));
        for (std::size_t t = 0; t < length; ++t) {
            double sum = 0;
            for (std::size_t c = 0; c < tags.size(); ++c)
                sum += found.tag(t, c);
            QVERIFY(std::abs(sum - 1) < 1e-6);
        }
    }

    // Of one token the mention is its only tag; what the scheme forbids has no probability.
    void whatIsForbiddenIsLeftOut() {
        const TagSet tags({"A"}, TagScheme::Iob2);
        const std::vector<float> scores{0, 0, 9}; // I-A, which no sentence begins with
        const ConstrainedMarginals found(tags, scores);
        QVERIFY(near(found.tag(0, 2), 0));
        QVERIFY(near(found.tag(0, 1), 0.5));
        QVERIFY(near(found.mention({0, 1, "A"}), 0.5));
    }

    void whatIsNotThereHasNone() {
        const TagSet tags({"A"}, TagScheme::Iobes);
        const ConstrainedMarginals none(tags, {});
        QCOMPARE(none.tokens(), std::size_t(0));
        QCOMPARE(none.mention({0, 1, "A"}), 0.0);
        const std::vector<float> scores(tags.size() * 2, 0.f);
        const ConstrainedMarginals two(tags, scores);
        QCOMPARE(two.mention({1, 1, "A"}), 0.0);
        QCOMPARE(two.mention({0, 3, "A"}), 0.0);
        QCOMPARE(two.mention({0, 1, "B"}), 0.0);
        QCOMPARE(two.tag(2, 0), 0.0);
        QCOMPARE(two.tag(0, tags.size()), 0.0);
    }
};

QTEST_APPLESS_MAIN(TstMarginals)
#include "tst_marginals.moc"
