// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/documents_model.h"

#include "ui/common/theme.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace evenspan::ui {

QString stateText(DocumentState state) {
    switch (state) {
    case DocumentState::Unseen:
        return DocumentsModel::tr("Unseen");
    case DocumentState::Suggested:
        return DocumentsModel::tr("Suggested");
    case DocumentState::InWork:
        return DocumentsModel::tr("In work");
    case DocumentState::Done:
        return DocumentsModel::tr("Done");
    case DocumentState::Reviewed:
        return DocumentsModel::tr("Reviewed");
    case DocumentState::Disputed:
        return DocumentsModel::tr("Disputed");
    }
    return {};
}

QString splitText(const QString& split) {
    if (split.isEmpty())
        return DocumentsModel::tr("No split");
    if (split == QLatin1String("train"))
        return DocumentsModel::tr("Train");
    if (split == QLatin1String("validation"))
        return DocumentsModel::tr("Validation");
    if (split == QLatin1String("test"))
        return DocumentsModel::tr("Test");
    return split;
}

DocumentsModel::DocumentsModel(Workbench& workbench, QObject* parent)
    : QAbstractTableModel(parent)
    , m_workbench(workbench) { }

DocumentsModel::~DocumentsModel() {
    dropQuestions();
}

void DocumentsModel::dropQuestions() {
    if (m_idsTicket)
        m_workbench.forget(m_idsTicket);
    m_idsTicket = 0;
    for (const Workbench::Ticket ticket : std::as_const(m_asked))
        m_workbench.forget(ticket);
    m_asked.clear();
}

void DocumentsModel::setFilter(const store::DocumentFilter& filter) {
    m_filter = filter;
    reload();
}

void DocumentsModel::reload() {
    dropQuestions();
    m_idsTicket = m_workbench.documentIds(m_filter, [this](Result<std::vector<DocumentId>> ids) {
        m_idsTicket = 0;
        if (!ids) {
            Q_EMIT failed(ids.error());
            return;
        }
        for (const Workbench::Ticket ticket : std::as_const(m_asked))
            m_workbench.forget(ticket);
        m_asked.clear();
        beginResetModel();
        m_blocks.clear();
        m_ids = std::move(*ids);
        endResetModel();
        Q_EMIT loaded(int(m_ids.size()));
    });
}

DocumentId DocumentsModel::id(int row) const {
    return row >= 0 && row < int(m_ids.size()) ? m_ids[std::size_t(row)] : DocumentId{};
}

int DocumentsModel::rowOf(DocumentId id) const {
    const auto found = std::find(m_ids.begin(), m_ids.end(), id);
    return found == m_ids.end() ? -1 : int(found - m_ids.begin());
}

// The old row stays on the screen until the new one is there.
void DocumentsModel::refreshRow(DocumentId id) {
    const int key = -1 - int(id.value); // beside the blocks, which count from 0
    if (m_asked.contains(key))
        m_workbench.forget(m_asked.take(key));
    m_asked[key] = m_workbench.documentRows(
        {id}, [this, id, key](Result<std::vector<store::DocumentRow>> rows) {
            m_asked.remove(key);
            const int at = rowOf(id);
            if (!rows || rows->empty() || at < 0)
                return;
            Block* block = m_blocks.object(at / kBlock);
            if (!block || std::size_t(at % kBlock) >= block->size())
                return;
            (*block)[std::size_t(at % kBlock)] = std::move(rows->front());
            Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
        });
}

int DocumentsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_ids.size());
}

int DocumentsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const store::DocumentRow* DocumentsModel::row(int row) const {
    const int block = row / kBlock;
    if (const Block* rows = m_blocks.object(block)) {
        const auto at = std::size_t(row % kBlock);
        return at < rows->size() ? &(*rows)[at] : nullptr;
    }
    ask(block);
    return nullptr;
}

void DocumentsModel::ask(int block) const {
    if (m_asked.contains(block))
        return;
    const auto first = m_ids.begin() + std::ptrdiff_t(block) * kBlock;
    const auto last = m_ids.end() - first > kBlock ? first + kBlock : m_ids.end();
    std::vector<DocumentId> ids(first, last);
    auto* self = const_cast<DocumentsModel*>(this); // a cache: what is shown does not change
    m_asked[block] = m_workbench.documentRows(
        ids, [self, block, ids](Result<std::vector<store::DocumentRow>> rows) {
            self->m_asked.remove(block);
            if (!rows) {
                Q_EMIT self->failed(rows.error());
                return;
            }
            // Rows that are gone since the ids were read stay blank until the next reload.
            auto placed = std::make_unique<Block>(ids.size());
            std::size_t at = 0;
            for (store::DocumentRow& row : *rows) {
                while (at < ids.size() && ids[at] != row.id)
                    ++at;
                if (at == ids.size())
                    break;
                (*placed)[at] = std::move(row);
            }
            self->m_blocks.insert(block, placed.release());
            const int from = block * kBlock;
            const int to = qMin(from + kBlock, self->rowCount()) - 1;
            if (to >= from)
                Q_EMIT self->dataChanged(self->index(from, 0), self->index(to, ColumnCount - 1));
        });
}

QVariant DocumentsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const bool isNumber = index.column() >= Sentences;
    if (role == Qt::TextAlignmentRole)
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole
        && (index.column() == Name || index.column() == Split || index.column() == State))
        return QGuiApplication::palette().brush(QPalette::PlaceholderText);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const store::DocumentRow* row = this->row(index.row());
    if (!row || row->id == DocumentId{})
        return role == Qt::DisplayRole ? QStringLiteral("…") : QVariant();
    if (role == Qt::ToolTipRole && index.column() > Text)
        return {};
    switch (index.column()) {
    case Name:
        return QString::fromStdString(row->name);
    case Text:
        return QString::fromStdString(row->preview).simplified();
    case Split:
        return splitText(QString::fromStdString(row->split));
    case State:
        return stateText(row->state);
    case Sentences:
        return number(row->sentences);
    case Tokens:
        return number(row->tokens);
    case Entities:
        return number(row->spans);
    default:
        return {};
    }
}

QVariant DocumentsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Sentences ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Document");
    case Text:
        return tr("Text");
    case Split:
        return tr("Split");
    case State:
        return tr("State");
    case Sentences:
        return tr("Sentences");
    case Tokens:
        return tr("Tokens");
    case Entities:
        return tr("Entities");
    default:
        return {};
    }
}

} // namespace evenspan::ui
