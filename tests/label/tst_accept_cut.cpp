// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/run_confidence.h"
#include "tests/label/label_fixture.h"
#include "ui/label/accept_dialog.h"

#include <QDoubleSpinBox>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

// The dialog that accepts suggestions offers the cut that somebody chose for their run.
class TstAcceptCut : public QObject {
    Q_OBJECT
    Theme* m_theme = nullptr;

    std::unique_ptr<Fixture> make(std::optional<double> cut, std::int64_t finished) {
        DocumentDraft one = draft("one", "Mira Tolvanen of Okafor Labs");
        return std::make_unique<Fixture>(
            *m_theme, std::vector{one}, nullptr, nullptr, [&](store::Project& project) {
                store::RunRow row;
                row.name = "first";
                row.state = store::RunState::Finished;
                row.finished = 500;
                const auto run = *project.writer()->createRun(row);
                RunConfidence confidence;
                confidence.split = "validation";
                confidence.cut = cut;
                confidence.cutPrecision = 0.951;
                confidence.cutLeft = 0.25;
                confidence.runFinished = finished;
                if (!keepConfidence(*project.writer(), run, confidence))
                    qFatal("nothing kept");
            });
    }
    static std::unique_ptr<AcceptDialog> open(Fixture& f) {
        auto dialog = std::make_unique<AcceptDialog>(f.workbench, AcceptDialog::Decision::Accept,
            DocumentId(1), std::vector<store::SpanRow>{}, store::DocumentFilter{}, f.page);
        dialog->show();
        return dialog;
    }
    static bool says(AcceptDialog& dialog, const char* what) {
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            if (label->text().contains(QLatin1String(what)))
                return true;
        return false;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        m_theme = new Theme(*qobject_cast<QApplication*>(qApp));
    }
    void cleanupTestCase() { delete m_theme; }

    void theCutIsOffered() {
        const auto f = make(0.8431, 500);
        const auto dialog = open(*f);
        SOON(says(*dialog, "95.1"));
        QVERIFY(says(*dialog, "first"));
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>()->value(), 0.85); // nothing below the cut
    }
    void aCutOfOlderWeightsIsNot() {
        const auto f = make(0.84, 400);
        const auto dialog = open(*f);
        QTest::qWait(300);
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>()->value(), 0.9);
        QVERIFY(!says(*dialog, "95.1"));
    }
    void whatTheUserChoseStays() {
        const auto f = make(0.84, 500);
        const auto dialog = open(*f);
        dialog->findChild<QDoubleSpinBox*>()->setValue(0.6);
        QTest::qWait(300);
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>()->value(), 0.6);
    }
};

QTEST_MAIN(TstAcceptCut)
#include "tst_accept_cut.moc"
