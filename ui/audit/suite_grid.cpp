// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_grid.h"

#include "ui/audit/suite_rows_model.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace evenspan::ui {

void SuiteCells::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste)) {
        Q_EMIT pasted(QGuiApplication::clipboard()->text());
        return;
    }
    if (state() != EditingState
        && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeWanted();
        return;
    }
    DataTable::keyPressEvent(event);
}

// Keys of the window must not take what is typed into a cell.
bool SuiteCells::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && editTriggers() != NoEditTriggers) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Paste)
            || (!key->text().isEmpty() && key->text().front().isPrint()
                && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)))) {
            event->accept();
            return true;
        }
    }
    return DataTable::event(event);
}

SuiteGrid::SuiteGrid(const Texts& texts, std::vector<int> widths, QWidget* parent)
    : QWidget(parent)
    , m_widths(std::move(widths))
    , m_find(new QLineEdit(this))
    , m_add(plainButton(texts.add, QStringLiteral("new"), this))
    , m_paste(plainButton(texts.paste, QStringLiteral("copy"), this))
    , m_remove(plainButton(texts.remove, QStringLiteral("trash"), this))
    , m_table(new SuiteCells(this)) {
    m_find->setPlaceholderText(texts.find);
    m_find->setAccessibleName(texts.find);
    m_find->setClearButtonEnabled(true);
    m_find->setMaximumWidth(space(this, 60));
    m_paste->setToolTip(tr("Add rows that were copied in a spreadsheet (Ctrl+V in the table)"));
    m_remove->setToolTip(tr("Remove the chosen rows (Del)"));
    m_table->setAccessibleName(texts.name);
    m_proxy.setSortRole(SuiteRowsModel::kSort);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setDynamicSortFilter(false); // a row must not jump away while it is written
    m_table->setModel(&m_proxy);
    m_table->setSortingEnabled(true);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(space(this, 2));
    tools->addWidget(m_find, 1);
    tools->addStretch(0);
    for (QPushButton* each : {m_add, m_paste, m_remove})
        tools->addWidget(each);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(tools);
    column->addWidget(m_table, 1);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy.setFilterFixedString(text);
        m_proxy.invalidate();
    });
    connect(m_add, &QPushButton::clicked, this, &SuiteGrid::addWanted);
    connect(m_paste, &QPushButton::clicked, this,
        [this] { Q_EMIT pasted(QGuiApplication::clipboard()->text()); });
    connect(m_remove, &QPushButton::clicked, this, &SuiteGrid::removeChosen);
    connect(m_table, &SuiteCells::removeWanted, this, &SuiteGrid::removeChosen);
    connect(m_table, &SuiteCells::pasted, this, [this](const QString& text) {
        if (m_editable)
            Q_EMIT pasted(text);
    });
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& at) {
        const QModelIndex cell = m_table->currentIndex().isValid() ? m_table->currentIndex() : at;
        if (cell.flags() & Qt::ItemIsEditable)
            m_table->edit(cell);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showState();
        Q_EMIT rowChosen(currentRow());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &SuiteGrid::showState);
    showState();
}

void SuiteGrid::setModel(SuiteRowsModel* model, bool editable) {
    m_model = model;
    m_editable = editable && model;
    m_find->clear();
    m_proxy.setSourceModel(model);
    m_proxy.sort(-1);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setEditTriggers(m_editable
            ? QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed
            : QAbstractItemView::NoEditTriggers);
    for (int column = 0; model && column < model->columnCount(); ++column) {
        if (std::size_t(column) < m_widths.size())
            m_table->setColumnWidth(column, space(this, m_widths[std::size_t(column)]));
    }
    m_table->horizontalHeader()->setStretchLastSection(true);
    if (m_proxy.rowCount() > 0)
        m_table->setCurrentIndex(m_proxy.index(0, 0));
    showState();
}

int SuiteGrid::currentRow() const {
    const QModelIndex at = m_proxy.mapToSource(m_table->currentIndex());
    return at.isValid() ? at.row() : -1;
}

void SuiteGrid::select(const std::vector<std::size_t>& rows) {
    m_find->clear();
    if (!m_model || rows.empty())
        return;
    QItemSelection chosen;
    QModelIndex first;
    for (const auto row : rows) {
        const QModelIndex at = m_proxy.mapFromSource(m_model->index(int(row), 0));
        if (!at.isValid())
            continue;
        if (!first.isValid() || at.row() < first.row())
            first = at;
        chosen.select(at, m_proxy.index(at.row(), m_proxy.columnCount() - 1));
    }
    m_table->setCurrentIndex(first);
    m_table->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    m_table->scrollTo(first);
    m_table->setFocus();
}

void SuiteGrid::edit(int row, int column) {
    if (!m_model || !m_editable)
        return;
    m_find->clear();
    const QModelIndex at = m_proxy.mapFromSource(m_model->index(row, column));
    m_table->setFocus();
    m_table->setCurrentIndex(at);
    m_table->scrollTo(at);
    m_table->edit(at);
}

void SuiteGrid::removeChosen() {
    if (!m_editable)
        return;
    QList<int> rows;
    for (const QModelIndex& at : m_table->selectionModel()->selectedRows())
        rows << m_proxy.mapToSource(at).row();
    if (!rows.isEmpty())
        Q_EMIT removeWanted(rows);
}

void SuiteGrid::showState() {
    for (QPushButton* each : {m_add, m_paste, m_remove})
        each->setVisible(m_editable);
    m_remove->setEnabled(m_table->selectionModel() && m_table->selectionModel()->hasSelection());
}

} // namespace evenspan::ui
