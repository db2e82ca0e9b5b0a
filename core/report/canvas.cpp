// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/canvas.h"

#include <cmath>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>

namespace evenspan::report {

namespace {

// Even the darkest shade lets the text on it be read at 4.4:1, in light and in dark.
constexpr double kDarkest = 0.4;

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto channel = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()),
        channel(from.blue(), to.blue())};
}

QString number(double value) {
    auto text = QString::number(value, 'f', 2);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

QString attribute(const char* name, double value) {
    return QLatin1Char(' ') + QLatin1String(name) + QStringLiteral("=\"") + number(value)
        + QLatin1Char('"');
}

QString place(const QRectF& box) {
    return attribute("x", box.x()) + attribute("y", box.y()) + attribute("width", box.width())
        + attribute("height", box.height());
}

constexpr double kMeasure = 100; // text is measured at this size and scaled

} // namespace

Inks paperInks() {
    return {QColor(0xff, 0xff, 0xff), QColor(0x1b, 0x1f, 0x24), QColor(0x5a, 0x62, 0x6c),
        QColor(0xcf, 0xd4, 0xda), QColor(0x1f, 0x4f, 0xa8), QColor(0xee, 0xf1, 0xf5)};
}

Inks darkInks() {
    return {QColor(0x16, 0x19, 0x1d), QColor(0xe8, 0xea, 0xed), QColor(0xa3, 0xab, 0xb5),
        QColor(0x3d, 0x44, 0x4d), QColor(0x8f, 0xb4, 0xff), QColor(0x23, 0x28, 0x2f)};
}

QString Canvas::elided(const QString& text, const TextStyle& style, double room) const {
    if (width(text, style) <= room + 0.5)
        return text;
    // In the middle: long names of groups often differ at their ends.
    const auto kept = [&text](qsizetype letters) {
        auto head = letters - letters / 3, tail = letters / 3;
        if (head > 0 && text.at(head - 1).isHighSurrogate())
            --head;
        if (tail > 0 && text.at(text.size() - tail).isLowSurrogate())
            --tail;
        return QString(text.left(head).trimmed() + QChar(0x2026) + text.right(tail).trimmed());
    };
    qsizetype low = 0, high = text.size();
    while (low < high) {
        const auto middle = (low + high + 1) / 2;
        if (width(kept(middle), style) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    return kept(low);
}

PainterCanvas::PainterCanvas(QPainter& painter, QPointF origin, double scale, QFont font, Inks inks)
    : m_painter(painter)
    , m_origin(origin)
    , m_scale(scale)
    , m_font(std::move(font))
    , m_inks(inks) { }

QPointF PainterCanvas::map(QPointF at) const {
    return m_origin + at * m_scale;
}

QRectF PainterCanvas::map(const QRectF& box) const {
    return {map(box.topLeft()), box.size() * m_scale};
}

QFont PainterCanvas::fontOf(const TextStyle& style) const {
    QFont font = m_font;
    font.setPixelSize(std::max(1, int(std::lround(style.size * m_scale))));
    font.setBold(style.bold);
    return font;
}

void PainterCanvas::line(QPointF from, QPointF to, Ink ink, double width, bool dashed) {
    QPen pen(inkOf(ink), width * m_scale, dashed ? Qt::CustomDashLine : Qt::SolidLine, Qt::FlatCap);
    if (dashed)
        pen.setDashPattern({3 / width, 2 / width});
    m_painter.setPen(pen);
    m_painter.drawLine(map(from), map(to));
}

void PainterCanvas::box(const QRectF& box, Ink fill) {
    m_painter.fillRect(map(box), inkOf(fill));
}

void PainterCanvas::frame(const QRectF& box, Ink ink, double width) {
    m_painter.setPen(QPen(inkOf(ink), width * m_scale));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(map(box));
}

void PainterCanvas::shade(const QRectF& box, double strength) {
    m_painter.fillRect(map(box),
        mixed(inkOf(Ink::Paper), inkOf(Ink::Text), kDarkest * std::clamp(strength, 0.0, 1.0)));
}

void PainterCanvas::hatch(const QRectF& box) {
    // Lines of our own: a brush pattern would become a picture in the PDF.
    const double step = 4;
    for (double at = step; at < box.width() + box.height(); at += step) {
        const double x1 = std::max(0.0, at - box.height()), y1 = std::min(at, box.height());
        const double x2 = std::min(at, box.width()), y2 = std::max(0.0, at - box.width());
        line(box.topLeft() + QPointF(x1, y1), box.topLeft() + QPointF(x2, y2), Ink::Line, 0.6,
            false);
    }
}

void PainterCanvas::dot(QPointF centre, double radius, Ink fill, Ink edge) {
    m_painter.setPen(QPen(inkOf(edge), 1 * m_scale));
    m_painter.setBrush(inkOf(fill));
    m_painter.drawEllipse(map(centre), radius * m_scale, radius * m_scale);
}

void PainterCanvas::text(QPointF at, const QString& text, const TextStyle& style) {
    const auto font = fontOf(style);
    auto where = map(at);
    if (style.anchor != Anchor::Left) {
        const double wide = QFontMetricsF(font, m_painter.device()).horizontalAdvance(text);
        where.rx() -= style.anchor == Anchor::Right ? wide : wide / 2;
    }
    m_painter.setFont(font);
    m_painter.setPen(inkOf(style.ink));
    m_painter.drawText(where, text);
}

double PainterCanvas::width(const QString& text, const TextStyle& style) const {
    return QFontMetricsF(fontOf(style), m_painter.device()).horizontalAdvance(text) / m_scale;
}

SvgCanvas::SvgCanvas(QFont font)
    : m_font(std::move(font)) { }

void SvgCanvas::line(QPointF from, QPointF to, Ink ink, double width, bool dashed) {
    m_body += QStringLiteral("<line class=\"s%1\"").arg(int(ink)) + attribute("x1", from.x())
        + attribute("y1", from.y()) + attribute("x2", to.x()) + attribute("y2", to.y())
        + attribute("stroke-width", width)
        + (dashed ? QStringLiteral(" stroke-dasharray=\"3 2\"/>") : QStringLiteral("/>"));
}

void SvgCanvas::box(const QRectF& box, Ink fill) {
    m_body +=
        QStringLiteral("<rect class=\"i%1\"").arg(int(fill)) + place(box) + QStringLiteral("/>");
}

void SvgCanvas::frame(const QRectF& box, Ink ink, double width) {
    m_body += QStringLiteral("<rect class=\"s%1\" fill=\"none\"").arg(int(ink)) + place(box)
        + attribute("stroke-width", width) + QStringLiteral("/>");
}

void SvgCanvas::shade(const QRectF& box, double strength) {
    m_body += QStringLiteral("<rect class=\"i%1\"").arg(int(Ink::Text)) + place(box)
        + attribute("fill-opacity", kDarkest * std::clamp(strength, 0.0, 1.0))
        + QStringLiteral("/>");
}

void SvgCanvas::hatch(const QRectF& box) {
    m_body += QStringLiteral("<rect fill=\"url(#hatch)\"") + place(box) + QStringLiteral("/>");
}

void SvgCanvas::dot(QPointF centre, double radius, Ink fill, Ink edge) {
    m_body += QStringLiteral("<circle class=\"i%1 s%2\"").arg(int(fill)).arg(int(edge))
        + attribute("cx", centre.x()) + attribute("cy", centre.y()) + attribute("r", radius)
        + QStringLiteral("/>");
}

void SvgCanvas::text(QPointF at, const QString& text, const TextStyle& style) {
    static const char* anchors[] = {"start", "middle", "end"};
    m_body += QStringLiteral("<text class=\"i%1\"").arg(int(style.ink)) + attribute("x", at.x())
        + attribute("y", at.y()) + attribute("font-size", style.size)
        + QStringLiteral(" text-anchor=\"%1\"").arg(QLatin1String(anchors[int(style.anchor)]))
        + (style.bold ? QStringLiteral(" font-weight=\"600\">") : QStringLiteral(">"))
        + text.toHtmlEscaped() + QStringLiteral("</text>");
}

double SvgCanvas::width(const QString& text, const TextStyle& style) const {
    QFont font = m_font;
    font.setPixelSize(int(kMeasure));
    font.setBold(style.bold);
    // The reader's font may be a little wider than the one that is measured here.
    return 1.06 * QFontMetricsF(font).horizontalAdvance(text) * style.size / kMeasure;
}

QString SvgCanvas::element(double width, double height, const QString& alt) const {
    return QStringLiteral("<svg role=\"img\" viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\" "
                          "aria-label=\"%3\">")
               .arg(number(width), number(height), alt.toHtmlEscaped())
        + m_body + QStringLiteral("</svg>");
}

QFont reportFont() {
    const auto known = QFontDatabase::families();
    QStringList families;
    for (const auto* name : {"Noto Sans", "DejaVu Sans"})
        if (known.contains(QLatin1String(name))) {
            families.push_back(QLatin1String(name));
            break;
        }
    for (const auto* name : {"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"})
        if (known.contains(QLatin1String(name))) {
            families.push_back(QLatin1String(name));
            break;
        }
    QFont font;
    if (!families.isEmpty())
        font.setFamilies(families);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferOutline);
    return font;
}

} // namespace evenspan::report
