// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/held_weights.h"
#include "tests/torch/engine_module.h"

#include <algorithm>
#include <limits>
#include <QTest>
#include <sys/resource.h>

using namespace evenspan;
using namespace evenspan::engine;
using namespace evenspan::test;

class TstSessions : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    std::unique_ptr<TrainSession> train(const ModelConfig& c, const Weights& w, TrainOptions o) {
        o.compute.threads = 2;
        auto s = m_engine->train(c, w.views(), o);
        return s ? std::move(*s) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        m_engine.reset(loadEngine(EVENSPAN_ENGINE_MODULE));
        QVERIFY(m_engine);
    }

    void anotherAbiIsRefused() { QVERIFY(!loadEngine(EVENSPAN_ENGINE_MODULE, kAbi + 1)); }

    void infoNamesTheMachine() {
        const Info info = m_engine->info();
        QVERIFY(!info.torchVersion.empty());
        QCOMPARE(info.devices.front(), std::string("cpu"));
        QVERIFY(!info.matmulPaths.empty());
        const auto rates = m_engine->measureMatmul(64, 64, 64, 0.05, 1);
        QCOMPARE(rates.size(), info.matmulPaths.size());
        for (const auto& r : rates)
            QVERIFY(r.gflops > 0);
    }

    // Same seed, threads and path: same bits, also across a stop and a resume.
    void repeatsItsBitsAndResumes_data() {
        QTest::addColumn<int>("precision");
        QTest::newRow("fp32") << static_cast<int>(Precision::Fp32);
        QTest::newRow("bf16") << static_cast<int>(Precision::Bf16);
    }
    void repeatsItsBitsAndResumes() {
        QFETCH(int, precision);
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 1);
        TrainOptions o;
        o.compute.precision = static_cast<Precision>(precision);
        o.compute.deterministic = true;
        const auto run = [&](TrainSession& s, std::uint64_t from, std::uint64_t to) {
            for (std::uint64_t i = from; i < to; ++i) {
                const Batch b = randomBatch(c, {12, 31, 7}, 50 + i);
                if (!s.accumulate(b, labelled(b), i) || !s.step(1e-3, 1e-3, false))
                    return false;
            }
            return true;
        };
        const auto a = train(c, w, o), b = train(c, w, o), half = train(c, w, o),
                   resumed = train(c, w, o);
        QVERIFY(run(*a, 0, 8) && run(*b, 0, 8) && run(*half, 0, 4));
        std::int64_t steps = 0;
        Weights saved{half->weights()}, state{half->optimizerState(&steps)};
        QVERIFY(resumed->restore(saved.views(), state.views(), steps).ok());
        QVERIFY(run(*resumed, 4, 8));
        const auto x = a->weights(), y = b->weights(), z = resumed->weights();
        for (const auto& [name, t] : x) {
            QVERIFY2(t.values == y.at(name).values, name.c_str());
            QVERIFY2(t.values == z.at(name).values, name.c_str());
        }
    }

    void piecesEqualWhole() {
        ModelConfig c = smallConfig();
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0;
        const Weights w = randomWeights(c, 2);
        const Batch whole = randomBatch(c, {10, 10, 10, 10}, 3);
        const auto a = train(c, w, {}), b = train(c, w, {});
        QVERIFY(a->accumulate(whole, labelled(whole), 0).ok());
        for (int r = 0; r < 4; ++r) {
            Batch part;
            part.rows = 1;
            part.columns = 10;
            part.lengths = {10};
            part.ids.assign(whole.ids.begin() + 10 * r, whole.ids.begin() + 10 * (r + 1));
            part.labels.assign(whole.labels.begin() + 10 * r, whole.labels.begin() + 10 * (r + 1));
            QVERIFY(b->accumulate(part, labelled(whole), 0).ok());
        }
        const auto x = a->gradients(), y = b->gradients();
        for (const auto& [name, t] : x)
            if (name.find("key.bias") == std::string::npos) // zero but for rounding
                QVERIFY2(relative(y.at(name).values, t.values) < 1e-4, name.c_str());
    }

    // Masks differ between micro-batches and are the same for the same number.
    void masksFollowTheCounter() {
        ModelConfig c = smallConfig();
        c.hiddenDropout = c.attentionDropout = 0;
        c.classifierDropout = 0.25;
        const Weights w = randomWeights(c, 3);
        const Batch b = randomBatch(c, std::vector<std::int32_t>(16, 40), 4);
        const auto s = train(c, w, {});
        std::vector<float> previous;
        constexpr int rounds = 64;
        for (std::uint64_t i = 0; i < rounds; ++i) {
            s->clearGradients();
            QVERIFY(s->accumulate(b, labelled(b), i).ok());
            const auto g = s->gradients().at("classifier.weight").values;
            QVERIFY(g != previous);
            previous = g;
        }
        s->clearGradients();
        QVERIFY(s->accumulate(b, labelled(b), 5).ok());
        const auto again = s->gradients().at("classifier.weight").values;
        s->clearGradients();
        QVERIFY(s->accumulate(b, labelled(b), 5).ok());
        QCOMPARE(again, s->gradients().at("classifier.weight").values);
    }

    // With one labelled sub-word the gradient of a row of the classifier is that sub-word's vector
    // under the mask: what is left is scaled by 1 / (1 - p), and the share of zeros is p.
    void dropoutKeepsItsShareAndItsMean_data() {
        QTest::addColumn<double>("probability");
        for (const double p : {0.05, 0.1, 0.25, 0.5})
            QTest::newRow(qPrintable(QString::number(p))) << p;
    }
    void dropoutKeepsItsShareAndItsMean() {
        QFETCH(double, probability);
        ModelConfig c = smallConfig();
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0;
        Weights w = randomWeights(c, 21);
        // Equal logits whatever the mask, so that the gradient is linear in the mask.
        std::ranges::fill(w.tensors.at("classifier.weight").values, 0.0f);
        Batch b = randomBatch(c, {9}, 22);
        std::ranges::fill(b.labels, -100);
        b.labels[4] = 1;
        const auto gradient = [&](TrainSession& s, std::uint64_t counter) {
            s.clearGradients();
            return s.accumulate(b, 1, counter) ? s.gradients().at("classifier.weight").values
                                               : std::vector<float>();
        };
        const auto whole = gradient(*train(c, w, {}), 0);
        c.classifierDropout = probability;
        const auto s = train(c, w, {});
        const auto width = static_cast<std::size_t>(c.hidden);
        double dropped = 0, all = 0;
        for (std::uint64_t round = 0; round < 400; ++round) {
            const auto g = gradient(*s, round);
            QCOMPARE(g.size(), whole.size());
            for (std::size_t i = width; i < 2 * width; ++i, ++all) {
                if (g[i] == 0.0f)
                    ++dropped;
                else
                    QVERIFY(std::fabs(static_cast<double>(g[i] / whole[i]) * (1 - probability) - 1)
                        < 1e-4);
            }
        }
        const double sigma = std::sqrt(probability * (1 - probability) / all);
        QVERIFY(std::fabs(dropped / all - probability) < 4 * sigma);
    }

    // Rows that nobody reads may be left out of the last layer: the others do not change.
    void wantedRowsAreThoseOfAll_data() {
        QTest::addColumn<int>("every");
        for (const int every : {1, 2, 3, 50})
            QTest::newRow(qPrintable(QString::number(every))) << every;
    }
    void wantedRowsAreThoseOfAll() {
        QFETCH(int, every);
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 31);
        std::vector<std::int32_t> lengths(30, 33); // several groups inside
        lengths[3] = 150;
        lengths[4] = 2;
        const Batch whole = randomBatch(c, lengths, 32);
        Batch part = whole;
        for (std::size_t i = 0; i < part.ids.size(); ++i)
            part.wanted.push_back(i % static_cast<std::size_t>(every) == 0);
        const auto t = train(c, w, {});
        auto p = m_engine->predict(c, w.views(), {});
        QVERIFY(p.ok());
        double lossOfAll = 0, lossOfPart = 0;
        const auto all = (*p)->logits(whole), some = (*p)->logits(part);
        const auto trainAll = t->logits(whole, &lossOfAll);
        for (std::size_t i = 0; i < part.ids.size(); ++i)
            part.wanted[i] = part.wanted[i] || part.labels[i] >= 0;
        QVERIFY(t->logits(part, &lossOfPart).ok());
        QVERIFY(all.ok() && some.ok() && trainAll.ok());
        QVERIFY(std::fabs(lossOfAll - lossOfPart) < 1e-5 * lossOfAll);
        QCOMPARE(some->size(), all->size());
        std::size_t at = 0, compared = 0;
        const auto classes = static_cast<std::size_t>(c.classes);
        for (std::size_t r = 0; r < lengths.size(); ++r)
            for (std::int32_t i = 0; i < lengths[r]; ++i, ++at) {
                const auto cell =
                    r * static_cast<std::size_t>(whole.columns) + static_cast<std::size_t>(i);
                if (cell % static_cast<std::size_t>(every) != 0)
                    continue;
                for (std::size_t k = 0; k < classes; ++k, ++compared)
                    QVERIFY(
                        std::fabs((*some)[at * classes + k] - (*all)[at * classes + k]) < 1e-4f);
            }
        QVERIFY(compared > 0);
        part.wanted.pop_back();
        QVERIFY(!(*p)->logits(part).ok());
    }

    void trainingLearns() {
        ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 11);
        TrainOptions o;
        o.compute.precision = Precision::Bf16;
        const auto s = train(c, w, o);
        const Batch b = randomBatch(c, {12, 20}, 2);
        double before = 0, after = 0;
        QVERIFY(s->logits(b, &before).ok());
        for (std::uint64_t i = 0; i < 60; ++i) {
            QVERIFY(s->accumulate(b, labelled(b), i).ok());
            QVERIFY(s->step(3e-3, 3e-3, false).ok());
        }
        QVERIFY(s->logits(b, &after).ok());
        QVERIFY(after < 0.5 * before);
    }

    void predictEqualsTrain() {
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 12);
        std::vector<std::int32_t> lengths(40, 33); // cut into several groups inside
        lengths[7] = 160;
        const Batch b = randomBatch(c, lengths, 13);
        const auto s = train(c, w, {});
        auto p = m_engine->predict(c, w.views(), {});
        QVERIFY(p.ok());
        const auto x = (*p)->logits(b), y = s->logits(b);
        QVERIFY(x.ok() && y.ok());
        QVERIFY(relative(*x, *y) < 1e-5);
    }

    // Lengths around every edge of the tiles of sixteen and of the blocks of queries, alone and
    // together: the kernels that only predict against those that also keep what a way back needs.
    void everyLengthIsPredictedAsTrained_data() {
        QTest::addColumn<int>("precision");
        QTest::addColumn<int>("heads");
        for (const int heads : {1, 3, 4}) {
            QTest::addRow("fp32, %d heads", heads) << static_cast<int>(Precision::Fp32) << heads;
            QTest::addRow("bf16, %d heads", heads) << static_cast<int>(Precision::Bf16) << heads;
        }
    }
    void everyLengthIsPredictedAsTrained() {
        QFETCH(int, precision);
        QFETCH(int, heads);
        ModelConfig c = smallConfig();
        c.heads = heads; // widths 48, 16 and 12: whole vectors and not
        const Weights w = randomWeights(c, 15);
        TrainOptions o;
        o.compute.precision = static_cast<Precision>(precision);
        o.compute.threads = 2;
        const auto s = train(c, w, o);
        auto p = m_engine->predict(c, w.views(), o.compute);
        QVERIFY(s && p.ok());
        const std::vector<std::int32_t> lengths{
            1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 79, 80, 81, 127, 128, 129, 160};
        auto batches = std::vector<std::vector<std::int32_t>>{lengths};
        for (const auto l : lengths)
            batches.push_back({l});
        for (const auto& each : batches) {
            const Batch b = randomBatch(c, each, 16);
            const auto x = (*p)->logits(b), y = s->logits(b);
            QVERIFY(x.ok() && y.ok());
            const double bound = o.compute.precision == Precision::Fp32 ? 1e-5 : 2e-2;
            const double found = relative(*x, *y);
            QVERIFY2(found < bound, qPrintable(QString::number(found)));
        }
    }

    // A session that is asked for what it holds shows it without a copy, and the same as copies.
    void heldWeightsAreThoseOfCopies() {
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 17);
        const auto s = train(c, w, {});
        const Batch b = randomBatch(c, {12, 20}, 18);
        QVERIFY(s->accumulate(b, labelled(b), 0).ok() && s->step(1e-3, 1e-3, true).ok());
        const auto* held = dynamic_cast<const HeldWeights*>(s.get());
        QVERIFY(held);
        std::int64_t steps = 0, heldSteps = 0;
        const auto same = [](const std::map<std::string, Tensor>& copies,
                              const WeightViews& views) {
            return copies.size() == views.size()
                && std::ranges::all_of(copies, [&](const auto& copy) {
                       const auto found = views.find(copy.first);
                       return found != views.end() && found->second.shape == copy.second.shape
                           && std::ranges::equal(
                               found->second.bytes, std::as_bytes(std::span(copy.second.values)));
                   });
        };
        QVERIFY(same(s->weights(), held->weightViews()));
        QVERIFY(same(s->optimizerState(&steps), held->optimizerViews(&heldSteps)));
        QCOMPARE(heldSteps, steps);
        QCOMPARE(steps, 1);
        const std::string name = "classifier.weight";
        QVERIFY(
            held->weightViews().at(name).bytes.data() == held->weightViews().at(name).bytes.data());
        // On a device there is nothing to show; then copies stand behind the views.
        TrainOptions o;
        o.compute.device = "cpu:generic";
        const auto generic = train(c, w, o);
        QVERIFY(!dynamic_cast<const HeldWeights*>(generic.get()));
        const ShownWeights shown(*generic, true);
        QVERIFY(same(generic->weights(), shown.weights()));
        QVERIFY(same(generic->optimizerState(&steps), shown.optimizer()));
    }

    void notANumberLeavesWeights() {
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 14);
        Weights broken = w;
        broken.tensors["classifier.weight"].values[0] = std::numeric_limits<float>::quiet_NaN();
        for (const char* device : {"cpu", "cpu:generic"}) {
            TrainOptions o;
            o.compute.device = device;
            const auto s = train(c, broken, o);
            const Batch b = randomBatch(c, {12, 20}, 2);
            const auto before = s->weights();
            QVERIFY(s->accumulate(b, labelled(b), 0).ok());
            const auto r = s->step(1e-3, 1e-3, true);
            QVERIFY(!r.ok());
            QCOMPARE(r.error().code, ErrorCode::NotANumber);
            const std::string name = "bert.encoder.layer.0.output.dense.weight";
            QVERIFY(s->weights().at(name).values == before.at(name).values);
        }
    }

    // With little address space left a large batch fails as an error, and a small one then works.
    void outOfMemoryIsAnError() {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("address space limits and the sanitizer exclude each other");
#endif
        ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 15);
        const auto s = train(c, w, {});
        const Batch small = randomBatch(c, {12, 20}, 2);
        QVERIFY(s->accumulate(small, labelled(small), 0).ok());
        const Batch large = randomBatch(c, std::vector<std::int32_t>(2500, 160), 2);
        rlimit old{};
        getrlimit(RLIMIT_AS, &old);
        long pages = 0;
        FILE* statm = std::fopen("/proc/self/statm", "r");
        QVERIFY(statm && std::fscanf(statm, "%ld", &pages) == 1);
        std::fclose(statm);
        const rlimit tight{static_cast<rlim_t>(pages) * 4096 + (256u << 20), old.rlim_max};
        setrlimit(RLIMIT_AS, &tight);
        const auto r = s->accumulate(large, labelled(large), 0);
        setrlimit(RLIMIT_AS, &old);
        QVERIFY(!r.ok());
        QCOMPARE(r.error().code, ErrorCode::OutOfMemory);
        for (const auto& [name, g] : s->gradients())
            for (const float v : g.values)
                QCOMPARE(v, 0.0f);
        QVERIFY(s->accumulate(small, labelled(small), 0).ok());
        QVERIFY(s->step(1e-3, 1e-3, false).ok());
    }

    void badInput() {
        const ModelConfig c = smallConfig();
        Weights w = randomWeights(c, 16);
        auto missing = w.views();
        missing.erase("bert.embeddings.LayerNorm.bias");
        auto r = m_engine->train(c, missing, {});
        QVERIFY(!r.ok());
        QCOMPARE(r.error().code, ErrorCode::BadConfig);
        auto shaped = w.views();
        shaped["classifier.weight"].shape = {7, 48};
        QVERIFY(!m_engine->train(c, shaped, {}).ok());
        ModelConfig odd = c;
        odd.heads = 5;
        QVERIFY(!m_engine->train(odd, w.views(), {}).ok());
        auto headless = w.views();
        headless.erase("classifier.weight");
        headless.erase("classifier.bias");
        QVERIFY(m_engine->train(c, headless, {}).ok());
        TrainOptions o;
        o.compute.device = "cuda:7";
        auto device = m_engine->train(c, w.views(), o);
        QVERIFY(!device.ok());
        QCOMPARE(device.error().code, ErrorCode::Unsupported);
        const auto s = train(c, w, {});
        Batch b = randomBatch(c, {5}, 1);
        b.ids[2] = 97;
        QVERIFY(!s->accumulate(b, 3, 0).ok());
        QVERIFY(!s->step(1e-3, 1e-3, false).ok());
        QVERIFY(!s->accumulate(randomBatch(c, {161}, 1), 3, 0).ok());
    }
};

QTEST_APPLESS_MAIN(TstSessions)
#include "tst_sessions.moc"
