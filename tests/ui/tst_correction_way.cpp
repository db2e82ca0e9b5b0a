// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way of a correction in the window, by the real engine on a small encoder of random
// weights: from its button on the fairness page through the launcher with the correction's recipe
// and three seeds, to runs that have learnt by it and the tab that compares before and after.
#include "app/training_backend.h"
#include "tests/runs/train_fixture.h"
#include "tests/ui/audit_window.h"
#include "ui/audit/compare_dialog.h"
#include "ui/audit/corrections_tab.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/side_views.h"
#include "ui/train/launch/fine_tune_dialog.h"

#include <nlohmann/json.hpp>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <set>

using namespace evenspan;
using namespace evenspan::ui;

// Training takes its time where other tests run beside it.
#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 240000)

namespace {

QPushButton* button(QWidget* in, const char* text) {
    for (auto* one : in->findChildren<QPushButton*>())
        if (one->text() == QString::fromUtf8(text))
            return one;
    return nullptr;
}

template <class T> T* asked() {
    return qobject_cast<T*>(QApplication::activeModalWidget());
}

std::vector<store::RunRow> runsOf(Workbench& workbench) {
    std::optional<std::vector<store::RunRow>> out;
    workbench.runs([&](Result<std::vector<store::RunRow>> runs) {
        out = runs ? *runs : std::vector<store::RunRow>();
    });
    (void)QTest::qWaitFor([&] { return out.has_value(); }, 30000);
    return out.value_or(std::vector<store::RunRow>());
}

} // namespace

class TestCorrectionWay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fromTheButtonToTheComparison() {
        if (std::string_view(EVENSPAN_TOY_ENGINE).empty())
            QSKIP("the engine is not built");
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-correction"));
        QSettings().clear();
        Theme theme(*qApp);
        test::TrainFixture fixture; // its engine is the real one here
        const auto ids = *(*fixture.project->reader())->ids({});
        for (const auto id : ids)
            QVERIFY(fixture.project->writer()->setMetadata(
                id, {{"source", id.value % 3 ? "paper" : "letter"}}));
        test::RunEvents events;
        // In the library, so that the launcher offers it.
        std::filesystem::create_directories(fixture.root / "models");
        std::filesystem::copy(fixture.root / "base", fixture.root / "models" / "base",
            std::filesystem::copy_options::recursive);
        auto first = fixture.request("before");
        first.recipe.model = "base";
        first.recipe.seed = 1;
        const auto trained = fixture.train(first, events);
        QVERIFY2(trained, trained ? "" : trained.error().text().c_str());
        fixture.close();

        Places places;
        places.engine = EVENSPAN_TOY_ENGINE;
        places.data = fixture.root;
        AppWorkbench workbench{[] {
                                   return Result<std::filesystem::path>(
                                       Error{ErrorCode::NotFound, "No sample", "", ""});
                               },
            makeTrainingBackend(places)};
        ScriptedDialogs dialogs;
        MainWindow window(workbench, theme, dialogs);
        addTrainPage(window, nullptr, &workbench.runDesk());
        addAuditPage(window, &workbench.runDesk(), {places.engine, "no-suites", "0.1.0"});
        window.show();
        window.openPath(QString::fromStdString(fixture.path.string()));
        SOON(workbench.isOpen());
        auto* page = qobject_cast<AuditPage*>(window.showPage(QStringLiteral("audit")));
        QVERIFY(page);
        // As the program puts them together.
        auto* corrections = new CorrectionsTab(workbench, page);
        page->addTab(corrections, CorrectionsTab::tr("Corrections"));
        connect(corrections, &CorrectionsTab::recipeWanted, &window,
            [&](const engine::Recipe& recipe, int seeds) {
                qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")))
                    ->fineTuneFrom(recipe, seeds);
            });
        AuditRequest request;
        request.name = "one";
        request.run = "before";
        request.split = "validation";
        request.groups = {"meta:source"};
        request.rounds = 200;
        page->start(request);
        SOON(page->audit() && page->audit()->audit.name == "one");
        SOON(!page->running());

        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentWidget(corrections);
        auto* train = button(corrections, "Train with group DRO…");
        QVERIFY(train && train->isEnabled());
        train->click();
        SOON(asked<FineTuneDialog>() != nullptr);
        auto* dialog = asked<FineTuneDialog>();
        // The recipe of the audit's run with the correction in it, three seeds.
        const auto wishes = dialog->requests();
        QCOMPARE(wishes.size(), std::size_t(3));
        std::set<std::int64_t> seeds;
        for (const auto& wish : wishes) {
            const auto recipe = engine::recipeFromJson(wish.recipe.toStdString());
            QVERIFY(recipe.ok());
            auto expected = first.recipe;
            expected.group_by = "source";
            expected.group_dro_step = 0.01;
            expected.seed = recipe->seed;
            QCOMPARE(QByteArray::fromStdString(engine::recipeToJson(*recipe)),
                QByteArray::fromStdString(engine::recipeToJson(expected)));
            seeds.insert(recipe->seed);
        }
        QCOMPARE(seeds.size(), std::size_t(3));
        auto* start = button(dialog, "Start training");
        QVERIFY(start);
        SOON(start->isEnabled());
        start->click();
        std::vector<store::RunRow> runs;
        SOON((runs = runsOf(workbench)).size() == 4
            && std::all_of(runs.begin(), runs.end(),
                [](const auto& run) { return run.state == store::RunState::Finished; })
            && !workbench.isTraining());
        std::set<std::string> weights;
        std::vector<std::string> fresh;
        for (const auto& run : runs) {
            const auto record = nlohmann::json::parse(run.record);
            QCOMPARE(record.contains("mitigation"), run.name != "before");
            if (run.name == "before")
                continue;
            fresh.push_back(run.name);
            QCOMPARE(record["mitigation"]["groups"].size(), std::size_t(2));
            // The groups were weighed by what was learnt of them.
            double sum = 0;
            for (const auto& weight : record["result"]["group_weights"])
                sum += weight.get<double>();
            QVERIFY(std::abs(sum - 1) < 1e-9);
            weights.insert(*sha256File(
                store::Project::filesFolder(fixture.path) / run.path / "model.safetensors"));
        }
        QCOMPARE(weights.size(), std::size_t(3)); // seeds differ

        window.showPage(QStringLiteral("audit"));
        auto* compare = button(page, "Compare…");
        SOON(compare->isEnabled());
        compare->click();
        SOON(asked<CompareDialog>() != nullptr);
        // Both sides are proposed: the audit's run, and the three that the correction made.
        const auto proposed = asked<CompareDialog>()->request();
        QCOMPARE(proposed.before, std::vector<std::string>{"before"});
        QCOMPARE(std::set<std::string>(proposed.after.begin(), proposed.after.end()),
            std::set<std::string>(fresh.begin(), fresh.end()));
        button(asked<CompareDialog>(), "Compare")->click();
        SOON(!page->running() && page->audit() && page->audit()->audit.change.has_value());
        const auto& change = *page->audit()->audit.change;
        QCOMPARE(change.after.size(), std::size_t(3));
        QVERIFY(std::find(change.differences.begin(), change.differences.end(),
                    "group_dro_step: 0.0 → 0.01")
            != change.differences.end());
        FiguresTab* shown = nullptr;
        for (int at = 0; at < tabs->count(); ++at)
            if (tabs->name(at) == QStringLiteral("Before and after")) {
                tabs->setCurrentIndex(at);
                shown = qobject_cast<FiguresTab*>(tabs->widget(at));
            }
        QVERIFY(shown);
        SOON(std::size_t(shown->model()->rowCount()) == change.lines.size());
        QVERIFY(!change.lines.empty());
    }
};

QTEST_MAIN(TestCorrectionWay)
#include "tst_correction_way.moc"
