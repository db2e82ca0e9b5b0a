// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plot.h"

#include <QElapsedTimer>
#include <QTimer>

#include <qcustomplot.h>

#include <vector>

class QStackedLayout;

// The inside of Plot, for its own sources only.
namespace evenspan::ui {

class DataTable;
class PlotTwin;

struct PlotLine {
    QString name;
    bool smoothed = false;
    bool marker = false;
    int labelIndex = -1; // below 0: the colour of its place
    PlotSeries data, average;
    Smoother smoother;
    QCPGraph* raw = nullptr;
    QCPGraph* smooth = nullptr; // null where not smoothed
    QCPItemText* tag = nullptr;
    // What stands in front: the average, or the raw points where there is none.
    const PlotSeries& front() const { return smooth && smooth->visible() ? average : data; }
    QCPGraph* frontGraph() const { return smooth && smooth->visible() ? smooth : raw; }
};

struct PlotMarkItems {
    QCPItemStraightLine* line = nullptr;
    QCPItemText* dot = nullptr;
};

struct Plot::Private {
    Plot* owner = nullptr;
    QCustomPlot* plot = nullptr;
    DataTable* table = nullptr;
    PlotTwin* twin = nullptr;
    QStackedLayout* stack = nullptr;
    std::vector<PlotLine> lines;
    QVector<PlotMark> marks;
    std::vector<PlotMarkItems> markItems;
    QCPItemStraightLine* cross = nullptr;
    QCPItemText* readout = nullptr;
    QString horizontal; // its name
    Horizontal kind = Horizontal::Number;
    double decay = 0.9;
    int picked = -1;
    int hovered = -1; // in the legend
    double crossAt = qQNaN();
    bool fitted = true; // follows the data until the user zooms
    QPoint pressed; // where the mouse went down
    QTimer paint; // the next repaint of live data
    QElapsedTimer sincePaint;
    double paintCost = 0; // milliseconds of the last one
    double paintSum = 0; // since paintShare() was asked
    QElapsedTimer sinceShare;

    void dress(const QWidget* widget); // colours, fonts, pens
    QColor colourOf(int line, const QWidget* widget) const;
    void restyle(const QWidget* widget); // pens of the lines: what is picked, what fades
    void rescale(); // everything in sight
    void feed(); // the graphs get the points of the stretch that is shown
    void placeTags();
    void placeMarks();
    int widestName() const;
    QString horizontalText(double x) const;
    QString valueText(double y) const;
    QString readoutAt(double x, double* shown) const;
    void showCross(double x);
    int lineAt(const QPointF& place) const; // -1: none within reach
    QList<int> marksAt(double pixel) const;
};

} // namespace evenspan::ui
