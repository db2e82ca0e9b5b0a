// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/navigator_panel.h"

#include "ui/common/announce.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/hits_panel.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

NavigatorPanel::NavigatorPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_bar(new FilterBar(workbench, this))
    , m_state(new QComboBox(this))
    , m_none(mutedLabel(tr("No document matches."), this))
    , m_clear(plainButton(tr("Clear the filter"), {}, this))
    , m_searching(mutedLabel({}, this))
    , m_table(new DocumentsTable(workbench, this))
    , m_hits(new HitsPanel(workbench, this)) {
    m_state->setAccessibleName(tr("Show one state"));
    m_state->addItem(tr("Every state"), -1);
    for (int state = 0; state <= int(DocumentState::Disputed); ++state)
        m_state->addItem(stateText(DocumentState(state)), state);
    m_table->rememberColumns(QStringLiteral("navigator"),
        {{QStringLiteral("text"), 0}, {QStringLiteral("state"), 22},
            {QStringLiteral("entities"), 18}, {QStringLiteral("name"), 28, false},
            {QStringLiteral("split"), 21, false}, {QStringLiteral("sentences"), 21, false},
            {QStringLiteral("tokens"), 17, false}, {QStringLiteral("score"), 16, false},
            {QStringLiteral("uncertainty"), 22, false}, {QStringLiteral("learning"), 26, false}});
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();
    m_clear->hide();
    m_searching->setObjectName(QStringLiteral("searching"));
    m_searching->hide();
    auto* lists = new QSplitter(Qt::Vertical, this);
    lists->addWidget(m_table);
    lists->addWidget(m_hits);
    lists->setStretchFactor(0, 3);
    lists->setStretchFactor(1, 2);
    lists->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 3), space(this, 2), space(this, 2));
    column->setSpacing(space(this, 2));
    column->addWidget(m_bar);
    column->addWidget(m_state);
    column->addWidget(m_none);
    column->addWidget(m_clear, 0, Qt::AlignHCenter);
    column->addWidget(m_searching);
    column->addWidget(lists, 1);

    connect(m_bar, &FilterBar::changed, this, &NavigatorPanel::applyFilter);
    connect(m_bar, &FilterBar::said, this, &NavigatorPanel::said);
    connect(m_bar, &FilterBar::failed, this, &NavigatorPanel::failed);
    connect(m_state, &QComboBox::currentIndexChanged, this, &NavigatorPanel::applyFilter);
    connect(
        &m_table->documents(), &DocumentsModel::searching, this, [this](qint64 found, int percent) {
            m_none->hide();
            m_clear->hide();
            m_searching->setText(searchingText(found, percent));
            m_searching->show();
        });
    connect(&m_table->documents(), &DocumentsModel::failed, m_searching, &QWidget::hide);
    connect(m_table, &DocumentsTable::listed, this, [this](int documents) {
        m_searching->hide();
        m_none->setVisible(documents == 0);
        const bool lost = m_clear->hasFocus();
        m_clear->setVisible(documents == 0 && isFiltered());
        if (lost && m_clear->isHidden())
            m_table->setFocus();
        // Who types into the filter does not see the list.
        if (m_bar->isAncestorOf(QApplication::focusWidget()) || m_state->hasFocus())
            announce(
                this, documents == 0 ? m_none->text() : tr("%Ln documents", nullptr, documents));
        Q_EMIT listed();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_bar->clear();
        m_state->setCurrentIndex(0);
    });
    connect(m_table, &DocumentsTable::currentChangedTo, this, &NavigatorPanel::documentChosen);
    connect(m_table, &DocumentsTable::failed, this, &NavigatorPanel::failed);
    connect(m_table, &DataTable::activatedRow, this, &NavigatorPanel::opened);
    connect(m_hits, &HitsPanel::placeChosen, this, &NavigatorPanel::placeChosen);
    connect(m_hits, &HitsPanel::failed, this, &NavigatorPanel::failed);
}

void NavigatorPanel::applyFilter() {
    store::DocumentFilter wanted;
    if (m_state->currentIndex() > 0)
        wanted.states = {DocumentState(m_state->currentData().toInt())};
    wanted.query = m_bar->query();
    m_shownFilter = wanted;
    m_table->documents().setFilter(wanted, m_bar->order());
    m_hits->setFilter(wanted);
}

DocumentId NavigatorPanel::current() const {
    return m_table->current();
}

bool NavigatorPanel::step(int documents) {
    return m_table->step(documents);
}

bool NavigatorPanel::loading() const {
    return m_table->documents().loading();
}

bool NavigatorPanel::goTo(DocumentId id) {
    const int row = m_table->documents().rowOf(id);
    if (row >= 0)
        m_table->goToRow(row);
    return row >= 0;
}

void NavigatorPanel::setQuery(const QString& text) {
    m_bar->setText(text);
}

bool NavigatorPanel::isFiltered() const {
    return m_state->currentIndex() > 0 || !m_bar->text().isEmpty();
}

bool NavigatorPanel::clearFilter() {
    return m_bar->clear();
}

void NavigatorPanel::reset() {
    m_table->forget();
    m_bar->clear();
    m_shownFilter = {};
    m_hits->setFilter({});
    m_table->documents().setFilter({});
}

std::vector<DocumentId> NavigatorPanel::around(DocumentId id, int ahead, int behind) const {
    std::vector<DocumentId> out;
    const DocumentsModel& model = m_table->documents();
    const int at = model.rowOf(id);
    for (int i = 1; at >= 0 && i <= std::max(ahead, behind); ++i) {
        if (i <= ahead && at + i < model.rowCount())
            out.push_back(model.id(at + i));
        if (i <= behind && at - i >= 0)
            out.push_back(model.id(at - i));
    }
    return out;
}

QList<QWidget*> NavigatorPanel::panels() const {
    return {m_bar->field(), m_table, m_hits->list()};
}

} // namespace evenspan::ui
