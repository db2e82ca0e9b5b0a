// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QScrollBar>
#include <QStyleOption>

// How large things are and where their parts lie.
namespace evenspan::ui {

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int height = space(widget, 8);
    switch (type) {
    case CT_PushButton:
        result.setHeight(qMax(height, size.height() + space(widget, 2)));
        result.setWidth(size.width() + space(widget, 7));
        break;
    case CT_LineEdit:
    case CT_SpinBox:
    case CT_ComboBox:
        result.setHeight(height);
        if (type == CT_ComboBox)
            result.rwidth() += space(widget, 2);
        break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(space(widget, 7));
        break;
    case CT_TabBarTab:
        result = QSize(size.width(), space(widget, 8));
        break;
    case CT_HeaderSection:
        result.setHeight(space(widget, 8));
        break;
    default:
        break;
    }
    return result;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
    SubControl subControl, const QWidget* widget) const {
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return option->rect.adjusted(space(widget, 2), 1, -space(widget, 6), -1);
    if (control == CC_SpinBox && subControl == SC_SpinBoxEditField)
        return option->rect.adjusted(space(widget, 1), 2, -space(widget, 1), -2);
    if (control == CC_SpinBox && (subControl == SC_SpinBoxUp || subControl == SC_SpinBoxDown))
        return {};
    if (control == CC_ScrollBar) {
        if (subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine)
            return {};
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        const bool vertical = bar->orientation == Qt::Vertical;
        const int length = vertical ? bar->rect.height() : bar->rect.width();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        const int handle = range <= 0
            ? length
            : qMax(space(widget, 8), int(length * qint64(bar->pageStep) / (range + bar->pageStep)));
        const int start = sliderPositionFromValue(
            bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
        const auto part = [&](int from, int size) {
            return vertical ? QRect(0, from, bar->rect.width(), size)
                            : QRect(from, 0, size, bar->rect.height());
        };
        switch (subControl) {
        case SC_ScrollBarSlider:
            return part(start, handle);
        case SC_ScrollBarSubPage:
            return part(0, start);
        case SC_ScrollBarAddPage:
            return part(start + handle, length - start - handle);
        case SC_ScrollBarGroove:
            return part(0, length);
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect Style::subElementRect(
    SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const bool framed = element == SE_LineEditContents && widget
        && !widget->property("bare").toBool()
        && !qobject_cast<const QAbstractSpinBox*>(widget->parentWidget());
    return framed ? rect.adjusted(space(widget, 1), 0, -space(widget, 1), 0) : rect;
}

QIcon Style::standardIcon(
    StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const {
    if (icon == SP_LineEditClearButton)
        return evenspan::ui::icon(QStringLiteral("close"));
    return QProxyStyle::standardIcon(icon, option, widget);
}

int Style::pixelMetric(
    PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_SliderLength:
    case PM_SliderControlThickness:
    case PM_SliderThickness:
        return space(widget, 4);
    case PM_ScrollBarExtent:
        return space(widget, 3);
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space(widget, 2);
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return space(widget, 4);
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_LineEditIconSize:
        return space(widget, 5);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return space(widget, 4) + 1;
    case PM_SplitterWidth:
        return space(widget, 2) + 1;
    case PM_HeaderMargin:
        return space(widget, 2) + 1;
    case PM_FocusFrameHMargin:
        return space(widget, 2);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
    QStyleHintReturn* data) const {
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return qMin(120, QProxyStyle::styleHint(hint, option, widget, data));
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
        return 0;
    case SH_UnderlineShortcut:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace evenspan::ui
