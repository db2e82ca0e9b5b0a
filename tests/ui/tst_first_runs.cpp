// SPDX-License-Identifier: GPL-3.0-or-later
// The way of somebody new, by the window alone and the real engine on a small encoder of random
// weights: from files to a project, splits, a first run by Enter, a second one with a change, and
// the two compared; then the recipe of the second by the command line gives the same weights.
// EVENSPAN_PICTURES=FOLDER paints every station.
#include "app/run_backend.h"
#include "app/training_backend.h"
#include "tests/runs/train_fixture.h"
#include "tests/ui/real_window.h"
#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/project/import_view.h"
#include "ui/project/split_dialog.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_model.h"
#include "ui/train/live/run_view.h"
#include "ui/train/runs/compare_view.h"

#include <QComboBox>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

// Training takes its time where other tests run beside it.
#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 240000)

namespace {

template <class T> T* named(QWidget* in, const char* name) {
    for (auto* one : in->findChildren<T*>())
        if (one->accessibleName().startsWith(QString::fromUtf8(name)) && one->isVisible())
            return one;
    return nullptr;
}

std::vector<store::RunRow> runsOf(Workbench& workbench) {
    std::optional<std::vector<store::RunRow>> out;
    workbench.runs([&](Result<std::vector<store::RunRow>> runs) {
        out = runs ? *runs : std::vector<store::RunRow>();
    });
    (void)QTest::qWaitFor([&] { return out.has_value(); }, 30000);
    return out.value_or(std::vector<store::RunRow>());
}

// 120 documents of a sentence each; words above w60 are people, as the encoder sees them.
QString writeText(const QTemporaryDir& folder) {
    QByteArray text;
    Philox rng(3);
    for (int d = 0; d < 120; ++d) {
        text += "-DOCSTART-\tO\n\n";
        for (int w = 0; w < 8; ++w) {
            const auto word = 5 + rng.below(92);
            text +=
                "w" + QByteArray::number(qulonglong(word)) + (word > 60 ? "\tB-PER\n" : "\tO\n");
        }
        text += ".\tO\n\n";
    }
    QFile file(folder.filePath(QStringLiteral("people.conll")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("the file cannot be written");
    return file.fileName();
}

} // namespace

class TestFirstRuns : public QObject {
    Q_OBJECT
    int m_station = 0;

    void station(QWidget* shown, const char* name) {
        const QString folder = qEnvironmentVariable("EVENSPAN_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(400);
        shown->grab().save(QStringLiteral("%1/%2-%3.png")
                               .arg(folder)
                               .arg(++m_station, 2, 10, QLatin1Char('0'))
                               .arg(QLatin1String(name)));
    }

private Q_SLOTS:
    void fromFilesToAComparison() {
        if (std::string_view(EVENSPAN_TOY_ENGINE).empty())
            QSKIP("the engine is not built");
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-first-runs"));
        QSettings().clear();
        Theme theme(*qApp);
        test::TrainFixture fixture; // for its encoder
        Places places;
        places.engine = EVENSPAN_TOY_ENGINE;
        places.data = fixture.root / "user";
        places.miniLm = fixture.root / "base";
        m_base = places.miniLm.string();
        AppWorkbench workbench{[] {
                                   return Result<std::filesystem::path>(
                                       Error{ErrorCode::NotFound, "No sample", "", ""});
                               },
            makeTrainingBackend(places), nullptr, makeRunBackend(places)};
        ScriptedDialogs dialogs;
        MainWindow window(workbench, theme, dialogs);
        addProjectPage(window);
        addLabelPage(window);
        addTrainPage(window, nullptr, &workbench.runDesk());
        addSettingsPage(window);
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        station(&window, "start");

        // A project from files.
        const QTemporaryDir folder;
        dialogs.files = {writeText(folder)};
        dialogs.saved = folder.filePath(QStringLiteral("people.evenspan"));
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(dialogs.asked, 2); // for the files, and for the project's place
        SOON(workbench.isOpen());
        SOON(window.findChild<ImportView*>() != nullptr
            && window.findChild<ImportView*>()->isVisible());
        auto* view = window.findChild<ImportView*>();
        SOON(named<QPushButton>(view, "Import") && named<QPushButton>(view, "Import")->isEnabled());
        station(&window, "import");
        named<QPushButton>(view, "Import")->click();
        SOON(workbench.project().info.total.documents == 120);

        // Splits as they are proposed.
        window.actions().refresh();
        window.actions().action(QStringLiteral("project.splits"))->trigger();
        SOON(window.findChild<SplitDialog*>() != nullptr);
        auto* splits = window.findChild<SplitDialog*>();
        SOON(named<QPushButton>(splits, "Make splits")->isEnabled());
        station(splits, "splits");
        named<QPushButton>(splits, "Make splits")->click();
        SOON(workbench.project().info.splits.contains("test")
            && workbench.project().info.splits.contains("validation"));

        SOON(!QApplication::activeModalWidget());

        // The first run: open the dialog, press Enter.
        window.actions().refresh();
        window.activateWindow(); // a platform without windows of its own gives it back to nobody
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        const auto dialog = [&] { return window.findChild<FineTuneDialog*>(); };
        SOON(dialog() != nullptr && dialog()->isVisible());
        auto* start = named<QPushButton>(dialog(), "Start training");
        QVERIFY(start);
        SOON(start->isEnabled());
        SOON(dialog()->findChild<RecipeModel*>()->recipe().epochs == 15); // from 96 sentences
        station(dialog(), "dialog");
        QTest::keyClick(dialog(), Qt::Key_Return);
        // It is seen at once, before the engine has said anything.
        QVERIFY(window.findChild<RunView*>()->isVisible());
        QCOMPARE(window.findChild<RunView*>()->run(), QStringLiteral("run-1"));
        const auto finished = [&](std::size_t count) {
            const auto runs = runsOf(workbench);
            return runs.size() == count && runs.back().state == store::RunState::Finished
                && !workbench.isTraining();
        };
        SOON(workbench.isTraining() || finished(1));
        station(&window, "trains");
        SOON(finished(1));
        SOON(dialog() == nullptr || !dialog()->isVisible());
        // The whole curve is seen without scrolling, however long the other tabs are.
        QScrollArea* area = nullptr;
        for (QWidget* up = window.findChild<RunView*>(); up && !area; up = up->parentWidget())
            area = qobject_cast<QScrollArea*>(up);
        QVERIFY(area);
        SOON(area->verticalScrollBar()->maximum() == 0);
        station(&window, "trained");

        // The second: one epoch only.
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        SOON(dialog() != nullptr && dialog()->isVisible());
        named<QPushButton>(dialog(), "Usual")->click();
        auto* epochs = named<QSpinBox>(dialog(), "Epochs");
        SOON(epochs->value() == 15);
        SOON(named<QComboBox>(dialog(), "Model")->isEnabled());
        named<QComboBox>(dialog(), "Model")->setCurrentIndex(0);
        epochs->setValue(1);
        start = named<QPushButton>(dialog(), "Start training");
        SOON(start->isEnabled());
        const TrainRequest second = dialog()->request();
        station(dialog(), "dialog-usual");
        start->click();
        SOON(finished(2));

        // Both chosen in the list, and compared.
        auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
        QVERIFY(page);
        QListWidget* list = nullptr;
        SOON([&] {
            for (auto* one : page->findChildren<QListWidget*>())
                if (one->isVisible() && one->count() == 2)
                    list = one;
            return list != nullptr;
        }());
        list->selectAll();
        auto* compare = named<QPushButton>(page, "Compare 2 runs");
        QVERIFY(compare);
        compare->click();
        auto* comparison = page->findChild<CompareView*>();
        QVERIFY(comparison->isVisible());
        auto* verdict = named<QLabel>(comparison, "Which run is better");
        SOON(verdict && verdict->text().contains(QStringLiteral("documents")));
        // 15 epochs learn it and one does not: the test says so.
        const auto runs = runsOf(workbench);
        QVERIFY2(verdict->text().startsWith(QString::fromStdString(runs[0].name)
                     % QStringLiteral(" finds more than ") % QString::fromStdString(runs[1].name)),
            qPrintable(verdict->text()));
        auto* settings = named<DataTable>(comparison, "Settings, what differs first")->model();
        QCOMPARE(settings->index(0, 0).data().toString(), QStringLiteral("epochs"));
        SOON(comparison->findChild<Plot*>()->size(1) > 0);
        station(&window, "compared");

        theCommandLineGivesTheSame(folder, workbench, second);
    }

private:
    // The project without its second run, and that run again by `train --recipe`.
    void theCommandLineGivesTheSame(
        const QTemporaryDir& folder, AppWorkbench& workbench, const TrainRequest& request) {
        auto recipe = *engine::recipeFromJson(request.recipe.toStdString());
        if (!recipe.deterministic) {
            // What the machine measures may differ from run to run: only such a run promises bits.
            const auto record = runsOf(workbench).back().record;
            QVERIFY(record.find("\"deterministic\":false") != std::string::npos);
        }
        recipe.deterministic = true;
        recipe.threads = 1;
        const std::string json = engine::recipeToJson(recipe);
        QFile file(folder.filePath(QStringLiteral("recipe.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(json));
        file.close();
        workbench.startTraining(
            {QStringLiteral("window"), request.model, QByteArray::fromStdString(json)},
            [](const Result<QString>&) {});
        SOON([&] {
            const auto runs = runsOf(workbench);
            return runs.size() == 3 && runs.back().state == store::RunState::Finished
                && !workbench.isTraining();
        }());
        const auto path = std::filesystem::path(workbench.project().path.toStdString());
        const auto weights = [&](const char* run) {
            const auto hash = sha256File(
                store::Project::filesFolder(path) / "models" / run / "model.safetensors");
            return hash ? QString::fromStdString(*hash) : QString::fromUtf8(run);
        };
        const QString fromWindow = weights("window");
        workbench.closeProject();
        QProcess cli;
        cli.setProcessChannelMode(QProcess::MergedChannels);
        cli.start(QStringLiteral(EVENSPAN_CLI),
            {QStringLiteral("train"), QString::fromStdString(path.string()),
                QStringLiteral("--recipe"), file.fileName(), QStringLiteral("--model"),
                QString::fromStdString(m_base), QStringLiteral("--name"), QStringLiteral("cli")});
        QVERIFY(cli.waitForFinished(240000));
        QVERIFY2(cli.exitCode() == 0, cli.readAll().constData());
        QCOMPARE(weights("cli"), fromWindow);
    }
    std::string m_base;
};

QTEST_MAIN(TestFirstRuns)
#include "tst_first_runs.moc"
