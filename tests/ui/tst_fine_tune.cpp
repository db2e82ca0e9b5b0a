// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog that starts a run: one recipe at three depths, made from the data, tried beforehand.
#include "tests/ui/ui_support.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_form.h"
#include "ui/train/launch/recipe_model.h"
#include "ui/train/launch/recipe_texts.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

class TestFineTune : public QObject {
    Q_OBJECT

private:
    static void open(Bench& bench, qint64 documents) {
        bench.workbench.documents = documents;
        bench.window->openPath(QStringLiteral("/data/a.evenspan"));
        QTRY_VERIFY(!bench.workbench.opened.empty());
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    // Runs that differ by their seed and their name alone; one run where nobody asks for more.
    void oneRecipeMakesRunsOfSeveralSeeds() {
        Bench bench(*m_theme);
        open(bench, 100);
        engine::Recipe start;
        start.seed = 7;
        start.augment_copies = 3;
        FineTuneDialog dialog(
            bench.workbench, bench.dialogs, {QStringLiteral("x-2")}, nullptr, start);
        dialog.show();
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("x"));
        QCOMPARE(dialog.requests().size(), std::size_t(1));
        QCOMPARE(dialog.requests().front().name, QStringLiteral("x"));
        dialog.setSeeds(3);
        const auto runs = dialog.requests();
        QCOMPARE(runs.size(), std::size_t(3));
        const QStringList names{
            QStringLiteral("x-1"), QStringLiteral("x-2-2"), QStringLiteral("x-3")};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(runs[std::size_t(i)].name, names[i]);
            auto recipe = *engine::recipeFromJson(runs[std::size_t(i)].recipe.toStdString());
            QCOMPARE(recipe.seed, 7 + i);
            QCOMPARE(recipe.augment_copies, 3);
            recipe.seed = 7;
            QVERIFY(recipe == *engine::recipeFromJson(dialog.request().recipe.toStdString()));
        }
    }

    // One recipe behind three depths: what is set in one shows in the others, and is what runs.
    void dialogIsOneRecipeAtThreeDepths() {
        Bench bench(*m_theme);
        open(bench, 100);
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr);
        dialog.show();
        auto* form = dialog.findChild<RecipeForm*>();
        auto* model = dialog.findChild<RecipeModel*>();
        const auto row = [&](const char* key) {
            for (int i = 0; i < model->rowCount(); ++i)
                if (model->index(i, RecipeModel::Key).data().toString() == QLatin1String(key))
                    return i;
            return -1;
        };
        const auto recipe = [&] {
            return QJsonDocument::fromJson(dialog.request().recipe).object();
        };
        QTRY_COMPARE(bench.workbench.calls.count(QStringLiteral("plan")), 1);
        for (QSpinBox* box : form->findChildren<QSpinBox*>())
            if (box->accessibleName() == QStringLiteral("Batch size"))
                box->setValue(24);
        QCOMPARE(recipe()[QLatin1String("batch_size")].toInt(), 24);
        QCOMPARE(model->index(row("batch_size"), RecipeModel::Value).data().toString(),
            QStringLiteral("24"));
        QVERIFY(model->setData(model->index(row("layer_decay"), RecipeModel::Value),
            QStringLiteral("0.9"), Qt::EditRole));
        QCOMPARE(recipe()[QLatin1String("layer_decay")].toDouble(), 0.9);
        QCOMPARE(recipe()[QLatin1String("batch_size")].toInt(), 24);
        // A value that is not allowed is refused with its range, and nothing changes.
        QSignalSpy refused(model, &RecipeModel::refused);
        QVERIFY(!model->setData(model->index(row("layer_decay"), RecipeModel::Value),
            QStringLiteral("7"), Qt::EditRole));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(recipe()[QLatin1String("layer_decay")].toDouble(), 0.9);
        // Every change is tried again, the last one only.
        QTRY_COMPARE(bench.workbench.calls.count(QStringLiteral("plan")), 2);
        QVERIFY(bench.workbench.lastPlanned.recipe.contains("0.9"));
        const QString command = dialog.command();
        QVERIFY(command.contains(QStringLiteral("--set batch_size=24")));
        QVERIFY(command.contains(QStringLiteral("--set layer_decay=0.9")));
        QVERIFY(!command.contains(QStringLiteral("weight_decay")));
        for (const auto& key : engine::recipeKeys())
            QVERIFY2(recipeMeaningKnown(key), key.name.c_str());
    }

    void dialogSuggestsFromTheData() {
        Bench bench(*m_theme);
        open(bench, 100);
        bench.workbench.learnable = {150, 30, 0, {}};
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr);
        dialog.show();
        auto* model = dialog.findChild<RecipeModel*>();
        QTRY_COMPARE(model->recipe().epochs, 15.0); // few sentences are seen more often
        QCOMPARE(model->recipe().batch_size, std::int64_t(8));
        QComboBox *effort = nullptr, *preset = nullptr;
        for (QComboBox* box : dialog.findChildren<QComboBox*>()) {
            effort = box->accessibleName() == QStringLiteral("Quality") ? box : effort;
            preset = box->accessibleName() == QStringLiteral("Suited to") ? box : preset;
        }
        QVERIFY(effort && preset);
        effort->setCurrentIndex(0);
        Q_EMIT effort->activated(0);
        QCOMPARE(model->recipe().epochs, 3.0);
        preset->setCurrentIndex(4);
        Q_EMIT preset->activated(4);
        QCOMPARE(model->recipe().max_length, std::int64_t(512));
        QVERIFY(model->recipe().gradient_checkpointing);
    }

    // What stands in the way is said before the start; what cannot run does not start.
    void dialogSaysWhatTheRunWillBe() {
        Bench bench(*m_theme);
        open(bench, 100);
        RunPlan& plan = bench.workbench.runPlan;
        plan.train = 2000;
        plan.validation = 300;
        plan.seconds = 130;
        plan.device = "cpu";
        plan.precision = "bf16";
        plan.characters = 100;
        plan.unknown = 30;
        plan.shared = 7;
        plan.labels = {{"PER", 900, 80}, {"RARE", 3, 0}};
        plan.firstBatch = {{{"[CLS]", ""}, {"Ana", "B-PER"}, {"##lo", ""}}};
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr);
        dialog.show();
        const auto says = [&dialog](const QString& word) {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->text().contains(word))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("2 min")));
        QVERIFY(says(QStringLiteral("30 %")));
        QVERIFY(says(QStringLiteral("RARE. Label")));
        QVERIFY(says(QStringLiteral("7 sentences")) || says(QStringLiteral("7 sentence")));
        QVERIFY(says(QStringLiteral("##lo")));
        QPushButton* start = nullptr;
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->isDefault())
                start = button;
        QVERIFY(start->isEnabled());
        plan.memory = 2'000'000'000;
        plan.available = 1'000'000'000;
        dialog.findChild<RecipeModel*>()->setRecipe([] {
            engine::Recipe recipe;
            recipe.batch_size = 99;
            return recipe;
        }());
        QTRY_VERIFY(!start->isEnabled());
    }

    // Text that the encoder cannot read: new pieces are one click, and one click back.
    void dialogOffersNewPieces() {
        Bench bench(*m_theme);
        open(bench, 100);
        RunPlan& plan = bench.workbench.runPlan;
        plan.train = 2000;
        plan.seconds = 130;
        plan.device = "cpu";
        plan.precision = "fp32";
        plan.characters = 1000;
        plan.unknown = 9;
        plan.unknownThen = 1;
        plan.newPieces = 321;
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr);
        dialog.show();
        auto* model = dialog.findChild<RecipeModel*>();
        const auto button = [&](const QString& text) -> QPushButton* {
            for (QPushButton* push : dialog.findChildren<QPushButton*>())
                if (push->text() == text && push->isVisibleTo(&dialog))
                    return push;
            return nullptr;
        };
        const QString extend = QStringLiteral("Extend the vocabulary");
        QTRY_COMPARE_WITH_TIMEOUT(bench.workbench.calls.count(QStringLiteral("plan")), 1, 30000);
        QTest::qWait(0);
        QVERIFY(!button(extend)); // 0.9 % is not worth it
        plan.unknown = 400;
        engine::Recipe other = model->recipe();
        other.batch_size = 99;
        model->setRecipe(other); // so that it is tried again
        QTRY_VERIFY_WITH_TIMEOUT(button(extend), 30000);
        QVERIFY(button(extend)->accessibleDescription().contains(QStringLiteral("40.0 %")));
        plan.extends = true;
        button(extend)->click();
        QCOMPARE(model->recipe().extend_vocabulary, std::int64_t(321));
        QVERIFY(dialog.command().contains(QStringLiteral("--set extend_vocabulary=321")));
        const QString leave = QStringLiteral("Leave them out");
        QTRY_VERIFY_WITH_TIMEOUT(button(leave), 30000);
        QVERIFY(bench.workbench.lastPlanned.recipe.contains("\"extend_vocabulary\":321"));
        QVERIFY(!button(extend));
        plan.extends = false;
        button(leave)->click();
        QCOMPARE(model->recipe().extend_vocabulary, std::int64_t(0));
        QTRY_VERIFY_WITH_TIMEOUT(button(extend), 30000);
    }

    void dialogKeepsRecipesInFiles() {
        Bench bench(*m_theme);
        open(bench, 100);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("r.json"));
        engine::Recipe wanted;
        wanted.epochs = 2.5;
        wanted.frozen_layers = 2;
        {
            FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr, wanted);
            dialog.show();
            bench.dialogs.file = bench.dialogs.saved = path;
            for (QPushButton* button : dialog.findChildren<QPushButton*>())
                if (button->text() == QStringLiteral("Save recipe…"))
                    button->click();
            QVERIFY(QFile::exists(path));
        }
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr);
        dialog.show();
        bench.dialogs.file = bench.dialogs.saved = path;
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Load recipe…"))
                button->click();
        const auto& recipe = dialog.findChild<RecipeModel*>()->recipe();
        QCOMPARE(recipe.epochs, 2.5); // not rounded by the field that shows it
        QCOMPARE(recipe.frozen_layers, std::int64_t(2));
        // A file that is no recipe says why and changes nothing.
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"epochs\": \"many\"}");
        file.close();
        bench.dialogs.file = bench.dialogs.saved = path;
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Load recipe…"))
                button->click();
        QVERIFY(dialog.findChild<ErrorBanner*>()->details().contains(QStringLiteral("epochs")));
        QCOMPARE(dialog.findChild<RecipeModel*>()->recipe().epochs, 2.5);
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestFineTune)
#include "tst_fine_tune.moc"
