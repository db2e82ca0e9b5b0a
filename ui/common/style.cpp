// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/style.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

#include <cmath>

namespace evenspan::ui {

namespace {

void roundRect(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line,
    qreal radius = 6, qreal width = 1) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal inset = line.isValid() ? width / 2 : 0;
    painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

QColor blend(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](int x, int y) { return int(std::lround(x + (y - x) * share)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

bool isPrimary(const QStyleOption* option, const QWidget* widget) {
    if (widget && widget->property("primary").toBool())
        return true;
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    return button && (button->features & QStyleOptionButton::DefaultButton);
}

void drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
    const Colours c = Colours::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    QColor fill;
    QColor line;
    if (isPrimary(option, widget)) {
        fill = enabled ? c.accent : c.raised;
        if (hover || down)
            fill = blend(c.accent, c.text, down ? 0.22 : 0.12);
    } else if (widget && widget->property("plain").toBool()) {
        fill = down ? blend(c.raised, c.text, 0.08) : hover ? c.raised : QColor();
    } else {
        fill = down ? blend(c.raised, c.text, 0.08) : hover ? c.raised : c.surface;
        line = blend(c.hairline, c.text, 0.08);
    }
    roundRect(painter, option->rect, fill, line);
    if (option->state & QStyle::State_HasFocus && option->state & QStyle::State_KeyboardFocusChange)
        roundRect(painter, option->rect.adjusted(1, 1, -1, -1), QColor(),
            isPrimary(option, widget) ? c.onAccent : c.accent, 5, 2);
}

void drawField(const QStyleOption* option, QPainter* painter) {
    const Colours c = Colours::of(option->palette);
    const bool focus = option->state & QStyle::State_HasFocus;
    const bool enabled = option->state & QStyle::State_Enabled;
    roundRect(painter, option->rect, enabled ? c.surface : c.window,
        focus ? c.accent : blend(c.hairline, c.text, 0.12), 6, focus ? 2 : 1);
}

// A box that several lines are typed into.
bool isTextBox(const QWidget* widget) {
    const auto* edit = qobject_cast<const QPlainTextEdit*>(widget);
    return edit && edit->frameShape() != QFrame::NoFrame;
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("fusion"))) { }

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    // Its corners are round: the frame fills it, so that no square of its own lies over them.
    if (isTextBox(widget))
        static_cast<QPlainTextEdit*>(widget)->viewport()->setAutoFillBackground(false);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QScrollBar*>(widget)
        || widget->inherits("QComboBox") || widget->inherits("QAbstractSpinBox"))
        widget->setAttribute(Qt::WA_Hover);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
    const QWidget* widget) const {
    const Colours c = Colours::of(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter, widget);
        return;
    case PE_PanelButtonTool: {
        const bool hover = option->state & State_MouseOver && option->state & State_Enabled;
        const bool on = option->state & (State_On | State_Sunken);
        if (hover || on)
            roundRect(painter, option->rect, on ? c.accentSoft : c.raised, QColor());
        if (option->state & State_HasFocus && option->state & State_KeyboardFocusChange)
            roundRect(painter, option->rect, QColor(), c.accent, 6, 2);
        return;
    }
    case PE_PanelLineEdit:
        if (widget && widget->property("bare").toBool())
            return;
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            roundRect(painter, option->rect, QColor(), c.accent, 4, 1.5);
        return;
    case PE_Frame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            roundRect(painter, option->rect, isTextBox(widget) ? c.surface : QColor(), c.hairline);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, c.surface);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.hairline);
        return;
    case PE_FrameTabWidget:
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, c.surface);
        return;
    case PE_FrameMenu:
        painter->setPen(c.hairline);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorCheckBox: {
        const bool on = option->state & State_On;
        roundRect(painter, option->rect.adjusted(1, 1, -1, -1), on ? c.accent : c.surface,
            on ? c.accent : blend(c.hairline, c.text, 0.35), 4, 1.5);
        if (on)
            painter->drawPixmap(option->rect.topLeft(),
                iconPixmap(QStringLiteral("check"), c.onAccent, option->rect.width(),
                    painter->device()->devicePixelRatioF()));
        return;
    }
    case PE_IndicatorRadioButton: {
        const bool on = option->state & State_On;
        const QRect disc = option->rect.adjusted(1, 1, -1, -1);
        roundRect(painter, disc, on ? c.accent : c.surface,
            on ? c.accent : blend(c.hairline, c.text, 0.35), disc.width() / 2, 1.5);
        if (on) {
            const int third = disc.width() / 3;
            roundRect(painter, disc.adjusted(third, third, -third, -third), c.onAccent, QColor(),
                disc.width() / 2);
        }
        return;
    }
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            if (item->state & State_Selected)
                painter->fillRect(item->rect, c.accentSoft);
            else if (item->backgroundBrush.style() != Qt::NoBrush)
                painter->fillRect(item->rect, item->backgroundBrush);
            else if (item->state & State_MouseOver && element == PE_PanelItemViewItem)
                painter->fillRect(item->rect, blend(c.surface, c.raised, 0.6));
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
    const QWidget* widget) const {
    const Colours c = Colours::of(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton changed(*button);
            if (isPrimary(option, widget) && option->state & State_Enabled)
                changed.palette.setColor(QPalette::ButtonText, c.onAccent);
            QProxyStyle::drawControl(element, &changed, painter, widget);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, c.surface);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.hairline);
        return;
    case CE_HeaderSection:
        painter->fillRect(option->rect,
            option->state & State_MouseOver ? blend(c.surface, c.raised, 0.7) : c.surface);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.hairline);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader changed(*header);
            changed.palette.setColor(QPalette::ButtonText, c.muted);
            changed.palette.setColor(QPalette::WindowText, c.muted);
            changed.state &= ~State_On;
            // The margin is meant for the sides; above and below it would cut a "g".
            changed.rect.adjust(0, -space(widget, 1), 0, space(widget, 1));
            QProxyStyle::drawControl(element, &changed, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape: {
        const bool on = option->state & State_Selected;
        if (option->state & State_MouseOver && !on)
            roundRect(painter, option->rect.adjusted(1, 1, -1, -3), c.raised, QColor());
        if (on)
            painter->fillRect(
                QRect(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2),
                c.accent);
        if (option->state & State_HasFocus && option->state & State_KeyboardFocusChange)
            roundRect(painter, option->rect.adjusted(1, 1, -1, -3), QColor(), c.accent, 4, 1.5);
        return;
    }
    case CE_TabBarTabLabel:
        painter->setPen(option->state & State_Selected ? c.text : c.muted);
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
        return;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            QStyleOptionMenuItem changed(*item);
            if (changed.menuItemType != QStyleOptionMenuItem::Separator
                && changed.state & State_Selected) {
                roundRect(painter, item->rect.adjusted(3, 1, -3, -1), c.accentSoft, QColor(), 4);
                changed.palette.setColor(QPalette::Highlight, Qt::transparent);
                changed.palette.setColor(QPalette::HighlightedText, c.text);
                changed.state &= ~State_Selected;
            }
            QProxyStyle::drawControl(element, &changed, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        if (option->state & State_Horizontal)
            painter->fillRect(
                QRect(option->rect.center().x(), option->rect.top(), 1, option->rect.height()),
                c.hairline);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
    QPainter* painter, const QWidget* widget) const {
    const Colours c = Colours::of(option->palette);
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        control == CC_ScrollBar && bar) {
        // The bar lies on the surface that it scrolls.
        const QWidget* at = widget;
        while (at && !qobject_cast<const QAbstractScrollArea*>(at))
            at = at->parentWidget();
        const auto* area = qobject_cast<const QAbstractScrollArea*>(at);
        painter->fillRect(option->rect,
            option->palette.color(area ? area->viewport()->backgroundRole() : QPalette::Base));
        if (bar->maximum == bar->minimum)
            return;
        QRect handle = proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget);
        const int inset = handle.width() / (bar->orientation == Qt::Vertical ? 4 : 1000);
        const int other = bar->orientation == Qt::Vertical ? 0 : handle.height() / 4;
        handle.adjust(inset, other, -inset, -other);
        const bool strong = option->state & State_Sunken
            || (option->state & State_MouseOver && option->activeSubControls & SC_ScrollBarSlider);
        const qreal radius = qMin(handle.width(), handle.height()) / 2.0;
        roundRect(
            painter, handle, blend(c.hairline, c.text, strong ? 0.45 : 0.22), QColor(), radius);
        return;
    }
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        control == CC_Slider && slider && slider->orientation == Qt::Horizontal) {
        const QRect handle = proxy()->subControlRect(control, option, SC_SliderHandle, widget);
        const bool on = option->state & State_Enabled;
        const qreal thick = std::max(2, handle.width() / 5);
        const QRectF groove(option->rect.left(), option->rect.center().y() + 0.5 - thick / 2,
            option->rect.width(), thick);
        roundRect(painter, groove.toRect(), blend(c.hairline, c.text, 0.1), QColor(), thick / 2);
        QRectF filled = groove;
        if (slider->upsideDown)
            filled.setLeft(handle.center().x());
        else
            filled.setRight(handle.center().x());
        const QColor strong = on ? c.accent : blend(c.hairline, c.text, 0.3);
        roundRect(painter, filled.toRect(), strong, QColor(), thick / 2);
        const int inset = handle.width() / 8;
        roundRect(painter, handle.adjusted(inset, inset, -inset, -inset), strong, QColor(),
            handle.width() / 2.0 - inset);
        return;
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        control == CC_ComboBox && combo) {
        const bool hover = option->state & State_MouseOver && option->state & State_Enabled;
        const bool focus = option->state & State_HasFocus;
        roundRect(painter, option->rect, hover && !combo->editable ? c.raised : c.surface,
            focus ? c.accent : blend(c.hairline, c.text, 0.12), 6, focus ? 2 : 1);
        const int size = space(widget, 4);
        const QRect arrow(option->rect.right() - size - space(widget, 1),
            option->rect.center().y() - size / 2 + 1, size, size);
        painter->drawPixmap(arrow.topLeft(),
            iconPixmap(
                QStringLiteral("down"), c.muted, size, painter->device()->devicePixelRatioF()));
        return;
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        control == CC_SpinBox && spin) {
        drawField(option, painter);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace evenspan::ui
