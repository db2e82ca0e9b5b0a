// SPDX-License-Identifier: GPL-3.0-or-later
// The confidence tab in the real window: its figures are those of a count by hand, and a cut is
// kept with the run and found again.
#include "core/app/run_confidence.h"
#include "tests/ui/inspect_window.h"
#include "ui/common/plot.h"
#include "ui/inspect/confidence_tab.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSettings>
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
};

QTEST_MAIN(TestConfidenceTab)
#include "tst_confidence_tab.moc"
