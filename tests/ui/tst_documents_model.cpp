// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "tests/ui/fake_workbench.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// Searches a project at once, but keeps the answer until it is let go: a search that takes its time
// has found things by then.
class HeldSearch : public FakeWorkbench {
public:
    explicit HeldSearch(int documents) {
        m_project = std::move(*store::Project::create(
            std::filesystem::path(m_folder.path().toStdString()) / "p.evenspan"));
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < documents; ++i) {
            DocumentDraft draft;
            draft.text = "n" + std::to_string(i);
            draft.grid.sentenceStarts = {0};
            drafts.push_back(draft);
        }
        if (!m_project->writer()->addDocuments("Import", drafts))
            qFatal("no documents");
    }
    std::vector<std::function<void()>> held;
    int forgotten = 0;
    void letGo() {
        for (const auto& reply : std::exchange(held, {}))
            reply();
    }
    void forget(Ticket ticket) override {
        ++forgotten;
        FakeWorkbench::forget(ticket);
    }

protected:
    Ticket readInBackground(ReaderJob job) override {
        const auto reader = *m_project->reader();
        held.push_back(job(reader.get(), {}, {}));
        return 1'000'000 + held.size();
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Project> m_project;
};

store::DocumentFilter expression(const char* text) {
    store::DocumentFilter filter;
    filter.query = *store::parseQuery(text);
    return filter;
}

} // namespace

class TestDocumentsModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }

    void keepsTheRulesOfModels() {
        FakeWorkbench workbench;
        workbench.documents = 700;
        DocumentsModel model(workbench);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy loaded(&model, &DocumentsModel::loaded);
        model.setFilter({});
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(model.rowCount(), 700);
        model.data(model.index(600, 0));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QTRY_VERIFY(changed.count() > 0);
        model.setFilter({.split = "test", .states = {}, .text = {}, .trash = false, .query = {}});
        QTRY_COMPARE(loaded.count(), 2);
        QCOMPARE(model.rowCount(), 70);
    }

    void asksOnceForABlock() {
        FakeWorkbench workbench;
        workbench.documents = 1000;
        DocumentsModel model(workbench);
        QSignalSpy loaded(&model, &DocumentsModel::loaded);
        model.setFilter({});
        QTRY_COMPARE(loaded.count(), 1);
        const QString name = model.data(model.index(300, 0)).toString();
        QCOMPARE(name, QStringLiteral("…"));
        for (int row = 256; row < 512; ++row)
            model.data(model.index(row, 0));
        QCOMPARE(workbench.askedRows.size(), std::size_t(1));
        QCOMPARE(workbench.askedRows[0].size(), std::size_t(DocumentsModel::kBlock));
        QCOMPARE(workbench.askedRows[0].front(), DocumentId{257});
        QTRY_COMPARE(model.data(model.index(300, 0)).toString(), QStringLiteral("messages-301"));
        QCOMPARE(workbench.askedRows.size(), std::size_t(1));
        model.data(model.index(999, 0)); // the last, short block
        QCOMPARE(workbench.askedRows.back().size(), std::size_t(1000 - 768));
    }

    // Rows of an old filter must not land in the new one.
    void dropsStaleAnswers() {
        FakeWorkbench workbench;
        workbench.documents = 1000;
        DocumentsModel model(workbench);
        QSignalSpy loaded(&model, &DocumentsModel::loaded);
        model.setFilter({});
        QTRY_COMPARE(loaded.count(), 1);
        workbench.delay = 30;
        model.data(model.index(0, 0));
        model.setFilter({.split = "test", .states = {}, .text = {}, .trash = false, .query = {}});
        model.setFilter(
            {.split = {}, .states = {}, .text = "nothing", .trash = false, .query = {}});
        QCOMPARE(workbench.waiting(), 1); // the newest question alone
        QTRY_COMPARE(loaded.count(), 2);
        QCOMPARE(model.rowCount(), 0);
        QTest::qWait(80);
        QCOMPARE(loaded.count(), 2);
    }

    // What the heading's arrow shows and what is asked for are one.
    void columnsAndOrdersMatch() {
        FakeWorkbench workbench;
        workbench.documents = 50;
        DocumentsModel model(workbench);
        model.setMetadata({QStringLiteral("language"), QStringLiteral("source")});
        int sorted = 0;
        for (int column = 0; column < model.columnCount(); ++column)
            for (const bool descending : {false, true}) {
                const auto order = model.orderOf(column, descending);
                if (!order)
                    continue;
                ++sorted;
                QCOMPARE(model.columnOf(*order), column);
                QCOMPARE(order->descending, descending);
            }
        QCOMPARE(sorted, 20); // all but text and sentences
        QSignalSpy loaded(&model, &DocumentsModel::loaded);
        model.sort(DocumentsModel::FirstMeta + 1, Qt::DescendingOrder);
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(workbench.lastOrder.field, std::string("source"));
        QVERIFY(workbench.lastOrder.descending);
        // The word of a filter goes first, and the click is in force again without it.
        model.setFilter({}, store::DocumentOrder{store::DocumentOrder::Key::Name, {}, false});
        QCOMPARE(model.columnOf(model.order()), int(DocumentsModel::Name));
        model.setFilter({}, std::nullopt);
        QCOMPARE(model.columnOf(model.order()), DocumentsModel::FirstMeta + 1);
        model.sort(-1);
        QCOMPARE(model.order(), store::DocumentOrder{});
    }

    void metadataColumnsComeAndGo() {
        FakeWorkbench workbench;
        workbench.documents = 20;
        DocumentsModel model(workbench);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 20);
        const QList<QStringList> steps{{QStringLiteral("a")},
            {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")},
            {QStringLiteral("a"), QStringLiteral("c")}, {}, {QStringLiteral("language")}};
        for (const QStringList& step : steps) {
            model.setMetadata(step);
            QCOMPARE(model.columnCount(), DocumentsModel::FirstMeta + int(step.size()));
            for (int i = 0; i < step.size(); ++i)
                QCOMPARE(model.headerData(DocumentsModel::FirstMeta + i, Qt::Horizontal).toString(),
                    step[i]);
        }
        model.data(model.index(0, 0));
        QTRY_COMPARE(
            model.data(model.index(2, DocumentsModel::FirstMeta)).toString(), QStringLiteral("zh"));
    }

    void keepsFewBlocks() {
        FakeWorkbench workbench;
        workbench.documents = 200 * DocumentsModel::kBlock;
        DocumentsModel model(workbench);
        QSignalSpy loaded(&model, &DocumentsModel::loaded);
        model.setFilter({});
        QTRY_COMPARE(loaded.count(), 1);
        for (int block = 0; block < 100; ++block) {
            model.data(model.index(block * DocumentsModel::kBlock, 0));
            QTRY_VERIFY(model.data(model.index(block * DocumentsModel::kBlock, 0)).toString()
                != QStringLiteral("…"));
        }
        QCOMPARE(workbench.askedRows.size(), std::size_t(100));
        model.data(model.index(0, 0)); // gone long ago: asked for again
        QCOMPARE(workbench.askedRows.size(), std::size_t(101));
    }

    void reportsErrors() {
        FakeWorkbench workbench;
        workbench.documents = 10;
        DocumentsModel model(workbench);
        QSignalSpy failed(&model, &DocumentsModel::failed);
        workbench.nextError = Error{ErrorCode::Corrupt, "broken", "a page", "Restore a backup."};
        model.setFilter({});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(model.rowCount(), 0);
    }

    void aMillionRowsScroll() {
        FakeWorkbench workbench;
        workbench.documents = 1000000;
        DocumentsModel model(workbench);
        DataTable table;
        table.setModel(&model);
        table.resize(800, 600);
        table.show();
        QSignalSpy loaded(&model, &DocumentsModel::loaded);
        model.setFilter({});
        QTRY_COMPARE(loaded.count(), 1);
        table.scrollToBottom();
        QTRY_COMPARE(
            model.data(model.index(999999, 0)).toString(), QStringLiteral("messages-1000000"));
        // Only what was seen was asked for.
        QVERIFY(workbench.askedRows.size() <= 4);
        QVERIFY(table.indexAt(QPoint(5, 5)).row() > 999900);
    }

    // A search that reads every text shows its first matches while it reads, and the others come
    // behind them.
    void aSlowSearchShowsItsFirstMatches() {
        HeldSearch workbench(700);
        DocumentsModel model(workbench);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy begun(&model, &DocumentsModel::begun), loaded(&model, &DocumentsModel::loaded),
            searching(&model, &DocumentsModel::searching),
            reset(&model, &DocumentsModel::modelReset);
        model.setFilter(expression("re:n"));
        QTRY_COMPARE_WITH_TIMEOUT(begun.count(), 1, 30000);
        QCOMPARE(model.rowCount(), int(store::SearchProgress::kFirst));
        QVERIFY(model.loading());
        QCOMPARE(loaded.count(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(searching.count() > 0, 30000);
        QCOMPARE(searching[0][0].toLongLong(), 700);
        QCOMPARE(searching[0][1].toInt(), 100);
        QTRY_COMPARE_WITH_TIMEOUT(
            model.data(model.index(255, 0)).toString(), QStringLiteral("messages-256"), 30000);
        QCOMPARE(reset.count(), 1);
        workbench.letGo();
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(model.rowCount(), 700);
        QCOMPARE(reset.count(), 1); // they came behind
        QVERIFY(!model.loading());
        QTRY_COMPARE_WITH_TIMEOUT(
            model.data(model.index(699, 0)).toString(), QStringLiteral("messages-700"), 30000);
        const auto said = searching.count();
        QTest::qWait(400);
        QCOMPARE(searching.count(), said); // nothing is looked at any more

        // In another order nothing is shown before the end, but it is said how far it is.
        model.setFilter(
            expression("re:n7"), store::DocumentOrder{store::DocumentOrder::Key::Id, {}, true});
        QTRY_VERIFY_WITH_TIMEOUT(searching.count() > said, 30000);
        QCOMPARE(begun.count(), 1);
        workbench.letGo();
        QCOMPARE(model.rowCount(), 11);
        QCOMPARE(model.id(0), DocumentId{80});

        // Another filter ends the search.
        model.setFilter(expression("re:n1"));
        QTRY_COMPARE_WITH_TIMEOUT(begun.count(), 2, 30000);
        const int before = workbench.forgotten;
        workbench.documents = 30;
        model.setFilter({});
        QVERIFY(workbench.forgotten > before);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 30, 30000);
    }

    // Who reads among the first matches stays there when the others come.
    void aGrowingListLeavesTheReaderInPeace() {
        HeldSearch workbench(700);
        DocumentsTable table(workbench);
        QSignalSpy listed(&table, &DocumentsTable::listed);
        table.documents().setFilter(expression("re:n"));
        QTRY_COMPARE_WITH_TIMEOUT(table.current(), DocumentId{1}, 30000);
        table.goToRow(20);
        QCOMPARE(listed.count(), 0);
        workbench.letGo();
        QCOMPARE(listed.count(), 1);
        QCOMPARE(listed[0][0].toInt(), 700);
        QCOMPARE(table.current(), DocumentId{21});
        QCOMPARE(table.selectedCount(), 1);
        // Another list begins at its top.
        table.documents().setFilter(expression("re:n6"));
        QTRY_COMPARE_WITH_TIMEOUT(table.current(), DocumentId{7}, 30000);
        workbench.letGo();
        QCOMPARE(table.current(), DocumentId{7});
    }

    void copiesAsTsv() {
        FakeWorkbench workbench;
        workbench.documents = 5;
        DocumentsModel model(workbench);
        DataTable table;
        table.setModel(&model);
        table.setColumnHidden(DocumentsModel::Text, true);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 5);
        model.data(model.index(0, 0));
        QTRY_VERIFY(model.data(model.index(0, 0)).toString() != QStringLiteral("…"));
        table.selectRow(1);
        const QStringList lines = table.selectionAsTsv().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].split(QLatin1Char('\t')).size(), DocumentsModel::FirstMeta - 1);
        QVERIFY(lines[1].startsWith(QStringLiteral("messages-2\t")));
    }
};

QTEST_MAIN(TestDocumentsModel)
#include "tst_documents_model.moc"
