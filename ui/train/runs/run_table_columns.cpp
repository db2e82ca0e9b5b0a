// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the table of runs, and those that the user makes.
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/saved_filters.h"
#include "ui/train/runs/derived_column_form.h"
#include "ui/train/runs/run_table_model.h"
#include "ui/train/runs/run_table_view.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QSignalBlocker>

#include <algorithm>

namespace evenspan::ui {

void RunTableView::fillColumns(QMenu* menu) {
    menu->clear();
    connect(menu->addAction(tr("&Choose columns…")), &QAction::triggered, this,
        [this] { m_table->chooseColumns(); });
    connect(
        menu->addAction(tr("&New column…")), &QAction::triggered, this, [this] { editColumn(-1); });
    if (!m_settings.derived.empty())
        menu->addSeparator();
    for (int i = 0; i < int(m_settings.derived.size()); ++i) {
        const QString name = QString::fromStdString(m_settings.derived[std::size_t(i)].name);
        auto* one = menu->addMenu(name);
        connect(one->addAction(tr("Change the formula…")), &QAction::triggered, this,
            [this, i] { editColumn(i); });
        connect(one->addAction(tr("Remove the column")), &QAction::triggered, this,
            [this, i] { removeColumn(i); });
    }
}

void RunTableView::rememberColumns() {
    QList<DataTable::Column> shown{{QStringLiteral("name"), 0},
        {QStringLiteral("state"), 26, true, true}, {QStringLiteral("model"), 24, true, true},
        {QStringLiteral("tags"), 24, true, true}, {QStringLiteral("created"), 40, true, true},
        {QStringLiteral("minutes"), 26}, {QStringLiteral("f1"), 28},
        {QStringLiteral("test_f1"), 28}};
    for (const DerivedColumn& column : m_settings.derived)
        shown << DataTable::Column{QString::fromStdString(column.name), 38};
    m_table->rememberColumns(QStringLiteral("runs"), shown);
    m_table->horizontalHeader()->setMinimumSectionSize(space(this, 14));
    const QStringList sort = QSettings().value(QStringLiteral("tables/runs/sort")).toStringList();
    const QString by = sort.value(0, QStringLiteral("created"));
    const QSignalBlocker blocker(m_table->horizontalHeader());
    m_table->setSortingEnabled(true);
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (m_model->headerData(column, Qt::Horizontal, DataTable::kColumnId).toString() == by)
            m_table->sortByColumn(column,
                sort.value(1) == QStringLiteral("up") ? Qt::AscendingOrder : Qt::DescendingOrder);
}

void RunTableView::editColumn(int derived) {
    m_editing = derived;
    const auto place = derived < 0 ? m_settings.derived.size() : std::size_t(derived);
    std::vector<RunColumn> before, taken;
    for (const RunColumn& column : m_model->columns()) {
        const auto found = std::find_if(m_settings.derived.begin(), m_settings.derived.end(),
            [&](const DerivedColumn& one) { return one.name == column.id; });
        const auto at = std::size_t(found - m_settings.derived.begin());
        if (found == m_settings.derived.end() || at < place)
            before.push_back(column);
        else if (at > place)
            taken.push_back(column);
    }
    const TableRun* sample = nullptr; // the newest that has scores
    for (const TableRun& run : m_model->runs())
        if (!sample || run.numbers.count("f1"))
            sample = &run;
    m_form->open(std::move(before), std::move(taken), sample,
        derived < 0 ? DerivedColumn{} : m_settings.derived[place]);
}

void RunTableView::keepColumn() {
    const DerivedColumn made = m_form->column();
    if (m_editing >= 0 && m_editing < int(m_settings.derived.size()))
        m_settings.derived[std::size_t(m_editing)] = made;
    else
        m_settings.derived.push_back(made);
    goUp();
    keep();
    reload();
}

void RunTableView::removeColumn(int derived) {
    const RunTableSettings before = m_settings;
    const auto name = m_settings.derived[std::size_t(derived)].name;
    m_settings.derived.erase(m_settings.derived.begin() + derived);
    QStringList users; // whose formulas have no value now
    for (const DerivedColumn& other : m_settings.derived)
        if (const auto formula = Formula::parse(other.formula);
            formula && std::count(formula->names().begin(), formula->names().end(), name) > 0)
            users << QString::fromStdString(other.name);
    keep();
    reload();
    const QString shown = QString::fromStdString(name);
    m_toast.say(users.isEmpty() ? tr("Column %1 removed").arg(shown)
                                : tr("Column %1 removed; %2 needs it and is empty now")
                                      .arg(shown, users.join(QStringLiteral(", "))),
        tr("Undo"), [this, alive = m_alive, before] {
            if (*alive)
                restore(before);
        });
}

// Columns and filters as they were; what is typed and how it is grouped stays.
void RunTableView::restore(const RunTableSettings& settings) {
    m_settings.derived = settings.derived;
    m_settings.filters = settings.filters;
    keep();
    m_saved->reload();
    reload();
}

} // namespace evenspan::ui
