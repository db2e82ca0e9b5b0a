// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/documents_table.h"

#include "core/store/reader.h"
#include "ui/shell/documents_model.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace evenspan::ui {

DocumentsTable::DocumentsTable(Workbench& workbench, QWidget* parent)
    : DataTable(parent)
    , m_workbench(workbench)
    , m_model(new DocumentsModel(workbench, this)) {
    setModel(m_model);
    setAccessibleName(tr("Documents"));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    horizontalHeader()->setSectionsClickable(true);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &DocumentsTable::sortBy);
    connect(m_model, &DocumentsModel::failed, this, &DocumentsTable::failed);
    connect(m_model, &DocumentsModel::begun, this, [this] {
        const int row = m_keep == DocumentId{} ? 0 : m_model->rowOf(m_keep);
        if (row >= 0) // else it may come yet
            goToRow(row);
    });
    connect(m_model, &DocumentsModel::loaded, this, [this](int documents) {
        if (currentIndex().isValid()) { // the list grew, and who reads in it is left in peace
            m_keep = {};
            Q_EMIT listed(documents);
            Q_EMIT selectionCountChanged();
            return;
        }
        const int row = m_model->rowOf(m_keep);
        // What is gone, to the trash or out of the filter, leaves its place to the next one.
        const int place = m_keep == DocumentId{} ? 0 : qMin(m_keepRow, documents - 1);
        m_keep = {};
        if (documents > 0) {
            goToRow(row >= 0 ? row : qMax(0, place));
        } else {
            Q_EMIT currentChangedTo({});
        }
        Q_EMIT listed(documents);
        Q_EMIT selectionCountChanged();
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) {
            const DocumentId id = m_model->id(index.row());
            if (id != DocumentId{})
                Q_EMIT currentChangedTo(id);
        });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &DocumentsTable::selectionCountChanged);
    connect(&m_workbench, &Workbench::documentEdited, m_model, &DocumentsModel::refreshRow);
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        if (!m_workbench.isOpen())
            return;
        if (current() != DocumentId{}) {
            m_keep = current();
            m_keepRow = currentIndex().row();
        }
        m_model->reload();
        askMetadata();
    });
    if (m_workbench.isOpen())
        askMetadata();
}

DocumentsTable::~DocumentsTable() {
    for (const Workbench::Ticket ticket : {m_metadataTicket, m_copyTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

void DocumentsTable::askMetadata() {
    if (m_metadataTicket)
        m_workbench.forget(m_metadataTicket);
    using Names = std::vector<std::string>;
    m_metadataTicket = m_workbench.query<Names>(
        [](store::Reader& reader, std::stop_token stop) { return reader.metadataColumns(stop); },
        [this](Result<Names> names) {
            m_metadataTicket = 0;
            if (!names)
                return; // the list itself says what is wrong
            QStringList columns;
            for (const std::string& name : *names)
                columns << QString::fromStdString(name);
            m_model->setMetadata(columns);
        });
}

// One click, the other way with the next, the store's order with the third. What a model says is
// wanted from the top.
void DocumentsTable::sortBy(int column) {
    const store::DocumentOrder order = m_model->order();
    const bool down = column == DocumentsModel::Score || column == DocumentsModel::Uncertainty;
    const auto direction = [](bool descending) {
        return descending ? Qt::DescendingOrder : Qt::AscendingOrder;
    };
    if (m_model->columnOf(order) != column)
        m_model->sort(column, direction(down));
    else if (order.descending == down)
        m_model->sort(column, direction(!down));
    else
        m_model->sort(-1);
}

DocumentId DocumentsTable::current() const {
    return m_model->id(currentIndex().row());
}

void DocumentsTable::forget() {
    m_keep = {};
    m_keepRow = 0;
    m_model->sort(-1);
}

// A million chosen rows are a few ranges.
qint64 DocumentsTable::selectedCount() const {
    qint64 count = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        count += range.left() == 0 ? range.height() : 0;
    return count;
}

std::vector<DocumentId> DocumentsTable::selectedIds() const {
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        if (range.left() == 0)
            ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    std::vector<DocumentId> ids;
    int next = 0; // a row in two ranges counts once
    for (const auto& [top, bottom] : ranges)
        for (int row = qMax(top, next); row <= bottom; ++row) {
            ids.push_back(m_model->id(row));
            next = row + 1;
        }
    return ids;
}

// Whatever keys are held: the view would add the row to the selection while Ctrl is down.
void DocumentsTable::goToRow(int row) {
    const QModelIndex index = m_model->index(row, DocumentsModel::Text);
    selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

bool DocumentsTable::step(int rows) {
    const int row = currentIndex().row() + rows;
    if (row < 0 || row >= m_model->rowCount())
        return false;
    goToRow(row);
    return true;
}

void DocumentsTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier) {
        Q_EMIT trashRequested();
        return;
    }
    DataTable::keyPressEvent(event);
}

void DocumentsTable::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        Q_EMIT menuRequested(event->globalPos());
        return;
    }
    const QRect cell = visualRect(currentIndex());
    Q_EMIT menuRequested(viewport()->mapToGlobal(cell.bottomLeft()));
}

// Rows that were never on the screen are read first.
void DocumentsTable::copySelection() {
    std::vector<DocumentId> ids = selectedIds();
    const bool cut = ids.size() > std::size_t(kCopied);
    ids.resize(qMin(ids.size(), std::size_t(kCopied)));
    if (ids.empty())
        return;
    if (m_copyTicket)
        m_workbench.forget(m_copyTicket);
    using Rows = std::vector<store::DocumentRow>;
    m_copyTicket = m_workbench.documentRows(ids, [this, cut](Result<Rows> rows) {
        m_copyTicket = 0;
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        if (isColumnHidden(DocumentsModel::Score) && isColumnHidden(DocumentsModel::Uncertainty)
            && isColumnHidden(DocumentsModel::Learning)) {
            putOnClipboard(*rows, {}, cut);
            return;
        }
        std::vector<DocumentId> found;
        for (const store::DocumentRow& row : *rows)
            found.push_back(row.id);
        using Measures = std::vector<store::DocumentMeasure>;
        m_copyTicket = m_workbench.query<Measures>(
            [found](store::Reader& reader, std::stop_token stop) {
                return store::documentMeasures(reader, found, stop);
            },
            [this, cut, kept = std::make_shared<Rows>(std::move(*rows))](
                Result<Measures> measures) {
                m_copyTicket = 0;
                if (measures)
                    putOnClipboard(*kept, *measures, cut);
                else
                    Q_EMIT failed(measures.error());
            });
    });
}

void DocumentsTable::putOnClipboard(const std::vector<store::DocumentRow>& rows,
    const std::vector<store::DocumentMeasure>& measures, bool cut) {
    QList<int> columns;
    QStringList cells;
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (!isColumnHidden(column)) {
            columns << column;
            cells << tsvCell(m_model->headerData(column, Qt::Horizontal, kColumnTitle).toString());
        }
    QString out = cells.join(QLatin1Char('\t')) % QLatin1Char('\n');
    for (std::size_t i = 0; i < rows.size(); ++i) {
        cells.clear();
        const store::DocumentMeasure* measure = i < measures.size() ? &measures[i] : nullptr;
        for (const int column : columns)
            cells << tsvCell(m_model->cell(rows[i], measure, column));
        out += cells.join(QLatin1Char('\t')) % QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(out);
    Q_EMIT copied(int(rows.size()), cut);
}

} // namespace evenspan::ui
