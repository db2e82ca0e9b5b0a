// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace evenspan::ui {

// A dialog that grows where its texts need more lines: a message that comes, a larger font. A
// window's own least height does not follow them.
class Dialog : public QDialog {
public:
    using QDialog::QDialog;

protected:
    bool event(QEvent* event) override;
};

} // namespace evenspan::ui
