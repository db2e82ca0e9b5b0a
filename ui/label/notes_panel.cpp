// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/notes_panel.h"

#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

NotesPanel::NotesPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_all(new QCheckBox(tr("Open notes of the whole project"), this))
    , m_list(new QListWidget(this))
    , m_text(new QLineEdit(this)) {
    m_list->setAccessibleName(tr("Comments and flags"));
    m_list->setToolTip(tr("Enter goes to the place, Space settles a note, Delete takes it away"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->installEventFilter(this);
    m_text->setPlaceholderText(tr("Comment on this document"));
    m_text->setAccessibleName(tr("New comment"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->addWidget(m_all);
    column->addWidget(m_list, 1);
    column->addWidget(m_text);
    connect(m_all, &QCheckBox::toggled, this, &NotesPanel::load);
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        if (const store::NoteRow* row = current())
            Q_EMIT jumpRequested(row->document, row->span);
    });
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        store::NoteRow row;
        row.document = m_document;
        row.span = m_about;
        row.text = m_text->text().trimmed().toStdString();
        if (row.text.empty() || m_document == DocumentId{})
            return;
        save(row);
    });
}

NotesPanel::~NotesPanel() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void NotesPanel::setDocument(DocumentId document) {
    if (document != m_document) {
        m_about = {};
        m_text->setPlaceholderText(tr("Comment on this document"));
    }
    m_document = document;
    m_text->setEnabled(document != DocumentId{} && !m_workbench.project().readOnly);
    load();
}

void NotesPanel::comment(SpanId span) {
    m_about = span;
    m_text->setPlaceholderText(
        span == SpanId{} ? tr("Comment on this document") : tr("Comment on the picked entity"));
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void NotesPanel::flag(SpanId span) {
    for (const store::NoteRow& row : m_rows)
        if (row.kind == store::NoteKind::Flag && row.document == m_document && row.span == span
            && !row.resolved) {
            remove(row);
            return;
        }
    store::NoteRow row;
    row.document = m_document;
    row.span = span;
    row.kind = store::NoteKind::Flag;
    save(row);
}

void NotesPanel::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (m_document == DocumentId{}) {
        m_rows.clear();
        m_flagged.clear();
        fill();
        return;
    }
    using Rows = std::vector<store::NoteRow>;
    const bool all = m_all->isChecked();
    m_ticket = m_workbench.query<Rows>(
        [id = m_document, all](store::Reader& reader, std::stop_token stop) {
            return store::notes(reader, all ? std::nullopt : std::optional(id), all, 1000, stop);
        },
        [this](Result<Rows> rows) {
            m_ticket = 0;
            if (!rows) {
                Q_EMIT failed(rows.error());
                return;
            }
            m_rows = std::move(*rows);
            m_flagged.clear();
            for (const store::NoteRow& row : m_rows)
                if (row.kind == store::NoteKind::Flag && !row.resolved)
                    m_flagged.insert(row.span);
            fill();
        });
}

void NotesPanel::fill() {
    const int at = m_list->currentRow();
    m_list->clear();
    for (const store::NoteRow& row : m_rows) {
        QString text = QString::fromStdString(row.text);
        if (row.kind == store::NoteKind::Flag)
            text = text.isEmpty() ? tr("⚑ Flag") : tr("⚑ %1").arg(text);
        QStringList about{QString::fromStdString(row.author)};
        about << (row.span == SpanId{} ? tr("document") : tr("entity"));
        if (row.resolved)
            about << tr("settled");
        auto* item = new QListWidgetItem(text, m_list);
        item->setData(TwoLineDelegate::kNote, about.join(QStringLiteral(" · ")));
        item->setData(Qt::AccessibleTextRole,
            QString(text % QStringLiteral(", ") % about.join(QStringLiteral(", "))));
        item->setToolTip(text);
        QFont font = item->font();
        font.setStrikeOut(row.resolved);
        item->setFont(font);
    }
    m_list->setCurrentRow(std::min(at, m_list->count() - 1));
    Q_EMIT loaded();
}

const store::NoteRow* NotesPanel::current() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[std::size_t(row)] : nullptr;
}

void NotesPanel::save(store::NoteRow row) {
    m_workbench.edit(
        row.document,
        [row](store::Writer& writer) -> Result<void> {
            auto id = store::Annotations(writer).saveNote(row);
            return id ? Result<void>() : Result<void>(id.error());
        },
        [this, text = QString::fromStdString(row.text)](const Result<void>& done) {
            if (!done) {
                Q_EMIT failed(done.error()); // what was typed stays
            } else if (!text.isEmpty() && m_text->text().trimmed() == text) {
                m_text->clear();
                m_about = {};
                m_text->setPlaceholderText(tr("Comment on this document"));
            }
        });
}

void NotesPanel::remove(const store::NoteRow& row) {
    m_workbench.edit(
        row.document,
        [id = row.id](store::Writer& writer) { return store::Annotations(writer).removeNote(id); },
        [this](const Result<void>& done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

bool NotesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress && !m_workbench.project().readOnly) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const store::NoteRow* row = current();
        if (row && key == Qt::Key_Space) {
            store::NoteRow settled = *row;
            settled.resolved = !settled.resolved;
            save(settled);
            return true;
        }
        if (row && (key == Qt::Key_Delete || key == Qt::Key_Backspace)) {
            remove(*row);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
