// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/field.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QVBoxLayout>

namespace evenspan::ui {

Field::Field(const QString& caption, QWidget* editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_message(mutedLabel({}, this)) {
    auto* name = mutedLabel(caption, this);
    name->setBuddy(editor);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    editor->setAccessibleName(caption);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 1));
    column->addWidget(name);
    column->addWidget(editor);
    column->addWidget(m_message);
    setFocusProxy(editor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void Field::setHint(const QString& text) {
    m_hint = text;
    showMessage();
}

void Field::refuse(const QString& text) {
    m_refusal = text;
    showMessage();
}

QString Field::message() const {
    return refused() ? m_refusal : m_hint;
}

void Field::showMessage() {
    m_message->setForegroundRole(refused() ? QPalette::BrightText : QPalette::PlaceholderText);
    m_message->setText(message());
    m_message->setVisible(!message().isEmpty());
    m_editor->setAccessibleDescription(message());
}

} // namespace evenspan::ui
