// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "tests/review/review_window.h"
#include "ui/common/widgets.h"
#include "ui/review/queue_model.h"
#include "ui/review/queue_texts.h"
#include "ui/review/review_page.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;
using store::LabelVerdict;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

QString text(ReviewPage* page, int row) {
    return page->model().index(row).data(Qt::AccessibleTextRole).toString();
}

} // namespace

class TstReviewPage : public QObject {
    Q_OBJECT
    Theme* m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        m_theme = new Theme(*qobject_cast<QApplication*>(qApp));
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { delete m_theme; }

    void oneKeyForEachDecision() {
        ReviewWindow w(*m_theme, ReviewWindow::Kind::WithFold);
        ReviewPage* page = w.page;
        SOON(page->model().rowCount() == 4);
        QCOMPARE(page->list()->currentIndex().row(), 0);
        const QStringList right{
            QStringLiteral("0-13 PER"), QStringLiteral("17-28 ORG"), QStringLiteral("39-42 LOC")};
        // Fix: the labels are the proposed ones, and the next place is chosen.
        const auto first = page->model().at(0)->document.value;
        const QString second = text(page, 1);
        QTest::keyClick(page->list(), Qt::Key_F);
        QCOMPARE(page->model().rowCount(), 3);
        QCOMPARE(text(page, page->list()->currentIndex().row()), second);
        SOON(w.labels(first) == right);
        // Keep and unsure change no label.
        const auto kept = page->model().at(0)->document.value;
        const QStringList before = w.labels(kept);
        QTest::keyClick(page->list(), Qt::Key_K);
        QTest::keyClick(page->list(), Qt::Key_U);
        QCOMPARE(page->model().rowCount(), 1);
        const auto says = [&](const QString& what) {
            for (const QLabel* label : page->findChildren<QLabel*>())
                if (label->text().contains(what))
                    return true;
            return false;
        };
        SOON(says(QStringLiteral("1 of 2 were errors")) && says(QStringLiteral("1 unsure")));
        QCOMPARE(w.labels(kept), before);
        // Undo, newest first: each place comes back.
        for (const int rows : {2, 3, 4}) {
            w.action("edit.undo")->trigger();
            SOON(page->model().rowCount() == rows);
        }
        SOON(w.labels(first) != right);
    }

    void theLastDecisionEmptiesTheQueue() {
        ReviewWindow w(*m_theme, ReviewWindow::Kind::WithFold);
        ReviewPage* page = w.page;
        SOON(page->model().rowCount() == 4);
        for (int n = 0; n < 4; ++n)
            QTest::keyClick(page->list(), Qt::Key_F);
        SOON(page->findChild<EmptyState*>()->isVisible());
        const QStringList right{
            QStringLiteral("0-13 PER"), QStringLiteral("17-28 ORG"), QStringLiteral("39-42 LOC")};
        for (std::int64_t document = 1; document <= 12; ++document)
            SOON(w.labels(document) == right);
        // They are still there for who wants to see them.
        page->findChild<QCheckBox*>()->setChecked(true);
        QCOMPARE(page->model().rowCount(), 4);
        QVERIFY(text(page, 0).contains(verdictText(LabelVerdict::Fix)));
    }

    void kindsAreFiltered() {
        ReviewWindow w(*m_theme, ReviewWindow::Kind::WithFold);
        ReviewPage* page = w.page;
        SOON(page->model().rowCount() == 4);
        QComboBox* kinds = nullptr;
        for (QComboBox* box : page->findChildren<QComboBox*>())
            if (box->count() == 5)
                kinds = box;
        QVERIFY(kinds);
        for (int kind = 1; kind < 5; ++kind) {
            kinds->setCurrentIndex(kind);
            QCOMPARE(page->model().rowCount(), 1);
            QCOMPARE(int(page->model().at(0)->kind), kind - 1);
        }
    }

    void enterOpensThePlace() {
        ReviewWindow w(*m_theme, ReviewWindow::Kind::WithFold);
        ReviewPage* page = w.page;
        SOON(page->model().rowCount() == 4);
        QTest::keyClick(page->list(), Qt::Key_Return);
        QVERIFY(w.opened.has_value());
        QCOMPARE(w.opened->first, page->model().at(0)->document);
    }

    // Without a cross-training equal strings speak, and it is said what more there could be.
    void withoutACrossTraining() {
        ReviewWindow w(*m_theme, ReviewWindow::Kind::StringsAlone);
        ReviewPage* page = w.page;
        SOON(page->model().rowCount() > 0);
        for (int row = 0; row < page->model().rowCount(); ++row)
            QVERIFY(page->model().at(row)->byStrings);
        ReviewWindow none(*m_theme, ReviewWindow::Kind::NothingDecided);
        SOON(none.page->findChild<EmptyState*>()->isVisible());
        QCOMPARE(none.page->model().rowCount(), 0);
    }

    // Somebody changed the label meanwhile: it is said, and the place is open again.
    void aChangedLabelIsNotFixed() {
        ReviewWindow w(*m_theme, ReviewWindow::Kind::WithFold);
        ReviewPage* page = w.page;
        SOON(page->model().rowCount() == 4);
        int at = 0;
        while (page->model().at(at)->given.empty())
            ++at;
        page->list()->setCurrentIndex(page->model().index(at));
        bool gone = false;
        const auto span = page->model().at(at)->given.front().span->id;
        w.workbench.edit(
            page->model().at(at)->document,
            [span](store::Writer& writer) { return writer.removeSpan(span); },
            [&](const Result<void>& done) { gone = done.ok(); });
        SOON(gone);
        QTest::keyClick(page->list(), Qt::Key_F);
        SOON(page->findChild<ErrorBanner*>()->isVisible());
        SOON(page->model().rowCount() == 4);
    }

    void theModelKeepsItsRules() {
        auto queue = std::make_shared<LabelQueue>();
        for (int n = 0; n < 40; ++n) {
            QueueRow row;
            row.document = DocumentId(n);
            row.kind = DoubtKind(n % 4);
            row.place = std::to_string(n);
            row.given.push_back({{0, 1}, "A", "x", {}});
            queue->rows.push_back(row);
        }
        QueueModel model;
        QAbstractItemModelTester tester(&model);
        model.setQueue(queue);
        Philox rng(4);
        for (int step = 0; step < 300; ++step) {
            if (step % 50 == 0)
                model.setFilter(step % 100 ? std::optional(DoubtKind(step % 4)) : std::nullopt,
                    step % 150 == 0);
            std::vector<store::LabelDecisionRow> decisions;
            if (step % 7 == 0) {
                for (int n = 0; n < 40; ++n)
                    if (rng.below(2)) {
                        store::LabelDecisionRow row;
                        row.document = DocumentId(n);
                        row.place = std::to_string(n);
                        decisions.push_back(row);
                    }
                model.setDecisions(decisions);
            } else if (model.rowCount() > 0) {
                model.setVerdict(int(rng.below(std::uint64_t(model.rowCount()))),
                    rng.below(3) ? std::optional(LabelVerdict::Keep) : std::nullopt);
            }
            for (int row = 1; row < model.rowCount(); ++row)
                QVERIFY(model.at(row - 1)->document < model.at(row)->document);
        }
        model.setQueue({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TstReviewPage)
#include "tst_review_page.moc"
