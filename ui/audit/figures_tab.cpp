// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/figures_tab.h"

#include "ui/audit/audit_mentions.h"
#include "ui/audit/audit_sentences.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/figures_model.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kOfTheLowest = 3; // rows of "spread.ID": its distance, its ratio, its misses

QLabel* untouched(QLabel* label) {
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    return wrapped(label);
}

} // namespace

FiguresTab::FiguresTab(Blocks blocks, const QString& none, QWidget* parent)
    : AuditTab(parent)
    , m_blocks(blocks)
    , m_stack(new QStackedWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_choice(new QComboBox(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this))
    , m_note(mutedLabel({}, this)) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAccessibleName(tr("Charts"));
    m_choice->setAccessibleName(tr("Table"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    untouched(m_note);
    auto* below = new QWidget(this);
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_choice, 0, Qt::AlignLeft);
    column->addWidget(m_table, 1);
    column->addWidget(m_note);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_scroll);
    splitter->addWidget(below);
    m_scroll->setMinimumHeight(space(this, 30));
    splitter->setSizes({6000, 4000});
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto* empty = untouched(mutedLabel(none, this));
    empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(empty);
    m_stack->addWidget(splitter);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_stack);
    connect(m_choice, &QComboBox::activated, this, &FiguresTab::showTable);
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        open(m_table->currentIndex().isValid() ? m_table->currentIndex() : index);
    });
}

QWidget* FiguresTab::focusTarget() {
    return m_table;
}

void FiguresTab::showAudit(const AuditPtr& audit, std::size_t dimension) {
    m_audit = audit;
    m_dimension = dimension;
    m_tables.clear();
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space(this, 3), 0);
    column->setSpacing(space(this, 2));
    if (dimension < audit->parts.dimensions.size())
        for (const auto& block : m_blocks(audit->parts.dimensions[dimension])) {
            if (const auto* paragraph = std::get_if<report::Paragraph>(&block)) {
                column->addWidget(untouched(mutedLabel(paragraph->text, inside)));
            } else if (const auto* picture = std::get_if<report::Picture>(&block)) {
                auto* title = untouched(new QLabel(picture->caption, inside));
                title->setFont(scaledFont(font(), 1, true));
                column->addWidget(title);
                auto* chart = new ChartView(picture->chart, inside);
                chart->setAccessibleName(picture->caption);
                chart->setAccessibleDescription(picture->alt);
                chart->setToolTip(picture->alt);
                connect(chart, &ChartView::picked, this, &FiguresTab::openPicked);
                column->addWidget(chart);
            } else if (const auto* table = std::get_if<report::Table>(&block)) {
                m_tables.push_back(*table);
            }
        }
    column->addStretch(1);
    m_scroll->setWidget(inside);
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    for (const auto& table : m_tables)
        m_choice->addItem(table.caption);
    m_choice->setVisible(m_tables.size() > 1);
    m_stack->setCurrentIndex(m_tables.empty() ? 0 : 1);
    showTable(m_tables.empty() ? -1 : 0);
}

void FiguresTab::showTable(int at) {
    const bool any = at >= 0 && at < int(m_tables.size());
    m_model->setTable(any ? m_tables[std::size_t(at)] : report::Table{});
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setAccessibleName(any ? m_model->table().caption : tr("Figures"));
    m_note->setText(m_model->table().note);
    m_note->setVisible(!m_note->text().isEmpty());
    if (!any)
        return;
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column,
            qBound(
                space(this, 16), m_table->columnWidth(column) + space(this, 3), space(this, 75)));
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void FiguresTab::open(const QModelIndex& index) {
    if (!m_audit || !index.isValid())
        return;
    if (!openBehind(m_model->table(), m_model->place(index.row()), index.column()))
        Q_EMIT said(tr("This figure is not of single mentions or sentences"));
}

bool FiguresTab::openBehind(const report::Table& shown, int row, int column) {
    const auto& dimension = m_audit->audit.dimensions[m_dimension];
    report::Table table = shown;
    // Certainty, and what changed: a row is about a group that it names; the first rows of all
    // groups in one number are about the lowest.
    const int named = shown.id == QLatin1String("calibration") ? 0
        : shown.id == QLatin1String("change")                  ? 1
                                                               : -1;
    const bool lowest = shown.id.startsWith(QLatin1String("spread.")) && row < kOfTheLowest
        && !dimension.spreads.empty();
    if (shown.id == QLatin1String("calibration") && row == 0 && m_audit->audit.calibration) {
        Q_EMIT mentionsWanted(MentionFilter()); // all text
        return true;
    }
    if (named >= 0 || lowest) {
        const QString name = lowest ? QString::fromStdString(dimension.spreads.front().worst)
                                    : shown.rows[std::size_t(row)][std::size_t(named)].printed;
        const auto group = std::find_if(dimension.groups.begin(), dimension.groups.end(),
            [&](const auto& each) { return QString::fromStdString(each.name) == name; });
        if (group == dimension.groups.end())
            return false;
        row = int(group - dimension.groups.begin());
        column = 0;
        table.id = QStringLiteral("performance.") + QString::fromStdString(dimension.id);
        table.rows.assign(dimension.groups.size(), {});
    }
    if (const auto filter = mentionsBehind(dimension, table.id.toStdString(), row, column)) {
        Q_EMIT mentionsWanted(*filter);
        return true;
    }
    if (const auto wish = casesBehind(dimension, table, row, column)) {
        Q_EMIT casesWanted(*wish);
        return true;
    }
    return false;
}

// The table behind a chart has the same rows, and a matrix' columns by the same heads.
void FiguresTab::openPicked(const QString& row, const QString& column) {
    if (!m_audit)
        return;
    for (const auto& table : m_tables)
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            if (table.rows[r].empty() || table.rows[r].front().printed != row)
                continue;
            int at = 0;
            for (std::size_t c = 1; c < table.columns.size(); ++c)
                if (table.columns[c].head == column)
                    at = int(c);
            if (openBehind(table, int(r), at))
                return;
        }
    Q_EMIT said(tr("This figure is not of single mentions or sentences"));
}

} // namespace evenspan::ui
