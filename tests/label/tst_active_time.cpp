// SPDX-License-Identifier: GPL-3.0-or-later
// Active time by a clock of the test's own, and what the page says of it.
#include "core/store/annotations.h"
#include "tests/label/label_fixture.h"
#include "ui/label/active_time.h"
#include "ui/label/progress_button.h"

#include <QWheelEvent>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

struct Bench {
    QWidget page;
    QLineEdit* field = new QLineEdit(&page);
    QLineEdit other;
    qint64 now = 0;
    std::vector<std::pair<std::int64_t, qint64>> stored;
    ActiveTime* time = nullptr;

    Bench() {
        time = new ActiveTime(
            &page,
            [this](DocumentId document, qint64 ms) { stored.emplace_back(document.value, ms); },
            [this] { return now; });
        page.show();
        time->setDocument(DocumentId(1));
    }
    void key(qint64 at) {
        now = at;
        QTest::keyClick(field, Qt::Key_A);
    }
};
using Stored = std::vector<std::pair<std::int64_t, qint64>>;

} // namespace

class TstActiveTime : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }

    void pausesCountUpToAMinute() {
        Bench b;
        b.key(1000); // the first sign of life: nothing before it counts
        QCOMPARE(b.time->gathered(), 0);
        b.key(4000);
        b.key(64'000); // a minute exactly still counts
        QCOMPARE(b.time->gathered(), 63'000);
        b.key(124'001); // a millisecond more is a break
        QCOMPARE(b.time->gathered(), 63'000);
        b.key(125'001);
        QCOMPARE(b.time->gathered(), 64'000);
        QVERIFY(b.stored.empty()); // in batches, not with every key
        b.time->flush();
        QCOMPARE(b.stored, (Stored{{1, 64'000}}));
        b.time->flush();
        QCOMPARE(b.stored.size(), std::size_t(1));
    }

    void mouseAndWheelCountToo() {
        Bench b;
        b.key(0);
        b.now = 5000;
        QTest::mouseMove(b.field, QPoint(2, 2));
        QTest::mouseClick(b.field, Qt::LeftButton);
        QCOMPARE(b.time->gathered(), 5000);
        b.now = 9000;
        QWheelEvent wheel(QPointF(1, 1), b.field->mapToGlobal(QPointF(1, 1)), {}, {0, 120},
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(b.field, &wheel);
        QCOMPARE(b.time->gathered(), 9000);
        b.now = 20'000;
        QTest::keyClick(&b.other, Qt::Key_A); // not on the page
        QCOMPARE(b.time->gathered(), 9000);
    }

    void eachDocumentGetsItsOwn() {
        Bench b;
        b.key(0);
        b.key(10'000);
        b.time->setDocument(DocumentId(2));
        QCOMPARE(b.stored, (Stored{{1, 10'000}}));
        b.key(13'000); // the time to the first key belongs to the new one
        b.time->setDocument({});
        b.key(14'000); // no document: nobody's
        b.time->setDocument(DocumentId(3));
        QCOMPARE(b.stored, (Stored{{1, 10'000}, {2, 3000}}));
        b.page.hide();
        b.page.show();
        b.key(15'000); // the page was away
        QCOMPARE(b.time->gathered(), 0);
    }

    void thePageStoresAndShowsIt() {
        QSettings().clear();
        Fixture f(*m_theme, {draft("one", "Mira met Acme ."), draft("two", "Nothing .")}, {},
            nullptr, [](store::Project& project) {
                store::Annotations annotations(*project.writer());
                if (!annotations.addActiveTime(DocumentId(1), 4'320'000))
                    qFatal("time");
            });
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PER")});
        auto* line = f.page->findChild<ProgressButton*>();
        QTRY_COMPARE(
            line->text(), QStringLiteral("0 of 2 done  ·  1 entities an hour  ·  1 h 12 min"));
        QTest::qWait(5);
        f.key(Qt::Key_Right);
        f.trigger("label.done");
        QTRY_VERIFY(line->text().startsWith(QStringLiteral("1 of 2 done")));
        // What was measured is stored at the latest when the document changes.
        std::optional<std::int64_t> time;
        const auto measured = [&] {
            f.workbench.query<store::Effort>(
                [](store::Reader& reader, std::stop_token) {
                    return store::effort(reader, DocumentId(1));
                },
                [&](Result<store::Effort> effort) { time = effort->milliseconds; });
            return QTest::qWaitFor([&] { return time.has_value(); }) && *time > 4'320'000;
        };
        QTRY_VERIFY(measured());
        QCOMPARE(f.stored().row.state, DocumentState::Done); // the time is no edit
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Mark “one” as done"));
        f.key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        ProgressPopup* popup = nullptr;
        QTRY_VERIFY((popup = line->findChild<ProgressPopup*>()) && popup->isVisible());
        const QTableView* states = nullptr;
        const QTableView* labels = nullptr;
        for (const auto* table : popup->findChildren<QTableView*>())
            (table->accessibleName() == QStringLiteral("Progress by state") ? states : labels) =
                table;
        QVERIFY(states && labels);
        const auto at = [](const QTableView* table, int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QTRY_COMPARE(at(states, int(DocumentState::Done), 1), QStringLiteral("1"));
        QTRY_VERIFY(at(states, int(DocumentState::Done), 2).startsWith(QStringLiteral("1 h")));
        QCOMPARE(at(states, int(DocumentState::Unseen), 1), QStringLiteral("1"));
        QCOMPARE(labels->model()->rowCount(), 3);
        QCOMPARE(at(labels, 1, 0), QStringLiteral("PER"));
        QCOMPARE(at(labels, 1, 1), QStringLiteral("1"));
        QTest::keyClick(popup, Qt::Key_Escape);
        QTRY_VERIFY(!line->findChild<ProgressPopup*>());
    }
};

QTEST_MAIN(TstActiveTime)
#include "tst_active_time.moc"
