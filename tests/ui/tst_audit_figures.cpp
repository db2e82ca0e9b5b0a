// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of stored audits of every shape on the fairness page, and the way to the mentions that
// they count, and back.
#include "tests/ui/toy_audit_window.h"
#include "ui/audit/audit_mentions.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/sentences_tab.h"
#include "ui/audit/side_views.h"
#include "ui/common/data_table.h"
#include "ui/inspect/errors_tab.h"

#include <QAbstractItemModelTester>
#include <QComboBox>

using namespace evenspan;
using namespace evenspan::ui;

class TestAuditFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-audit-figures"));
        m_theme = new Theme(*qApp);
    }

    void init() { QSettings().clear(); }

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
                if (qobject_cast<SentencesTab*>(tabs->widget(at)))
                    continue; // asks the run
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

    // The newest audit of each run with the same groups of the same text, with intervals.
    void runsAreComparedByTheSameQuestion() {
        AuditWindow bench(*m_theme, 6);
        const auto keep = [&](const char* name, const char* run, double worst, std::int64_t time,
                              const char* split) {
            auto audit = test::sampleAudit(6);
            audit.run = run;
            audit.time = time;
            audit.split = split;
            auto& group = audit.dimensions[0].groups[0];
            group.level = "full";
            group.cells.front().f1 = {worst, worst - 0.05, worst + 0.05, "", "bca", false};
            if (audit.run == "third")
                audit.dimensions.erase(audit.dimensions.begin());
            bench.keep(audit, name);
        };
        keep("old", "first", 0.30, 1000, "test");
        keep("new", "first", 0.40, 2000, "test");
        keep("other", "second", 0.35, 1500, "test");
        keep("elsewhere", "second", 0.10, 3000, "validation");
        keep("without", "third", 0.20, 2500, "test");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "without"));
        auto* all = page->findChild<AuditsTab*>();
        auto* question = named<QComboBox>(page, "Groups that runs are compared by");
        SOON(all->model()->rowCount() > 0);
        const auto row = [&](int at, int column) {
            return all->model()->index(at, column).data().toString();
        };
        const auto find = [&](const QString& words) {
            for (int at = 0; at < question->count(); ++at)
                if (question->itemText(at).contains(words))
                    return at;
            return -1;
        };
        // Three runs have the two kinds of groups that "third" has, two the column.
        QVERIFY(question->currentIndex() > 0);
        QVERIFY(question->currentText().contains(QStringLiteral("3 run")));
        const int documents = find(QStringLiteral("of test: 2 run"));
        QVERIFY(documents > 0);
        question->setCurrentIndex(documents);
        Q_EMIT question->activated(documents);
        QCOMPARE(all->model()->rowCount(), 2);
        QCOMPARE(row(0, 0), QStringLiteral("first"));
        QCOMPARE(row(0, 1), QStringLiteral("new"));
        QCOMPARE(row(0, 6), QStringLiteral("40.0% [35.0, 45.0]"));
        QCOMPARE(row(1, 0), QStringLiteral("second"));
        QCOMPARE(row(1, 1), QStringLiteral("other"));
        QCOMPARE(row(1, 6), QStringLiteral("35.0% [30.0, 40.0]"));
        // Other text is another question.
        QVERIFY(find(QStringLiteral("of validation: 1 run")) > 0);
        question->setCurrentIndex(0);
        Q_EMIT question->activated(0);
        QCOMPARE(all->model()->rowCount(), 5);
        QCOMPARE(row(0, 0), QStringLiteral("elsewhere")); // the newest
        auto* table = all->findChild<DataTable*>();
        table->selectRow(4);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(AuditWindow::shows(page, "old"));
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

    // Certainty and what changed say of which group a row is by its name.
    void rowsOfNamedGroupsOpenTheirMentions() {
        AuditWindow bench(*m_theme, 6);
        auto audit = test::sampleAudit(6);
        audit.change = test::sampleChange(audit);
        bench.keep(audit, "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        auto* tabs = page->findChild<SideViews*>();
        for (const int at : {5, 7}) { // certainty, before and after
            tabs->setCurrentIndex(at);
            auto* tab = qobject_cast<FiguresTab*>(tabs->widget(at));
            QVERIFY(tab);
            disconnect(tab, &AuditTab::mentionsWanted, page, nullptr);
            std::set<std::string> opened, named;
            int all = 0;
            connect(tab, &AuditTab::mentionsWanted, tab, [&](const MentionFilter& filter) {
                if (filter.wanted.empty())
                    ++all;
                else
                    opened.insert(*filter.wanted.at("meta:region").begin());
            });
            auto* table = tab->findChild<DataTable*>();
            table->setFocus();
            const auto& rows = tab->model()->table().rows;
            for (std::size_t row = 0; row < rows.size(); ++row) {
                for (const auto& group : audit.dimensions[0].groups)
                    for (const auto& cell : rows[row])
                        if (cell.printed.toStdString() == group.name)
                            named.insert(group.name);
                table->setCurrentIndex(tab->model()->index(int(row), 2));
                QTest::keyClick(table, Qt::Key_Return);
            }
            QVERIFY(!named.empty());
            QVERIFY(opened == named);
            QCOMPARE(all, at == 5 ? 1 : 0); // all text is certain of something, too
        }
        // All groups in one number: what is behind it is the lowest.
        tabs->setCurrentIndex(2);
        auto* tab = qobject_cast<FiguresTab*>(tabs->widget(2));
        auto* choice = tab->findChild<QComboBox*>();
        choice->setCurrentIndex(choice->count() - 1);
        Q_EMIT choice->activated(choice->count() - 1);
        QVERIFY(tab->model()->table().id.startsWith(QStringLiteral("spread.")));
        disconnect(tab, &AuditTab::mentionsWanted, page, nullptr);
        std::vector<std::string> lowest;
        connect(tab, &AuditTab::mentionsWanted, tab, [&](const MentionFilter& filter) {
            lowest.push_back(*filter.wanted.at("meta:region").begin());
        });
        auto* table = tab->findChild<DataTable*>();
        table->setFocus();
        for (int row = 0; row < tab->model()->rowCount(); ++row) {
            table->setCurrentIndex(tab->model()->index(row, 1));
            QTest::keyClick(table, Qt::Key_Return);
        }
        const auto worst = audit.dimensions[0].spreads.front().worst;
        QVERIFY(lowest == std::vector<std::string>(3, worst));
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
        // Two columns together: a mention has both values.
        const auto crossed = test::crossedAudit(4);
        const auto& both = crossed.dimensions.back();
        const auto pair = mentionsBehind(both, "performance." + both.id, 1, 3);
        QVERIFY(pair && pair->wanted.size() == 2);
        QCOMPARE(pair->wanted.at("meta:region"), std::set<std::string>{"region 1"});
        QCOMPARE(pair->wanted.at("meta:channel"), std::set<std::string>{"web"});
        auto mixed = both;
        mixed.id = "crossed:meta:region+structure:casing";
        mixed.unit = "mention";
        const auto missed = mentionsBehind(mixed, "errors." + mixed.id, 1, 6);
        QVERIFY(missed && missed->wanted.contains("casing"));
        QCOMPARE(missed->wanted.at("class"), std::set<std::string>{"missed"});
        mixed.id = "crossed:meta:region+list:names"; // the page has no column for it
        QVERIFY(!mentionsBehind(mixed, "errors." + mixed.id, 1, 6));
        mixed = both;
        mixed.groups[1].name.clear();
        mixed.groups[1].unknown = true;
        QVERIFY(!mentionsBehind(mixed, "errors." + mixed.id, 1, 6));
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestAuditFigures)
#include "tst_audit_figures.moc"
