// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QTextEdit;

namespace evenspan::ui {

// One document to read: its text with the labels marked in their colours.
class DocumentView : public QWidget {
    Q_OBJECT
public:
    DocumentView(Workbench& workbench, QWidget* parent = nullptr);
    ~DocumentView() override;
    void show(DocumentId id); // 0: nothing chosen
    static constexpr int kShown = 20000; // code points; longer texts are cut here, with a note

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill(const store::DocumentData& document);
    void mark();
    Workbench& m_workbench;
    Workbench::Ticket m_ticket = 0;
    QLabel* m_title;
    QLabel* m_facts;
    QTextEdit* m_text;
    QLabel* m_legend;
    store::DocumentData m_document;
};

} // namespace evenspan::ui
