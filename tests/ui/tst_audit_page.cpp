// SPDX-License-Identifier: GPL-3.0-or-later
// The fairness page in the real window on a real project: the set-up, an audit that is made by the
// toy engine, its cancel, the export.
#include "core/app/audit/sensitive_attributes.h"
#include "core/store/annotations.h"
#include "tests/ui/toy_audit_window.h"
#include "ui/audit/audit_setup.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/export_report_dialog.h"
#include "ui/audit/side_views.h"
#include "ui/common/data_table.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace evenspan;
using namespace evenspan::ui;

class TestAuditPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-audit-page"));
        m_theme = new Theme(*qApp);
    }

    void init() { QSettings().clear(); }

    void withoutAnAuditItSaysWhatOneIs() {
        AuditWindow bench(*m_theme, 6);
        AuditPage* page = bench.openAudits();
        QVERIFY(page);
        SOON(says(page, QStringLiteral("No audit yet")));
        QCOMPARE(page->panels().size(), 1);
        page->newAudit();
        auto* runs = named<QComboBox>(page, "Model");
        SOON(runs->count() == 2);
        QVERIFY(named<QPushButton>(page, "Start the audit")->isEnabled());
        // A sensitive group needs a purpose.
        named<QCheckBox>(
            page, "These groups say something sensitive of people: origin, gender, belief, health")
            ->setChecked(true);
        QVERIFY(!named<QPushButton>(page, "Start the audit")->isEnabled());
        named<QLineEdit>(page, "Purpose of the audit")->setText(QStringLiteral("a check"));
        QVERIFY(named<QPushButton>(page, "Start the audit")->isEnabled());
        const auto request = page->findChild<AuditSetup*>()->request();
        QCOMPARE(request.purpose, std::string("a check"));
        QCOMPARE(request.split, std::string("test"));
        QCOMPARE(request.groups, (std::vector<std::string>{"casing", "length", "seen"}));
        QCOMPARE(request.margin, 0.05);
        QVERIFY(page->goUp());
        QVERIFY(says(page, QStringLiteral("No audit yet")));
    }

    // Each two of the ticked columns and attributes, and of those alone.
    void twoPropertiesTogetherAreAskedFor() {
        AuditWindow bench(*m_theme, 6);
        {
            auto project = std::move(*store::Project::open(bench.path));
            for (const char* name : {"gender", "annotator"}) {
                store::AttributeRow row;
                row.name = name;
                QVERIFY(store::Annotations(*project->writer()).saveAttribute(row));
            }
        }
        AuditPage* page = bench.openAudits();
        QVERIFY(page);
        page->newAudit();
        auto* groups = named<QListWidget>(page, "Groups");
        auto* pairs =
            named<QCheckBox>(page, "Also each two of these columns and attributes together");
        SOON(!groups->findItems(QStringLiteral("gender"), Qt::MatchExactly).isEmpty());
        // Who labelled is no group.
        QVERIFY(groups->findItems(QStringLiteral("annotator"), Qt::MatchExactly).isEmpty());
        const auto tick = [&](const char* name) {
            groups->findItems(QLatin1String(name), Qt::MatchExactly)
                .first()
                ->setCheckState(Qt::Checked);
        };
        QVERIFY(!pairs->isEnabled());
        tick("gender");
        QVERIFY(!pairs->isEnabled());
        tick("source");
        QVERIFY(pairs->isEnabled() && !pairs->isChecked());
        const auto* setup = page->findChild<AuditSetup*>();
        const std::vector<std::string> single{
            "meta:source", "attribute:gender", "casing", "length", "seen"};
        QCOMPARE(setup->request().groups, single);
        pairs->setChecked(true);
        auto with = single;
        with.push_back("meta:source+attribute:gender");
        QCOMPARE(setup->request().groups, with);
        groups->findItems(QStringLiteral("gender"), Qt::MatchExactly)
            .first()
            ->setCheckState(Qt::Unchecked);
        QVERIFY(!pairs->isEnabled());
        QCOMPARE(setup->request().groups,
            (std::vector<std::string>{"meta:source", "casing", "length", "seen"}));
    }

    // A group that the project calls sensitive ticks the box, and keeps it so.
    void aMarkedGroupAsksForItsPurpose() {
        AuditWindow bench(*m_theme, 6);
        {
            auto project = std::move(*store::Project::open(bench.path));
            QVERIFY(markSensitive(*project, "attribute:gender"));
            store::AttributeRow row;
            row.name = "gender";
            QVERIFY(store::Annotations(*project->writer()).saveAttribute(row));
        }
        AuditPage* page = bench.openAudits();
        QVERIFY(page);
        page->newAudit();
        auto* groups = named<QListWidget>(page, "Groups");
        SOON(!groups->findItems(QStringLiteral("gender"), Qt::MatchExactly).isEmpty());
        auto* item = groups->findItems(QStringLiteral("gender"), Qt::MatchExactly).first();
        auto* sensitive = named<QCheckBox>(
            page, "These groups say something sensitive of people: origin, gender, belief, health");
        QVERIFY(!sensitive->isChecked());
        item->setCheckState(Qt::Checked);
        QVERIFY(sensitive->isChecked() && !sensitive->isEnabled());
        QVERIFY(!named<QPushButton>(page, "Start the audit")->isEnabled());
        named<QLineEdit>(page, "Purpose of the audit")->setText(QStringLiteral("a check"));
        QVERIFY(named<QPushButton>(page, "Start the audit")->isEnabled());
        QVERIFY(page->findChild<AuditSetup*>()->request().sensitive);
        item->setCheckState(Qt::Unchecked);
        QVERIFY(sensitive->isEnabled());
    }

    void nothingAssessable() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::emptyAudit(), "nothing");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "nothing"));
        SOON(says(page, QStringLiteral("No group is large enough to be judged.")));
        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentIndex(2);
        QVERIFY(says(page, QStringLiteral("There is no group to compare")));
        fairness::AuditResult bare;
        bare.name = "bare";
        // Without any groups at all.
        const auto parts = report::auditParts(bare, "en");
        QVERIFY(parts && parts->dimensions.empty() && parts->headline.size() == 3);
        QVERIFY(!report::auditParts(bare, "tlh"));
    }

    void anAuditIsMadeKeptAndRepeated() {
        ToyWindow bench(*m_theme);
        bench.page->newAudit();
        auto* setup = bench.page->findChild<AuditSetup*>();
        auto* start = named<QPushButton>(bench.page, "Start the audit");
        SOON(start->isEnabled());
        QCOMPARE(setup->request().run, std::string("a"));
        QCOMPARE(setup->request().split, std::string("validation"));
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(bench.page->running());
        QVERIFY(AuditWindow::shows(bench.page, "Audit 1"));
        const auto first = bench.page->audit();
        QCOMPARE(first->audit.run, std::string("a"));
        QCOMPARE(first->audit.dimensions.size(), std::size_t(3));
        QCOMPARE(bench.kept(), std::vector<std::string>{"Audit 1"});
        // The same again gives the same figures under the same name.
        bench.page->runAgain();
        QVERIFY(bench.page->running());
        SOON(!bench.page->running());
        SOON(bench.page->audit() != first);
        auto again = bench.page->audit()->audit;
        again.time = first->audit.time;
        QVERIFY(again == first->audit);
        QCOMPARE(bench.kept(), std::vector<std::string>{"Audit 1"});
    }

    void cancelKeepsNothing() {
        ToyWindow bench(*m_theme);
        auto request = bench.request();
        request.rounds = 1000000;
        bench.page->start(request);
        auto* cancel = named<QPushButton>(bench.page, "Cancel the audit");
        QVERIFY(cancel && cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!bench.page->running());
        QVERIFY(!cancel->isVisible());
        // The desk's next answer comes after the end of what was cancelled.
        bool idle = false;
        bench.workbench.runDesk().ask<bool>(
            [](store::Project&, std::stop_token, const RunBackend::Progress&) {
                return Result<bool>(true);
            },
            {}, [&](Result<bool> done) { idle = done.ok(); });
        SOON(idle);
        QVERIFY(bench.kept().empty());
    }

    void aBadWishIsExplained() {
        ToyWindow bench(*m_theme);
        auto request = bench.request();
        request.groups = {"castng"};
        bench.page->start(request);
        SOON(!bench.page->running());
        SOON(says(bench.page, QStringLiteral("casing")));
        QVERIFY(bench.kept().empty());
    }

    void theReportIsWritten() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(3), "a/b audit");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "a/b audit"));
        const QDir folder(bench.folder.path());
        for (const bool there : {true, false}) {
            page->exportReport();
            auto* dialog = qobject_cast<ExportReportDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            for (auto* box : dialog->findChildren<QCheckBox*>())
                box->setChecked(true);
            named<QLineEdit>(dialog, "Folder")
                ->setText(there ? folder.path() : folder.filePath(QStringLiteral("no/such")));
            named<QPushButton>(dialog, "Write the report")->click();
            SOON(!page->running());
            if (there) {
                for (const char* name : {"a-b-audit.pdf", "a-b-audit.html", "a-b-audit.json"})
                    QVERIFY2(folder.exists(QLatin1String(name)), name);
            } else {
                const auto copies = [page] {
                    for (auto* one : page->findChildren<QPushButton*>())
                        if (one->text() == QStringLiteral("Copy details") && one->isVisible())
                            return true;
                    return false;
                };
                SOON(copies());
            }
        }
        // What is there stays.
        ExportReportDialog dialog(bench.dialogs, QStringLiteral("a/b audit"), nullptr);
        named<QLineEdit>(&dialog, "Folder")->setText(folder.path());
        QCOMPARE(dialog.files().pdf.filename().string(), std::string("a-b-audit-2.pdf"));
    }

    void everyControlHasAName() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(3), "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        for (auto* widget : page->findChildren<QWidget*>())
            if (qobject_cast<QComboBox*>(widget) || qobject_cast<DataTable*>(widget)
                || qobject_cast<QListWidget*>(widget) || qobject_cast<ChartView*>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestAuditPage)
#include "tst_audit_page.moc"
