// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of searches: none, the newest of several, the words of a gain that is proven
// or not, every trial with its values.
#include "tests/ui/real_window.h"
#include "tests/ui/study_sample.h"
#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/search_form.h"
#include "ui/train/launch/searches_dialog.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kPatience = 30000;

struct Opened : RealWindow {
    // `change` is made before the project is opened: what the dialog asks does not wait for it.
    Opened(Theme& theme, const std::vector<search::Study>& studies,
        const std::function<void(store::Writer&)>& change = {})
        : RealWindow(theme) {
        if (!studies.empty())
            addStudies(path, studies);
        if (change)
            change(*(*store::Project::open(path))->writer());
        if (!open())
            qFatal("the project does not open");
        dialog = new SearchesDialog(workbench, window.get());
        dialog->open();
    }
    QString verdict() const {
        for (auto* label : dialog->findChildren<QLabel*>())
            if (label->accessibleName() == QStringLiteral("What it found"))
                return label->text();
        return {};
    }
    DataTable& table() const {
        for (auto* table : dialog->findChildren<DataTable*>())
            if (table->accessibleName() == QStringLiteral("Trials"))
                return *table;
        qFatal("no table");
    }
    QAbstractItemModel& trials() const { return *table().model(); }
    QString text(int row, int column) const {
        return trials().index(row, column).data().toString();
    }
    QComboBox& names() const {
        for (auto* box : dialog->findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Search"))
                return *box;
        qFatal("no list");
    }
    SearchesDialog* dialog;
};

} // namespace

class TstSearches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-searches"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void withoutOneItSaysHow() {
        Opened w(*m_theme, {});
        auto* empty = w.dialog->findChild<EmptyState*>();
        QTRY_VERIFY_WITH_TIMEOUT(empty->isVisible(), kPatience);
        QVERIFY(!w.names().isVisible());
        empty->button()->click();
        auto* form = w.dialog->findChild<SearchForm*>();
        QVERIFY(form->isVisible() && !empty->isVisible());
        QCOMPARE(form->name()->text(), QStringLiteral("search-1"));
    }

    void theNewestIsShownFirst() {
        auto old = sampleStudy("old", 12);
        Opened w(*m_theme, {old, sampleStudy("new")});
        QTRY_COMPARE_WITH_TIMEOUT(w.names().count(), 2, kPatience);
        QCOMPARE(w.names().currentText(), QStringLiteral("new"));
        QCOMPARE(w.trials().rowCount(), 18);
        w.names().setFocus();
        QTest::keyClick(&w.names(), Qt::Key_Down);
        QCOMPARE(w.names().currentText(), QStringLiteral("old"));
        QCOMPARE(w.trials().rowCount(), 12);
    }

    void trialsStandByTheirValue() {
        const auto study = sampleStudy("s");
        Opened w(*m_theme, {study});
        QTRY_COMPARE_WITH_TIMEOUT(w.trials().rowCount(), 18, kPatience);
        QCOMPARE(w.trials().columnCount(), 6);
        QCOMPARE(
            w.trials().headerData(4, Qt::Horizontal).toString(), QStringLiteral("learning_rate"));
        const auto ranked = study.ranking();
        for (int row = 0; row < int(ranked.size()); ++row) {
            const auto& trial = *ranked[std::size_t(row)];
            QCOMPARE(w.text(row, 0), QString::fromStdString(trial.run));
            QCOMPARE(w.text(row, 2), QString::number(100 * trial.value, 'f', 2));
            QCOMPARE(w.trials().index(row, 0).data(Qt::FontRole).value<QFont>().weight()
                    == QFont::DemiBold,
                row == 0);
        }
        int failed = 0;
        for (int row = int(ranked.size()); row < 18; ++row)
            failed += w.text(row, 1) == QStringLiteral("failed: Memory ran out");
        QCOMPARE(failed, 1);
        // The plot: each trial that ended, and a line that never falls.
        auto* plot = w.dialog->findChild<Plot*>();
        QCOMPARE(plot->size(0), 17);
        const auto best = plot->values(1, false);
        QCOMPARE(best.size(), qsizetype(ranked.size()));
        QVERIFY(std::is_sorted(best.begin(), best.end()));
        QVERIFY(std::abs(best.last() - 100 * ranked.front()->value) < 1e-9);
        // What mattered: the three keys, the learning rate first.
        const auto bars = w.dialog->findChildren<ProgressStrip*>();
        QCOMPARE(bars.size(), qsizetype(3));
        QVERIFY(bars.first()->accessibleName().startsWith(QStringLiteral("learning_rate")));
        QVERIFY(bars.first()->share() > 0.5);
    }

    void wordsFollowTheTest() {
        auto study = sampleStudy("s");
        Opened w(*m_theme, {study});
        QTRY_VERIFY_WITH_TIMEOUT(
            w.verdict().contains(QStringLiteral("more than chance")), kPatience);
        QVERIFY(w.verdict().contains(QStringLiteral("2.10 points lies between 0.40 and 3.80")));
        study.gain->low = -0.01;
        w.dialog->showStudy(study);
        QVERIFY(w.verdict().contains(QStringLiteral("may be chance")));
        study.gain->high = -0.005;
        study.gain->split = "validation";
        w.dialog->showStudy(study);
        QVERIFY(w.verdict().contains(QStringLiteral("worse")));
        QVERIFY(w.verdict().contains(QStringLiteral("too high")));
        study.gain.reset();
        study.done = false;
        w.dialog->showStudy(study);
        QVERIFY(w.verdict().contains(QStringLiteral("not tested")));
        QVERIFY(w.verdict().contains(QStringLiteral("not at its end")));
        for (auto& trial : study.trials)
            trial.state = search::TrialState::Running;
        w.dialog->showStudy(study);
        QVERIFY(w.verdict().contains(QStringLiteral("No trial")));
        QCOMPARE(w.dialog->findChild<Plot*>()->size(0), 0);
    }

    void aLossFalls() {
        auto study = sampleStudy("s");
        study.spec.base.best_metric = "loss";
        for (auto& trial : study.trials)
            trial.value = trial.value - 1;
        Opened w(*m_theme, {study});
        QTRY_COMPARE_WITH_TIMEOUT(w.trials().rowCount(), 18, kPatience);
        const auto best = w.dialog->findChild<Plot*>()->values(1, false);
        QVERIFY(std::is_sorted(best.rbegin(), best.rend()) && best.last() > 0);
        QVERIFY(w.text(0, 2).startsWith(QStringLiteral("0.")));
    }

    // Keys are sorted as the numbers that they are, not as texts.
    void trialsAreSorted() {
        Opened w(*m_theme, {sampleStudy("s")});
        QTRY_COMPARE_WITH_TIMEOUT(w.trials().rowCount(), 18, kPatience);
        w.table().sortByColumn(3, Qt::AscendingOrder);
        for (int row = 1; row < 18; ++row)
            QVERIFY(w.text(row - 1, 3).toInt() <= w.text(row, 3).toInt());
        QCOMPARE(w.text(0, 3), QStringLiteral("8"));
        w.table().selectRow(0);
        QCOMPARE(w.table().selectionAsTsv().count(QLatin1Char('\n')), 2);
        w.dialog->showStudy(sampleStudy("s")); // the best first again
        QCOMPARE(
            w.trials().index(0, 0).data(Qt::FontRole).value<QFont>().weight(), QFont::DemiBold);
    }

    // A record that cannot be read is said, and hides none of the others.
    void aBrokenRecordIsSaid() {
        const auto sound = sampleStudy("sound");
        Opened w(*m_theme, {sound}, [](store::Writer& writer) {
            (void)writer.setSetting("studies", R"(["sound", "x", "begun"])");
            (void)writer.setSetting("study:x", "{}");
        });
        auto* banner = w.dialog->findChild<ErrorBanner*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
        QVERIFY2(banner->details().contains(QStringLiteral("x")), qPrintable(banner->details()));
        QCOMPARE(w.names().count(), 1);
        QCOMPARE(w.names().currentText(), QStringLiteral("sound"));
        QCOMPARE(w.trials().rowCount(), 18);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstSearches)
#include "tst_searches.moc"
