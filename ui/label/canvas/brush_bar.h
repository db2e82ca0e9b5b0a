// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace evenspan::ui {

struct CanvasBrush;

// Says over the text that a label is in the hand, and puts it away. Hidden while none is.
class BrushBar : public QWidget {
    Q_OBJECT
public:
    explicit BrushBar(QWidget* parent = nullptr);
    void setBrush(const CanvasBrush* brush); // null: none

Q_SIGNALS:
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyColours();
    int m_colour = -1; // of the label, -1: none
    QLabel* m_text;
    QToolButton* m_leave;
};

} // namespace evenspan::ui
