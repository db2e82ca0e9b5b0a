// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/key_field.h"

#include <QKeyEvent>

namespace evenspan::ui {

KeyField::KeyField(QWidget* parent)
    : QLineEdit(parent) {
    setReadOnly(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setPlaceholderText(tr("No key"));
}

void KeyField::setKeys(const QList<QKeySequence>& keys) {
    QStringList texts;
    for (const QKeySequence& sequence : keys)
        texts << sequence.toString(QKeySequence::NativeText);
    m_keys = texts.join(QStringLiteral(", "));
    say();
}

void KeyField::say() {
    setText(hasFocus() ? QString() : m_keys);
    setPlaceholderText(!hasFocus() ? tr("No key")
            : m_keys.isEmpty()     ? tr("Press the new key")
                                   : tr("%1 – press the new key").arg(m_keys));
}

QKeySequence KeyField::sequenceOf(const QKeyEvent& event) {
    const int key = event.key();
    switch (key) {
    case 0:
    case Qt::Key_unknown:
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_Meta:
    case Qt::Key_CapsLock:
    case Qt::Key_NumLock:
        return {};
    default:
        break;
    }
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool character = key > Qt::Key_Space && key < Qt::Key_Escape;
    if (character && !QChar::isLetter(char32_t(key)))
        modifiers &= ~Qt::ShiftModifier;
    return QKeySequence(QKeyCombination(modifiers, Qt::Key(key)));
}

bool KeyField::event(QEvent* event) {
    // Before the commands of the window get it.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void KeyField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_AltGr) {
        m_altGr = true;
        return;
    }
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    if (tab && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return;
    }
    QKeySequence keys = sequenceOf(*event);
    if (keys.isEmpty())
        return;
    if (m_altGr)
        keys = QKeySequence(
            QKeyCombination(keys[0].keyboardModifiers() | Qt::GroupSwitchModifier, keys[0].key()));
    Q_EMIT pressed(keys);
}

void KeyField::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_AltGr)
        m_altGr = false;
    QLineEdit::keyReleaseEvent(event);
}

void KeyField::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    m_altGr = false;
    say();
}

void KeyField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    say();
}

} // namespace evenspan::ui
