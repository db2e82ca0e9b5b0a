// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colours.h"

#include <QFont>
#include <QObject>
#include <QString>

class QApplication;
class QWidget;

namespace evenspan::ui {

enum class ThemeChoice { System, Light, Dark, HighContrast };

QString themeChoiceName(ThemeChoice choice); // "system", "light", … for settings
ThemeChoice themeChoiceFromName(const QString& name);

// Dresses the application: the style, the palette, the base font and its zoom. One lives as long as
// the application, made before the first widget.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QApplication& application);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    Look look() const;
    // Size of text in percent of the system's, 80 to 200.
    int zoom() const { return m_zoom; }
    void setZoom(int percent);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_application;
    QPalette m_systemPalette;
    QFont m_systemFont;
    ThemeChoice m_choice = ThemeChoice::System;
    int m_zoom = 100;
};

// `steps` of the 4 px grid at a 13 px font, growing with the font: 1 inside chips, 2 between
// related things, 4 between groups, 6 at the margin of a page. Null: the application's font.
int space(const QWidget* widget, int steps);
// Height of a table row, a field, a button.
int rowHeight(const QWidget* widget);
// The widget's font at `scale` of its size, semi-bold if asked; never below 11 px.
QFont scaledFont(const QFont& font, double scale, bool semiBold = false);
QFont monospaceFont(const QFont& font);
// "12,345" in the current locale.
QString number(qint64 value);
// Motion is off where the system or the settings ask for none.
bool motionAllowed();

} // namespace evenspan::ui
