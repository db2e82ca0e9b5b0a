// SPDX-License-Identifier: GPL-3.0-or-later
// The simulation of an order in the window: what is asked, what is shown of it, and stopping.
#include "tests/support/named.h"
#include "tests/ui/inspect_window.h"
#include "ui/common/plot.h"
#include "ui/inspect/simulation_tab.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>

#include <atomic>
#include <mutex>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

struct Asked {
    std::atomic<bool> hold{false};
    std::atomic<int> most{1'000'000}; // trainings before it holds
    std::atomic<int> told{0}, stopped{0};
    std::mutex mutex;
    std::optional<SimulationSpec> spec;
};

// Random gains a point a round; the others two more from the first round on.
double f1Of(const std::string& order, std::size_t round, std::uint64_t seed) {
    return 0.5 + 0.01 * double(round) + 0.001 * double(seed)
        + (order != "random" && round > 0 ? 0.02 : 0);
}

SimulationRunner runner(std::shared_ptr<Asked> asked) {
    return [asked](store::Project&, const SimulationSpec& spec, std::stop_token stop,
               const SimulationWatch& watch) -> Result<std::vector<SimulationPoint>> {
        {
            const std::lock_guard lock(asked->mutex);
            asked->spec = spec;
        }
        std::vector<SimulationPoint> out;
        for (const auto& order : spec.orders)
            for (const auto seed : spec.seeds)
                for (std::size_t round = 0; round <= spec.rounds; ++round) {
                    while ((asked->hold || asked->told >= asked->most) && !stop.stop_requested())
                        QThread::msleep(2);
                    if (stop.stop_requested()) {
                        ++asked->stopped;
                        return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
                    }
                    out.push_back(
                        {order, seed, spec.first + round * spec.batch, f1Of(order, round, seed)});
                    watch(out.back());
                    ++asked->told;
                }
        return out;
    };
}

using test::named;

} // namespace

class TestSimulationTab : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<Asked> m_asked;
    std::unique_ptr<InspectWindow> m_bench;
    SimulationTab* m_tab = nullptr;

    QString note() const { return m_tab->findChild<ElidedLabel*>()->fullText(); }
    QPushButton* button(const char* name) const { return named<QPushButton>(m_tab, name); }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_asked = std::make_shared<Asked>();
        m_bench = std::make_unique<InspectWindow>(*m_theme);
        auto* page = m_bench->open();
        QVERIFY(page);
        m_tab = new SimulationTab(
            m_bench->workbench, &m_bench->workbench.longDesk(), runner(m_asked), page);
        page->addTab(m_tab, QStringLiteral("Simulation"));
        auto* tabs = page->findChild<QTabWidget*>();
        tabs->setCurrentIndex(tabs->count() - 1);
        QVERIFY(InspectWindow::filled(page));
        SOON(button("Simulate") && button("Simulate")->isEnabled());
    }
    void cleanup() { m_bench.reset(); }

    void curvesOfEveryOrder() {
        for (auto* box : m_tab->findChildren<QCheckBox*>())
            box->setChecked(box->text() == QStringLiteral("Entropy"));
        named<QSpinBox>(m_tab, "Documents at first")->setValue(4);
        named<QSpinBox>(m_tab, "More each round")->setValue(3);
        named<QSpinBox>(m_tab, "Rounds")->setValue(2);
        named<QSpinBox>(m_tab, "Repeats")->setValue(2);
        QVERIFY(note().contains(QStringLiteral("12 trainings")));
        button("Simulate")->click();
        auto* plot = m_tab->findChild<Plot*>();
        SOON(plot->lines() == 2);
        QCOMPARE(m_asked->told.load(), 12);
        {
            const std::lock_guard lock(m_asked->mutex);
            QCOMPARE(m_asked->spec->orders, (std::vector<std::string>{"random", "entropy"}));
            QCOMPARE(m_asked->spec->seeds, (std::vector<std::uint64_t>{1, 2}));
            QCOMPARE(m_asked->spec->first, std::size_t(4));
        }
        QCOMPARE(plot->lineName(1), QStringLiteral("Entropy"));
        const auto values = plot->values(0, false); // means over the two seeds
        QCOMPARE(values.size(), 3);
        for (int round = 0; round < 3; ++round)
            QVERIFY(std::abs(values[round]
                        - 50
                            * (f1Of("random", std::size_t(round), 1)
                                + f1Of("random", std::size_t(round), 2)))
                < 1e-9);
        // Two points in two of three rounds: 1.3 in the mean, for both seeds.
        QVERIFY2(note().startsWith(QStringLiteral("Entropy: +1.3 points of F1 over random")),
            qPrintable(note()));
        QVERIFY(!button("Go on")->isEnabled()); // all of it is there
    }

    void itCanBeStopped() {
        m_asked->hold = true;
        button("Simulate")->click();
        SOON(button("Stop") != nullptr);
        QVERIFY(!named<QSpinBox>(m_tab, "Rounds")->isEnabled());
        SOON(note().contains(QStringLiteral("0 of 36 trainings of")));
        {
            SOON(([this] {
                const std::lock_guard lock(m_asked->mutex);
                return m_asked->spec.has_value();
            }()));
        }
        button("Stop")->click();
        SOON(m_asked->stopped == 1);
        SOON(button("Simulate") && button("Simulate")->isEnabled());
        QCOMPARE(m_tab->findChild<Plot*>()->lines(), 0);
    }

    // Curves grow with every training; the share and the time left follow; the page asks runs
    // meanwhile, and another run at the top does not end it.
    void curvesGrowWhileOtherQuestionsAreAnswered() {
        m_asked->most = 4; // of random, the first seed: four of its six
        button("Simulate")->click();
        auto* plot = m_tab->findChild<Plot*>();
        SOON(plot->lines() == 1 && plot->size(0) == 4);
        QCOMPARE(plot->values(0, false).last(), 100 * f1Of("random", 3, 1));
        SOON(note().contains(QStringLiteral("4 of 36 trainings of")));
        QVERIFY2(note().contains(QStringLiteral(" left")), qPrintable(note()));
        QVERIFY(std::abs(m_tab->findChild<ProgressStrip*>()->share() - 4.0 / 36) < 1e-9);
        auto* page = m_bench->window->findChild<InspectPage*>();
        auto* runs = named<QComboBox>(page, "Run");
        const QString before = runs->currentText();
        runs->setCurrentIndex(1 - runs->currentIndex());
        Q_EMIT runs->activated(runs->currentIndex());
        QVERIFY(InspectWindow::filled(page)); // the simulation holds its own desk alone
        QVERIFY(button("Stop") != nullptr);
        QVERIFY2(note().contains(before), qPrintable(note()));
        m_asked->most = 9; // the second curve begins
        SOON(plot->size(0) == 6);
        SOON(note().contains(QStringLiteral("9 of 36")));
        // Where one seed is ahead, the mean is of those that are there.
        const auto values = plot->values(0, false);
        QVERIFY(std::abs(values[0] - 50 * (f1Of("random", 0, 1) + f1Of("random", 0, 2))) < 1e-9);
        QVERIFY(std::abs(values[5] - 100 * f1Of("random", 5, 1)) < 1e-9);
        button("Stop")->click();
        SOON(m_asked->stopped == 1);
        // Now the tab is of the run that was chosen meanwhile.
        SOON(m_tab->spec().name.starts_with(runs->currentText().toStdString()));
        SOON(plot->lines() == 0); // the runner keeps nothing
    }

    // A project that is closed ends it.
    void closingTheProjectStopsIt() {
        m_asked->most = 2;
        button("Simulate")->click();
        SOON(m_asked->told == 2);
        m_bench->workbench.closeProject();
        SOON(m_asked->stopped == 1);
        SOON(button("Stop") == nullptr);
    }

    // Two choices never share what is kept; the same choice does.
    void theNameHoldsTheChoice() {
        const auto first = m_tab->spec();
        QCOMPARE(m_tab->spec().name, first.name);
        std::set<std::string> names{first.name};
        for (const char* box : {"Documents at first", "More each round", "Rounds", "Repeats"}) {
            auto* spin = named<QSpinBox>(m_tab, box);
            spin->setValue(spin->value() + 1);
            QVERIFY(names.insert(m_tab->spec().name).second);
        }
        for (auto* box : m_tab->findChildren<QCheckBox*>()) {
            box->toggle();
            QVERIFY(names.insert(m_tab->spec().name).second);
        }
        QCOMPARE(m_tab->spec().orders.front(), std::string("random"));
    }

    void everyControlHasAName() {
        for (QWidget* widget : m_tab->findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && widget->isVisibleTo(m_tab)
                && !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(
                    !widget->accessibleName().isEmpty() || qobject_cast<QAbstractButton*>(widget),
                    widget->metaObject()->className());
    }
};

QTEST_MAIN(TestSimulationTab)
#include "tst_simulation_tab.moc"
