// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/scores_tab.h"

#include "ui/common/data_table.h"
#include "ui/common/interval_delegate.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_texts.h"
#include "ui/inspect/matrix_view.h"

#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

// In steps of the grid; the three with whiskers are the widest.
constexpr int kWidths[LabelScoresModel::Columns] = {32, 40, 40, 40, 32, 26, 26, 26, 24};

QString tagText(const std::string& tag) {
    return tag == "start" ? LabelScoresModel::tr("(start)")
        : tag == "end"    ? LabelScoresModel::tr("(end)")
                          : QString::fromStdString(tag);
}

} // namespace

void LabelScoresModel::setScores(std::shared_ptr<const InspectionScores> scores) {
    beginResetModel();
    m_scores = std::move(scores);
    m_labels.clear();
    m_shares.clear();
    m_from = 1;
    if (m_scores) {
        const auto add = [this](const std::string& label, const DocumentCounts& counts,
                             const evenspan::Interval& f1) {
            const ShareIntervals shares = shareIntervals(counts);
            m_labels.push_back(label);
            m_shares.push_back({shares.precision, shares.recall, f1});
            for (const auto& share : m_shares.back())
                m_from = std::min(m_from, std::floor(10 * share.low) / 10);
        };
        DocumentCounts all;
        for (const auto& [label, outcome] : m_scores->outcome.labels) {
            all.right += outcome.counts.right;
            all.wrong += outcome.counts.wrong;
            all.missed += outcome.counts.missed;
        }
        add({}, all, m_scores->outcome.micro); // all together
        for (const auto& [label, outcome] : m_scores->outcome.labels)
            add(label, outcome.counts, outcome.f1);
    }
    endResetModel();
}

std::string LabelScoresModel::label(int row) const {
    return row >= 0 && row < rowCount() ? m_labels[std::size_t(row)] : std::string();
}

int LabelScoresModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_labels.size());
}

int LabelScoresModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant LabelScoresModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_scores)
        return {};
    const std::string& label = m_labels[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole && label.empty()) {
        QFont font = QGuiApplication::font();
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (index.column() >= Precision && index.column() <= F1) {
        const evenspan::Interval& share =
            m_shares[std::size_t(index.row())][std::size_t(index.column() - Precision)];
        if (role == IntervalDelegate::kLow)
            return share.low;
        if (role == IntervalDelegate::kHigh)
            return share.high;
        if (role == IntervalDelegate::kAt)
            return share.estimate;
        if (role == IntervalDelegate::kFrom)
            return m_from;
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return tr("%1 %, 95 % interval %2 to %3")
                .arg(percent(share.estimate), percent(share.low), percent(share.high));
    }
    if (role != Qt::DisplayRole)
        return {};
    const auto& outcome = m_scores->outcome;
    const auto& types = outcome.scores.types;
    const auto own = types.find(label);
    const Score score = label.empty() ? outcome.scores.micro
        : own == types.end()          ? Score{}
                                      : own->second;
    const evenspan::Interval interval = label.empty() ? outcome.micro : outcome.labels.at(label).f1;
    const auto way = [&](OverlapSchema schema) -> QString {
        const auto& all = m_scores->overlap;
        const auto& counts = label.empty() ? all.overall
            : all.types.contains(label)    ? all.types.at(label)
                                           : all.overall;
        return percent(counts.at(schema).score().f1);
    };
    switch (index.column()) {
    case Label:
        return label.empty() ? tr("All") : QString::fromStdString(label);
    case Precision:
        return percent(score.precision);
    case Recall:
        return percent(score.recall);
    case F1:
        return percent(score.f1);
    case Interval:
        return tr("%1 to %2").arg(percent(interval.low), percent(interval.high));
    case Type:
        return way(OverlapSchema::Type);
    case Borders:
        return way(OverlapSchema::Exact);
    case Overlap:
        return way(OverlapSchema::Partial);
    default:
        return number(qint64(score.support));
    }
}

QVariant LabelScoresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QStringList names{tr("Label"), tr("Precision"), tr("Recall"), tr("F1"),
        tr("95 % interval"), tr("F1, type"), tr("F1, borders"), tr("F1, overlap"), tr("Entities")};
    const QStringList tips{tr("What was looked for"),
        tr("Of what the run marked, how much is right, in percent"),
        tr("Of what is labelled, how much the run found, in percent"),
        tr("Harmonic mean of precision and recall; borders and label must be right"),
        tr("Of F1, by drawing documents again and again with replacement"),
        tr("A mark counts when its label is right and it overlaps"),
        tr("A mark counts when its borders are right, whatever its label"),
        tr("Right borders count whole, an overlap counts half, whatever the label"),
        tr("How many entities are labelled")};
    return role == Qt::DisplayRole ? QVariant(names.value(section))
        : role == Qt::ToolTipRole  ? QVariant(tips.value(section))
                                   : QVariant();
}

InspectScoresTab::InspectScoresTab(Workbench& workbench, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_model(new LabelScoresModel(this))
    , m_table(new DataTable(this))
    , m_kind(new QComboBox(this))
    , m_hint(mutedLabel({}, this))
    , m_matrix(new MatrixModel(this))
    , m_cells(new QTableView(this))
    , m_split(new QSplitter(Qt::Vertical, this)) {
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Scores by label"));
    for (int column = 0; column < LabelScoresModel::Columns; ++column)
        m_table->setColumnWidth(column, space(this, kWidths[column]));
    m_table->horizontalHeader()->setMinimumSectionSize(space(this, 14));
    m_table->horizontalHeader()->setSectionResizeMode(
        LabelScoresModel::Label, QHeaderView::Stretch);
    auto* whiskers = new IntervalDelegate(m_table);
    for (const int column :
        {LabelScoresModel::Precision, LabelScoresModel::Recall, LabelScoresModel::F1})
        m_table->setItemDelegateForColumn(column, whiskers);
    m_kind->addItems({tr("Labels, by mention"), tr("Labels, by word"),
        tr("Tags that follow each other, labelled"), tr("Tags that follow each other, marked")});
    m_kind->setAccessibleName(tr("Matrix"));
    m_cells->setModel(m_matrix);
    m_cells->setItemDelegate(new MatrixDelegate(m_cells));
    m_cells->setFrameShape(QFrame::NoFrame);
    m_cells->setShowGrid(false);
    m_cells->setTabKeyNavigation(false);
    m_cells->setSelectionMode(QAbstractItemView::SingleSelection);
    m_cells->setAccessibleName(tr("Matrix of labelled against marked"));
    m_cells->horizontalHeader()->setDefaultSectionSize(space(this, 20));
    m_cells->verticalHeader()->setDefaultSectionSize(ui::rowHeight(this));
    m_cells->setCornerButtonEnabled(false);
    auto* top = new QWidget(this);
    auto* topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(0, 0, 0, 0);
    topColumn->addWidget(m_table);
    auto* bottom = new QWidget(this);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(space(this, 3));
    bar->addWidget(m_kind);
    bar->addWidget(m_hint, 1);
    auto* bottomColumn = new QVBoxLayout(bottom);
    bottomColumn->setContentsMargins(0, space(this, 3), 0, 0);
    bottomColumn->setSpacing(space(this, 2));
    bottomColumn->addLayout(bar);
    bottomColumn->addWidget(m_cells, 100);
    bottomColumn->addStretch(1); // a small matrix ends where its rows end
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(top);
    m_split->addWidget(bottom);
    connect(m_split, &QSplitter::splitterMoved, this, [this] { m_moved = true; });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->addWidget(m_split);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &InspectScoresTab::showMatrix);
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        MentionFilter filter;
        if (const std::string label = m_model->label(index.row()); !label.empty())
            filter.wanted["type"] = {label};
        Q_EMIT mentionsWanted(filter);
    });
    connect(m_cells, &QTableView::clicked, this, &InspectScoresTab::openCell);
    connect(m_cells, &QTableView::activated, this, &InspectScoresTab::openCell);
}

InspectScoresTab::~InspectScoresTab() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* InspectScoresTab::focusTarget() {
    return m_table;
}

void InspectScoresTab::showInspection(const InspectionPtr& inspection) {
    m_inspection = inspection;
    m_scores.reset();
    m_model->setScores(nullptr);
    showMatrix();
    if (m_ticket)
        m_workbench.forget(m_ticket);
    using Ptr = std::shared_ptr<const InspectionScores>;
    m_ticket = m_workbench.query<Ptr>(
        [inspection](store::Reader&, std::stop_token stop) -> Result<Ptr> {
            auto scores = inspectionScores(*inspection, stop);
            if (!scores)
                return scores.error();
            return Ptr(std::make_shared<const InspectionScores>(std::move(*scores)));
        },
        [this](Result<Ptr> scores) {
            m_ticket = 0;
            if (!scores)
                return m_hint->setText(QString::fromStdString(scores.error().what));
            m_scores = *scores;
            m_model->setScores(m_scores);
            showMatrix();
            makeRoom();
        });
}

// The scores take what their rows need, half at most; the matrix has the rest.
void InspectScoresTab::makeRoom() {
    const int rows = m_table->horizontalHeader()->sizeHint().height()
        + m_model->rowCount() * ui::rowHeight(this) + space(this, 4);
    if (const int all = m_split->height(); !m_moved && all > 0)
        m_split->setSizes({std::min(rows, all / 2), all - std::min(rows, all / 2)});
}

void InspectScoresTab::resizeEvent(QResizeEvent* event) {
    InspectTab::resizeEvent(event);
    makeRoom();
}

void InspectScoresTab::showMatrix() {
    MatrixModel::Matrix out;
    const int kind = m_kind->currentIndex();
    if (m_inspection && (kind == ByMention || kind == ByWord)) {
        const auto matrix =
            kind == ByMention ? m_inspection->table->byCase() : m_inspection->table->byWord();
        for (const auto& label : matrix.labels)
            out.rows << (label == "none" ? tr("(none)") : QString::fromStdString(label));
        out.columns = out.rows;
        out.cells = matrix.cells;
        out.diagonal = true;
        out.tip = tr("%1 × labelled %2, marked %3");
        m_hint->setText(kind == ByMention
                ? tr("Rows: labelled. Columns: marked. A mention that is split or "
                     "merged counts once. Click a number for its mentions.")
                : tr("Rows: labelled. Columns: marked. Click a number for the "
                     "mentions that hold such a word."));
    } else if (m_scores) {
        const Transitions& tags = kind == Labelled ? m_scores->labelled : m_scores->marked;
        for (const auto& tag : tags.from)
            out.rows << tagText(tag);
        for (const auto& tag : tags.to)
            out.columns << tagText(tag);
        out.cells = tags.cells;
        out.tip = tr("%1 × %2, then %3");
        m_hint->setText(tr("How often the tag of a column follows the tag of a row."));
    }
    m_matrix->setMatrix(std::move(out));
    m_cells->setMaximumHeight(m_cells->horizontalHeader()->sizeHint().height()
        + m_cells->verticalHeader()->length()
        + m_cells->horizontalScrollBar()->sizeHint().height());
}

void InspectScoresTab::openCell(const QModelIndex& cell) {
    const int kind = m_kind->currentIndex();
    if (!cell.isValid() || !m_inspection || (kind != ByMention && kind != ByWord))
        return;
    const auto matrix =
        kind == ByMention ? m_inspection->table->byCase() : m_inspection->table->byWord();
    const auto row = std::size_t(cell.row()), column = std::size_t(cell.column());
    if (matrix.at(row, column) == 0
        || (matrix.labels[row] == "none" && matrix.labels[column] == "none"))
        return;
    MentionFilter filter;
    if (kind == ByMention)
        filter.wanted = {{"gold", {matrix.labels[row]}}, {"predicted", {matrix.labels[column]}}};
    else
        filter.word = {matrix.labels[row], matrix.labels[column]};
    Q_EMIT mentionsWanted(filter);
}

} // namespace evenspan::ui
