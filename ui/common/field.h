// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace evenspan::ui {

// A field under its caption, with a message below it where there is something to say. The editor
// takes the caption as its accessible name and the message as its description.
class Field : public QWidget {
    Q_OBJECT
public:
    Field(const QString& caption, QWidget* editor, QWidget* parent = nullptr);

    void setHint(const QString& text); // what the field takes, or what a change will do
    void refuse(const QString& text); // why it cannot be, and the remedy; empty: all is well
    bool refused() const { return !m_refusal.isEmpty(); }
    QString message() const;

private:
    void showMessage();

    QWidget* m_editor;
    QLabel* m_message;
    QString m_hint, m_refusal;
};

} // namespace evenspan::ui
