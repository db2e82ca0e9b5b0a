// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QAction;
class QWidget;

namespace evenspan::ui {

// What the user can do, once: the menu, the command palette, the list of keys and the tests all
// read it. Ids are stable ("project.import"), texts are translated sentences with a verb.
struct ActionSpec {
    QString id;
    QString text;
    QString icon; // a name of icons.h, or empty
    QKeySequence shortcut;
    QString group; // heading in the list of keys: "General", "Project", …
    std::function<void()> run;
    std::function<bool()> enabled; // empty: always
};

class ActionRegistry : public QObject {
    Q_OBJECT

public:
    // Shortcuts work while `window` is active.
    explicit ActionRegistry(QWidget* window);

    // Ids and shortcuts are unique; a second one is refused (null).
    QAction* add(const ActionSpec& spec);
    QAction* action(const QString& id) const; // null if unknown
    const std::vector<QAction*>& actions() const { return m_actions; }
    // The same, those of a group side by side, groups in the order of their first action.
    std::vector<QAction*> grouped() const;
    QString group(const QAction* action) const;
    // Asks every rule again; called when the project, a selection or a job changes.
    void refresh();

private:
    struct Entry {
        QAction* action;
        QString group;
        std::function<bool()> enabled;
    };
    QWidget* m_window;
    std::vector<Entry> m_entries;
    std::vector<QAction*> m_actions;
};

} // namespace evenspan::ui
