// SPDX-License-Identifier: GPL-3.0-or-later
// The confidence tab in the real window: its figures are those of a count by hand, and a cut is
// kept with the run and found again.
#include "core/app/inspect/run_confidence.h"
#include "core/app/runs/inspection_keys.h"
#include "core/app/runs/span_score_choice.h"
#include "tests/label/fake_suggestions.h"
#include "tests/ui/inspect_window.h"
#include "ui/common/plot.h"
#include "ui/inspect/confidence_tab.h"
#include "ui/inspect/span_scores.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>

#include <cmath>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

class TestConfidenceTab : public QObject {
    Q_OBJECT
    std::unique_ptr<Theme> m_theme;

    static QString says(ConfidenceTab* tab, const char* accessible) {
        for (const QLabel* label : tab->findChildren<QLabel*>())
            if (label->accessibleName() == QLatin1String(accessible))
                return label->text();
        return {};
    }
    static ConfidenceTab* open(InspectWindow& bench) {
        InspectPage* page = bench.open();
        if (!page || !InspectWindow::filled(page))
            return nullptr;
        auto* tabs = page->findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == QStringLiteral("Confidence"))
                tabs->setCurrentIndex(i);
        return page->findChild<ConfidenceTab*>();
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void figuresAreThoseOfACount() {
        InspectWindow bench(*m_theme, 200);
        auto* tab = open(bench);
        QVERIFY(tab);
        auto* cut = tab->findChild<QDoubleSpinBox*>();
        SOON(!says(tab, "What the scores are worth").isEmpty());
        const auto inspection =
            qobject_cast<InspectPage*>(bench.window->currentPage())->inspection();
        for (const double threshold : {0.0, 0.6, 0.75, 1.0}) {
            int marked = 0, taken = 0, right = 0, gold = 0;
            for (const auto& sentence : inspection->sentences) {
                gold += int(sentence.gold.size());
                for (std::size_t i = 0; i < sentence.predicted.size(); ++i) {
                    if (!std::isfinite(sentence.scores[i]))
                        continue;
                    ++marked;
                    if (sentence.scores[i] < threshold)
                        continue;
                    ++taken;
                    for (const auto& one : sentence.gold)
                        right += one == sentence.predicted[i];
                }
            }
            QVERIFY(marked > 50);
            if (taken == 0)
                continue; // nothing above the cut has no precision
            cut->setValue(threshold);
            const auto number = [](double share) { return QString::number(100 * share, 'f', 1); };
            const QString said = says(tab, "What the cut brings");
            QVERIFY2(said.contains(number(double(right) / taken)), qPrintable(said));
            QVERIFY2(said.contains(number(double(right) / gold)), qPrintable(said));
            QVERIFY2(said.contains(number(double(marked - taken) / marked)), qPrintable(said));
        }
        const auto plots = tab->findChildren<Plot*>();
        QCOMPARE(plots.size(), qsizetype(2));
        QVERIFY(plots[0]->size(0) > 1 && plots[0]->size(0) <= 10);
        QVERIFY(plots[1]->size(3) > 1);
    }

    void aCutIsKeptWithTheRun() {
        InspectWindow bench(*m_theme, 200);
        auto* tab = open(bench);
        QVERIFY(tab);
        SOON(!says(tab, "What the scores are worth").isEmpty());
        auto* cut = tab->findChild<QDoubleSpinBox*>();
        cut->setValue(0.7);
        QPushButton* keep = nullptr;
        for (auto* button : tab->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Keep this cut"))
                keep = button;
        QVERIFY(keep && keep->isEnabled());
        keep->click();
        SOON(keep->text() == QStringLiteral("Kept"));
        QVERIFY(!keep->isEnabled());
        cut->setValue(0.8);
        QVERIFY(keep->isEnabled());
        const auto reader = std::move(*(*store::Project::openReadOnly(bench.path))->reader());
        const auto runs = reader->runs();
        std::optional<RunConfidence> kept;
        for (const auto& run : *runs)
            if (auto one = keptConfidence(*reader, run.id); one && *one)
                kept = **one;
        QVERIFY(kept.has_value());
        QCOMPARE(kept->cut, std::optional<double>(0.7));
        QCOMPARE(kept->split, std::string("validation"));
        QCOMPARE(kept->runFinished, std::int64_t(2000));
        // Another look finds it.
        auto* splits = qobject_cast<InspectPage*>(bench.window->currentPage())
                           ->findChildren<QComboBox*>()
                           .value(1);
        const int test = splits->findText(QStringLiteral("Test"));
        QVERIFY(test >= 0);
        splits->setCurrentIndex(test);
        Q_EMIT splits->activated(test);
        SOON(cut->value() == 0.7);
    }

    // Each bin of the diagram has its interval around what is right.
    void reliabilityShowsItsIntervals() {
        InspectWindow bench(*m_theme, 200);
        auto* tab = open(bench);
        QVERIFY(tab);
        SOON(!says(tab, "What the scores are worth").isEmpty());
        const auto* plot = tab->findChildren<Plot*>().first();
        const auto right = plot->values(0, false), whiskers = plot->values(2, false);
        QCOMPARE(whiskers.size(), 3 * right.size());
        for (int bin = 0; bin < right.size(); ++bin) {
            QVERIFY(whiskers[3 * bin] <= right[bin] + 1e-9);
            QVERIFY(right[bin] <= whiskers[3 * bin + 1] + 1e-9);
            QVERIFY(std::isnan(whiskers[3 * bin + 2])); // the strokes do not join
        }
    }

    // Without the weights another score cannot be made: the page says which one it shows, and the
    // choice holds for what is read later.
    void anotherScoreWithoutTheWeights() {
        InspectWindow bench(*m_theme, 200);
        auto* tab = open(bench);
        QVERIFY(tab);
        SOON(says(tab, "What the scores are worth").contains(QStringLiteral("Mean of the words")));
        auto* page = qobject_cast<InspectPage*>(bench.window->currentPage());
        auto* box = tab->findChild<SpanScoreBox*>();
        QCOMPARE(int(box->score()), int(SpanScore::Mean));
        const int least = box->findData(int(SpanScore::Least));
        box->setCurrentIndex(least);
        Q_EMIT box->activated(least);
        const auto chosen = [&bench] {
            const auto project = std::move(*store::Project::openReadOnly(bench.path));
            return chosenSpanScore(**project->reader()).valueOr(SpanScore::Mean);
        };
        SOON(chosen() == SpanScore::Least);
        SOON(page->inspection() && !page->computing() && page->inspection()->scoreMissed);
        bool said = false;
        for (const auto* label : page->findChildren<QLabel*>())
            said = said || label->text().contains(QStringLiteral("The scores are those of then"));
        QVERIFY(said);
        QVERIFY(
            says(tab, "What the scores are worth").contains(QStringLiteral("Mean of the words")));
        // Undo in the notice brings the choice back.
        QPushButton* undo = nullptr;
        SOON(([&] {
            for (auto* button : bench.window->toast().findChildren<QPushButton*>())
                if (button->text() == QStringLiteral("Undo"))
                    undo = button;
            return undo != nullptr;
        }()));
        undo->click();
        SOON(chosen() == SpanScore::Mean);
        QCOMPARE(int(box->score()), int(SpanScore::Mean));
        SOON(page->inspection() && !page->computing() && !page->inspection()->scoreMissed);
    }

    // A temperature that is kept with a run whose weights are gone cannot be applied; what was kept
    // with it says so, and the switch is the project's.
    void calibratedScoresAreNamed() {
        InspectWindow bench(*m_theme, 200);
        {
            auto project = std::move(*store::Project::open(bench.path));
            const auto reader = *project->reader();
            const auto runs = *reader->runs();
            for (const auto& run : runs) {
                RunConfidence kept;
                kept.split = "validation";
                kept.words = 700;
                kept.runFinished = 2000;
                kept.temperature = {1.5, 0.4, 0.3};
                kept.cut = 0.7;
                kept.cutTemperature = 1.5;
                QVERIFY(keepConfidence(*project->writer(), run.id, kept));
                QVERIFY(project->writer()->setSetting(inspectionKey(run.id, false, "validation"),
                    inspectionStamp(2000, {SpanScore::Mean, 1.5})));
            }
        }
        auto* tab = open(bench);
        QVERIFY(tab);
        SOON(says(tab, "What the scores are worth").contains(QStringLiteral("words, calibrated")));
        auto* page = qobject_cast<InspectPage*>(bench.window->currentPage());
        QCOMPARE(page->inspection()->temperature, 1.5);
        QVERIFY(!page->inspection()->scoreMissed);
        QCOMPARE(tab->findChild<QDoubleSpinBox*>()->value(), 0.7);
        auto* box = tab->findChild<QCheckBox*>();
        SOON(box->isEnabled());
        QVERIFY(box->isChecked());
        box->click();
        const auto calibrated = [&bench] {
            const auto project = std::move(*store::Project::openReadOnly(bench.path));
            return calibratedScores(**project->reader()).valueOr(true);
        };
        SOON(!calibrated());
        SOON(page->inspection() && !page->computing() && page->inspection()->scoreMissed);
        // Undo in the notice brings the choice back.
        QPushButton* undo = nullptr;
        SOON(([&] {
            for (auto* button : bench.window->toast().findChildren<QPushButton*>())
                if (button->text() == QStringLiteral("Undo"))
                    undo = button;
            return undo != nullptr;
        }()));
        undo->click();
        SOON(calibrated());
        SOON(box->isChecked());
        SOON(page->inspection() && !page->computing() && !page->inspection()->scoreMissed);
    }

    // What was suggested under other scores is said with its remedy, where no run suggests.
    void suggestionsOfBeforeAreSaid() {
        auto model = std::make_shared<FakeModelState>();
        model->words["Ulm"] = {"PLACE", 0.9};
        InspectWindow bench(*m_theme, 80, true, std::make_unique<FakeBackend>(model));
        auto* tab = open(bench);
        QVERIFY(tab);
        auto* service = bench.workbench.suggestions();
        SOON(service->state().possible);
        service->setRun(QStringLiteral("first"));
        QSignalSpy done(service, &SuggestionService::requestDone);
        service->request({});
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 30000);
        QVERIFY(done[0][1].toLongLong() > 1); // suggestions
        service->setRun({});
        auto* page = qobject_cast<InspectPage*>(bench.window->currentPage());
        const auto button = [page]() -> QPushButton* {
            for (auto* one : page->findChildren<QPushButton*>())
                if (one->isVisible() && one->text() == QStringLiteral("Suggest anew"))
                    return one;
            return nullptr;
        };
        QVERIFY(!button());
        auto* box = tab->findChild<QCheckBox*>();
        SOON(box->isEnabled());
        box->click();
        SOON(button());
        bool said = false;
        for (const auto* label : page->findChildren<QLabel*>())
            said = said
                || (label->isVisible()
                    && label->text().contains(QStringLiteral("are still scored as before")));
        QVERIFY(said);
        const auto batches = model->batches();
        button()->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, 30000);
        QVERIFY(model->batches() > batches);
        QCOMPARE(service->state().run, QStringLiteral("first")); // that had made them
        SOON(!button());
    }

    // A cut of another score is not shown as kept.
    void aCutOfAnotherScoreDoesNotCount() {
        InspectWindow bench(*m_theme, 200);
        {
            auto project = std::move(*store::Project::open(bench.path));
            const auto reader = *project->reader();
            const auto runs = reader->runs();
            for (const auto& run : *runs) {
                RunConfidence kept;
                kept.split = "validation";
                kept.runFinished = 2000;
                kept.score = SpanScore::Product;
                kept.cut = 0.9;
                QVERIFY(keepConfidence(*project->writer(), run.id, kept));
            }
        }
        auto* tab = open(bench);
        QVERIFY(tab);
        SOON(!says(tab, "What the scores are worth").isEmpty());
        QCOMPARE(tab->findChild<QDoubleSpinBox*>()->value(), 0.5); // where nobody chose
        for (auto* button : tab->findChildren<QPushButton*>())
            QVERIFY(button->text() != QStringLiteral("Kept"));
    }
};

QTEST_MAIN(TestConfidenceTab)
#include "tst_confidence_tab.moc"
