// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QListWidget>

#include <functional>

namespace evenspan::ui {

class ActionRegistry;

// How well `query` fits `text`: 0 for not at all. Letters in order; starts of words and runs of
// letters count more. Case and marks of keys do not matter.
int matchScore(const QString& query, const QString& text);

// The wide field at the top: finds commands of the registry and, with Enter on the last row,
// documents that contain the text.
class CommandPalette : public QLineEdit {
    Q_OBJECT
public:
    CommandPalette(ActionRegistry& registry, QWidget* parent);
    void open(); // focus and list
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void searchDocuments(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void fill();
    void accept();
    void dismiss();
    ActionRegistry& m_registry;
    QListWidget* m_list;
    int m_usable = 0; // rows from the top that do something now
};

} // namespace evenspan::ui
