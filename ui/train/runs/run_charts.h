// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/score_run.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace evenspan::ui {

// F1 against the time that training took, a point a run with its interval as a whisker and its name
// beside it. The comparison's table holds the same numbers.
class ScatterView : public QWidget {
    Q_OBJECT
public:
    struct Point {
        QString name;
        double seconds = 0;
        Interval f1; // shares
        int group = 0; // colour and shape
    };
    explicit ScatterView(QWidget* parent);
    void setPoints(std::vector<Point> points);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override; // tooltips

private:
    QRectF plotArea() const;
    QPointF place(double seconds, double f1) const;
    std::vector<Point> m_points;
    double m_most = 1, m_low = 0, m_high = 1;
};

// One line a run over an axis for each thing that differs, F1 last. Numbers stand on a scale from
// the least to the most, words at even distances in the order of the alphabet.
class ParallelView : public QWidget {
    Q_OBJECT
public:
    struct Axis {
        QString name;
        QStringList values; // one for each run
    };
    explicit ParallelView(QWidget* parent);
    void setRuns(const QStringList& names, const std::vector<int>& groups, std::vector<Axis> axes);
    QSize sizeHint() const override;
    // Where each run stands on an axis, from 0 at the bottom to 1.
    static std::vector<double> positions(const QStringList& values);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<std::size_t> shownAxes() const;
    double axisX(std::size_t place, std::size_t places) const;
    double lineY(double position) const;
    QStringList m_names;
    std::vector<int> m_groups;
    std::vector<Axis> m_axes;
    std::vector<std::vector<double>> m_at; // of each axis
};

} // namespace evenspan::ui
