// SPDX-License-Identifier: GPL-3.0-or-later
// tool_behaviour_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the tests of
// behaviour on the inspection page, to be looked at after each piece of work.
#include "tests/ui/inspect_window.h"
#include "tests/ui/picture_studio.h"
#include "ui/common/data_table.h"
#include "ui/inspect/behaviour_tab.h"

#include <QPushButton>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    InspectWindow bench(studio.theme());
    bench.window->resize(studio.size());
    auto* page = bench.open();
    if (!page)
        return 1;
    InspectWindow::filled(page);
    auto* tab = page->findChild<BehaviourTab*>();
    auto* tabs = page->findChild<QTabWidget*>();
    for (int i = 0; i < tabs->count(); ++i)
        if (tabs->widget(i)->isAncestorOf(tab))
            tabs->setCurrentIndex(i);
    Studio::settle(400);
    studio.save(bench.window.get(), "1-tests-empty");
    const auto add = [&](const char* name, BehaviourKind kind, const char* text) {
        BehaviourTest test;
        test.name = name;
        test.kind = kind;
        test.text = *parseMarked(text);
        if (kind == BehaviourKind::Invariance)
            test.changes = {TextChange::Lower, TextChange::Typos, TextChange::Swap};
        if (kind == BehaviourKind::Direction) {
            test.other = *parseMarked("Dr. [Reed](PER) came to the meeting.");
            test.rises = true;
        }
        tab->add(test);
    };
    add("Two people, one place", BehaviourKind::Minimum,
        "[Mira Tolvanen](PER) met [Oke Brandt](PER) in [Ulm](PLACE).");
    add("Nobody", BehaviourKind::Minimum, "Nobody was there at noon.");
    add("With a title", BehaviourKind::Direction, "[Reed](PER) came to the meeting.");
    add("Name does not matter", BehaviourKind::Invariance,
        "[Sunniva Lund](PER) of [Nordwerk](ORG) opened the meeting.");
    Studio::settle(300);
    for (auto* button : tab->findChildren<QPushButton*>())
        if (button->text() == BehaviourTab::tr("Run all"))
            button->click();
    Studio::settle(600);
    studio.save(bench.window.get(), "2-tests-run");
    tab->findChild<DataTable*>()->selectRow(2);
    Studio::settle(200);
    studio.save(bench.window.get(), "3-tests-direction");
    return 0;
}
