// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/crossed_estimate.h"

#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

double normal(Philox& rng) {
    return std::sqrt(-2 * std::log(1 - rng.uniform()))
        * std::cos(6.283185307179586 * rng.uniform());
}

} // namespace

class TestCrossedEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingToTell() {
        QVERIFY(!crossedEstimate({}));
        const std::vector<CrossedPart> oneDocument{{0, 0, {1, 1}}, {0, 1, {0, 1}}},
            oneName{{0, 3, {1, 1}}, {1, 3, {0, 1}}}, nothing{{0, 0, {0, 0}}, {1, 1, {0, 0}}};
        QVERIFY(!crossedEstimate(oneDocument));
        QVERIFY(!crossedEstimate(oneName));
        QVERIFY(!crossedEstimate(nothing));
    }

    // Where every document has a name of its own, it is the plain estimate over documents.
    void eachNameOnce() {
        Philox rng(3);
        std::vector<CrossedPart> parts;
        std::vector<Ratio> documents;
        for (std::uint32_t d = 0; d < 25; ++d) {
            const double n = 1 + static_cast<double>(rng.below(5));
            documents.push_back({rng.uniform() * n, n});
            parts.push_back({d, d, documents.back()});
        }
        const auto plain = *estimate(documents);
        const auto crossed = *crossedEstimate(parts);
        QVERIFY(std::abs(crossed.difference - plain.value) < 1e-12);
        QVERIFY(std::abs(crossed.error - std::sqrt(plain.variance)) < 1e-12);
        QCOMPARE(crossed.freedom, 24.0);
    }

    // Documents and names both scatter: the interval covers in about 95 of 100, one over documents
    // alone in far fewer. 4 standard errors of 500 runs are 4 points.
    void coverage() {
        int covered = 0, byDocument = 0;
        constexpr int runs = 500;
        for (int run = 0; run < runs; ++run) {
            Philox rng(static_cast<std::uint64_t>(run) + 100);
            std::vector<double> name(25);
            for (auto& each : name)
                each = 0.15 * normal(rng);
            std::vector<CrossedPart> parts;
            std::vector<Ratio> documents;
            for (std::uint32_t d = 0; d < 200; ++d) {
                const double own = 0.1 * normal(rng);
                documents.emplace_back();
                for (int i = 0; i < 2; ++i) {
                    const auto n = static_cast<std::uint32_t>((2 * d + unsigned(i)) % 25);
                    const double value = 0.3 + own + name[n] + 0.2 * normal(rng);
                    parts.push_back({d, n, {value, 1}});
                    documents.back().over += value;
                    documents.back().under += 1;
                }
            }
            const auto interval = gapInterval(*crossedEstimate(parts));
            covered += interval.low <= 0.3 && 0.3 <= interval.high;
            const auto plain = *estimate(documents);
            const auto narrow = gapInterval({plain.value, std::sqrt(plain.variance), 199});
            byDocument += narrow.low <= 0.3 && 0.3 <= narrow.high;
        }
        QVERIFY2(
            std::abs(covered / double(runs) - 0.95) < 0.04, qPrintable(QString::number(covered)));
        QVERIFY2(byDocument < 0.8 * runs, qPrintable(QString::number(byDocument)));
    }
};

QTEST_MAIN(TestCrossedEstimate)
#include "tst_crossed_estimate.moc"
