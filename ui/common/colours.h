// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace evenspan::ui {

enum class Look { Light, Dark, HighContrast };

// The colours of one look. Neutrals and one accent; state colours stand for states only.
struct Colours {
    QColor window; // behind everything
    QColor surface; // pages, tables, fields
    QColor raised; // hover, chips, heads of tables
    QColor hairline;
    QColor text;
    QColor muted; // secondary text, still at least 4.5:1 on window and surface
    QColor accent;
    QColor accentSoft; // selection behind text
    QColor onAccent; // text on accent
    QColor good;
    QColor warning;
    QColor error;

    static Colours of(Look look);
    // The colours of the look that made this palette (see palette()).
    static Colours of(const QPalette& palette);
    QPalette palette() const;
};

Look lookOf(const QPalette& palette);

// Background and text of a label: hues spread in OKLCH at equal lightness and chroma, so that no
// label looks heavier than another. index counts labels; hues are 137.5° apart (golden angle).
struct LabelColour {
    QColor fill;
    QColor text; // at least 4.5:1 on fill
    QColor line; // stronger shade of the hue, for underlines and curves
};
LabelColour labelColour(int index, Look look);

// OKLCH to sRGB after B. Ottosson, "A perceptual color space for image processing" (2020),
// https://bottosson.github.io/posts/oklab/. lightness and chroma in [0, 1], hue in degrees;
// chroma is lowered until the colour lies inside sRGB.
QColor fromOklch(double lightness, double chroma, double hue);

// Contrast ratio of WCAG 2.1, from 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace evenspan::ui
