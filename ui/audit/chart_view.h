// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/chart_painter.h"

#include <QWidget>

namespace evenspan::ui {

// A chart of the report, drawn by the same painter in the window's font and colours. It is as wide
// as its place and as high as it needs; the table beside it holds the same figures.
class ChartView : public QWidget {
    Q_OBJECT
public:
    explicit ChartView(report::Chart chart, QWidget* parent = nullptr);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // A row was clicked, and a column of it where the chart is a matrix; by what stands there.
    void picked(const QString& row, const QString& column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    double across() const; // width in the chart's unit
    std::optional<report::ChartPlace> placeAt(QPointF at) const;
    double scale() const; // pixels of the chart's unit
    report::Chart m_chart;
};

} // namespace evenspan::ui
