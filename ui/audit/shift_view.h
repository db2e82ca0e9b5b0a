// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace evenspan::ui {

// A figure of each group now and as it would be: a ring, a dot, a line between them. It grows with
// its rows; the table beside it holds the same figures.
class ShiftView : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString label;
        std::optional<double> now, then; // shares; none: `printed` says why
        QString printed;
    };
    explicit ShiftView(QWidget* parent = nullptr);
    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return m_rows; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void picked(int row); // a click on it

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int lineHeight() const;
    int rowAt(QPointF at) const; // -1: below them
    std::vector<Row> m_rows;
    double m_from = 0; // left end of the axis, a whole tenth; the right one is 1
};

} // namespace evenspan::ui
