// SPDX-License-Identifier: GPL-3.0-or-later
// tool_inspect_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the states of
// the inspection page, to be looked at after each piece of work.
#include "core/app/inspect/run_confidence.h"
#include "core/app/runs/inspection_keys.h"
#include "tests/ui/inspect_window.h"
#include "tests/ui/picture_studio.h"
#include "ui/common/data_table.h"
#include "ui/inspect/errors_tab.h"
#include "ui/inspect/two_runs_tab.h"

#include <QComboBox>
#include <QSettings>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// Scores by a temperature that was fitted, and a cut of other scores.
void calibrated(Studio& studio) {
    InspectWindow bench(studio.theme(), 600);
    {
        auto project = std::move(*store::Project::open(bench.path));
        const auto reader = *project->reader();
        const auto runs = *reader->runs();
        for (const auto& run : runs) {
            RunConfidence kept;
            kept.split = "validation";
            kept.words = 1914;
            kept.entities = 674;
            kept.runFinished = 2000;
            kept.temperature = {1.42, 0.31, 0.27};
            kept.errorBefore = 0.062;
            kept.errorAfter = 0.018;
            kept.cut = 0.7;
            if (run.name == "second")
                kept.cutTemperature = 1.42;
            (void)keepConfidence(*project->writer(), run.id, kept);
            (void)project->writer()->setSetting(inspectionKey(run.id, false, "validation"),
                inspectionStamp(2000, {SpanScore::Mean, 1.42}));
        }
    }
    QSettings().setValue(QStringLiteral("inspect/split"), QStringLiteral("validation"));
    bench.window->resize(studio.size());
    InspectPage* page = bench.open();
    Studio::settle(1500);
    studio.save(bench.window.get(), "14-errors-calibrated");
    page->findChild<QTabWidget*>()->setCurrentIndex(4);
    Studio::settle(800);
    studio.save(bench.window.get(), "15-confidence-calibrated");
    page->choose(QStringLiteral("first"));
    Studio::settle(1500);
    studio.save(bench.window.get(), "16-cut-of-other-scores");
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    {
        InspectWindow bench(studio.theme(), 6, false);
        bench.window->resize(studio.size());
        bench.open();
        Studio::settle(600);
        studio.save(bench.window.get(), "1-no-run");
    }
    InspectWindow bench(studio.theme(), 600);
    bench.window->resize(studio.size());
    const auto shot = [&](const char* name) {
        Studio::settle(500);
        studio.save(bench.window.get(), name);
    };
    bench.state->wait = true;
    InspectPage* page = bench.open();
    shot("2-reading");
    bench.state->wait = false;
    Studio::settle(1500);
    shot("3-errors");
    auto* errors = page->findChild<ErrorsTab*>();
    errors->showOnly({{{"class", {"wrong_type", "right_border"}}}, {}, {}});
    shot("4-filtered");
    errors->showOnly({{}, "nothing reads so", {}});
    shot("5-nothing-passes");
    errors->showOnly({});
    auto* tabs = page->findChild<QTabWidget*>();
    tabs->setCurrentIndex(1);
    shot("6-slices");
    tabs->setCurrentIndex(2);
    shot("7-labels");
    tabs->setCurrentIndex(3);
    shot("8-two-runs-empty");
    auto* pair = page->findChild<TwoRunsTab*>();
    auto* other = pair->findChild<QComboBox*>();
    other->setCurrentIndex(1);
    Q_EMIT other->activated(1);
    Studio::settle(1000);
    shot("9-two-runs");
    tabs->setCurrentIndex(4);
    shot("12-confidence");
    tabs->setCurrentIndex(0);
    auto* splits = page->findChildren<QComboBox*>().value(1);
    splits->setCurrentIndex(splits->count() - 1);
    Q_EMIT splits->activated(splits->count() - 1);
    Studio::settle(1000);
    shot("10-without-labels");
    tabs->setCurrentIndex(2);
    shot("11-labels-without-labels");
    calibrated(studio);
    return 0;
}
