// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace evenspan::ui {

// A ring inside the edges of the list, table or text that has the focus, where it came there by a
// key. Buttons and fields draw their own. One for all windows.
class FocusRing : public QObject {
    Q_OBJECT

public:
    explicit FocusRing(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void surround(QWidget* area);
    void place();
    QPointer<QWidget> m_ring; // a child of the area, and deleted with it
};

} // namespace evenspan::ui
