// SPDX-License-Identifier: GPL-3.0-or-later
// tool_live_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the live editor of
// the inspection page, to be looked at after each piece of work.
#include "tests/ui/fake_live.h"
#include "tests/ui/inspect_window.h"
#include "tests/ui/picture_studio.h"
#include "ui/inspect/live_tab.h"
#include "ui/inspect/live_text_view.h"
#include "ui/inspect/order_tab.h"
#include "ui/inspect/simulation_tab.h"
#include "ui/inspect/why_panel.h"

#include <QPushButton>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    LiveDesk desk(std::make_unique<FakeLive>(std::make_shared<FakeLive::State>()));
    WhyDesk why(std::make_unique<FakeWhy>(std::make_shared<FakeWhy::State>()));
    InspectWindow bench(studio.theme());
    bench.window->resize(studio.size());
    const auto shot = [&](const QString& name) {
        Studio::settle(400);
        studio.save(bench.window.get(), name);
    };
    auto* page = bench.open();
    if (!page)
        return 1;
    auto* tab = new LiveTab(bench.workbench, &desk, page, &why);
    page->addTab(tab, LiveTab::tr("Try it"));
    auto* tabs = page->findChild<QTabWidget*>();
    tabs->setCurrentIndex(tabs->count() - 1);
    shot(QStringLiteral("1-live-empty"));
    tab->setText(QStringLiteral(
        "Mira Tolvanen of Nordwerk came from Ulm to see the fen at noon, and nobody was there."));
    Studio::settle(300);
    tab->setText(
        QStringLiteral("Sunniva Lund of Nordwerk came from Ulm to see the new fen, then left."));
    shot(QStringLiteral("2-live-typed"));
    auto* view = tab->findChild<LiveTextView*>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->wordRect(0).center());
    shot(QStringLiteral("3-live-explained"));
    auto* panel = tab->findChild<WhyPanel*>();
    auto* lower = tab->findChild<QTabWidget*>();
    lower->setCurrentIndex(1);
    shot(QStringLiteral("5-why-unread"));
    for (auto* button : panel->findChildren<QPushButton*>())
        if (button->isVisible())
            button->click();
    shot(QStringLiteral("6-why-nearest"));
    lower->setCurrentIndex(0);
    for (auto* button : tab->findChildren<QPushButton*>())
        if (button->text() == LiveTab::tr("Pin this version")) {
            button->click();
            button->click();
        }
    shot(QStringLiteral("4-live-pinned"));
    tab->setText(QStringLiteral("Mira ") + QString(10'000, QLatin1Char('x'))
        + QStringLiteral(" left.\nسافرت ليلى حداد من القاهرة إلى حلب في الصيف."));
    shot(QStringLiteral("9-live-long-word"));
    tab->setText(QStringLiteral("سافرت ليلى حداد من القاهرة إلى حلب في الصيف."));
    shot(QStringLiteral("9-live-right-to-left"));
    // The order of labelling, as a run that is unsure of all alike would give it.
    auto* order = new OrderTab(
        bench.workbench, &bench.workbench.runDesk(),
        [](store::Project& project, const std::string& run, LearningMeasure measure,
            const LearningOptions& options, std::stop_token,
            const RunBackend::Progress&) -> Result<LearningOrder> {
            auto reader = project.reader();
            std::vector<LearningItem> items;
            const auto ids = (*reader)->ids({});
            for (const auto id : *ids)
                items.push_back(
                    {id.value, 1.0 / double(id.value + 3), {std::uint64_t(id.value / 2)}});
            return LearningOrder{run, measure, options, arrange(std::move(items), options)};
        },
        page);
    page->addTab(order, OrderTab::tr("Order"));
    tabs->setCurrentIndex(tabs->count() - 1);
    shot(QStringLiteral("7-order-none"));
    for (auto* button : order->findChildren<QPushButton*>())
        if (button->text() == OrderTab::tr("Ask the run"))
            button->click();
    shot(QStringLiteral("8-order"));
    auto* simulation = new SimulationTab(
        bench.workbench, &bench.workbench.runDesk(),
        [told = std::make_shared<int>(0)](store::Project&, const SimulationSpec& spec,
            std::stop_token, const SimulationWatch& watch) -> Result<std::vector<SimulationPoint>> {
            std::vector<SimulationPoint> out;
            for (const auto& order : spec.orders)
                for (const auto seed : spec.seeds)
                    for (std::size_t round = 0; round <= spec.rounds; ++round) {
                        out.push_back({order, seed, spec.first + round * spec.batch,
                            0.8 - 0.5 / (1.0 + double(round) * (order == "random" ? 1.0 : 1.6))
                                + 0.01 * double(seed)});
                        watch(out.back());
                        if (++*told == 22) // as it stands while it trains
                            QThread::msleep(1500);
                    }
            return out;
        },
        page);
    page->addTab(simulation, SimulationTab::tr("Simulation"));
    tabs->setCurrentIndex(tabs->count() - 1);
    shot(QStringLiteral("8-simulation-none"));
    for (auto* button : simulation->findChildren<QPushButton*>())
        if (button->text() == SimulationTab::tr("Simulate"))
            button->click();
    shot(QStringLiteral("8-simulation-grows"));
    Studio::settle(2000);
    shot(QStringLiteral("8-simulation"));
    return 0;
}
