// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>
#include <QWidget>

#include <memory>

namespace evenspan::ui {

// Exponential moving average without the pull of its start: m_t / (1 - decay^t), as in Adam
// (Kingma and Ba 2015, section 3).
class Smoother {
public:
    explicit Smoother(double decay = 0.9)
        : m_decay(decay) { }
    double add(double value); // NaN passes through and changes nothing
    void reset();

private:
    double m_decay;
    double m_mean = 0;
    double m_weight = 1; // decay^t
};

// Lines over time: light grid, no frame, the name of each line at its end, raw data faint behind a
// smoothed line, a crosshair with values, and a table of the same numbers on the key T. Wheel zooms
// the horizontal axis, Shift+wheel the vertical one, a double click fits everything.
class Plot : public QWidget {
    Q_OBJECT

public:
    explicit Plot(QWidget* parent = nullptr);
    ~Plot() override;

    void setAxisNames(const QString& horizontal, const QString& vertical);
    // A line; smooth > 0 adds the debiased average with that decay in front of the raw points.
    // Returns its number.
    int addLine(const QString& name, double smooth = 0, bool marker = false);
    void append(int line, double x, double y);
    void setData(int line, const QVector<double>& x, const QVector<double>& y);
    void clear(); // data, not lines
    void refresh(); // one repaint for many appends
    int size(int line) const;
    QVector<double> values(int line, bool smoothed) const;

    void setLogScale(bool on);
    bool logScale() const;
    void showTable(bool on); // the table twin in place of the plot
    bool tableShown() const;
    void fit();

    // By ending: .svg, .png or .csv. False where the file cannot be written.
    bool exportTo(const QString& path);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace evenspan::ui
