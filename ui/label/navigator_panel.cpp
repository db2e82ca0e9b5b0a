// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/navigator_panel.h"

#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/documents_model.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

NavigatorPanel::NavigatorPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_search(new QLineEdit(this))
    , m_state(new QComboBox(this))
    , m_mistake(mutedLabel({}, this))
    , m_none(mutedLabel(tr("No document matches."), this))
    , m_model(new DocumentsModel(m_workbench, this))
    , m_table(new DataTable(this))
    , m_progress(mutedLabel({}, this)) {
    m_search->setPlaceholderText(tr("Filter, such as state:unseen label:PER acme"));
    m_search->setAccessibleName(tr("Filter the documents"));
    m_search->setToolTip(tr("Words of the text, or label: state: split: name: source: suggested: "
                            "score< spans> tokens> meta.column= ; - denies, OR between terms"));
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_state->setAccessibleName(tr("Show one state"));
    m_state->addItem(tr("Every state"), -1);
    for (int state = 0; state <= int(DocumentState::Disputed); ++state)
        m_state->addItem(stateText(DocumentState(state)), state);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Documents"));
    for (const int column : {DocumentsModel::Name, DocumentsModel::Split, DocumentsModel::Sentences,
             DocumentsModel::Tokens})
        m_table->setColumnHidden(column, true);
    m_table->horizontalHeader()->setSectionResizeMode(DocumentsModel::Text, QHeaderView::Stretch);
    m_table->setColumnWidth(DocumentsModel::State, space(this, 17));
    m_table->setColumnWidth(DocumentsModel::Entities, space(this, 18));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 3), space(this, 2), space(this, 2));
    column->setSpacing(space(this, 2));
    column->addWidget(m_search);
    column->addWidget(m_mistake);
    column->addWidget(m_state);
    column->addWidget(m_none);
    column->addWidget(m_table, 1);
    column->addWidget(m_progress);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    connect(&m_typing, &QTimer::timeout, this, &NavigatorPanel::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_state, &QComboBox::currentIndexChanged, this, &NavigatorPanel::applyFilter);
    connect(m_model, &DocumentsModel::loaded, this, [this](int documents) {
        m_none->setVisible(documents == 0);
        const int row = std::max(0, m_model->rowOf(m_keep));
        m_keep = {};
        if (documents > 0)
            goToRow(row);
        else
            Q_EMIT documentChosen({});
    });
    connect(m_model, &DocumentsModel::failed, this, &NavigatorPanel::failed);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) { Q_EMIT documentChosen(m_model->id(index.row())); });
    connect(m_table, &DataTable::activatedRow, this, &NavigatorPanel::opened);
    connect(&m_workbench, &Workbench::documentEdited, m_model, &DocumentsModel::refreshRow);
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        if (!m_workbench.isOpen())
            return;
        if (current() != DocumentId{})
            m_keep = current();
        m_model->reload();
    });
}

void NavigatorPanel::applyFilter() {
    store::DocumentFilter wanted;
    if (m_state->currentIndex() > 0)
        wanted.states = {DocumentState(m_state->currentData().toInt())};
    auto query = store::parseQuery(m_search->text().toStdString());
    if (!query) { // the list stays as it was until the filter can be read
        const ErrorText text = errorText(query.error());
        m_mistake->setText(QStringList{text.what, text.remedy, text.detail}
                               .filter(QRegularExpression(QStringLiteral(".")))
                               .join(QStringLiteral("  ·  ")));
        m_mistake->show();
        return;
    }
    m_mistake->hide();
    wanted.query = std::move(*query);
    m_shownFilter = wanted;
    m_model->setFilter(wanted);
}

DocumentId NavigatorPanel::current() const {
    return m_model->id(m_table->currentIndex().row());
}

bool NavigatorPanel::step(int documents) {
    const int row = m_table->currentIndex().row() + documents;
    if (row < 0 || row >= m_model->rowCount())
        return false;
    goToRow(row);
    return true;
}

bool NavigatorPanel::goTo(DocumentId id) {
    const int row = m_model->rowOf(id);
    if (row >= 0)
        goToRow(row);
    return row >= 0;
}

// Whatever keys are held: the view would add the row to the selection while Ctrl is down.
void NavigatorPanel::goToRow(int row) {
    const QModelIndex index = m_model->index(row, DocumentsModel::Text);
    m_table->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(index);
}

bool NavigatorPanel::clearFilter() {
    const bool typed = !m_search->text().isEmpty();
    m_search->clear();
    return typed;
}

void NavigatorPanel::reset() {
    m_search->clear();
    m_keep = {};
    m_shownFilter = {};
    m_model->setFilter({});
}

void NavigatorPanel::showProgress(qint64 done, qint64 documents) {
    m_progress->setText(tr("%1 of %2 documents are done").arg(number(done), number(documents)));
}

QWidget* NavigatorPanel::list() const {
    return m_table;
}

} // namespace evenspan::ui
