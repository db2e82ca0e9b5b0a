// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/predictor.h"
#include "core/engine/recipe.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKeyComesBack() {
        Recipe recipe;
        recipe.model = "folder/of mine";
        recipe.epochs = 2.5;
        recipe.max_steps = 77;
        recipe.learning_rate = 3e-5;
        recipe.head_learning_rate = 1e-3;
        recipe.deterministic = true;
        recipe.schedule = "cosine";
        recipe.seed = 9007199254740991;
        recipe.device = "cuda:1";
        const auto back = recipeFromJson(recipeToJson(recipe));
        QVERIFY(back.ok());
        QVERIFY(*back == recipe);
        const auto json = nlohmann::json::parse(recipeToJson(recipe));
        QCOMPARE(json.size(), recipeKeys().size());
        for (const auto& key : recipeKeys()) {
            QVERIFY2(json.contains(key.name), key.name.c_str());
            QVERIFY(!key.meaning.empty());
        }
    }

    void refusals_data() {
        QTest::addColumn<QString>("assignment");
        for (const char* text : {"epochs=3x", "epochs=", "epochs=1e", "epochs=nan", "epochs=-1",
                 "batch_size=0", "batch_size=1.5", "batch_size=true", "schedule=linaer",
                 "precision=fp64", "deterministic=1", "deterministic=yes", "seed=-1",
                 "seed=99999999999999999999", "device=gpu", "epoch=3", "=3", "epochs"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusals() {
        QFETCH(QString, assignment);
        const auto recipe = recipeWith({}, assignment.toStdString());
        QVERIFY(!recipe.ok());
        QVERIFY(!recipe.error().what.empty());
        QVERIFY(!recipe.error().remedy.empty());
    }

    void assignments() {
        QCOMPARE(recipeWith({}, "epochs=0.5")->epochs, 0.5);
        QCOMPARE(recipeWith({}, "batch_size=32")->batch_size, std::int64_t{32});
        QCOMPARE(recipeWith({}, "deterministic=true")->deterministic, true);
        QCOMPARE(recipeWith({}, "model=a=b")->model, std::string("a=b"));
        const auto wrong = recipeWith({}, "epoch=3");
        QVERIFY((wrong.error().what + wrong.error().remedy).find("epochs") != std::string::npos);
        QVERIFY(!recipeFromJson("[1]").ok());
        QVERIFY(!recipeFromJson("{\"epochs\":").ok());
        QVERIFY(!recipeFromJson("{\"epochs\": \"3\"}").ok());
    }

    void schedules() {
        for (std::int64_t step = 0; step < 10; ++step) {
            const double at = static_cast<double>(step);
            const double rise = at / 10;
            for (const char* name : {"linear", "cosine", "constant"})
                QCOMPARE(scheduleFactor(name, step, 10, 100), rise);
        }
        QCOMPARE(scheduleFactor("linear", 10, 10, 100), 1.0);
        QCOMPARE(scheduleFactor("linear", 55, 10, 100), 0.5);
        QCOMPARE(scheduleFactor("linear", 100, 10, 100), 0.0);
        QCOMPARE(scheduleFactor("constant", 99, 10, 100), 1.0);
        QVERIFY(std::abs(scheduleFactor("cosine", 55, 10, 100) - 0.5) < 1e-12);
        QVERIFY(std::abs(scheduleFactor("cosine", 40, 10, 100)
                    - 0.5 * (1 + std::cos(std::numbers::pi / 3)))
            < 1e-12);
        QCOMPARE(scheduleFactor("linear", 0, 0, 100), 1.0);
    }

    // Sentences of every length, answered in their own order, with the class that the id says.
    void predictionsKeepTheirOrder() {
        const TagSet tags({"PER"}, TagScheme::Iob2);
        std::vector<EncodedSentence> sentences;
        for (std::int32_t n = 0; n < 150; ++n) {
            EncodedSentence sentence;
            EncodedWindow window{{0}, {}};
            for (std::int32_t w = 0; w < (n * 37) % 23; ++w) {
                window.ids.push_back((n + w) % 3);
                sentence.words.push_back({0, static_cast<std::uint32_t>(w + 1)});
            }
            window.ids.push_back(0);
            sentence.windows.push_back(window);
            sentences.push_back(sentence);
        }
        std::size_t last = 0;
        auto logits = [&](const Batch& batch) -> Result<std::vector<float>> {
            std::vector<float> out;
            for (std::int32_t r = 0; r < batch.rows; ++r)
                for (std::int32_t i = 0; i < batch.lengths[static_cast<std::size_t>(r)]; ++i)
                    for (std::int32_t c = 0; c < 3; ++c)
                        out.push_back(
                            batch.ids[static_cast<std::size_t>(r * batch.columns + i)] == c ? 2.f
                                                                                            : 0.f);
            return out;
        };
        const auto argmax = predict(
            logits, tags, sentences, {false, 8, 0}, {}, [&](std::size_t done, std::size_t total) {
                QVERIFY(done > last && done <= total);
                last = done;
            });
        QVERIFY(argmax.ok());
        const float score = static_cast<float>(std::exp(2.0) / (std::exp(2.0) + 2));
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            QCOMPARE((*argmax)[s].classes.size(), sentences[s].words.size());
            for (std::size_t w = 0; w < sentences[s].words.size(); ++w) {
                QCOMPARE((*argmax)[s].classes[w], static_cast<std::int32_t>((s + w) % 3));
                QVERIFY(std::abs((*argmax)[s].scores[w] - score) < 1e-6f);
            }
        }
        const auto viterbi = predict(logits, tags, sentences, {true, 8, 0});
        QVERIFY(viterbi.ok());
        for (const auto& prediction : *viterbi)
            for (std::size_t w = 0; w < prediction.classes.size(); ++w)
                if (prediction.classes[w] == tags.indexOf("I-PER"))
                    QVERIFY(w > 0 && prediction.classes[w - 1] != 0);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(predict(logits, tags, sentences, {}, stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
