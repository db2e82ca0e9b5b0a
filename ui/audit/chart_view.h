// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/chart.h"

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

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double scale() const; // pixels of the chart's unit
    report::Chart m_chart;
};

} // namespace evenspan::ui
