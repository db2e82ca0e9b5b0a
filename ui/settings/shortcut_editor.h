// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/action_registry.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace evenspan::ui {

class KeyField;
class Toast;

// Every command of the registry with its key, by group, to be searched and changed: choose a
// command, press Enter, press the key. What cannot be is refused, with the reason.
class ShortcutEditor : public QWidget {
    Q_OBJECT

public:
    ShortcutEditor(ActionRegistry& registry, Toast& toast, QWidget* parent);
    void choose(const QString& id);
    QString chosen() const; // id of the command, or empty
    QWidget* list() const; // of the commands
    QString message() const; // what the last change led to
    bool clearSearch(); // false: there was nothing to clear

private:
    void fill();
    void filter();
    void showChosen();
    void say(const QString& text, bool problem);
    QString reason(const QKeySequence& keys, const KeyVerdict& verdict) const;
    void take(const QKeySequence& keys);
    void resetAll();

    ActionRegistry& m_registry;
    Toast& m_toast;
    QLineEdit* m_search;
    QTreeWidget* m_tree;
    QLabel* m_none;
    KeyField* m_field;
    QPushButton* m_remove;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_message;
};

} // namespace evenspan::ui
