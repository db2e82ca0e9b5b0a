// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/run_confidence.h"
#include "core/store/suggestions.h"
#include "tests/label/fake_suggestions.h"
#include "tests/label/label_fixture.h"
#include "ui/label/accept_dialog.h"

#include <QDoubleSpinBox>
#include <QLayout>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

// The dialog that accepts suggestions offers the cut that somebody chose for their run.
class TstAcceptCut : public QObject {
    Q_OBJECT
    Theme* m_theme = nullptr;

    std::unique_ptr<Fixture> make(std::optional<double> cut, std::int64_t finished,
        double temperature = 1, bool calibrated = true) {
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
                confidence.temperature.value = temperature;
                confidence.words = temperature != 1 ? 100 : 0;
                if (!chooseCalibratedScores(*project.writer(), calibrated))
                    qFatal("no choice");
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
        // The longer text has room, at any size of letters.
        SOON(dialog->height() >= dialog->layout()->totalHeightForWidth(dialog->width()));
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>()->value(), 0.85); // nothing below the cut
    }
    void aCutOfOlderWeightsIsNot() {
        const auto f = make(0.84, 400);
        const auto dialog = open(*f);
        QTest::qWait(300);
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>()->value(), 0.9);
        QVERIFY(!says(*dialog, "95.1"));
    }
    // A cut of other scores than the project goes by now is not offered; the dialog says so.
    void aCutOfOtherScoresIsNot() {
        for (const bool calibrated : {true, false}) {
            const auto f = make(0.84, 500, 1.5, calibrated);
            const auto dialog = open(*f);
            SOON(says(*dialog, calibrated ? "is of other scores" : "95.1"));
            QCOMPARE(dialog->findChild<QDoubleSpinBox*>()->value(), calibrated ? 0.9 : 0.84);
            if (calibrated)
                QVERIFY(says(*dialog, "Mean of the words"));
        }
    }
    // What was suggested under other scores is said, and one press has it suggested anew.
    void whatIsScoredAsBeforeIsSuggestedAnew() {
        auto model = std::make_shared<FakeModelState>();
        model->words["Mira"] = {"PER", 0.9};
        Fixture f(*m_theme, {draft("one", "Mira Tolvanen of Okafor Labs"), draft("two", "Mira")},
            {}, std::make_unique<FakeBackend>(model), withRuns({"first"}));
        f.workbench.suggestions()->setRun(QStringLiteral("first"));
        SOON(f.spans() == QStringList{QStringLiteral("0-4 PER?")});
        SOON(f.spans(2) == QStringList{QStringLiteral("0-4 PER?")});
        {
            const auto dialog = open(f);
            QTest::qWait(300);
            QVERIFY(!says(*dialog, "scored as before"));
        }
        const auto waits = [&f] {
            const auto project =
                std::move(*store::Project::openReadOnly(f.workbench.project().path.toStdString()));
            return store::countStale(**project->reader()).valueOr(-1);
        };
        f.workbench.record(
            [](store::Writer& writer) { return chooseCalibratedScores(writer, false); });
        SOON(waits() == 2);
        const auto dialog = open(f);
        SOON(says(*dialog, "Suggestions in 2 documents are still scored as before"));
        const auto read = model->batches();
        QPushButton* anew = nullptr;
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Suggest anew"))
                anew = button;
        QVERIFY(anew && anew->isVisible());
        anew->click();
        QVERIFY(!dialog->isVisible());
        SOON(model->batches() > read);
        SOON(waits() == 0);
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
