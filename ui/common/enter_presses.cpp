// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/enter_presses.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QKeyEvent>
#include <QRadioButton>
#include <QToolButton>

namespace evenspan::ui {

EnterPresses::EnterPresses(QObject* parent)
    : QObject(parent) {
    qApp->installEventFilter(this);
}

bool EnterPresses::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    auto* button = qobject_cast<QAbstractButton*>(watched);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!button || !enter || key->modifiers() & ~Qt::KeypadModifier || key->isAutoRepeat()
        || qobject_cast<QCheckBox*>(button) || qobject_cast<QRadioButton*>(button)
        || qobject_cast<QDialog*>(button->window()))
        return QObject::eventFilter(watched, event);
    if (auto* tool = qobject_cast<QToolButton*>(button);
        tool && tool->popupMode() == QToolButton::InstantPopup)
        tool->showMenu();
    else
        button->click();
    return true;
}

} // namespace evenspan::ui
