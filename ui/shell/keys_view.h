// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace evenspan::ui {

class ActionRegistry;

// Every command with a key, by group, as `?` shows it. Esc closes it.
class KeysView : public QDialog {
    Q_OBJECT
public:
    KeysView(const ActionRegistry& registry, QWidget* parent);
};

} // namespace evenspan::ui
