// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace evenspan::ui {

// Enter presses the button that has the focus, as Space does; Qt does this in dialogs alone. Boxes
// to tick are left out. One for all windows.
class EnterPresses : public QObject {
    Q_OBJECT

public:
    explicit EnterPresses(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace evenspan::ui
