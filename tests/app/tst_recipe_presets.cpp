// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe that a dialog opens with: made from sentences, labels, lengths and memory.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/model/compute_plan.h"
#include "core/app/model/recipe_presets.h"
#include "core/app/runs/run_remarks.h"
#include "core/base/rng.h"
#include "core/engine/recipe_sources.h"
#endif
#include <QTest>

#include <set>

using namespace evenspan;

namespace {

RecipeFacts facts(std::int64_t sentences) {
    RecipeFacts out;
    out.sentences = sentences;
    return out;
}

} // namespace

class TstRecipePresets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallSetsAreSeenMoreOften() {
        double before = 1000;
        for (const std::int64_t sentences : {100, 500, 5000, 50'000}) {
            const auto recipe = suggestRecipe(facts(sentences), Effort::Balanced);
            QVERIFY(recipe.epochs < before);
            before = recipe.epochs;
            QCOMPARE(recipe.batch_size, std::int64_t(sentences < 500 ? 8 : 16));
        }
    }

    void effortsDiffer() {
        for (const std::int64_t sentences : {0, 100, 5000, 50'000}) {
            const auto quick = suggestRecipe(facts(sentences), Effort::Quick);
            const auto balanced = suggestRecipe(facts(sentences), Effort::Balanced);
            const auto thorough = suggestRecipe(facts(sentences), Effort::Thorough);
            QVERIFY(quick.epochs >= 1 && quick.epochs < balanced.epochs);
            QVERIFY(balanced.epochs < thorough.epochs);
            QCOMPARE(thorough.early_stopping_patience, std::int64_t(3));
            QCOMPARE(balanced.early_stopping_patience, std::int64_t(0));
        }
    }

    void wideEncodersLearnSlowly() {
        auto wide = facts(5000);
        wide.hidden = 768;
        QCOMPARE(suggestRecipe(wide, Effort::Balanced).learning_rate, 5e-5);
        QCOMPARE(suggestRecipe(facts(5000), Effort::Balanced).learning_rate, 2e-4);
    }

    void fewMentionsAreSeenMoreOften() {
        auto many = facts(5000), few = facts(5000);
        many.mentions = {900, 800, 700};
        few.mentions = {900, 20, 10};
        QCOMPARE(suggestRecipe(many, Effort::Balanced).epochs, 4.0);
        QCOMPARE(suggestRecipe(few, Effort::Balanced).epochs, 8.0);
        few.sentences = 100; // seen often enough already
        QCOMPARE(suggestRecipe(few, Effort::Balanced).epochs, 15.0);
    }

    void unevenLabels_data() {
        QTest::addColumn<std::vector<std::int64_t>>("mentions");
        QTest::addColumn<bool>("uneven");
        using Counts = std::vector<std::int64_t>;
        QTest::newRow("none") << Counts{} << false;
        QTest::newRow("one") << Counts{500} << false;
        QTest::newRow("alike") << Counts{500, 300, 200} << false;
        QTest::newRow("20 times") << Counts{500, 25} << false;
        QTest::newRow("more") << Counts{525, 26, 26} << true;
        QTest::newRow("too few to weigh") << Counts{9, 500} << false;
        QTest::newRow("beside too few") << Counts{3, 10, 500} << true;
    }
    void unevenLabels() {
        QFETCH(std::vector<std::int64_t>, mentions);
        QFETCH(bool, uneven);
        QCOMPARE(labelsAreUneven(mentions), uneven);
        auto known = facts(5000);
        known.mentions = mentions;
        QCOMPARE(suggestRecipe(known, Effort::Balanced).class_weights,
            std::string(uneven ? "sqrt" : "none"));
    }

    // 1.5 sub-words a word and two special ones, in windows that grow by 64.
    void windowsFitTheSentences() {
        for (std::int64_t words = 0; words < 1000; ++words) {
            auto known = facts(5000);
            known.longSentence = words;
            const auto length = suggestRecipe(known, Effort::Balanced).max_length;
            QVERIFY(length >= 256 && length <= 512 && length % 64 == 0);
            const double needed = 1.5 * double(words) + 2;
            QVERIFY(double(length) >= needed || length == 512);
            QVERIFY(length == 256 || double(length) < needed + 64 + 1);
        }
    }

    // Whatever is there: it fits, or nothing more can be given up; a step stays a step.
    void memoryIsKept() {
        Philox rng(4);
        int checkpointed = 0, cut = 0;
        for (int round = 0; round < 500; ++round) {
            RecipeFacts known = facts(std::int64_t(rng.below(60'000)));
            known.hidden = std::array{384, 768, 1024}[rng.below(3)];
            known.longSentence = std::int64_t(rng.below(400));
            auto without = suggestRecipe(known, Effort::Balanced);
            known.memory = (std::uint64_t(300) + rng.below(12'000)) << 20;
            const auto recipe = suggestRecipe(known, Effort::Balanced);
            QCOMPARE(
                recipe.batch_size * recipe.accumulation, without.batch_size * without.accumulation);
            QVERIFY(recipe.gradient_checkpointing || recipe.accumulation == 1);
            checkpointed += recipe.gradient_checkpointing;
            cut += recipe.accumulation > 1;
            // What memory does not decide stays.
            auto plain = recipe;
            plain.batch_size = without.batch_size;
            plain.accumulation = without.accumulation;
            plain.gradient_checkpointing = without.gradient_checkpointing;
            QVERIFY(plain == without);
            known.memory *= 2; // more of it never gives up more
            const auto roomier = suggestRecipe(known, Effort::Balanced);
            QVERIFY(roomier.batch_size >= recipe.batch_size);
            QVERIFY(recipe.gradient_checkpointing || !roomier.gradient_checkpointing);
        }
        QVERIFY(checkpointed > 20 && cut > 20 && cut < checkpointed);
    }

    void presetsAreRecipes() {
        for (const auto& preset : recipePresets()) {
            const auto recipe = applyPreset({}, preset.name);
            QVERIFY2(recipe.ok(), preset.name.c_str());
            for (const auto& [key, value] : preset.changes)
                QVERIFY(*engine::recipeWith(*recipe, key + "=" + value) == *recipe);
            QVERIFY(!(*recipe == engine::Recipe{}));
        }
        QCOMPARE(recipePresets().size(), std::size_t(5));
        const auto unknown = applyPreset({}, "tiny_data");
        QCOMPARE(unknown.error().code, ErrorCode::InvalidArgument);
        for (const auto& preset : recipePresets()) // the remedy names them all
            QVERIFY(unknown.error().remedy.find(preset.name) != std::string::npos);
    }

    void everyKeySaysWhereItComesFrom() {
        std::set<std::string> sources;
        for (const auto& key : engine::recipeKeys()) {
            const auto source = engine::recipeSource(key.name);
            QVERIFY2(!source.empty() && source.size() < 70, key.name.c_str());
            sources.insert(source);
        }
        QVERIFY(sources.size() > 15);
        QVERIFY(engine::recipeSource("epoch").empty());
        QVERIFY(engine::recipeSource("").empty());
    }

    void aRunSaysHowItComputes() {
        engine::ComputeOptions compute;
        compute.precision = engine::Precision::Bf16;
        compute.threads = 3;
        const engine::Recipe recipe;
        const std::string none;
        RunMeans means{compute, recipe, none};
        means.memory = std::uint64_t(900) << 20;
        QCOMPARE(remarksOn(means).size(), std::size_t(1));
        QCOMPARE(remarksOn(means).front(),
            std::string("computes on cpu in bf16 with 3 threads; needs up to 900 MiB"));
        means.slowBf16 = true;
        QCOMPARE(remarksOn(means).size(), std::size_t(2));
        QVERIFY(remarksOn(means)[1].find("precision=fp32") != std::string::npos);
        means.rowsAtOnce = 4;
        means.carried = 5;
        means.tags = 7;
        const auto all = remarksOn(means);
        QCOMPARE(all.size(), std::size_t(4));
        QVERIFY(all[2].find("5 of 7 tags") != std::string::npos);
        QVERIFY(all[3].find("4 sentences at once") != std::string::npos);
        means.embeddings = 1000;
        means.pieces = 900; // a table that is rounded up
        QCOMPARE(remarksOn(means).size(), std::size_t(4));
        means.pieces = 899;
        QCOMPARE(remarksOn(means).size(), std::size_t(5));
        QVERIFY(remarksOn(means)[2].find("899 pieces") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TstRecipePresets)
#include "tst_recipe_presets.moc"
