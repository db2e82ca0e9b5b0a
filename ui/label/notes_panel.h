// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/annotations.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <unordered_set>

class QCheckBox;
class QLineEdit;
class QListWidget;

namespace evenspan::ui {

// Comments and flags: of one document, or everything open in the project to jump through. Enter on
// a note goes to it, Space settles it, Delete takes it away.
class NotesPanel : public QWidget {
    Q_OBJECT
public:
    explicit NotesPanel(Workbench& workbench, QWidget* parent = nullptr);
    ~NotesPanel() override;

    void setDocument(DocumentId document);
    void comment(SpanId span); // the cursor goes to the field; 0: about the document
    void flag(SpanId span); // sets or takes away the flag
    const std::vector<store::NoteRow>& rows() const { return m_rows; }
    bool isFlagged(SpanId span) const { return m_flagged.contains(span); }
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void jumpRequested(evenspan::DocumentId document, evenspan::SpanId span);
    void loaded(); // rows() is new
    void failed(const evenspan::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void load();
    void fill();
    void save(store::NoteRow row);
    void remove(const store::NoteRow& row);
    const store::NoteRow* current() const;

    Workbench& m_workbench;
    QCheckBox* m_all;
    QListWidget* m_list;
    QLineEdit* m_text;
    std::vector<store::NoteRow> m_rows;
    std::unordered_set<SpanId> m_flagged; // spans with an open flag
    DocumentId m_document;
    SpanId m_about;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
