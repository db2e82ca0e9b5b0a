// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/action_registry.h"

#include "ui/common/icons.h"

#include <QAction>
#include <QWidget>

namespace evenspan::ui {

ActionRegistry::ActionRegistry(QWidget* window)
    : QObject(window)
    , m_window(window) { }

QAction* ActionRegistry::add(const ActionSpec& spec) {
    for (const QAction* other : m_actions)
        if (other->objectName() == spec.id
            || (!spec.shortcut.isEmpty() && other->shortcut() == spec.shortcut))
            return nullptr;
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    if (!spec.icon.isEmpty())
        action->setIcon(icon(spec.icon));
    action->setShortcut(spec.shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    QString tip = spec.text;
    if (!spec.shortcut.isEmpty())
        tip += QStringLiteral("  (") % spec.shortcut.toString(QKeySequence::NativeText)
            % QLatin1Char(')');
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, [run = spec.run] { run(); });
    m_window->addAction(action);
    m_entries.push_back({action, spec.group, spec.enabled});
    m_actions.push_back(action);
    if (spec.enabled)
        action->setEnabled(spec.enabled());
    return action;
}

QAction* ActionRegistry::action(const QString& id) const {
    for (QAction* action : m_actions)
        if (action->objectName() == id)
            return action;
    return nullptr;
}

QString ActionRegistry::group(const QAction* action) const {
    for (const Entry& entry : m_entries)
        if (entry.action == action)
            return entry.group;
    return {};
}

std::vector<QAction*> ActionRegistry::grouped() const {
    QStringList groups;
    for (const Entry& entry : m_entries)
        if (!groups.contains(entry.group))
            groups << entry.group;
    std::vector<QAction*> result;
    for (const QString& group : groups)
        for (const Entry& entry : m_entries)
            if (entry.group == group)
                result.push_back(entry.action);
    return result;
}

void ActionRegistry::refresh() {
    for (const Entry& entry : m_entries)
        if (entry.enabled)
            entry.action->setEnabled(entry.enabled());
}

} // namespace evenspan::ui
