// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/widgets.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <cmath>

namespace evenspan::ui {

QLabel* titleLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(scaledFont(label->font(), 20 / 13.0, true));
    return label;
}

QLabel* headingLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(scaledFont(label->font(), 15 / 13.0, true));
    return label;
}

void setMuted(QLabel* label) {
    label->setForegroundRole(QPalette::PlaceholderText);
}

QLabel* wrapped(QLabel* label) {
    label->setWordWrap(true);
    return label;
}

QLabel* mutedLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    setMuted(label);
    return label;
}

QPushButton* primaryButton(const QString& text, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setProperty("primary", true);
    return button;
}

QPushButton* plainButton(const QString& text, const QString& iconName, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    button->setProperty("plain", true);
    return button;
}

Hairline::Hairline(QWidget* parent)
    : QWidget(parent) {
    setFixedHeight(1);
}

void Hairline::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), Colours::of(palette()).hairline);
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setFullText(const QString& text) {
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const {
    return {space(this, 6), fontMetrics().height()};
}

QSize ElidedLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideMiddle, width());
    setToolTip(shown == m_text ? QString() : m_text);
    painter.drawText(rect(), int(Qt::AlignVCenter | Qt::AlignLeft), shown);
}

Panel::Panel(QWidget* parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this)) {
    const int margin = space(this, 4);
    m_column->setContentsMargins(margin, margin, margin, margin);
}

void Panel::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.hairline);
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

ChoiceCard::ChoiceCard(const QString& iconName, const QString& title, const QString& text,
    const QString& keys, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(iconName)
    , m_note(text)
    , m_keys(keys) {
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ChoiceCard::sizeHint() const {
    const int line = fontMetrics().lineSpacing();
    return {space(this, 56), space(this, 22) + line * 5};
}

void ChoiceCard::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = underMouse() || hasFocus();
    painter.setPen(QPen(strong ? c.accent : c.hairline, hasFocus() ? 2 : 1));
    painter.setBrush(isDown() ? c.raised : c.surface);
    const qreal inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 8, 8);

    const int margin = space(this, 5);
    const int badge = space(this, 10);
    const QRect badgeRect(margin, margin, badge, badge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.accentSoft);
    painter.drawRoundedRect(badgeRect, 8, 8);
    const int glyph = space(this, 5);
    painter.drawPixmap(badgeRect.center() - QPoint(glyph / 2 - 1, glyph / 2 - 1),
        iconPixmap(m_icon, c.accent, glyph, devicePixelRatioF()));

    const QRect line(margin, badgeRect.bottom() + space(this, 4), width() - 2 * margin,
        fontMetrics().lineSpacing() + 6);
    painter.setFont(scaledFont(font(), 15 / 13.0, true));
    painter.setPen(c.text);
    painter.drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter), text());
    painter.setFont(font());
    painter.setPen(c.muted);
    painter.drawText(QRect(margin, line.bottom() + space(this, 1), line.width(),
                         height() - line.bottom() - margin),
        int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap), m_note);
    painter.drawText(QRect(margin, margin, width() - 2 * margin, badge),
        int(Qt::AlignRight | Qt::AlignTop), m_keys);
}

Figure::Figure(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_value(new QLabel(QStringLiteral("–"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_value->setFont(scaledFont(font(), 20 / 13.0, true));
    column->addWidget(m_value);
    column->addWidget(mutedLabel(name, this));
    setAccessibleName(name);
}

void Figure::setValue(const QString& value) {
    m_value->setText(value);
    setAccessibleDescription(value);
}

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text,
    const QString& action, QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(headingLabel(title, this))
    , m_text(mutedLabel(text, this))
    , m_button(primaryButton(action, this))
    , m_iconName(iconName) {
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    fitText();
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    auto* column = new QVBoxLayout(this);
    column->setSpacing(space(this, 2));
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(space(this, 2));
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_icon->setPixmap(iconPixmap(m_iconName, Colours::of(palette()).muted, space(this, 10), 2));
}

void EmptyState::setTexts(const QString& title, const QString& text) {
    m_title->setText(title);
    m_text->setText(text);
    fitText();
}

// An aligned label in a box layout is not asked for its height at its width.
void EmptyState::fitText() {
    const int width = space(this, 100);
    m_text->setFixedWidth(width);
    m_text->setFixedHeight(m_text->heightForWidth(width));
}

void EmptyState::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        fitText();
    if (event->type() == QEvent::PaletteChange)
        m_icon->setPixmap(iconPixmap(m_iconName, Colours::of(palette()).muted, space(this, 10), 2));
    QWidget::changeEvent(event);
}

QString durationText(double seconds) {
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("evenspan::ui", text);
    };
    if (!std::isfinite(seconds) || seconds < 0)
        return {};
    const qint64 s = qint64(std::ceil(seconds));
    if (s < 2)
        return tr("about a second");
    if (s < 60)
        return tr("%1 s").arg(s);
    if (s < 3600)
        return tr("%1 min %2 s").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
    return tr("%1 h %2 min").arg(s / 3600).arg(s % 3600 / 60, 2, 10, QLatin1Char('0'));
}

} // namespace evenspan::ui
