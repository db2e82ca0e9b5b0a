// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/text_sample.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QPainter>

#include <cmath>

namespace evenspan::ui {

namespace {
const QStringList kLines{
    QStringLiteral("Orsolya Brandvik of Kettering Freight wrote from Ulm on 3 March."),
    QStringLiteral("艾克美集团周二在北京宣布，将以三亿元收购海德仪器。"),
    QStringLiteral("Nothing has arrived at our site so far; please call me back.")};
} // namespace

TextSample::TextSample(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("Sample of the text of documents"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TextSample::setText(const QString& family, int pixels, double lineSpacing) {
    m_family = family;
    m_pixels = pixels;
    m_spacing = lineSpacing;
    updateGeometry();
    update();
}

// As on the canvas, sizes grow with all other text.
double TextSample::lineHeight() const {
    return m_pixels * QFontInfo(font()).pixelSize() / 13.0 * m_spacing;
}

QSize TextSample::sizeHint() const {
    return {
        space(this, 120), int(std::ceil(lineHeight() * double(kLines.size()))) + space(this, 6)};
}

void TextSample::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.hairline);
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QFont text = font();
    text.setPixelSize(int(std::lround(m_pixels * QFontInfo(font()).pixelSize() / 13.0)));
    if (!m_family.isEmpty())
        text.setFamilies({m_family});
    painter.setFont(text);
    painter.setPen(c.text);
    const int margin = space(this, 4);
    painter.setClipRect(rect().adjusted(margin / 2, 0, -margin / 2, 0));
    double y = space(this, 3);
    for (const QString& line : kLines) {
        painter.drawText(QRectF(margin, y, width() - 2.0 * margin, lineHeight()),
            int(Qt::AlignLeft | Qt::AlignVCenter),
            painter.fontMetrics().elidedText(line, Qt::ElideRight, width() - 2 * margin));
        y += lineHeight();
    }
}

} // namespace evenspan::ui
