// SPDX-License-Identifier: GPL-3.0-or-later
// The fairness page in the real window on a real project: stored audits of every shape, an audit
// that is made by the toy engine, its cancel, the way to the mentions and back, the export.
#include "core/app/audit/sensitive_attributes.h"
#include "core/store/annotations.h"
#include "tests/runs/train_fixture.h"
#include "tests/ui/audit_window.h"
#include "ui/audit/audit_mentions.h"
#include "ui/audit/audit_setup.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/export_report_dialog.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/side_views.h"
#include "ui/common/data_table.h"
#include "ui/inspect/errors_tab.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

template <class T> T* named(QWidget* page, const char* name) {
    for (auto* one : page->findChildren<T*>())
        if (one->accessibleName() == QLatin1String(name)
            || one->property("text").toString() == QLatin1String(name))
            return one;
    return nullptr;
}

bool says(QWidget* page, const QString& words) {
    for (auto* label : page->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

// The project of a TrainFixture with a run "a" by the toy engine, in the window.
struct ToyWindow {
    test::TrainFixture fixture;
    AppWorkbench workbench{
        [] {
            return Result<std::filesystem::path>(Error{ErrorCode::NotFound, "No sample", "", ""});
        },
        std::make_unique<EndlessBackend>()};
    ScriptedDialogs dialogs;
    std::unique_ptr<MainWindow> window;
    AuditPage* page = nullptr;

    explicit ToyWindow(Theme& theme) {
        test::RunEvents events;
        if (auto done = fixture.train(fixture.request("a"), events); !done)
            qFatal("%s", done.error().text().c_str());
        fixture.close();
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addAuditPage(*window, &workbench.runDesk(), {EVENSPAN_TOY_ENGINE, "no-suites", "0.1.0"});
        window->show();
        window->openPath(QString::fromStdString(fixture.path.string()));
        if (!QTest::qWaitFor([this] { return workbench.isOpen(); }, 30000))
            qFatal("the project does not open");
        page = qobject_cast<AuditPage*>(window->showPage(QStringLiteral("audit")));
    }
    AuditRequest request() const {
        AuditRequest out;
        out.name = "toy";
        out.run = "a";
        out.split = "validation";
        out.groups = {"position"};
        out.rounds = 200;
        return out;
    }
    std::vector<std::string> kept() {
        std::optional<std::vector<std::string>> out;
        workbench.query<std::vector<std::string>>(
            [](store::Reader& reader, std::stop_token) { return auditNames(reader); },
            [&](Result<std::vector<std::string>> names) { out = *names; });
        (void)QTest::qWaitFor([&] { return out.has_value(); }, 30000);
        return *out;
    }
};

} // namespace

class TestAuditPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-audits"));
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

    void storedAuditsAreShown_data() {
        QTest::addColumn<int>("groups");
        QTest::addColumn<QString>("name");
        QTest::newRow("one group") << 1 << QStringLiteral("region");
        QTest::newRow("six") << 6 << QStringLiteral("region");
        QTest::newRow("forty, long names")
            << 40 << QString(120, QLatin1Char('x')) + QStringLiteral(" & <b>region</b>");
    }
    void storedAuditsAreShown() {
        QFETCH(int, groups);
        QFETCH(QString, name);
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(std::size_t(groups), name.toStdString()), "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        SOON(says(page, QStringLiteral("87.1%")));
        auto* tabs = page->findChild<SideViews*>();
        auto* kinds = named<QComboBox>(page, "Kind of groups");
        QCOMPARE(kinds->count(), 3);
        for (int kind = 0; kind < 3; ++kind) {
            kinds->setCurrentIndex(kind);
            Q_EMIT kinds->activated(kind);
            for (int at = 1; at < tabs->count() - 1; ++at) {
                tabs->setCurrentIndex(at);
                auto* tab = qobject_cast<FiguresTab*>(tabs->widget(at));
                QVERIFY(tab);
                QAbstractItemModelTester tester(tab->model());
                const auto& part = page->audit()->parts.dimensions[std::size_t(kind)];
                if (at == 1) {
                    QCOMPARE(tab->model()->rowCount(), groups);
                    QCOMPARE(tab->findChildren<ChartView*>().size(), 1);
                    QCOMPARE(tab->model()->data(tab->model()->index(0, 0)).toString(),
                        QString::fromStdString(page->audit()->audit.dimensions[0].groups[0].name));
                    // What has no figure stays last, whichever way it is sorted.
                    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                        tab->model()->sort(3, order);
                        std::optional<double> before;
                        bool none = false;
                        for (int row = 0; row < groups; ++row) {
                            const auto& value = tab->model()
                                                    ->table()
                                                    .rows[std::size_t(tab->model()->place(row))][3]
                                                    .value;
                            QVERIFY(!none || !value);
                            none = none || !value;
                            if (before && value)
                                QVERIFY(order == Qt::AscendingOrder ? *before <= *value
                                                                    : *before >= *value);
                            before = value;
                        }
                    }
                }
                // A table behind each chart.
                int pictures = 0, tables = 0;
                for (const auto* blocks :
                    {&part.groups, &part.gaps, &part.errors, &part.swaps, &part.calibration})
                    for (const auto& block : *blocks) {
                        pictures += std::holds_alternative<report::Picture>(block);
                        tables += std::holds_alternative<report::Table>(block);
                        if (const auto* table = std::get_if<report::Table>(&block))
                            for (const auto& row : table->rows)
                                QCOMPARE(row.size(), table->columns.size());
                        if (const auto* text = std::get_if<report::Paragraph>(&block))
                            QVERIFY2(
                                !text->text.contains(QLatin1String("{#")), qPrintable(text->text));
                    }
                QVERIFY(pictures > 0 && tables >= pictures);
                bench.window->grab();
            }
        }
        for (const auto& figure : page->audit()->parts.headline)
            QVERIFY(!figure.limits.contains(QLatin1String("{#")));
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

    void everyAuditInTheListOpens() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(6), "older");
        bench.keep(test::sampleAudit(3), "newer");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "newer"));
        auto* all = page->findChild<AuditsTab*>();
        QAbstractItemModelTester tester(all->model());
        SOON(all->model()->rowCount() == 2);
        QCOMPARE(all->model()->index(1, 0).data().toString(), QStringLiteral("older"));
        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentIndex(tabs->count() - 1);
        auto* table = all->findChild<DataTable*>();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(AuditWindow::shows(page, "older"));
    }

    // Enter on a count lists its mentions; Esc comes back.
    void aFigureOpensItsMentions() {
        AuditWindow bench(*m_theme, 48);
        auto audit = test::sampleAudit(6);
        audit.run = "first";
        audit.split = "validation";
        auto& dimension = audit.dimensions.front();
        dimension.id = "meta:source";
        dimension.groups[0].name = "mail";
        dimension.groups[1].name = "report";
        bench.keep(audit, "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentIndex(3); // errors
        auto* tab = qobject_cast<FiguresTab*>(tabs->widget(3));
        auto* table = tab->findChild<DataTable*>();
        SOON(tab->model()->rowCount() == 6);
        table->setCurrentIndex(tab->model()->index(1, 6)); // report, missed
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        auto* inspect = qobject_cast<InspectPage*>(bench.window->currentPage());
        QVERIFY(inspect);
        SOON(InspectWindow::filled(inspect));
        auto* errors = inspect->findChild<ErrorsTab*>();
        const auto wanted = [&] {
            const auto filter = errors->filter();
            return filter.wanted.contains("meta:source")
                && filter.wanted.at("meta:source") == std::set<std::string>{"report"}
            && filter.wanted.contains("class")
                && filter.wanted.at("class") == std::set<std::string>{"missed"};
        };
        SOON(wanted());
        for (int i = 0; i < 4 && bench.window->currentPage() != page; ++i)
            QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        QCOMPARE(bench.window->currentPage(), page);
    }

    // Each row of a chart, and each cell of a matrix, leads to the mentions of its place in the
    // table.
    void aChartLeadsToItsMentions() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(6), "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        auto* tabs = page->findChild<SideViews*>();
        for (const int at : {1, 3}) { // groups, errors
            tabs->setCurrentIndex(at);
            auto* tab = qobject_cast<FiguresTab*>(tabs->widget(at));
            auto* chart = tab->findChildren<ChartView*>().value(0);
            QVERIFY(chart);
            QStringList rows, columns, wanted;
            connect(chart, &ChartView::picked, tab, [&](const QString& row, const QString& column) {
                if (rows.isEmpty() || rows.last() != row)
                    rows << row;
                if (!columns.contains(column))
                    columns << column;
            });
            std::vector<MentionFilter> filters;
            disconnect(tab, &AuditTab::mentionsWanted, page, nullptr);
            connect(tab, &AuditTab::mentionsWanted, tab,
                [&](const MentionFilter& filter) { filters.push_back(filter); });
            for (int y = 0; y < chart->height(); y += 4)
                for (int x = chart->width() / 2; x < chart->width(); x += 40)
                    QTest::mouseClick(chart, Qt::LeftButton, {}, {x, y});
            QStringList groups;
            for (const auto& row : tab->model()->table().rows)
                groups << row.front().printed;
            QCOMPARE(rows, groups);
            QVERIFY(at == 1 ? columns == QStringList{QString()} : columns.size() > 1);
            QVERIFY(!filters.empty());
            std::set<std::string> seen, classes;
            for (const auto& filter : filters) {
                seen.insert(*filter.wanted.at("meta:region").begin());
                if (at == 3 && filter.wanted.contains("class"))
                    classes.insert(*filter.wanted.at("class").begin());
            }
            QCOMPARE(seen.size(), std::size_t(groups.size()));
            QVERIFY(at == 1 || classes.size() > 1);
        }
    }

    void whatCountsIsTold() {
        const auto audit = test::sampleAudit(3);
        const auto& documents = audit.dimensions[0];
        const auto group = mentionsBehind(documents, "performance.meta:region", 1, 3);
        QVERIFY(group && group->wanted.size() == 1);
        QCOMPARE(group->wanted.at("meta:region"), std::set<std::string>{"region 2"});
        const auto edges = mentionsBehind(documents, "errors.meta:region", 0, 3);
        QVERIFY(edges && edges->wanted.at("class").size() == 3);
        const auto gap = mentionsBehind(documents, "gaps.meta:region", 1, 1);
        QVERIFY(gap && gap->wanted.contains("meta:region"));
        const auto form = mentionsBehind(audit.dimensions[1], "performance.structure:script", 0, 0);
        QVERIFY(form && form->wanted.contains("script"));
        QVERIFY(!form->wanted.at("class").contains("spurious"));
        QVERIFY(!mentionsBehind(audit.dimensions[2], "performance.suite:given-names", 0, 0));
        QVERIFY(!mentionsBehind(documents, "spread.meta:region", 0, 1));
        QVERIFY(!mentionsBehind(documents, "performance.meta:region", 3, 1));
        QVERIFY(!mentionsBehind(documents, "performance.meta:region", -1, 1));
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
