// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/slices_tab.h"

#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_texts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

void SlicesModel::setSlices(std::vector<Slice> slices) {
    beginResetModel();
    m_slices = std::move(slices);
    endResetModel();
}

const Slice* SlicesModel::at(int row) const {
    return row >= 0 && row < rowCount() ? &m_slices[std::size_t(row)] : nullptr;
}

int SlicesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_slices.size());
}

int SlicesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant SlicesModel::data(const QModelIndex& index, int role) const {
    const Slice* slice = index.isValid() ? at(index.row()) : nullptr;
    if (!slice)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
    switch (index.column()) {
    case Name: {
        QStringList parts;
        for (const auto& [feature, value] : slice->conditions)
            parts << tr("%1: %2").arg(featureText(feature), valueText(feature, value));
        const QString sign =
            slice->right.estimate < slice->rest ? QStringLiteral("▼  ") : QStringLiteral("▲  ");
        return QString(sign + parts.join(QStringLiteral("  ·  ")));
    }
    case Count:
        return number(qint64(slice->count));
    case Share:
        return percent(slice->right.estimate);
    case Interval:
        return tr("%1 to %2").arg(percent(slice->right.low), percent(slice->right.high));
    case Rest:
        return percent(slice->rest);
    default:
        return slice->adjusted < 0.001 ? tr("< 0.001")
                                       : QLocale().toString(slice->adjusted, 'f', 3);
    }
}

QVariant SlicesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QStringList names{tr("Slice"), tr("Mentions"), tr("Right, percent"), tr("95 % interval"),
        tr("Elsewhere"), tr("p, corrected")};
    const QStringList tips{tr("What these mentions share; ▼ worse than elsewhere, ▲ better"),
        tr("How many mentions the slice has"), tr("Share of them that is right"),
        tr("Of the share that is right"), tr("Share that is right among all other mentions"),
        tr("How often chance alone gives such a difference, corrected for all slices that were "
           "looked at (Holm)")};
    return role == Qt::DisplayRole ? QVariant(names.value(section))
        : role == Qt::ToolTipRole  ? QVariant(tips.value(section))
                                   : QVariant();
}

SlicesTab::SlicesTab(Workbench& workbench, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_side(new QComboBox(this))
    , m_stack(new QStackedWidget(this))
    , m_model(new SlicesModel(this))
    , m_table(new DataTable(this)) {
    m_side->addItems(
        {tr("Of what is labelled: was it found?"), tr("Of what is marked: is it right?")});
    m_side->setAccessibleName(tr("Side"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Slices"));
    m_table->horizontalHeader()->setSectionResizeMode(SlicesModel::Name, QHeaderView::Stretch);
    for (int column = 1; column < SlicesModel::Columns; ++column)
        m_table->setColumnWidth(column, space(this, column == SlicesModel::Interval ? 34 : 28));
    auto* none =
        mutedLabel(tr("No slice of at least 20 mentions can be told from the rest."), this);
    none->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_table);
    m_stack->addWidget(none);
    auto* hint = mutedLabel(tr("The surest differences first. Enter lists the mentions."), this);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(space(this, 3));
    bar->addWidget(m_side);
    bar->addWidget(hint, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(bar);
    column->addWidget(m_stack, 1);
    connect(m_side, &QComboBox::currentIndexChanged, this, &SlicesTab::ask);
    connect(m_table, &DataTable::activatedRow, this,
        [this](const QModelIndex& index) { open(index.row()); });
}

SlicesTab::~SlicesTab() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* SlicesTab::focusTarget() {
    return m_stack->currentIndex() == 0 ? static_cast<QWidget*>(m_table) : m_side;
}

void SlicesTab::showInspection(const InspectionPtr& inspection) {
    m_inspection = inspection;
    ask();
}

void SlicesTab::ask() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_model->setSlices({});
    if (!m_inspection)
        return;
    using Slices = std::vector<Slice>;
    m_ticket = m_workbench.query<Slices>(
        [inspection = m_inspection, found = m_side->currentIndex() == 0](
            store::Reader&, std::stop_token stop) -> Result<Slices> {
            return inspection->table->slices(found, stop);
        },
        [this](Result<Slices> slices) {
            m_ticket = 0;
            m_model->setSlices(slices ? std::move(*slices) : Slices());
            m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
        });
}

// The list holds as many mentions as the slice counts: only those of its side.
void SlicesTab::open(int row) {
    const Slice* slice = m_model->at(row);
    if (!slice || !m_inspection)
        return;
    MentionFilter filter;
    const char* side = m_side->currentIndex() == 0 ? "gold" : "predicted";
    if (const TableColumn* column = m_inspection->table->column(side))
        for (const auto& value : column->values)
            if (value != "none")
                filter.wanted[side].insert(value);
    for (const auto& [feature, value] : slice->conditions)
        filter.wanted[feature] = {value};
    Q_EMIT mentionsWanted(filter);
}

} // namespace evenspan::ui
