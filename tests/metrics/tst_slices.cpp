// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/slices.h"

#include <cmath>
#include <QStringList>
#include <QTest>

using namespace evenspan;

namespace {

// Three features by chance; `right` with the probability that `chance` gives a row.
template <class Chance>
std::vector<SliceRow> rows(std::size_t n, std::uint64_t seed, Chance chance) {
    Philox rng(seed);
    std::vector<SliceRow> out(n);
    for (SliceRow& row : out) {
        row.features = {{"casing", rng.below(3) ? "title" : "lower"},
            {"length", std::to_string(1 + rng.below(3))}, {"seen", rng.below(2) ? "yes" : "no"}};
        row.right = rng.uniform() < chance(row.features);
    }
    return out;
}

QString named(const Slice& slice) {
    QStringList out;
    for (const auto& [feature, value] : slice.conditions)
        out << QString::fromStdString(feature + "=" + value);
    return out.join(QLatin1Char(' '));
}

} // namespace

class TstSlices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Against counting, and the test of two proportions worked out anew.
    void numbersByCounting() {
        const auto all = rows(400, 3, [](const auto&) { return 0.7; });
        const auto slices = *slicesOf(all, {1, true, 1000, 50});
        // 2 + 3 + 2 values, 2·3 + 2·2 + 3·2 pairs.
        QCOMPARE(slices.size(), std::size_t(7 + 16));
        for (const Slice& slice : slices) {
            double count = 0, right = 0, others = 0, otherRight = 0;
            for (const SliceRow& row : all) {
                bool in = true;
                for (const auto& [feature, value] : slice.conditions)
                    in = in && row.features.at(feature) == value;
                (in ? count : others) += 1;
                (in ? right : otherRight) += row.right;
            }
            QCOMPARE(double(slice.count), count);
            QCOMPARE(slice.right.estimate, right / count);
            QCOMPARE(slice.rest, otherRight / others);
            const double pooled = (right + otherRight) / 400;
            const double z = (right / count - otherRight / others)
                / std::sqrt(pooled * (1 - pooled) * (1 / count + 1 / others));
            QVERIFY(std::abs(slice.p - std::erfc(std::abs(z) / std::sqrt(2.0))) < 1e-12);
            QVERIFY(slice.adjusted >= slice.p);
        }
        for (std::size_t i = 1; i < slices.size(); ++i)
            QVERIFY(slices[i - 1].adjusted <= slices[i].adjusted);
    }

    // A fault that needs both halves comes first, and what is left is what holds it.
    void findsThePlantedPair() {
        const auto all = rows(3000, 5, [](const auto& features) {
            return features.at("casing") == "lower" && features.at("seen") == "no" ? 0.4 : 0.9;
        });
        const auto slices = *slicesOf(all);
        QCOMPARE(named(slices.front()), QStringLiteral("casing=lower seen=no"));
        QVERIFY(slices.front().adjusted < 1e-10);
        QVERIFY(slices.front().right.high < slices.front().rest);
    }

    // Without any fault the share of audits that report one is at most the stated level.
    void findsNothingWhereNothingIs() {
        int alarms = 0;
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            const auto all = rows(300, 1000 + seed, [](const auto&) { return 0.8; });
            const auto slices = *slicesOf(all);
            alarms += !slices.empty() && slices.front().adjusted <= 0.05;
        }
        // Holm keeps it below 20 of 400; 38 would be four standard deviations above.
        QVERIFY2(alarms < 38, qPrintable(QString::number(alarms)));
    }

    void smallSlicesAndNamesAreLeftOut() {
        auto all = rows(100, 7, [](const auto&) { return 0.5; });
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].features["id"] = std::to_string(i); // says nothing of other texts
            all[i].features["rare"] = i < 5 ? "yes" : "no";
            all[i].features["same"] = "always";
        }
        const auto found = *slicesOf(all);
        QVERIFY(!found.empty());
        for (const Slice& slice : found)
            QVERIFY(slice.count >= 20 && 100 - slice.count >= 20);
        for (const Slice& slice : found)
            for (const auto& [feature, value] : slice.conditions)
                QVERIFY(feature != "id" && feature != "same"
                    && (feature != "rare" || (value == "no" && slice.conditions.size() == 2)));
        QCOMPARE(slicesBy(all, "id").size(), std::size_t(100));
        QCOMPARE(slicesBy(all, "rare").size(), std::size_t(2));
        QVERIFY(slicesBy(all, "nothing").empty());
    }

    // A row without a feature belongs to none of its slices.
    void rowsWithoutTheFeature() {
        auto all = rows(90, 9, [](const auto&) { return 0.5; });
        for (std::size_t i = 0; i < 30; ++i)
            all[i].features["meta:source"] = i < 15 ? "a" : "b";
        std::uint64_t count = 0;
        for (const Slice& slice : slicesBy(all, "meta:source"))
            count += slice.count;
        QCOMPARE(count, std::uint64_t(30));
        const auto slices = *slicesOf(all, {1, true, 1000, 50});
        for (const Slice& slice : slices)
            for (const auto& [feature, value] : slice.conditions)
                QVERIFY(feature != "meta:source" || slice.count <= 15);
    }

    void allRightOrNoRow() {
        QVERIFY(slicesOf({})->empty());
        const auto all = rows(200, 2, [](const auto&) { return 1.0; });
        const auto slices = *slicesOf(all);
        for (const Slice& slice : slices) {
            QCOMPARE(slice.p, 1.0);
            QCOMPARE(slice.right.estimate, 1.0);
        }
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(slicesOf(all, {}, stop.get_token()).error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TstSlices)
#include "tst_slices.moc"
