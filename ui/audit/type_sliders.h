// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <map>
#include <string>
#include <vector>

class QDoubleSpinBox;
class QSlider;

namespace evenspan::ui {

// A slider and a field for each type, and one for all of them where there are several.
class TypeSliders : public QWidget {
    Q_OBJECT
public:
    struct Scale {
        double least = 0, most = 1, step = 0.01; // of a value
        double shown = 1; // the field shows the value times this
        int decimals = 1;
        QString never; // what the least value is called, where it stands for minus infinity
        std::function<QString(const QString&type)> sliderName, boxName; // accessible
    };
    explicit TypeSliders(Scale scale, QWidget* parent = nullptr);

    void setTypes(const std::vector<std::string>& types); // all at 0
    void set(const QString& type, double value); // "": all of them
    double value(const std::string& type) const; // may be minus infinity
    std::map<std::string, double> values() const; // of every type
    bool any() const; // one is not 0
    QWidget* first() const; // null: there is none

Q_SIGNALS:
    void changed();

private:
    struct Line {
        QSlider* slider = nullptr;
        QDoubleSpinBox* box = nullptr;
    };
    void add(class QGridLayout* grid, int row, const std::string& type);

    Scale m_scale;
    std::map<std::string, Line> m_lines; // "" is all at once
    QWidget* m_box; // holds them
};

} // namespace evenspan::ui
