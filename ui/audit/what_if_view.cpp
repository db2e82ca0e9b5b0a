// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/what_if_view.h"

#include "ui/audit/figures_model.h"
#include "ui/audit/shift_view.h"
#include "ui/common/data_table.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

QString percent(const std::optional<double>& share) {
    return share ? QLocale().toString(100 * *share, 'f', 1) : WhatIfView::tr("n/a");
}

QString points(const std::optional<double>& value) {
    if (!value)
        return WhatIfView::tr("n/a");
    const double rounded = qRound(1000 * *value) / 10.0;
    return (rounded > 0          ? QStringLiteral("+")
                   : rounded < 0 ? QStringLiteral("−")
                                 : QString())
        + QLocale().toString(qAbs(rounded), 'f', 1);
}

QString step(const QString& now, const QString& then) {
    return now == then ? now : now + QStringLiteral(" → ") + then;
}

std::optional<double> minus(const std::optional<double>& a, const std::optional<double>& b) {
    return a && b ? std::optional(*a - *b) : std::nullopt;
}

} // namespace

WhatIfView::WhatIfView(QWidget* parent)
    : QWidget(parent)
    , m_figureGrid(new QGridLayout)
    , m_none(mutedLabel({}, this))
    , m_groups(new QWidget(this))
    , m_view(new ShiftView(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this)) {
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignCenter);
    m_figureGrid->setHorizontalSpacing(space(this, 6));
    m_figureGrid->setVerticalSpacing(space(this, 2));
    for (const QString& name : {tr("Recall of all text"), tr("Precision of all text"),
             tr("F1 of all text"), tr("Lowest recall of a group"), tr("Widest gap, points")}) {
        m_figures.push_back(new Figure(name, this));
    }
    m_view->setAccessibleName(tr("Recall of each group now and then"));
    auto* chart = new QScrollArea(this);
    chart->setFrameShape(QFrame::NoFrame);
    chart->setWidgetResizable(true);
    chart->setFocusPolicy(Qt::NoFocus);
    chart->setWidget(m_view);
    chart->setMinimumHeight(space(this, 20));
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("Groups now and then"));
    connect(m_view, &ShiftView::picked, this, &WhatIfView::groupPicked);
    connect(m_table, &DataTable::activatedRow, this,
        [this](const QModelIndex& index) { Q_EMIT groupPicked(m_model->place(index.row())); });
    auto* groups = new QVBoxLayout(m_groups);
    groups->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter(Qt::Vertical, m_groups);
    splitter->addWidget(chart);
    splitter->addWidget(m_table);
    splitter->setSizes({5000, 5000});
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    groups->addWidget(splitter, 1);
    auto* units = mutedLabel(
        tr("Shares in percent; changes and gaps in points. A gap is the group minus all others."),
        m_groups);
    units->setWordWrap(true);
    groups->addWidget(units);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addLayout(m_figureGrid);
    column->addWidget(m_none, 1);
    column->addWidget(m_groups, 1);
    setNone({});
}

QWidget* WhatIfView::focusTarget() const {
    return m_table;
}

void WhatIfView::setNone(const QString& why) {
    m_none->setText(why);
    m_none->setVisible(!why.isEmpty());
    m_groups->setVisible(why.isEmpty());
    m_figures[3]->setVisible(why.isEmpty());
    m_figures[4]->setVisible(why.isEmpty());
}

void WhatIfView::fit(bool narrow, int width) {
    m_groups->setMinimumHeight(space(this, narrow ? 100 : 60));
    const int across = width < space(this, 270) ? 3 : 5;
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        m_figureGrid->removeWidget(m_figures[i]);
        m_figureGrid->addWidget(m_figures[i], int(i) / across, int(i) % across);
    }
    m_figureGrid->setColumnStretch(5, 1);
}

void WhatIfView::show(const Answer& answer) {
    const auto of = [](const fairness::WhatIfAnswer& all) { return all.groups.front(); };
    const auto now = of(answer.allNow), then = of(answer.allThen);
    m_figures[0]->setValue(step(percent(now.recall), percent(then.recall)));
    m_figures[1]->setValue(step(percent(now.precision), percent(then.precision)));
    m_figures[2]->setValue(step(percent(now.f1), percent(then.f1)));
    m_figures[3]->setValue(step(percent(answer.now.worst), percent(answer.then.worst)));
    m_figures[4]->setValue(step(percent(answer.now.widest), percent(answer.then.widest)));
    showTable(answer);
}

void WhatIfView::showTable(const Answer& answer) {
    const bool whole = answer.documents;
    report::Table table{QStringLiteral("what_if"), tr("Groups now and then"),
        {{tr("Group"), false}, {tr("Recall now"), true}, {tr("Recall then"), true},
            {tr("Change"), true}, {tr("Gap now"), true}, {tr("Gap then"), true}},
        {}, {}};
    if (whole)
        for (const QString& head :
            {tr("Precision now"), tr("Precision then"), tr("F1 now"), tr("F1 then")})
            table.columns.push_back({head, true});
    std::vector<ShiftView::Row> rows;
    for (std::size_t g = 0; g < answer.now.groups.size(); ++g) {
        const auto &before = answer.now.groups[g], &after = answer.then.groups[g];
        const bool hidden = before.level == fairness::Assessment::Suppressed;
        const QString name = before.group.empty() ? tr("no value") : shown(before.group);
        const auto share = [&](const std::optional<double>& value) {
            return report::Cell{hidden ? tr("too few to show") : percent(value), value};
        };
        const auto gap = [&](const std::optional<double>& value) {
            return report::Cell{hidden ? QString() : points(value), value};
        };
        const auto change = minus(after.recall, before.recall);
        std::vector<report::Cell> row{{name, {}}, share(before.recall), share(after.recall),
            gap(change), gap(before.gap), gap(after.gap)};
        if (whole)
            for (const auto& value : {before.precision, after.precision, before.f1, after.f1})
                row.push_back(share(value));
        table.rows.push_back(std::move(row));
        rows.push_back({name, before.recall, after.recall,
            hidden ? tr("too few to show") : step(percent(before.recall), percent(after.recall))});
    }
    m_view->setRows(std::move(rows));
    // What is sorted and chosen stays so while a slider moves.
    const auto* head = m_table->horizontalHeader();
    const int column = head->sortIndicatorSection();
    const auto order = head->sortIndicatorOrder();
    const bool same = m_model->columnCount() == int(table.columns.size());
    const auto place = m_table->currentIndex();
    m_model->setTable(std::move(table));
    if (same && column >= 0 && column < m_model->columnCount())
        m_model->sort(column, order);
    else
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    if (!same) {
        m_table->resizeColumnsToContents();
        for (int at = 0; at < m_model->columnCount(); ++at)
            m_table->setColumnWidth(at,
                qBound(
                    space(this, 20), m_table->columnWidth(at) + space(this, 3), space(this, 60)));
    }
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(place.isValid() && place.row() < m_model->rowCount() && same
                ? m_model->index(place.row(), place.column())
                : m_model->index(0, 0));
}

} // namespace evenspan::ui
