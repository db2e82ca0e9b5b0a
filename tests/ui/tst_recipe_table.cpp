// SPDX-License-Identifier: GPL-3.0-or-later
// Every control of the dialog that starts a run, what it does to the recipe, and the table of all
// keys: found, explained, changed, compared with another recipe.
#include "core/engine/recipe_sources.h"
#include "tests/runs/toy_backend.h"
#include "tests/ui/ui_support.h"
#include "ui/common/data_table.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_file.h"
#include "ui/train/launch/recipe_form.h"
#include "ui/train/launch/recipe_model.h"
#include "ui/train/launch/recipe_table.h"
#include "ui/train/live/run_view.h"
#include "ui/train/train_page.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kPatience = 30000;
#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, kPatience)

struct Room {
    Bench bench;
    std::unique_ptr<FineTuneDialog> dialog;

    explicit Room(Theme& theme, int depth = 2)
        : bench(theme) {
        bench.workbench.documents = 100;
        bench.window->openPath(QStringLiteral("/data/a.evenspan"));
        if (!QTest::qWaitFor([&] { return !bench.workbench.opened.empty(); }, kPatience))
            qFatal("no project");
        QSettings().setValue(QStringLiteral("train/depth"), depth);
    }
    void open() {
        dialog = std::make_unique<FineTuneDialog>(
            bench.workbench, bench.dialogs, QStringList{QStringLiteral("old")}, nullptr);
        dialog->show();
        if (!QTest::qWaitFor(
                [&] { return bench.workbench.calls.contains(QStringLiteral("plan")); }, kPatience))
            qFatal("no plan");
    }
    template <class T> T& part(const char* accessible) const {
        for (T* found : dialog->findChildren<T*>())
            if (found->accessibleName() == QString::fromUtf8(accessible))
                return *found;
        qFatal("no %s", accessible);
    }
    void press(const char* text) const { part<QPushButton>(text).click(); }
    RecipeModel& model() const { return *dialog->findChild<RecipeModel*>(); }
    DataTable& table() const { return part<DataTable>("Every setting of the recipe"); }
    QAbstractItemModel& shown() const { return *table().model(); }
    QStringList keys() const {
        QStringList out;
        for (int row = 0; row < shown().rowCount(); ++row)
            out << shown().index(row, RecipeModel::Key).data().toString();
        return out;
    }
    void pick(QComboBox& box, int at) const {
        box.setCurrentIndex(at);
        Q_EMIT box.activated(at);
    }
    QString written() const { // the recipe that would run
        return QString::fromUtf8(dialog->request().recipe);
    }
};

} // namespace

class TestRecipeTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void everyFieldIsItsKey_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("json");
        const auto row = [](const char* field, const char* value, const char* json) {
            QTest::newRow(field) << QString::fromUtf8(field) << QString::fromUtf8(value)
                                 << QString::fromUtf8(json);
        };
        row("Learning rate", "3e-5", "\"learning_rate\":3e-05");
        row("Epochs", "7", "\"epochs\":7.0");
        row("Batch size", "24", "\"batch_size\":24");
        row("Window length", "96", "\"max_length\":96");
        row("Warm-up", "25", "\"warmup_ratio\":0.25");
        row("Then the rate", "cosine", "\"schedule\":\"cosine\"");
        row("Stop early after", "5", "\"early_stopping_patience\":5");
        row("Labels count", "balanced", "\"class_weights\":\"balanced\"");
        row("Precision", "bf16", "\"precision\":\"bf16\"");
        row("Device", "cpu", "\"device\":\"cpu\"");
        row("Seed", "77", "\"seed\":77");
        row("The same bits each time", "", "\"deterministic\":true");
    }
    void everyFieldIsItsKey() {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, json);
        Room room(*m_theme, 1);
        room.open();
        const auto before = engine::recipeFromJson(room.written().toStdString());
        QVERIFY(!room.written().contains(json));
        auto* form = room.dialog->findChild<RecipeForm*>();
        bool driven = false;
        for (QSpinBox* box : form->findChildren<QSpinBox*>())
            if (box->accessibleName() == field) { // by the keyboard
                QVERIFY(!box->accessibleDescription().isEmpty());
                box->setFocus();
                box->selectAll();
                QTest::keyClicks(box, value);
                driven = true;
            }
        for (QComboBox* box : form->findChildren<QComboBox*>())
            if (box->accessibleName() == field) {
                if (box->isEditable())
                    box->setEditText(value);
                else
                    box->setCurrentIndex(box->findData(value));
                driven = true;
            }
        for (QCheckBox* box : form->findChildren<QCheckBox*>())
            if (box->text() == field) {
                box->click();
                driven = true;
            }
        QVERIFY(driven);
        QVERIFY2(room.written().contains(json), qPrintable(room.written()));
        // That key alone, and the table shows the same.
        const auto key = json.section(QLatin1Char('"'), 1, 1).toStdString();
        auto after = engine::recipeFromJson(room.written().toStdString());
        for (const auto& one : engine::recipeKeys())
            if (const int at = room.keys().indexOf(QString::fromStdString(one.name));
                one.name == key)
                QCOMPARE(room.shown().index(at, RecipeModel::Value).data(),
                    room.model()
                        .index(int(&one - engine::recipeKeys().data()), RecipeModel::Value)
                        .data());
        auto put = engine::recipeFromJson("{" + json.toStdString() + "}", *before);
        QVERIFY(put.ok());
        QVERIFY(*after == *put);
    }

    void aRateThatIsNoneIsSaid() {
        Room room(*m_theme, 1);
        room.open();
        auto& rate = room.part<QComboBox>("Learning rate");
        auto& start = room.part<QPushButton>("Start training");
        QTRY_VERIFY_WITH_TIMEOUT(start.isEnabled(), kPatience);
        for (const char* text : {"", "fast", "2", "-1e-4", "0"}) {
            rate.setEditText(QString::fromUtf8(text));
            QVERIFY2(!start.isEnabled(), text);
            QVERIFY(start.toolTip().contains(QStringLiteral("2e-4")));
        }
        rate.setEditText(QStringLiteral("1e-4"));
        QVERIFY(start.isEnabled());
    }

    void namesAndButtons() {
        Room room(*m_theme, 0);
        room.open();
        auto& start = room.part<QPushButton>("Start training");
        QTRY_VERIFY_WITH_TIMEOUT(start.isEnabled(), kPatience);
        auto& name = room.part<QLineEdit>("Name");
        for (const char* text : {"old", "", "  "}) { // taken, none
            name.setText(QString::fromUtf8(text));
            QVERIFY2(!start.isEnabled(), text);
        }
        name.setText(QStringLiteral("new"));
        QVERIFY(start.isEnabled());
        // The three depths, and the last one comes back.
        room.press("Usual");
        QVERIFY(room.part<QComboBox>("Learning rate").isVisible());
        room.press("All settings");
        QVERIFY(room.table().isVisible());
        room.press("Simple");
        QVERIFY(room.part<QComboBox>("Quality").isVisible());
        room.press("Copy as command");
        QCOMPARE(QGuiApplication::clipboard()->text(), room.dialog->command());
        QVERIFY(room.dialog->command().startsWith(QStringLiteral("evenspan-cli train ")));
        QVERIFY(room.dialog->command().contains(QStringLiteral("--name new")));
        // A folder by hand stands first and is taken.
        room.bench.dialogs.folder = QStringLiteral("/models/mine");
        room.press("Take a model from a folder");
        QCOMPARE(room.dialog->request().model, QStringLiteral("/models/mine"));
        room.bench.dialogs.folder.clear(); // given up
        room.press("Take a model from a folder");
        QCOMPARE(room.dialog->request().model, QStringLiteral("/models/mine"));
        QSignalSpy done(room.dialog.get(), &QDialog::finished);
        room.press("Cancel");
        QCOMPARE(done.size(), 1);
        QCOMPARE(done[0][0].toInt(), int(QDialog::Rejected));
    }

    void everyPresetChangesTheRecipe() {
        Room room(*m_theme, 0);
        room.open();
        auto& preset = room.part<QComboBox>("Suited to");
        const auto own = room.model().recipe();
        for (int i = 1; i < preset.count(); ++i) {
            room.pick(preset, i);
            const auto wanted = applyPreset(own, preset.itemData(i).toString().toStdString());
            QVERIFY(wanted.ok());
            QVERIFY(room.model().recipe() == *wanted);
        }
        QCOMPARE(preset.count() - 1, int(recipePresets().size()));
        room.pick(preset, 0);
        QVERIFY(room.model().recipe() == own);
    }

    void theTableFindsAndExplains() {
        Room room(*m_theme);
        room.open();
        QCOMPARE(room.keys().size(), int(engine::recipeKeys().size()));
        auto& search = room.part<QLineEdit>("Find a setting");
        search.setText(QStringLiteral("WARM")); // in names and in meanings
        QVERIFY(room.keys().contains(QStringLiteral("warmup_ratio")));
        QVERIFY(room.keys().contains(QStringLiteral("schedule")));
        QVERIFY(room.keys().size() < 6);
        search.setText(QStringLiteral("Sagawa")); // in sources
        QCOMPARE(room.keys(), QStringList{QStringLiteral("group_dro_step")});
        auto& about = room.part<QLabel>("About the setting");
        room.table().setCurrentIndex(room.shown().index(0, RecipeModel::Value));
        QVERIFY(about.text().contains(QStringLiteral("0 … 1")));
        QVERIFY(about.text().contains(QStringLiteral("Default: 0.0")));
        QVERIFY(about.text().contains(QStringLiteral("1911.08731")));
        search.setText(QStringLiteral("nothing like it"));
        QVERIFY(room.keys().isEmpty());
        QVERIFY(!about.text().contains(QStringLiteral("1911.08731")));
        search.clear();
        // All that is known of every key, for those who point at it.
        for (int row = 0; row < room.shown().rowCount(); ++row) {
            const auto& key = engine::recipeKeys()[std::size_t(row)];
            const QString tip =
                room.shown().index(row, RecipeModel::Key).data(Qt::ToolTipRole).toString();
            QVERIFY(tip.contains(QString::fromStdString(key.range)));
            QVERIFY(tip.contains(QString::fromStdString(engine::recipeSource(key.name))));
        }
    }

    void aValueIsTyped() {
        Room room(*m_theme);
        room.open();
        room.table().setFocus();
        const int row = int(room.keys().indexOf(QStringLiteral("label_smoothing")));
        room.table().setCurrentIndex(room.shown().index(row, RecipeModel::Value));
        QTest::keyClick(&room.table(), Qt::Key_F2);
        auto* editor = room.table().findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("0.25"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(room.model().recipe().label_smoothing, 0.25, kPatience);
        // What the data say later does not take it back.
        QVERIFY(room.written().contains(QStringLiteral("\"label_smoothing\":0.25")));
        room.pick(room.part<QComboBox>("Quality"), 0);
        QCOMPARE(room.model().recipe().label_smoothing, 0.0); // that is asked for
        // No other column takes anything.
        for (int column : {RecipeModel::Key, RecipeModel::Other, RecipeModel::Range,
                 RecipeModel::Meaning, RecipeModel::Source})
            QVERIFY(!room.model().setData(
                room.model().index(row, column), QStringLiteral("0.1"), Qt::EditRole));
    }

    void aRunStandsBeside() {
        Room room(*m_theme);
        engine::Recipe other;
        other.seed = 9;
        other.decoder = "argmax";
        for (const char* name : {"old", "broken", "new"}) {
            store::RunRow run;
            run.name = name;
            run.recipe = run.name == "broken" ? "{\"epoch\":1}" : engine::recipeToJson(other);
            room.bench.workbench.runRows.push_back(run);
            other.seed = 10;
        }
        room.open();
        auto& beside = room.part<QComboBox>("Compare with");
        QTRY_COMPARE_WITH_TIMEOUT(beside.count(), 4, kPatience);
        QVERIFY(beside.itemText(2).contains(QStringLiteral("new"))); // the newest first
        engine::Recipe own;
        own.weight_decay = 0.5;
        room.model().setRecipe(own);
        auto& different = room.part<QCheckBox>("Only what differs");
        different.click();
        QCOMPARE(room.keys(), QStringList{QStringLiteral("weight_decay")}); // from the defaults
        room.pick(beside, 3);
        QCOMPARE(room.keys(),
            (QStringList{QStringLiteral("weight_decay"), QStringLiteral("seed"),
                QStringLiteral("decoder")}));
        QCOMPARE(room.shown().index(1, RecipeModel::Other).data().toString(), QStringLiteral("9"));
        QCOMPARE(room.shown().headerData(RecipeModel::Other, Qt::Horizontal).toString(),
            QStringLiteral("old"));
        own.seed = 9; // as there
        room.model().setRecipe(own);
        QCOMPARE(room.keys().size(), 2);
        QVERIFY(room.shown().index(0, RecipeModel::Key).data(Qt::FontRole).isValid());
        different.click();
        QCOMPARE(room.keys().size(), int(engine::recipeKeys().size()));
        QVERIFY(!room.shown().index(0, RecipeModel::Key).data(Qt::FontRole).isValid());
        room.pick(beside, 0);
        QCOMPARE(room.shown().headerData(RecipeModel::Other, Qt::Horizontal).toString(),
            QStringLiteral("Default"));
        QVERIFY(room.model().recipe() == own); // looking changes nothing
    }

    void aFileStandsBeside() {
        Room room(*m_theme);
        room.open();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("theirs.json"));
        engine::Recipe other = room.model().recipe();
        other.dropout = 0.3;
        QVERIFY(writeRecipeFile(path, other).ok());
        QVERIFY(*readRecipeFile(path) == other);
        auto& beside = room.part<QComboBox>("Compare with");
        room.part<QCheckBox>("Only what differs").click();
        const auto before = room.keys();
        room.bench.dialogs.file.clear(); // given up
        room.pick(beside, 1);
        QCOMPARE(beside.currentIndex(), 0);
        QCOMPARE(room.keys(), before);
        room.bench.dialogs.file = path;
        room.pick(beside, 1);
        QCOMPARE(beside.currentIndex(), 1);
        QVERIFY(beside.currentText().contains(QStringLiteral("theirs")));
        QCOMPARE(room.keys(), QStringList{QStringLiteral("dropout")});
        // One that is no recipe is refused with its key; what stood there stays.
        QFile broken(folder.filePath(QStringLiteral("broken.json")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"dropuot\": 0.1}");
        broken.close();
        for (const QString& bad : {broken.fileName(), folder.filePath(QStringLiteral("none"))}) {
            room.dialog->findChild<ErrorBanner*>()->clear();
            room.bench.dialogs.file = bad;
            room.pick(beside, 1);
            QVERIFY(room.dialog->findChild<ErrorBanner*>()->isVisible());
            QCOMPARE(room.keys(), QStringList{QStringLiteral("dropout")});
        }
        QVERIFY(!writeRecipeFile(folder.filePath(QStringLiteral("no/such/place")), other).ok());
        QCOMPARE(readRecipeFile(folder.path()).error().code, ErrorCode::Io);
    }

    void theModelsAreSound() {
        RecipeModel model;
        RecipeFilter filter(&model);
        const QAbstractItemModelTester whole(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester found(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setOnlyDifferent(true);
        QCOMPARE(filter.rowCount(), 0);
        engine::Recipe recipe;
        recipe.threads = 3;
        model.setRecipe(recipe);
        QCOMPARE(filter.rowCount(), 1);
        model.setOther(recipe, QStringLiteral("same"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setOnlyDifferent(false);
        filter.setFilterFixedString(QStringLiteral("threads"));
        QCOMPARE(filter.rowCount(), 1);
    }

    // Long sentences and a rare label, in a project on the disk.
    void theDataDecide() {
        test::TrainFixture fixture;
        store::LabelRow rare;
        rare.name = "RARE";
        QVERIFY(fixture.project->writer()->addLabel(rare).ok());
        std::vector<DocumentDraft> drafts;
        for (int d = 0; d < 30; ++d) {
            DocumentDraft draft;
            draft.name = "long" + std::to_string(d);
            draft.split = "train";
            draft.state = DocumentState::Done;
            for (int w = 0; w < 220; ++w) {
                const auto begin = static_cast<std::uint32_t>(draft.text.size());
                draft.text += "w" + std::to_string(5 + w % 90) + ' ';
                if (w % 10 != 0)
                    continue;
                SpanDraft span;
                span.range = {begin, static_cast<std::uint32_t>(draft.text.size() - 1)};
                span.label = w == 0 && d < 12 ? "RARE" : "PER";
                draft.spans.push_back(span);
            }
            draft.text += '.';
            draft.grid = *makeGrid(draft.text);
            drafts.push_back(std::move(draft));
        }
        QVERIFY(fixture.project->writer()->addDocuments("Import", drafts).ok());
        ToyDesk desk(fixture);
        ScriptedDialogs dialogs;
        FineTuneDialog dialog(*desk.workbench, dialogs, {}, nullptr);
        dialog.show();
        auto* model = dialog.findChild<RecipeModel*>();
        QTRY_COMPARE_WITH_TIMEOUT(model->recipe().class_weights, std::string("sqrt"), kPatience);
        QCOMPARE(model->recipe().max_length, std::int64_t(384)); // 221 words
        QTRY_COMPARE_WITH_TIMEOUT(model->recipe().epochs, 15.0, kPatience); // 62 sentences
        const auto says = [&](const char* words) {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->text().contains(QString::fromUtf8(words)))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(says("they weigh more"), kPatience);
        QVERIFY(says("windows of 384"));
        QVERIFY(says("62 sentences to learn from, 8 to choose"));
    }

    // The first run of a project is seen at once; where the engine is missing, so is the reason,
    // and the page does not fall back to "No runs yet".
    void aFirstRunThatFailsSaysWhy() {
        test::TrainFixture fixture;
        ToyDesk desk(fixture);
        desk.backend->engineMissing = true;
        ScriptedDialogs dialogs;
        MainWindow window(*desk.workbench, *m_theme, dialogs);
        addTrainPage(window);
        window.show();
        auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
        QVERIFY(page);
        auto* empty = page->findChild<EmptyState*>();
        auto* view = page->findChild<RunView*>();
        SOON(empty->isVisible());
        page->fineTune();
        auto* dialog = page->findChild<FineTuneDialog*>();
        QVERIFY(dialog);
        dialogs.folder = QString::fromStdString((fixture.root / "base").string());
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            if (button->accessibleName() == QStringLiteral("Take a model from a folder"))
                button->click();
        QPushButton* start = nullptr;
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            start = button->isDefault() ? button : start;
        SOON(start && start->isEnabled());
        start->click();
        QVERIFY(!empty->isVisible() && view->isVisible());
        QCOMPARE(view->run(), QStringLiteral("run-1"));
        SOON(view->saysError());
        SOON(!view->isLive());
        desk.settle();
        QVERIFY(view->isVisible() && view->saysError());
        QVERIFY(view->findChild<ErrorBanner*>()->details().contains(QStringLiteral("Install it.")));
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestRecipeTable)
#include "tst_recipe_table.moc"
