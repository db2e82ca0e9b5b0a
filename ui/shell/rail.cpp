// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace evenspan::ui {

RailButton::RailButton(const QString& iconName, const QString& word, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(iconName) {
    setText(word);
    setAccessibleName(word);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
}

void RailButton::setCount(int count) {
    m_count = count;
    setAccessibleDescription(count ? tr("%Ln waiting", nullptr, count) : QString());
    update();
}

QSize RailButton::sizeHint() const {
    return {
        space(this, 16), space(this, 10) + QFontMetrics(scaledFont(font(), 11 / 13.0)).height()};
}

void RailButton::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect area = rect().adjusted(space(this, 1), 2, -space(this, 1), -2);
    painter.setPen(Qt::NoPen);
    if (isChecked() || (isEnabled() && (underMouse() || isDown()))) {
        painter.setBrush(isChecked() ? c.accentSoft : c.raised);
        painter.drawRoundedRect(area, 6, 6);
    }
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5);
    }
    QColor colour = isChecked() ? c.accent : c.muted;
    if (!isEnabled())
        colour.setAlphaF(0.45F);
    const int glyph = space(this, 5);
    const QFont small = scaledFont(font(), 11 / 13.0);
    const int line = QFontMetrics(small).height();
    const int top = (height() - glyph - line - 2) / 2;
    painter.drawPixmap(
        (width() - glyph) / 2, top, iconPixmap(m_icon, colour, glyph, devicePixelRatioF()));
    painter.setFont(small);
    painter.setPen(isChecked() ? c.text : colour);
    painter.drawText(QRect(0, top + glyph + 2, width(), line), int(Qt::AlignCenter), text());
    if (m_count > 0) {
        const QString number = m_count > 99 ? QStringLiteral("99+") : QString::number(m_count);
        const int side = line;
        const int wide = qMax(side, QFontMetrics(small).horizontalAdvance(number) + 8);
        const QRect badge(width() / 2 + glyph / 2 - 2, top - 4, wide, side);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.accent);
        painter.drawRoundedRect(badge, side / 2.0, side / 2.0);
        painter.setPen(c.onAccent);
        painter.drawText(badge, int(Qt::AlignCenter), number);
    }
}

Rail::Rail(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, space(this, 2), 0, space(this, 2));
    m_column->setSpacing(space(this, 1));
    m_column->addStretch();
    setAccessibleName(tr("Workspaces"));
}

int Rail::insert(const QString& iconName, const QString& word, bool foot) {
    auto* button = new RailButton(iconName, word, this);
    const int index = int(m_buttons.size());
    m_column->insertWidget(foot ? m_column->count() : m_top++, button, 0, Qt::AlignHCenter);
    m_buttons.push_back({button, foot});
    // Not by its click: what works for a person who cannot see toggles it without one.
    connect(button, &RailButton::toggled, this, [this, index, button] {
        if (std::exchange(m_setting, true))
            return;
        button->setChecked(true);
        m_setting = false;
        Q_EMIT chosen(index);
    });
    // Tab goes through them in the order in which they stand.
    for (int i = 1; i < m_column->count(); ++i)
        if (QWidget* before = m_column->itemAt(i - 1)->widget(),
            *after = m_column->itemAt(i)->widget();
            before && after)
            setTabOrder(before, after);
    return index;
}

int Rail::add(const QString& iconName, const QString& word) {
    return insert(iconName, word, false);
}

int Rail::addFoot(const QString& iconName, const QString& word) {
    return insert(iconName, word, true);
}

void Rail::setCurrent(int index) {
    m_setting = true;
    for (int i = 0; i < int(m_buttons.size()); ++i)
        m_buttons[std::size_t(i)].button->setChecked(i == index);
    m_setting = false;
}

void Rail::setCount(int index, int count) {
    m_buttons[std::size_t(index)].button->setCount(count);
}

void Rail::setEntriesEnabled(bool on) {
    for (const Entry& entry : m_buttons)
        if (!entry.foot)
            entry.button->setEnabled(on);
}

void Rail::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), c.hairline);
}

} // namespace evenspan::ui
