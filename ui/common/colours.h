// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <optional>

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
// label looks heavier than another. An index from 0 on counts labels; hues are 137.5° apart (golden
// angle). An index below 0 is a colour that somebody chose, see labelColourIndex().
struct LabelColour {
    QColor fill;
    QColor text; // at least 4.5:1 on fill
    QColor line; // stronger shade of the hue, for underlines and curves
};
LabelColour labelColour(int index, Look look);

// Hues that a label can be given, evenly spread; `choice` from 0 to kLabelHues - 1. What is stored
// is a colour ("#rrggbb"), of which only the hue counts: lightness and chroma belong to the look.
constexpr int kLabelHues = 12;
QColor labelHue(int choice);
// For labelColour(); nothing where `stored` is no colour. A colour without chroma stays grey.
std::optional<int> labelColourIndex(const QColor& stored);
// The choice whose hue is within 5° of the colour's.
std::optional<int> labelHueChoice(const QColor& stored);

// OKLCH to sRGB after B. Ottosson, "A perceptual color space for image processing" (2020),
// https://bottosson.github.io/posts/oklab/. lightness and chroma in [0, 1], hue in degrees;
// chroma is lowered until the colour lies inside sRGB.
QColor fromOklch(double lightness, double chroma, double hue);

// Contrast ratio of WCAG 2.1, from 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace evenspan::ui
