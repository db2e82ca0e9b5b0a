// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_menu.h"

#include "ui/common/action_registry.h"

#include <QAction>
#include <QMenu>

#include <map>

namespace evenspan::ui {

void fillMenu(QMenu& menu, const ActionRegistry& registry) {
    for (QMenu* old : menu.findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly))
        delete old;
    menu.clear();
    const auto actions = registry.grouped();
    if (actions.empty())
        return;
    // The first group is the window's own; what ends the program comes last.
    const QString own = registry.group(actions.front());
    std::map<QString, QMenu*> menus;
    QAction* last = nullptr;
    for (QAction* action : actions) {
        const QString group = registry.group(action);
        if (action->objectName() == QLatin1String("general.quit")) {
            last = action;
            continue;
        }
        if (group == own) {
            menu.addAction(action);
            continue;
        }
        QMenu*& under = menus[group];
        if (!under) {
            if (menus.size() == 1)
                menu.addSeparator();
            under = menu.addMenu(group);
        }
        under->addAction(action);
    }
    if (last) {
        menu.addSeparator();
        menu.addAction(last);
    }
}

} // namespace evenspan::ui
