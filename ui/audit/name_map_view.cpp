// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/name_map_view.h"

#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

using AnswerKind = SlotAnswer::Kind;
constexpr int kFirstSentence = 3; // columns before the sentences: name, group, share found

QColor blended(const QColor& a, const QColor& b, double share) {
    const auto mix = [&](int from, int to) { return int(from + share * (to - from)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

QString kindWords(AnswerKind kind) {
    switch (kind) {
    case AnswerKind::Right:
        return NameMapView::tr("found");
    case AnswerKind::OtherType:
        return NameMapView::tr("other type");
    case AnswerKind::Boundary:
        return NameMapView::tr("other borders");
    case AnswerKind::Split:
        return NameMapView::tr("in parts");
    case AnswerKind::Merged:
        return NameMapView::tr("as one with another");
    case AnswerKind::Missed:
        break;
    }
    return NameMapView::tr("missed");
}

} // namespace

QString answerWords(const CaseAnswer& answer) {
    return answer.kind == AnswerKind::OtherType ? NameMapView::tr("as %1").arg(shown(answer.said))
                                                : kindWords(answer.kind);
}

NameMapModel::NameMapModel(QWidget* parent)
    : FiguresModel(parent) { }

void NameMapModel::setMap(NameMap map) {
    m_map = std::move(map);
    const auto found = [](const NameMap::Row& row) {
        std::size_t all = 0, right = 0;
        for (const auto& answer : row.answers) {
            all += answer.has_value();
            right += answer == AnswerKind::Right;
        }
        return all > 0 ? double(right) / double(all) : 1.0;
    };
    std::stable_sort(m_map.rows.begin(), m_map.rows.end(),
        [&](const auto& a, const auto& b) { return found(a) < found(b); });
    report::Table table{QStringLiteral("names"), NameMapView::tr("Names by sentences"),
        {{NameMapView::tr("Name"), false}, {NameMapView::tr("Group"), false},
            {NameMapView::tr("Found, percent"), true}},
        {}, {}};
    for (const auto& pattern : m_map.patterns)
        table.columns.push_back({shown(pattern), false});
    for (const auto& row : m_map.rows) {
        const double share = found(row);
        std::vector<report::Cell> cells{{shown(row.name), {}}, {shown(row.group), {}},
            {QLocale().toString(100 * share, 'f', 1), share}};
        for (const auto& answer : row.answers)
            cells.push_back({answer ? kindWords(*answer) : NameMapView::tr("not asked"), {}});
        table.rows.push_back(std::move(cells));
    }
    setTable(std::move(table));
}

std::optional<std::size_t> NameMapModel::patternAt(int column) const {
    return column < kFirstSentence ? std::nullopt
                                   : std::optional(std::size_t(column - kFirstSentence));
}

QVariant NameMapModel::data(const QModelIndex& index, int role) const {
    if (role != Qt::BackgroundRole && role != Qt::ForegroundRole)
        return FiguresModel::data(index, role);
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const auto pattern = patternAt(index.column());
    if (!pattern)
        return {};
    const auto& answer = m_map.rows[std::size_t(place(index.row()))].answers[*pattern];
    const Colours c = Colours::of(static_cast<QWidget*>(QObject::parent())->palette());
    const bool missed = answer == AnswerKind::Missed;
    if (role == Qt::ForegroundRole)
        return missed ? QVariant::fromValue(c.surface)
            : answer  ? QVariant()
                      : QVariant::fromValue(c.muted);
    if (!answer)
        return QBrush(c.hairline, Qt::BDiagPattern);
    return answer == AnswerKind::Right
        ? QVariant()
        : QVariant::fromValue(blended(c.surface, c.text, missed ? 0.8 : 0.16));
}

NameMapView::NameMapView(QWidget* parent)
    : QWidget(parent)
    , m_model(new NameMapModel(this))
    , m_table(new DataTable(this))
    , m_note(mutedLabel(tr("The hardest names first. Each column is a sentence of the suite; Enter "
                           "lists it. Names stay in this window: no report shows one."),
          this)) {
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setAccessibleName(tr("Names by sentences"));
    m_note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_table, 1);
    column->addWidget(m_note);
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        const auto at = m_table->currentIndex().isValid() ? m_table->currentIndex() : index;
        const auto& row = m_model->map().rows[std::size_t(m_model->place(at.row()))];
        const auto pattern = m_model->patternAt(at.column());
        Q_EMIT picked(shown(row.name), shown(row.group),
            pattern ? shown(m_model->map().patterns[*pattern]) : QString());
    });
}

QWidget* NameMapView::focusTarget() const {
    return m_table;
}

void NameMapView::setMap(NameMap map) {
    m_model->setMap(std::move(map));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column,
            qBound(space(this, 12), m_table->columnWidth(column) + space(this, 2),
                space(this, column < kFirstSentence ? 60 : 28)));
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

} // namespace evenspan::ui
