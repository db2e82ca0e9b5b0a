// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/widgets.h"

#include <QDialog>

namespace evenspan::ui {

// A dialog that grows where its texts need more lines: a message that comes, a larger font.
class Dialog : public QDialog {
public:
    using QDialog::QDialog;

protected:
    bool event(QEvent* event) override {
        const bool done = QDialog::event(event);
        growToTexts(*this, *event);
        return done;
    }
};

} // namespace evenspan::ui
