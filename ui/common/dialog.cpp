// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/dialog.h"

#include <QEvent>
#include <QLayout>

namespace evenspan::ui {

bool Dialog::event(QEvent* event) {
    const bool done = QDialog::event(event);
    if (layout() && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)) {
        const int needed = layout()->totalHeightForWidth(width());
        if (height() < needed)
            resize(width(), needed);
    }
    return done;
}

} // namespace evenspan::ui
