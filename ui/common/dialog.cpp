// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/dialog.h"

#include <QEvent>
#include <QLayout>

namespace evenspan::ui {

bool Dialog::event(QEvent* event) {
    const bool done = QDialog::event(event);
    // Of other events nothing more may be asked: one of them deletes the dialog.
    if (event->type() != QEvent::LayoutRequest && event->type() != QEvent::Show)
        return done;
    const int needed = layout() ? layout()->totalHeightForWidth(width()) : 0;
    if (height() < needed)
        resize(width(), needed);
    return done;
}

} // namespace evenspan::ui
