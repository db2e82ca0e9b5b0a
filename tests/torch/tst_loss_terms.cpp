// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torch/engine_module.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;
using namespace evenspan::test;

namespace {

using Session = std::unique_ptr<TrainSession>;

// Rows 0 to 2 are sentences, row 3 stands for its pairs alone.
Batch pairedBatch(const ModelConfig& c, std::uint64_t seed) {
    Batch b = randomBatch(c, {9, 14, 5, 10}, seed);
    const auto from = static_cast<std::size_t>(3 * b.columns);
    std::fill(b.labels.begin() + static_cast<std::ptrdiff_t>(from), b.labels.end(), -100);
    // One sub-word twice, one that has no label, two of one row.
    b.terms.pairs = {{0, 1, 3, 1}, {0, 2, 3, 4}, {0, 1, 3, 5}, {1, 0, 1, 13}, {2, 3, 3, 9}};
    b.terms.pairScale = 0.37;
    b.terms.rowWeights = {0.5f, 2.25f, 1.0f, 0.0f};
    b.terms.rowLosses = true;
    return b;
}

ModelConfig still() {
    ModelConfig c = smallConfig();
    c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0;
    return c;
}

struct Naive {
    double loss = 0, pairs = 0;
    std::vector<double> rows;
};
// By the definitions, from the logits.
Naive naive(const Batch& b, const std::vector<float>& logits, std::int64_t classes,
    double normalizer, const std::vector<float>& classWeights) {
    Naive out;
    std::vector<std::size_t> begin(static_cast<std::size_t>(b.rows));
    for (std::size_t r = 1; r < begin.size(); ++r)
        begin[r] = begin[r - 1] + static_cast<std::size_t>(b.lengths[r - 1]);
    const auto at = [&](std::int32_t row, std::int32_t column, std::int64_t k) {
        const auto token = begin[static_cast<std::size_t>(row)] + static_cast<std::size_t>(column);
        return static_cast<double>(
            logits[token * static_cast<std::size_t>(classes) + static_cast<std::size_t>(k)]);
    };
    for (std::int32_t r = 0; r < b.rows; ++r) {
        double row = 0;
        for (std::int32_t i = 0; i < b.lengths[static_cast<std::size_t>(r)]; ++i) {
            const auto label = b.labels[static_cast<std::size_t>(r * b.columns + i)];
            if (label < 0)
                continue;
            double sum = 0;
            for (std::int64_t k = 0; k < classes; ++k)
                sum += std::exp(at(r, i, k));
            const double own = classWeights.empty()
                ? 1
                : static_cast<double>(classWeights[static_cast<std::size_t>(label)]);
            row -= own * std::log(std::exp(at(r, i, label)) / sum);
        }
        out.rows.push_back(row);
        out.loss += row
            * (b.terms.rowWeights.empty()
                    ? 1
                    : static_cast<double>(b.terms.rowWeights[static_cast<std::size_t>(r)]))
            / normalizer;
    }
    for (const auto& pair : b.terms.pairs) {
        double mean = 0;
        for (std::int64_t k = 0; k < classes; ++k) {
            const double gap = at(pair.rowA, pair.columnA, k) - at(pair.rowB, pair.columnB, k);
            mean += gap * gap / static_cast<double>(classes);
        }
        out.pairs += b.terms.pairScale * mean;
    }
    out.loss += out.pairs;
    return out;
}

} // namespace

class TstLossTerms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_engine.reset(loadEngine(EVENSPAN_ENGINE_MODULE));
        QVERIFY(m_engine);
    }

    void lossIsThatOfTheDefinition_data() { paths(); }
    void lossIsThatOfTheDefinition() {
        QFETCH(QString, device);
        const ModelConfig c = still();
        const Weights w = randomWeights(c, 5);
        TrainOptions o;
        o.compute.device = device.toStdString();
        o.classWeights = {0.5f, 1.5f, 1.0f, 2.0f, 0.25f};
        auto session = open(c, w, o);
        QVERIFY(session);
        const Batch b = pairedBatch(c, 9);
        const auto logits = session->logits(b);
        QVERIFY(logits.ok());
        const auto expected = naive(b, *logits, c.classes, 21, o.classWeights);
        QVERIFY(session->accumulate(b, 21, 0).ok());
        const auto rows = session->rowLosses();
        QCOMPARE(rows.size(), std::size_t(4));
        for (std::size_t r = 0; r < 4; ++r)
            QVERIFY(std::abs(rows[r] - expected.rows[r]) < 1e-4 * (1 + expected.rows[r]));
        QVERIFY(expected.pairs > 0.01);
        const auto step = session->step(0, 0, true);
        QVERIFY(step.ok());
        QVERIFY(std::abs(step->loss - expected.loss) < 1e-4 * expected.loss);
        // A batch that does not ask is told nothing.
        Batch plain = b;
        plain.terms = {};
        QVERIFY(session->accumulate(plain, 21, 0).ok());
        QVERIFY(session->rowLosses().empty());
    }

    // Along its own direction the gradient is the slope of the loss.
    void gradientOfPairsIsTheSlope_data() { paths(); }
    void gradientOfPairsIsTheSlope() {
        QFETCH(QString, device);
        const ModelConfig c = still();
        Weights w = randomWeights(c, 6);
        TrainOptions o;
        o.compute.device = device.toStdString();
        Batch b = pairedBatch(c, 11);
        b.terms.rowWeights = {0, 0, 0, 0}; // the pairs alone
        auto session = open(c, w, o);
        QVERIFY(session);
        QVERIFY(session->accumulate(b, 21, 0).ok());
        const auto gradients = session->gradients();
        double norm = 0;
        for (const auto& [name, g] : gradients)
            for (const float v : g.values)
                norm += static_cast<double>(v) * static_cast<double>(v);
        norm = std::sqrt(norm);
        QVERIFY(norm > 1e-3);
        const double h = 2e-3;
        std::array<double, 2> loss{};
        for (const int side : {0, 1}) {
            Weights moved = w;
            for (auto& [name, t] : moved.tensors)
                for (std::size_t i = 0; i < t.values.size(); ++i)
                    t.values[i] += static_cast<float>((side == 0 ? -h : h) / norm
                        * static_cast<double>(gradients.at(name).values[i]));
            auto there = open(c, moved, o);
            QVERIFY(there);
            const auto logits = there->logits(b);
            QVERIFY(logits.ok());
            loss[static_cast<std::size_t>(side)] = naive(b, *logits, c.classes, 21, {}).pairs;
        }
        const double slope = (loss[1] - loss[0]) / (2 * h);
        QVERIFY2(std::abs(slope - norm) < 5e-3 * norm,
            qPrintable(QStringLiteral("%1, not %2").arg(slope).arg(norm)));
    }

    void packedEqualsAutograd_data() {
        QTest::addColumn<double>("dropout");
        QTest::addColumn<double>("smoothing");
        QTest::addColumn<bool>("checkpointing");
        QTest::newRow("plain") << 0.0 << 0.0 << false;
        QTest::newRow("dropout and smoothing") << 0.2 << 0.1 << false;
        QTest::newRow("recomputed") << 0.2 << 0.0 << true;
    }
    void packedEqualsAutograd() {
        QFETCH(double, dropout);
        QFETCH(double, smoothing);
        QFETCH(bool, checkpointing);
        ModelConfig c = smallConfig();
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = dropout;
        const Weights w = randomWeights(c, 7);
        TrainOptions o;
        o.labelSmoothing = smoothing;
        o.checkpointing = checkpointing;
        auto packed = open(c, w, o);
        o.compute.device = "cpu:generic";
        auto generic = open(c, w, o);
        QVERIFY(packed && generic);
        for (std::uint64_t counter = 0; counter < 2; ++counter) {
            const Batch b = pairedBatch(c, 20 + counter);
            QVERIFY(packed->accumulate(b, 20, counter).ok());
            const auto done = generic->accumulate(b, 20, counter);
            QVERIFY2(done.ok(), done.ok() ? "" : done.error().text().c_str());
            const auto mine = packed->rowLosses(), theirs = generic->rowLosses();
            for (std::size_t r = 0; r < 4; ++r)
                QVERIFY(std::abs(mine[r] - theirs[r]) < 1e-4 * (1 + theirs[r]));
        }
        const auto mine = packed->gradients(), theirs = generic->gradients();
        double top = 0;
        for (const auto& [name, g] : theirs)
            for (const float v : g.values)
                top = std::max(top, static_cast<double>(std::fabs(v)));
        for (const auto& [name, g] : theirs) {
            // Softmax cancels the key bias: 0 but for rounding on both sides.
            double worst = 0, own = (name.find("key.bias") == std::string::npos ? 1e-4 : 0.1) * top;
            for (std::size_t i = 0; i < g.values.size(); ++i) {
                worst = std::max(
                    worst, static_cast<double>(std::fabs(g.values[i] - mine.at(name).values[i])));
                own = std::max(own, static_cast<double>(std::fabs(g.values[i])));
            }
            QVERIFY2(worst < 1e-4 * own, name.c_str());
        }
        const auto a = packed->step(1e-3, 1e-3, true), b = generic->step(1e-3, 1e-3, true);
        QVERIFY(a.ok() && b.ok());
        QVERIFY(std::abs(a->loss - b->loss) < 1e-4 * b->loss);
    }

    // What weighs nothing changes no bit.
    void neutralTermsGiveTheSameBits_data() { paths(); }
    void neutralTermsGiveTheSameBits() {
        QFETCH(QString, device);
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 8);
        TrainOptions o;
        o.compute.device = device.toStdString();
        o.compute.deterministic = true;
        o.compute.threads = 1;
        auto plain = open(c, w, o), weighed = open(c, w, o);
        QVERIFY(plain && weighed);
        for (std::uint64_t i = 0; i < 3; ++i) {
            const Batch b = randomBatch(c, {6, 11, 4}, 30 + i);
            Batch neutral = b;
            neutral.terms.rowWeights = {1, 1, 1};
            neutral.terms.rowLosses = true;
            QVERIFY(plain->accumulate(b, labelled(b), i).ok());
            QVERIFY(weighed->accumulate(neutral, labelled(b), i).ok());
            QVERIFY(plain->step(1e-3, 1e-3, false).ok());
            QVERIFY(weighed->step(1e-3, 1e-3, false).ok());
        }
        const auto a = plain->weights(), b = weighed->weights();
        for (const auto& [name, t] : a)
            QVERIFY2(t.values == b.at(name).values, name.c_str());
    }

    void termsThatDoNotFitAreRefused() {
        const ModelConfig c = still();
        const Weights w = randomWeights(c, 5);
        auto session = open(c, w, {});
        QVERIFY(session);
        const auto refused = [&](auto change) {
            Batch b = pairedBatch(c, 3);
            change(b.terms);
            const auto done = session->accumulate(b, 20, 0);
            return !done.ok() && done.error().code == ErrorCode::InvalidArgument;
        };
        QVERIFY(refused([](LossTerms& t) { t.rowWeights.pop_back(); }));
        QVERIFY(refused([](LossTerms& t) { t.rowWeights[0] = -1; }));
        QVERIFY(refused([](LossTerms& t) { t.rowWeights[0] = NAN; }));
        QVERIFY(refused([](LossTerms& t) { t.pairScale = INFINITY; }));
        QVERIFY(refused([](LossTerms& t) { t.pairs[0].columnA = 9; })); // behind the row's end
        QVERIFY(refused([](LossTerms& t) { t.pairs[0].rowB = 4; }));
        QVERIFY(refused([](LossTerms& t) { t.pairs[0].columnB = -1; }));
    }

private:
    static void paths() {
        QTest::addColumn<QString>("device");
        QTest::newRow("packed") << QStringLiteral("cpu");
        QTest::newRow("generic") << QStringLiteral("cpu:generic");
    }
    Session open(const ModelConfig& c, const Weights& w, const TrainOptions& o) {
        auto session = m_engine->train(c, w.views(), o);
        return session ? std::move(*session) : nullptr;
    }

    std::unique_ptr<Engine> m_engine;
};

QTEST_APPLESS_MAIN(TstLossTerms)
#include "tst_loss_terms.moc"
