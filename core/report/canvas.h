// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

namespace evenspan::report {

// The few colours of a chart. Order in light is the order in grey, so a grey print loses nothing.
enum class Ink { Paper, Text, Muted, Line, Accent, Band };
constexpr std::size_t kInks = 6;
using Inks = std::array<QColor, kInks>;
Inks paperInks(); // for print
Inks darkInks(); // for a dark screen

enum class Anchor { Left, Middle, Right };

struct TextStyle {
    double size = 8; // of the letters, in the canvas's unit
    Ink ink = Ink::Text;
    bool bold = false;
    Anchor anchor = Anchor::Left;
};

// What a chart is drawn on: a QPainter (window, PDF) or the text of an SVG. Lengths in one unit,
// a point on paper and a pixel on a screen; y grows downwards.
class Canvas {
public:
    virtual ~Canvas() = default;
    virtual void line(QPointF from, QPointF to, Ink ink, double width, bool dashed = false) = 0;
    virtual void box(const QRectF& box, Ink fill) = 0;
    virtual void frame(const QRectF& box, Ink ink, double width) = 0;
    // A grey between the paper (0) and the text colour (1).
    virtual void shade(const QRectF& box, double strength) = 0;
    virtual void hatch(const QRectF& box) = 0;
    virtual void dot(QPointF centre, double radius, Ink fill, Ink edge) = 0;
    // `at` is on the base line.
    virtual void text(QPointF at, const QString& text, const TextStyle& style) = 0;
    virtual double width(const QString& text, const TextStyle& style) const = 0;

    // `text`, cut with "…" where it is wider than `room`.
    QString elided(const QString& text, const TextStyle& style, double room) const;
};

// Draws by a painter whose own unit is 1/scale of the canvas's.
class PainterCanvas : public Canvas {
public:
    PainterCanvas(QPainter& painter, QPointF origin, double scale, QFont font, Inks inks);
    void line(QPointF from, QPointF to, Ink ink, double width, bool dashed) override;
    void box(const QRectF& box, Ink fill) override;
    void frame(const QRectF& box, Ink ink, double width) override;
    void shade(const QRectF& box, double strength) override;
    void hatch(const QRectF& box) override;
    void dot(QPointF centre, double radius, Ink fill, Ink edge) override;
    void text(QPointF at, const QString& text, const TextStyle& style) override;
    double width(const QString& text, const TextStyle& style) const override;

private:
    QPointF map(QPointF at) const;
    QRectF map(const QRectF& box) const;
    QFont fontOf(const TextStyle& style) const;
    QColor inkOf(Ink ink) const { return m_inks[std::size_t(ink)]; }

    QPainter& m_painter;
    QPointF m_origin;
    double m_scale;
    QFont m_font;
    Inks m_inks;
};

// Writes an <svg> element. Colours are classes ("i1", "s1" for Ink 1 as fill and as stroke), which
// the page's style sheet fills in, so a dark look needs no second picture.
class SvgCanvas : public Canvas {
public:
    explicit SvgCanvas(QFont font);
    void line(QPointF from, QPointF to, Ink ink, double width, bool dashed) override;
    void box(const QRectF& box, Ink fill) override;
    void frame(const QRectF& box, Ink ink, double width) override;
    void shade(const QRectF& box, double strength) override;
    void hatch(const QRectF& box) override;
    void dot(QPointF centre, double radius, Ink fill, Ink edge) override;
    void text(QPointF at, const QString& text, const TextStyle& style) override;
    double width(const QString& text, const TextStyle& style) const override;

    // The element, `alt` its text for those who do not see it.
    QString element(double width, double height, const QString& alt) const;

private:
    QFont m_font;
    QString m_body;
};

// Font of the reports: Noto Sans, with the Chinese glyphs of Noto Sans CJK behind it. Not the other
// way round in Chinese reports: that font has further forms of letters and digits, of which a PDF
// could not say what they stand for.
QFont reportFont();

} // namespace evenspan::report
