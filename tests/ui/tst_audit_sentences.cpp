// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure of names in sentences counts, asked of a run of the toy engine: the sentences, and
// each name in each sentence.
#include "core/app/audit/audit_store.h"
#include "core/text/offset_map.h"
#include "tests/ui/toy_audit_window.h"
#include "ui/audit/audit_mentions.h"
#include "ui/audit/audit_sentences.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/name_map_view.h"
#include "ui/audit/sentences_tab.h"
#include "ui/audit/side_views.h"
#include "ui/common/data_table.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPushButton>
#include <QTabBar>

#include <algorithm>
#include <cmath>

using namespace evenspan;
using namespace evenspan::ui;

class TestAuditSentences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-audit-sentences"));
        m_theme = new Theme(*qApp);
    }

    void init() { QSettings().clear(); }

    // Names in sentences: what a figure counts is listed with the run's answers.
    void aFigureOfASuiteOpensItsSentences() {
        ToyWindow bench(*m_theme, true);
        auto request = bench.request();
        request.groups.clear();
        request.suites = {"words"};
        request.swaps = {{"PER", "words"}};
        bench.page->start(request);
        QVERIFY(AuditWindow::shows(bench.page, "toy"));
        const auto& audit = bench.page->audit()->audit;
        QCOMPARE(audit.dimensions.size(), std::size_t(2));
        auto* tabs = bench.page->findChild<SideViews*>();
        auto* sentences = bench.page->findChild<SentencesTab*>();
        QAbstractItemModelTester tester(
            sentences->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* kinds = named<QComboBox>(bench.page, "Kind of groups");
        for (int kind = 0; kind < 2; ++kind) {
            kinds->setCurrentIndex(kind);
            Q_EMIT kinds->activated(kind);
            tabs->setCurrentIndex(3); // errors
            auto* tab = qobject_cast<FiguresTab*>(tabs->widget(3));
            auto* table = tab->findChild<DataTable*>();
            SOON(tab->model()->rowCount() == 2);
            const auto& groups = audit.dimensions[std::size_t(kind)].groups;
            std::uint64_t listed = 0;
            for (int row = 0; row < 2; ++row)
                for (const auto& [column, count] :
                    {std::pair(1, groups[std::size_t(row)].errors.right),
                        std::pair(2, groups[std::size_t(row)].errors.otherType),
                        std::pair(6, groups[std::size_t(row)].errors.missed)}) {
                    tabs->setCurrentIndex(3);
                    table->setCurrentIndex(tab->model()->index(row, column));
                    table->setFocus();
                    QTest::keyClick(table, Qt::Key_Return);
                    QCOMPARE(tabs->currentWidget(), sentences);
                    QVERIFY(sentences->asking());
                    SOON(!sentences->asking());
                    // As many as the audit counted, each with the answer of its column.
                    QCOMPARE(std::uint64_t(sentences->model()->rowCount()), count.value_or(0));
                    listed += sentences->cases().size();
                    for (const auto& one : sentences->cases()) {
                        QCOMPARE(one.group, groups[std::size_t(row)].name);
                        QCOMPARE(one.answer.right(), column == 1);
                        QVERIFY(one.text.find(one.answer.name) != std::string::npos);
                        QCOMPARE(one.document == DocumentId{}, kind == 0);
                    }
                    QVERIFY(bench.page->goUp()); // Esc: to the figure
                    QCOMPARE(tabs->currentWidget(), static_cast<QWidget*>(tab));
                }
            QVERIFY(listed > 0);
        }
        // What a swap changed, from the matrix: both answers, of which one is right.
        tabs->setCurrentIndex(4);
        auto* swaps = qobject_cast<FiguresTab*>(tabs->widget(4));
        const auto& dimension = audit.dimensions[1];
        Q_EMIT swaps->casesWanted(
            {dimension.id, dimension.groups[1].name, std::string(), {}, {}, CaseWish::Change::Any});
        SOON(!sentences->asking());
        QVERIFY(!sentences->cases().empty());
        for (const auto& one : sentences->cases()) {
            QVERIFY(one.before && one.before->right() != one.answer.right());
            QVERIFY(one.before->name != one.answer.name);
        }
        // Enter leads to the place in the document where the name was written.
        std::optional<std::pair<DocumentId, CodePointRange>> place;
        connect(sentences, &SentencesTab::placeWanted, sentences,
            [&](DocumentId document, CodePointRange range) {
                place = {document, range};
            });
        // The map of names has a table of its own.
        const auto tables = sentences->findChildren<DataTable*>();
        const auto found = std::find_if(tables.begin(), tables.end(),
            [&](const DataTable* each) { return each->model() == sentences->model(); });
        QVERIFY(found != tables.end());
        auto* list = *found;
        list->setCurrentIndex(sentences->model()->index(0, 0));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        SOON(place.has_value());
        const auto& first = sentences->cases()[std::size_t(sentences->model()->place(0))];
        QCOMPARE(place->first, first.document);
        std::optional<std::string> there;
        bench.workbench.document(place->first, [&](Result<store::DocumentData> document) {
            const OffsetMap map(document->text);
            there = std::string(map.slice(place->second));
        });
        SOON(there.has_value());
        QCOMPARE(*there, first.before->name);
        // A list that has changed since says so.
        Q_EMIT swaps->casesWanted({dimension.id, "no such group", {}, {}, {}, {}});
        SOON(!sentences->asking());
        SOON(says(bench.page, QStringLiteral("no such group")));
    }

    // Every name in every sentence of a suite, by one press; each cell as the audit counted it.
    void everyNameIsAskedInEverySentence() {
        ToyWindow bench(*m_theme, true);
        auto request = bench.request();
        request.suites = {"words"};
        bench.page->start(request);
        QVERIFY(AuditWindow::shows(bench.page, "toy"));
        const auto& audit = bench.page->audit()->audit;
        auto* tabs = bench.page->findChild<SideViews*>();
        auto* sentences = bench.page->findChild<SentencesTab*>();
        tabs->setCurrentWidget(sentences);
        auto* ask = named<QPushButton>(bench.page, "Ask the run about every name");
        QVERIFY(ask && !ask->isVisible()); // forms of words have no names
        auto* kinds = named<QComboBox>(bench.page, "Kind of groups");
        kinds->setCurrentIndex(1);
        Q_EMIT kinds->activated(1);
        QVERIFY(ask->isVisible());
        QCOMPARE(sentences->focusTarget(), static_cast<QWidget*>(ask));
        QTest::mouseClick(ask, Qt::LeftButton);
        QVERIFY(sentences->asking());
        SOON(!sentences->asking());
        auto* view = sentences->map();
        QVERIFY(view->isVisible());
        auto* model = view->model();
        QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 85);
        QCOMPARE(model->columnCount(), 3 + 2);
        // The sums of a group and sentence are those of the audit's map.
        const auto& dimension = audit.dimensions[1];
        std::map<std::pair<std::string, std::string>, std::pair<double, double>> sums;
        double before = -1;
        bool missedIsDark = false;
        for (int row = 0; row < model->rowCount(); ++row) {
            const auto& one = model->map().rows[std::size_t(model->place(row))];
            const double share = *model->table().rows[std::size_t(model->place(row))][2].value;
            QVERIFY(share >= before); // the hardest first
            before = share;
            double right = 0;
            for (std::size_t t = 0; t < 2; ++t) {
                QVERIFY(one.answers[t].has_value());
                const bool found = *one.answers[t] == SlotAnswer::Kind::Right;
                right += found;
                auto& [over, under] = sums[{model->map().patterns[t], one.group}];
                over += found;
                under += 1;
                const auto index = model->index(row, 3 + int(t));
                QCOMPARE(index.data(Qt::BackgroundRole).isValid(), !found);
                QVERIFY(!index.data().toString().isEmpty()); // said, not only shaded
                if (*one.answers[t] == SlotAnswer::Kind::Missed) {
                    const auto dark = index.data(Qt::BackgroundRole).value<QColor>();
                    const auto text = index.data(Qt::ForegroundRole).value<QColor>();
                    missedIsDark = dark.isValid() && text.isValid()
                        && std::abs(dark.lightnessF() - text.lightnessF()) > 0.5;
                    QVERIFY(missedIsDark);
                }
            }
            QCOMPARE(share, right / 2);
        }
        QVERIFY(missedIsDark);
        QCOMPARE(sums.size(), std::size_t(4));
        for (const auto& cell : dimension.templates)
            if (cell.recall.value) {
                const auto& [over, under] = sums.at({cell.templateId, cell.group});
                QCOMPARE(*cell.recall.value, over / under);
            }
        // Enter leads to the sentence of the cell; the other view comes back by its tab.
        auto* table = view->findChild<DataTable*>();
        table->setCurrentIndex(model->index(4, 4));
        table->setFocus();
        const auto& wanted = model->map().rows[std::size_t(model->place(4))];
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(!view->isVisible());
        auto* list = qobject_cast<DataTable*>(sentences->focusTarget());
        QVERIFY(list);
        const auto& there =
            sentences->cases()[std::size_t(sentences->model()->place(list->currentIndex().row()))];
        QCOMPARE(there.answer.name, wanted.name);
        QCOMPARE(there.pattern, model->map().patterns[1]);
        sentences->findChild<QTabBar*>()->setCurrentIndex(1);
        QVERIFY(view->isVisible());
        // The sentences of one cell alone have no map.
        auto* swaps = qobject_cast<FiguresTab*>(tabs->widget(4));
        Q_EMIT swaps->casesWanted({dimension.id, "people", {}, "t1", {}, {}});
        SOON(!sentences->asking());
        QVERIFY(!view->isVisible());
        QVERIFY(!sentences->findChild<QTabBar*>()->isVisible());
    }

    void whatAFigureOfNamesCountsIsTold() {
        const auto audit = test::sampleAudit(3);
        const auto& dimension = audit.dimensions[2];
        const auto parts = report::auditParts(audit, "en");
        QVERIFY(parts);
        const auto table = [&](const QString& id) {
            const auto& part = parts->dimensions[2];
            for (const auto* blocks : {&part.groups, &part.gaps, &part.errors, &part.swaps})
                for (const auto& block : *blocks)
                    if (const auto* one = std::get_if<report::Table>(&block))
                        if (one->id.startsWith(id))
                            return *one;
            qFatal("there is no table %s", qPrintable(id));
        };
        const auto group = [&](std::size_t at) { return dimension.groups[at].name; };
        const auto whole = casesBehind(dimension, table(QStringLiteral("performance.")), 1, 0);
        QVERIFY(whole && whole->group == group(1) && !whole->from && whole->answers.empty());
        QCOMPARE(whole->dimension, dimension.id);
        const auto missed = casesBehind(dimension, table(QStringLiteral("errors.")), 0, 6);
        QVERIFY(missed && missed->group == group(0));
        QVERIFY(missed->answers == std::set{SlotAnswer::Kind::Missed});
        // Groups that the inspection page has no column for; its own go there.
        auto listed = audit.dimensions[1];
        listed.id = "list:mine";
        listed.source = "list";
        auto errors = table(QStringLiteral("errors."));
        errors.id = QStringLiteral("errors.list:mine");
        const auto merged = casesBehind(listed, errors, 0, 5);
        QVERIFY(merged && merged->answers == std::set{SlotAnswer::Kind::Merged});
        listed.id = "structure:polysemy";
        listed.source = "structure";
        QVERIFY(casesBehind(listed, errors, 0, 1) && !mentionsBehind(listed, "errors.x", 0, 1));
        listed.id = "structure:subwords";
        QVERIFY(!casesBehind(listed, errors, 0, 1) && mentionsBehind(listed, "errors.x", 0, 1));
        const auto matrix = table(QStringLiteral("matrix."));
        const auto pair = casesBehind(dimension, matrix, 0, 2);
        QVERIFY(pair && pair->from);
        QCOMPARE(QString::fromStdString(*pair->from), matrix.rows[0][0].printed);
        QCOMPARE(QString::fromStdString(pair->group), matrix.columns[2].head);
        QVERIFY(!casesBehind(dimension, matrix, 0, 1)); // a group in the place of itself
        const auto map = table(QStringLiteral("templates."));
        const auto cell = casesBehind(dimension, map, 1, 2);
        QVERIFY(cell);
        QCOMPARE(QString::fromStdString(cell->pattern), map.rows[1][0].printed);
        QCOMPARE(QString::fromStdString(cell->group), map.columns[2].head);
        const auto lost = casesBehind(dimension, table(QStringLiteral("swaps.")), 0, 4);
        QVERIFY(lost && lost->change == CaseWish::Change::Lost);
        QVERIFY(!casesBehind(audit.dimensions[0], table(QStringLiteral("performance.")), 0, 0));
        QVERIFY(!casesBehind(dimension, map, 1000, 0));
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestAuditSentences)
#include "tst_audit_sentences.moc"
