// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/half.h"
#include "core/engine/head.h"
#include "core/engine/safetensors.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

const std::vector<std::string> kOld{"O", "B-PER", "I-PER"};
const std::vector<std::string> kNew{"O", "B-LOC", "I-LOC", "B-PER", "I-PER"};

struct OldHead {
    Tensor weight{{3, 2}, {1, 2, 3, 4, 5, 6}};
    Tensor bias{{3}, {0.1f, 0.2f, 0.3f}};
    WeightViews views() const {
        return {{"classifier.weight", viewOf(weight)}, {"classifier.bias", viewOf(bias)}};
    }
};

} // namespace

class TstHead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsGoByTheTagsName() {
        const OldHead old;
        auto weights = old.views();
        Head head;
        const auto carried = carryHead(weights, kOld, kNew, 0.02, 7, head);
        QVERIFY(carried.ok());
        QCOMPARE(*carried, std::size_t(3));
        const auto now = floatsOf(weights.at("classifier.weight"));
        QCOMPARE(weights.at("classifier.weight").shape, (std::vector<std::int64_t>{5, 2}));
        QCOMPARE((*now)[0], 1.f); // O
        QCOMPARE((*now)[6], 3.f); // B-PER
        QCOMPARE((*now)[9], 6.f); // I-PER
        const auto bias = *floatsOf(weights.at("classifier.bias"));
        QCOMPARE(bias, (std::vector<float>{0.1f, 0, 0, 0.2f, 0.3f}));
        // The new rows are small, not zero, and the same for the same seed.
        for (int i = 2; i < 6; ++i)
            QVERIFY((*now)[std::size_t(i)] != 0 && std::fabs((*now)[std::size_t(i)]) < 0.2f);
        auto again = old.views();
        Head other;
        QVERIFY(carryHead(again, kOld, kNew, 0.02, 7, other).ok());
        QCOMPARE(other.weight.values, head.weight.values);
        again = old.views();
        QVERIFY(carryHead(again, kOld, kNew, 0.02, 8, other).ok());
        QVERIFY(other.weight.values != head.weight.values);
    }

    void aHeadThatKnowsNoneStartsAnew() {
        const OldHead old;
        auto weights = old.views();
        Head head;
        QCOMPARE(*carryHead(weights, {"x", "y", "z"}, kNew, 0.02, 7, head), std::size_t(0));
        QVERIFY(weights.empty());
        QCOMPARE(*carryHead(weights, kOld, kNew, 0.02, 7, head), std::size_t(0));
    }

    void aHeadOfAnotherSizeIsRefused() {
        const OldHead old;
        auto weights = old.views();
        Head head;
        const auto carried = carryHead(weights, {"O", "B-PER"}, kNew, 0.02, 7, head);
        QVERIFY(!carried.ok());
        QCOMPARE(carried.error().code, ErrorCode::InvalidArgument);
    }

    void narrowNumbersAreRead() {
        const std::vector<std::uint16_t> half{0x3C00, 0xC000, 0x0001, 0x7C00};
        const auto wide = floatsOf({DType::F16, {4}, std::as_bytes(std::span(half))});
        QCOMPARE((*wide)[0], 1.f);
        QCOMPARE((*wide)[1], -2.f);
        QCOMPARE((*wide)[2], std::ldexp(1.f, -24));
        QVERIFY(std::isinf((*wide)[3]));
        const std::vector<std::uint16_t> brain{0x3F80, 0xC040};
        QCOMPARE(*floatsOf({DType::BF16, {2}, std::as_bytes(std::span(brain))}),
            (std::vector<float>{1.f, -3.f}));
        const std::vector<std::int32_t> whole{1};
        QVERIFY(!floatsOf({DType::I32, {1}, std::as_bytes(std::span(whole))}).ok());
    }

    void weightsOfClasses_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("none") << QStringLiteral("none");
        QTest::newRow("balanced") << QStringLiteral("balanced");
        QTest::newRow("sqrt") << QStringLiteral("sqrt");
    }
    void weightsOfClasses() {
        QFETCH(QString, kind);
        const std::vector<std::int64_t> counts{900, 90, 0, 10};
        const auto weights = classWeights(kind.toStdString(), counts);
        if (kind == QStringLiteral("none")) {
            QVERIFY(weights.empty());
            return;
        }
        // Ratios are those of the frequencies, or of their roots; the mean over sub-words is 1.
        const double power = kind == QStringLiteral("balanced") ? 1 : 0.5;
        const auto w = [&](std::size_t k) { return static_cast<double>(weights[k]); };
        QVERIFY(std::fabs(w(1) / w(0) - std::pow(10, power)) < 1e-5);
        QVERIFY(std::fabs(w(3) / w(1) - std::pow(9, power)) < 1e-5);
        QCOMPARE(weights[2], 1.f);
        QVERIFY(std::fabs((900 * w(0) + 90 * w(1) + 10 * w(3)) / 1000 - 1) < 1e-6);
    }

    void countsLabelledSubWords() {
        std::vector<EncodedSentence> sentences(2);
        sentences[0].windows = {{{1, 5, 2}, {-100, 0, -100}}, {{1, 5, 2}, {-100, 2, -100}}};
        sentences[1].windows = {{{1, 5, 6, 2}, {-100, 0, -100, -100}}};
        QCOMPARE(classCounts(sentences, 3), (std::vector<std::int64_t>{2, 0, 1}));
    }
};

QTEST_APPLESS_MAIN(TstHead)
#include "tst_head.moc"
