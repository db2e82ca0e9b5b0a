// SPDX-License-Identifier: GPL-3.0-or-later
// Before and after a correction on the fairness page: runs of the toy engine that are compared from
// the window, and a kept comparison as its tab shows it.
#include "core/app/audit/compare_audits.h"
#include "tests/runs/train_fixture.h"
#include "tests/ui/audit_window.h"
#include "ui/audit/compare_dialog.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/side_views.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

QPushButton* button(QWidget* in, const char* text) {
    for (auto* one : in->findChildren<QPushButton*>())
        if (one->text() == QString::fromUtf8(text))
            return one;
    return nullptr;
}

QListWidget* side(QDialog* dialog, const char* name) {
    for (auto* one : dialog->findChildren<QListWidget*>())
        if (one->accessibleName() == QLatin1String(name))
            return one;
    return nullptr;
}

void tick(QListWidget* list, const char* run, bool on = true) {
    for (auto* item : list->findItems(QLatin1String(run), Qt::MatchExactly))
        item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
}

FiguresTab* changeTab(AuditPage* page) {
    auto* tabs = page->findChild<SideViews*>();
    for (int at = 0; at < tabs->count(); ++at)
        if (tabs->name(at) == QStringLiteral("Before and after")) {
            tabs->setCurrentIndex(at);
            return qobject_cast<FiguresTab*>(tabs->widget(at));
        }
    return nullptr;
}

bool says(QWidget* page, const QString& words) {
    for (auto* label : page->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

CompareDialog* asked() {
    return qobject_cast<CompareDialog*>(QApplication::activeModalWidget());
}

} // namespace

class TestAuditCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-compare"));
        m_theme = new Theme(*qApp);
    }

    void runsAreComparedFromTheWindow() {
        test::TrainFixture fixture;
        test::RunEvents events;
        for (const char* name : {"a", "b", "c"}) {
            auto request = fixture.request(name);
            request.recipe.seed = name[0];
            QVERIFY(fixture.train(request, events).ok());
        }
        fixture.close();
        AppWorkbench workbench{[] {
                                   return Result<std::filesystem::path>(
                                       Error{ErrorCode::NotFound, "No sample", "", ""});
                               },
            std::make_unique<EndlessBackend>()};
        ScriptedDialogs dialogs;
        MainWindow window(workbench, *m_theme, dialogs);
        addAuditPage(window, &workbench.runDesk(), {EVENSPAN_TOY_ENGINE, "no-suites", "0.1.0"});
        window.show();
        window.openPath(QString::fromStdString(fixture.path.string()));
        SOON(workbench.isOpen());
        auto* page = qobject_cast<AuditPage*>(window.showPage(QStringLiteral("audit")));
        auto* wish = button(page, "Compare…");
        QVERIFY(wish && !wish->isEnabled());
        AuditRequest request;
        request.name = "one";
        request.run = "a";
        request.split = "validation";
        request.groups = {"position"};
        request.rounds = 200;
        page->start(request);
        QVERIFY(AuditWindow::shows(page, "one"));
        QVERIFY(says(changeTab(page), QStringLiteral("looks at one run")));
        SOON(wish->isEnabled());

        wish->click();
        SOON(asked() != nullptr);
        auto* dialog = asked();
        auto* before = side(dialog, "Runs before the correction");
        auto* after = side(dialog, "Runs after it");
        auto* go = button(dialog, "Compare");
        QVERIFY(before && after && go);
        QCOMPARE(before->count(), 3);
        QVERIFY(!go->isEnabled()); // nothing stands before
        tick(before, "a");
        QVERIFY(!go->isEnabled()); // the audit's own run stands after
        QVERIFY(says(dialog, QStringLiteral("on both sides")));
        tick(after, "a", false);
        tick(after, "b");
        tick(after, "c");
        QVERIFY(go->isEnabled());
        QVERIFY(says(dialog, QStringLiteral("three runs a side")));
        auto* name = dialog->findChild<QLineEdit*>();
        QCOMPARE(name->text(), QStringLiteral("one, before and after"));
        name->setText(QStringLiteral("one"));
        QVERIFY(!go->isEnabled()); // an audit has this name
        name->setText(QStringLiteral("change"));
        go->click();
        QVERIFY(page->running());
        QVERIFY(AuditWindow::shows(page, "change"));

        const auto first = page->audit();
        QVERIFY(first->audit.change.has_value());
        const auto& change = *first->audit.change;
        QCOMPARE(change.before, std::vector<std::string>{"a"});
        QCOMPARE(change.after, (std::vector<std::string>{"c", "b"})); // the newest first
        QVERIFY(change.fewSeeds);
        QCOMPARE(first->audit.run, std::string("c"));
        auto* tab = changeTab(page);
        QCOMPARE(std::size_t(tab->model()->rowCount()), change.lines.size());
        QVERIFY(says(tab, QStringLiteral("Before: a. After: c, b.")));
        // The same again is a comparison again, with the same figures.
        SOON(!page->running());
        page->runAgain();
        SOON(!page->running());
        SOON(page->audit() != first);
        QVERIFY(page->audit()->audit.change == first->audit.change);
    }

    // The audit's run with its seeds, against those of the nearest other recipe, the older before.
    void sidesAreProposed() {
        std::vector<store::RunRow> runs;
        const auto add = [&](const char* name, int seed, const char* suite, double rate) {
            engine::Recipe recipe;
            recipe.seed = seed;
            recipe.augment_suite = suite;
            recipe.learning_rate = rate;
            store::RunRow row;
            row.id = RunId(std::int64_t(runs.size() + 1));
            row.name = name;
            row.created = std::int64_t(1000 + runs.size());
            row.recipe = engine::recipeToJson(recipe);
            runs.insert(runs.begin(), row);
        };
        using Names = std::vector<std::string>;
        add("plain 1", 1, "", 1e-4);
        add("plain 2", 2, "", 1e-4);
        AuditRequest request;
        request.run = "plain 1";
        QVERIFY(withSides(request, runs).before.empty()); // there is nothing to compare with
        add("far 1", 1, "names", 3e-4);
        add("names 1", 1, "names", 1e-4);
        add("names 2", 2, "names", 1e-4);
        for (const char* run : {"plain 2", "names 1"}) {
            request.run = run;
            const auto proposed = withSides(request, runs);
            QCOMPARE(proposed.before, (Names{"plain 2", "plain 1"}));
            QCOMPARE(proposed.after, (Names{"names 2", "names 1"}));
            QCOMPARE(proposed.run, std::string("names 2"));
        }
        request.run = "nobody";
        QVERIFY(withSides(request, runs).after.empty());
    }

    void everyKindOfGroupsShowsItsOwnLines() {
        AuditWindow bench(*m_theme, 6);
        auto audit = test::sampleAudit(4);
        audit.change = test::sampleChange(audit);
        bench.keep(audit, "kept");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "kept"));
        auto* tab = changeTab(page);
        QAbstractItemModelTester tester(
            tab->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(says(tab, QStringLiteral("fewer than three runs")));
        QVERIFY(says(tab, QStringLiteral("augment_copies: 1 → 2")));
        for (std::size_t at = 0; at < audit.dimensions.size(); ++at) {
            tab->showAudit(page->audit(), at);
            // All text, two lines a group, the worst of them.
            QCOMPARE(
                std::size_t(tab->model()->rowCount()), 2 + 2 * audit.dimensions[at].groups.size());
            QCOMPARE(tab->model()->index(0, 0).data().toString(), QStringLiteral("everything"));
            QCOMPARE(
                tab->model()->index(0, 8).data().toString(), QStringLiteral("no change shown"));
            QCOMPARE(tab->model()->index(1, 8).data().toString(), QStringLiteral("better"));
            QCOMPARE(
                tab->model()->index(2, 8).data().toString(), QStringLiteral("the gap is smaller"));
        }
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestAuditCompare)
#include "tst_audit_compare.moc"
