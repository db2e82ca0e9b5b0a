// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/shift_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

ShiftView::ShiftView(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

void ShiftView::setRows(std::vector<Row> rows) {
    m_rows = std::move(rows);
    // The axis only ever grows while one set of groups is shown, so that a slider does not shake
    // it.
    double least = 1;
    for (const Row& row : m_rows)
        for (const auto& value : {row.now, row.then})
            if (value)
                least = std::min(least, *value);
    m_from = std::clamp(std::floor((least - 0.02) * 10) / 10, 0.0, 0.9);
    updateGeometry();
    update();
}

int ShiftView::lineHeight() const {
    return fontMetrics().height() + space(this, 2);
}

QSize ShiftView::sizeHint() const {
    return {space(this, 120), lineHeight() * int(m_rows.size() + 1) + space(this, 1)};
}

QSize ShiftView::minimumSizeHint() const {
    return {space(this, 80), sizeHint().height()};
}

void ShiftView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

int ShiftView::rowAt(QPointF at) const {
    const int row = int(at.y()) / lineHeight();
    return at.y() >= 0 && row < int(m_rows.size()) ? row : -1;
}

void ShiftView::mouseMoveEvent(QMouseEvent* event) {
    setCursor(rowAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QWidget::mouseMoveEvent(event);
}

void ShiftView::mouseReleaseEvent(QMouseEvent* event) {
    const int row = event->button() == Qt::LeftButton ? rowAt(event->position()) : -1;
    if (row < 0)
        return QWidget::mouseReleaseEvent(event);
    Q_EMIT picked(row);
}

void ShiftView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours c = Colours::of(palette());
    const QFontMetrics metrics(font());
    const int gap = space(this, 2), line = lineHeight();
    int names = 0, values = 0;
    for (const Row& row : m_rows) {
        names = std::max(names, metrics.horizontalAdvance(row.label) + 2);
        values = std::max(values, metrics.horizontalAdvance(row.printed));
    }
    names = std::min(names, width() / 3);
    const double left = names + 2 * gap,
                 right = std::max(left + gap, double(width() - values - 3 * gap));
    const auto at = [&](double share) {
        return left + (std::clamp(share, m_from, 1.0) - m_from) / (1 - m_from) * (right - left);
    };
    const double foot = line * double(m_rows.size());
    const double step = 1 - m_from > 0.5 ? 0.2 : 0.1;
    for (double tick = 1; tick > m_from - 1e-9; tick -= step) {
        painter.setPen(QPen(c.hairline, 1));
        painter.drawLine(QPointF(at(tick), 0), QPointF(at(tick), foot));
        painter.setPen(c.muted);
        painter.drawText(QRectF(at(tick) - 40, foot, 80, line), Qt::AlignHCenter | Qt::AlignVCenter,
            QLocale().toString(qRound(100 * tick)) + QLatin1Char('%'));
    }
    const double radius = std::max(3.0, metrics.height() / 4.0);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const double top = line * double(i), middle = top + line / 2.0;
        painter.setPen(c.text);
        painter.drawText(QRectF(0, top, names, line), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(row.label, Qt::ElideRight, names));
        painter.setPen(row.then ? c.text : c.muted);
        painter.drawText(QRectF(width() - values - gap / 2.0, top, values + gap / 2.0, line),
            Qt::AlignRight | Qt::AlignVCenter, row.printed);
        if (!row.now || !row.then) { // too few, or undefined: the words beside it say which
            painter.fillRect(QRectF(left, top + gap, right - left, line - 2 * gap),
                QBrush(c.muted, Qt::BDiagPattern));
            continue;
        }
        painter.setPen(QPen(c.muted, 2));
        painter.drawLine(QPointF(at(*row.now), middle), QPointF(at(*row.then), middle));
        painter.setBrush(c.surface);
        painter.setPen(QPen(c.muted, 1.5));
        painter.drawEllipse(QPointF(at(*row.now), middle), radius, radius);
        painter.setBrush(c.accent);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QPointF(at(*row.then), middle), radius - 0.5, radius - 0.5);
    }
}

} // namespace evenspan::ui
