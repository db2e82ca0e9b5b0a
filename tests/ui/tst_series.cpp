// SPDX-License-Identifier: GPL-3.0-or-later
// Searches and cross-trainings by the window alone: begun in a form, stopped, gone on with, shown
// while they train and at their end. They train by the toy engine.
#include "core/app/runs/out_of_fold.h"
#include "tests/runs/toy_backend.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/cross_training_dialog.h"
#include "ui/train/launch/recipe_source.h"
#include "ui/train/launch/search_form.h"
#include "ui/train/launch/search_space_text.h"
#include "ui/train/launch/searches_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;
using test::RunEvents;
using test::TrainFixture;

namespace {

constexpr int kPatience = 30000;

// A project with the finished run "a", whose recipe the forms are given.
struct Room {
    TrainFixture fixture;
    std::unique_ptr<ToyDesk> desk;
    std::unique_ptr<SeriesDialog> dialog;

    explicit Room(bool search, int slow = 1) {
        RunEvents events;
        auto request = fixture.request("a");
        request.recipe.epochs = 1;
        request.recipe.best_metric = "micro_f1";
        if (!fixture.train(request, events))
            qFatal("the run does not train");
        desk = std::make_unique<ToyDesk>(fixture, slow);
        open(search);
    }
    ~Room() { dialog.reset(); }
    void open(bool search) {
        if (search)
            dialog = std::make_unique<SearchesDialog>(*desk->workbench, nullptr);
        else
            dialog = std::make_unique<CrossTrainingDialog>(*desk->workbench, nullptr);
        dialog->open();
    }
    template <class T> T& part(const char* accessible) const {
        for (T* found : dialog->findChildren<T*>())
            if (found->accessibleName() == QLatin1String(accessible))
                return *found;
        qFatal("no %s", accessible);
    }
    QPushButton* button(const char* text) const { // that can be pressed
        for (auto* found : dialog->findChildren<QPushButton*>())
            if (found->text() == QString::fromUtf8(text) && found->isVisible()
                && found->isEnabled())
                return found;
        return nullptr;
    }
    bool press(const char* text) const {
        if (!QTest::qWaitFor([&] { return button(text) != nullptr; }, kPatience))
            return false;
        QTest::mouseClick(button(text), Qt::LeftButton);
        return true;
    }
    // The form, with the run's recipe.
    bool form(const char* button) const {
        if (!press(button))
            return false;
        auto* source = dialog->findChild<RecipeSource*>();
        source->choose(QStringLiteral("a"));
        return QTest::qWaitFor([&] { return source->problem().isEmpty(); }, kPatience);
    }
    QString verdict() const { return part<QLabel>("What it found").text(); }
    bool ends() const {
        return QTest::qWaitFor([&] { return !desk->state().training; }, kPatience);
    }
};

} // namespace

class TstSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-series"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void valuesAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("json"); // empty: refused
        const auto row = [](const char* text, const char* json) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(json);
        };
        row("8, 16,32", "[8,16,32]");
        row(" 0.5 ", "[0.5]");
        row("linear, cosine", R"(["linear","cosine"])");
        row("true, false", "[true,false]");
        row("1e-5 .. 1e-3 log", R"({"min":1e-05,"max":0.001,"log":true})");
        row("1e-5..1e-3", R"({"min":1e-05,"max":0.001})");
        row("0 … 0.2", R"({"min":0.0,"max":0.2})");
        row("1 – 8", R"({"min":1.0,"max":8.0})");
        row("1 .. x", "");
        row("8,, 16", "");
        row("", "");
    }
    void valuesAreRead() {
        QFETCH(QString, text);
        QFETCH(QString, json);
        const auto got = spaceJson({{QStringLiteral("k"), text}});
        QCOMPARE(got.ok(), !json.isEmpty());
        if (got)
            QCOMPARE(QString::fromStdString(*got), QStringLiteral("{\"k\":%1}").arg(json));
        else
            QCOMPARE(got.error().where, std::string("k"));
    }

    // What is proposed can be searched, whatever the recipe.
    void whatIsProposedIsSound() {
        for (const double rate : {0.0, 1e-6, 2e-4, 0.5})
            for (const double epochs : {0.1, 4.0, 60.0})
                for (const qint64 batch : {1, 16, 512}) {
                    const auto json = spaceJson(suggestedSpace(rate, epochs, batch));
                    QVERIFY(json.ok());
                    const auto space = search::spaceFromJson(*json);
                    QVERIFY2(space.ok(), space ? "" : space.error().text().c_str());
                    QCOMPARE(space->parameters.size(), std::size_t(10));
                }
    }

    void aCrossTrainingFromItsFormToItsEnd() {
        Room room(false);
        QTRY_VERIFY_WITH_TIMEOUT(room.dialog->findChild<EmptyState*>()->isVisible(), kPatience);
        QVERIFY(room.form("New cross-training…"));
        QCOMPARE(room.part<QLineEdit>("Name").text(), QStringLiteral("cross-1"));
        room.part<QLineEdit>("Name").setText(QStringLiteral("no good"));
        QVERIFY(!room.button("Start cross-training"));
        room.part<QLineEdit>("Name").setText(QStringLiteral("two"));
        room.part<QSpinBox>("Folds").setValue(2);
        QVERIFY(room.press("Start cross-training"));
        QTRY_VERIFY_WITH_TIMEOUT(room.desk->state().series.has_value(), kPatience);
        QCOMPARE(room.desk->state().series->name, QStringLiteral("two"));
        QVERIFY(room.ends());
        QVERIFY2(!room.dialog->findChild<ErrorBanner*>()->isVisible(),
            qPrintable(room.dialog->findChild<ErrorBanner*>()->details()));
        QTRY_VERIFY_WITH_TIMEOUT(
            room.verdict().startsWith(QStringLiteral("2 of 2 folds are done.")), kPatience);
        const auto& folds = *room.part<DataTable>("Folds").model();
        QCOMPARE(folds.rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            QCOMPARE(
                folds.index(row, 0).data().toString(), QStringLiteral("two-fold-%1").arg(row + 1));
            QCOMPARE(folds.index(row, 1).data().toString(), QStringLiteral("20"));
            QCOMPARE(folds.index(row, 3).data().toString(), QStringLiteral("finished"));
        }
        QVERIFY(!room.button("Go on"));
        // Its name is taken now.
        QVERIFY(room.form("New cross-training…"));
        room.part<QLineEdit>("Name").setText(QStringLiteral("two"));
        QVERIFY(!room.button("Start cross-training"));
        // What it is for is in the project.
        room.dialog.reset();
        room.desk->close();
        const auto found = OutOfFold::open(*room.fixture.project, "two");
        QVERIFY2(found.ok(), found ? "" : found.error().text().c_str());
        QCOMPARE(found->documents().size(), std::size_t(40));
    }

    void itStopsAndGoesOn() {
        Room room(false, 20);
        QVERIFY(room.form("New cross-training…"));
        room.part<QSpinBox>("Folds").setValue(2);
        QVERIFY(room.press("Start cross-training"));
        QVERIFY(room.desk->runs(QStringLiteral("cross-1-fold-1")));
        QVERIFY(room.press("Stop"));
        QVERIFY(room.ends());
        QVERIFY(!room.dialog->findChild<ErrorBanner*>()->isVisible()); // a stop is no error
        // Another dialog, as after a restart, offers to go on.
        room.open(false);
        QVERIFY(room.press("Go on"));
        QTRY_VERIFY_WITH_TIMEOUT(room.desk->state().training, kPatience);
        QVERIFY(room.ends());
        QTRY_VERIFY_WITH_TIMEOUT(
            room.verdict().startsWith(QStringLiteral("2 of 2 folds are done.")), kPatience);
    }

    void nothingBeginsBesideAnotherTraining() {
        Room room(false, 30);
        QVERIFY(room.form("New cross-training…"));
        QTRY_VERIFY_WITH_TIMEOUT(room.button("Start cross-training"), kPatience);
        QVERIFY(!room.desk->start(QStringLiteral("other")).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!room.button("Start cross-training"), kPatience);
        QVERIFY(room.part<QPushButton>("Start cross-training")
                    .accessibleDescription()
                    .contains(QStringLiteral("Another training")));
        std::optional<Result<void>> reply;
        room.desk->training().startSeries(
            std::make_shared<const TrainSeries>(TrainSeries{"x", KFoldSpec{}, false}),
            [&](const Result<void>& done) { reply = done; });
        QTRY_VERIFY_WITH_TIMEOUT(reply.has_value(), kPatience);
        QCOMPARE(reply->error().code, ErrorCode::Locked);
        room.desk->training().stop();
        QVERIFY(room.ends());
    }

    void aSearchFromItsFormToItsEnd() {
        Room room(true);
        QVERIFY(room.form("New search…"));
        auto* form = room.dialog->findChild<SearchForm*>();
        auto& keys = *form->keys();
        const auto rowOf = [&](const char* key) {
            for (int row = 0; row < keys.rowCount(); ++row)
                if (keys.item(row, 0)->text() == QLatin1String(key))
                    return row;
            return -1;
        };
        for (int row = 0; row < keys.rowCount(); ++row)
            keys.item(row, 0)->setCheckState(Qt::Unchecked);
        QVERIFY(form->refusal().contains(QStringLiteral("Tick")));
        keys.item(rowOf("learning_rate"), 0)->setCheckState(Qt::Checked);
        keys.item(rowOf("learning_rate"), 1)->setText(QStringLiteral("1 .. fast"));
        QVERIFY(form->refusal().startsWith(QStringLiteral("learning_rate")));
        keys.item(rowOf("learning_rate"), 1)->setText(QStringLiteral("1e-4, 1e-3, 1e-2"));
        // What was set by hand stays when the recipe changes.
        form->source()->findChild<QComboBox*>()->setCurrentIndex(0);
        QCOMPARE(keys.item(rowOf("learning_rate"), 1)->text(), QStringLiteral("1e-4, 1e-3, 1e-2"));
        form->source()->choose(QStringLiteral("a"));
        room.part<QSpinBox>("Trials at most").setValue(0);
        QVERIFY(form->refusal().contains(QStringLiteral("end")));
        auto& ways = room.part<QComboBox>("Way of searching");
        ways.setCurrentIndex(ways.findData(int(search::SamplerKind::Grid)));
        room.part<QSpinBox>("Finalists").setValue(1);
        room.part<QSpinBox>("Seeds of each").setValue(2);
        QVERIFY2(form->refusal().isEmpty(), qPrintable(form->refusal()));
        const auto spec = form->spec();
        QCOMPARE(search::gridOf(spec.space)->size(), std::size_t(3));
        QCOMPARE(spec.base.epochs, 1.0);
        search::Study planned;
        planned.spec = spec;
        QCOMPARE(studyProgress(planned).second, 3 + 1 + 2);
        QVERIFY(room.press("Start search"));
        QTRY_VERIFY_WITH_TIMEOUT(room.desk->state().series.has_value(), kPatience);
        QVERIFY(room.desk->state().series->search);
        QVERIFY(room.ends());
        const auto& trials = *room.part<DataTable>("Trials").model();
        QTRY_COMPARE_WITH_TIMEOUT(trials.rowCount(), 3, kPatience);
        QTRY_VERIFY2_WITH_TIMEOUT(room.verdict().contains(QStringLiteral("recipe as it was")),
            qPrintable(room.verdict()), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!room.button("Go on"), kPatience);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstSeries)
#include "tst_series.moc"
