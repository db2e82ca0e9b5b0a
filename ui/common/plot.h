// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plot_data.h"

#include <QString>
#include <QVector>
#include <QWidget>

#include <memory>

namespace evenspan::ui {

// Something worth knowing at one place of the horizontal axis: a thin line with a dot on top, its
// text where the pointer rests on it and in the table.
struct PlotMark {
    enum Weight { Note, Warning, Problem };
    double x = 0;
    QString name; // "Best so far"
    QString text; // a sentence
    Weight weight = Note;
};

// Lines over time: light grid, no frame, the name of each line at its end (of more than six: a
// legend, of more than 24 the crosshair alone), raw data faint behind a smoothed line, a crosshair
// with the values of all lines, marks, and a table of the same numbers.
//
// Mouse: wheel zooms the horizontal axis, Shift+wheel the vertical one, dragging moves, a click on
// a line picks it, a double click fits everything. Keys: Left and Right move the crosshair, with
// Shift the picture; Up and Down pick a line; + and - zoom; 0 fits; L changes between a linear and
// a logarithmic scale; T shows the table; Ctrl+C copies the picture.
//
// A stretch is drawn at the cost of its pixels (PlotSeries), and refresh() paints no more often
// than keeps painting under a fiftieth of the time.
class Plot : public QWidget {
    Q_OBJECT

public:
    enum class Horizontal { Number, Seconds };
    static constexpr int kDirectNames = 6; // lines whose names stand at their ends
    static constexpr int kLegend = 24; // lines that a legend has room for

    explicit Plot(QWidget* parent = nullptr);
    ~Plot() override;

    void setAxisNames(const QString& horizontal, const QString& vertical);
    void setHorizontal(Horizontal kind); // how the axis is written
    // A line; smooth > 0 adds the debiased average with that decay in front of the raw points.
    // Returns its number.
    int addLine(const QString& name, double smooth = 0, bool marker = false);
    // The colour of a label, as labelColour() numbers them, in place of the line's own.
    void setLineColour(int line, int labelIndex);
    void removeLines(); // and their data; marks stay
    int lines() const;
    QString lineName(int line) const;
    void append(int line, double x, double y);
    void setData(int line, const QVector<double>& x, const QVector<double>& y);
    void clear(); // data, not lines
    void refresh(); // one repaint for many appends, soon
    int size(int line) const;
    QVector<double> values(int line, bool smoothed) const;
    // The decay of every smoothed line; 0: raw data only.
    void setSmoothing(double decay);
    double smoothing() const;

    void setMarks(const QVector<PlotMark>& marks);
    const QVector<PlotMark>& marks() const;
    QString markTextAt(const QPoint& place) const; // of the marks under the pointer

    void pick(int line); // in front, the others fade; -1: none
    int picked() const;
    void setLogScale(bool on);
    bool logScale() const;
    void showTable(bool on); // the table twin in place of the plot
    bool tableShown() const;
    void fit();
    void zoom(double factor); // horizontally, about the middle; above 1: nearer
    void pan(double share); // of the width; above 0: to later points
    double left() const; // the stretch that is shown
    double right() const;
    double bottom() const;
    double top() const;
    QPoint placeOf(double x, double y) const; // in canvas()
    QWidget* canvas() const; // what the mouse works on
    int drawn(int line) const; // points that stand for the stretch that is shown
    bool legendShown() const;
    void setCross(double x); // NaN: none
    QString readout() const; // what stands beside the crosshair, one line of the plot a line

    // By ending: .svg, .png or .csv. False where the file cannot be written.
    bool exportTo(const QString& path);
    void copyPicture(); // to the clipboard, at twice the size
    double paintShare() const; // of the time since the last call: what painting took

Q_SIGNALS:
    void pickedChanged(int line);
    void logScaleChanged(bool on);
    void tableChanged(bool shown);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void connectMouse();
    void paintNow();
    void stepCross(int by);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace evenspan::ui
