// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace evenspan::ui {

class Swatch;

// The hues that a label can be given, and the one that it has by itself. Arrows go from one to the
// next, Space takes it.
class HueChooser : public QWidget {
    Q_OBJECT
public:
    explicit HueChooser(QWidget* parent = nullptr);

    // `automatic`: index for labelColour() where nothing is chosen; `stored`: "#rrggbb" or empty.
    void setColour(int automatic, const QString& stored);
    static QString nameOf(int choice); // of a hue; -1: automatic

Q_SIGNALS:
    void chosen(const QString& stored); // "" for the automatic one

private:
    std::vector<Swatch*> m_swatches; // the automatic one first
};

} // namespace evenspan::ui
