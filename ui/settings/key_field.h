// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace evenspan::ui {

// Shows the key of a command and takes the next key that is pressed as a new one. Tab and Shift+Tab
// go on as everywhere, Esc leaves: the field is no trap.
class KeyField : public QLineEdit {
    Q_OBJECT

public:
    explicit KeyField(QWidget* parent = nullptr);
    void setKeys(const QList<QKeySequence>& keys);

    // The sequence that a key event stands for; empty for a modifier alone. Shift counts only where
    // it does not make the character: "?" is "?", not "Shift+?".
    static QKeySequence sequenceOf(const QKeyEvent& event);

Q_SIGNALS:
    void pressed(const QKeySequence& keys);
    void left(); // Esc

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void say();
    QString m_keys;
    bool m_altGr = false; // is held
};

} // namespace evenspan::ui
