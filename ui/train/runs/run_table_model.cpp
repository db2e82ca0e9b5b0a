// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/run_table_model.h"

#include "ui/common/data_table.h"
#include "ui/train/launch/recipe_texts.h"

#include <QApplication>
#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

const engine::RecipeKey* recipeKey(const std::string& id) {
    for (const engine::RecipeKey& key : engine::recipeKeys())
        if (key.name == id)
            return &key;
    return nullptr;
}

bool endsWith(const std::string& text, const char* end) {
    return QByteArray::fromStdString(text).endsWith(end);
}

} // namespace

void RunTableModel::setRuns(std::vector<TableRun> runs, std::vector<RunColumn> columns) {
    beginResetModel();
    m_runs = std::move(runs);
    m_columns = std::move(columns);
    m_shown.clear();
    m_groups.clear();
    m_lines.clear();
    endResetModel();
}

void RunTableModel::setShown(std::vector<std::size_t> shown, const std::string& group) {
    beginResetModel();
    if (m_group != group)
        m_folded.clear();
    m_shown = std::move(shown);
    m_group = group;
    m_groups = group.empty() ? std::vector<RunGroup>() : groupRuns(m_runs, m_shown, group);
    arrange();
    endResetModel();
}

// Groups of one run by seed would only repeat it.
bool RunTableModel::hasRow(const RunGroup& group) const {
    return m_group != "seed" || group.runs.size() > 1;
}

// Runs and groups in the order asked for, groups with their runs below them.
void RunTableModel::arrange() {
    const auto column = std::find_if(m_columns.begin(), m_columns.end(),
        [this](const RunColumn& one) { return one.id == m_sort; });
    const bool text = column != m_columns.end() && column->kind == RunColumn::Text;
    const bool down = m_order == Qt::DescendingOrder;
    struct Key {
        bool missing = true;
        double number = 0;
        QString text;
    };
    const auto less = [&](const Key& a, const Key& b) {
        if (a.missing || b.missing)
            return !a.missing && b.missing;
        if (text) {
            const int order = QString::localeAwareCompare(a.text, b.text);
            return down ? order > 0 : order < 0;
        }
        return down ? a.number > b.number : a.number < b.number;
    };
    const auto keyOf = [&](const auto& texts, const auto& numbers, const auto& value) {
        Key key;
        if (text) {
            const auto found = texts.find(m_sort);
            if (found != texts.end())
                key = {false, 0, QString::fromStdString(found->second)};
        } else if (const auto found = numbers.find(m_sort); found != numbers.end()) {
            key = {false, value(found->second), {}};
        }
        return key;
    };
    const auto sorted = [&](std::vector<std::size_t> runs) {
        std::vector<std::pair<Key, std::size_t>> keyed;
        for (const std::size_t run : runs)
            keyed.emplace_back(
                keyOf(m_runs[run].texts, m_runs[run].numbers, [](double value) { return value; }),
                run);
        std::stable_sort(keyed.begin(), keyed.end(),
            [&](const auto& a, const auto& b) { return less(a.first, b.first); });
        for (std::size_t i = 0; i < keyed.size(); ++i)
            runs[i] = keyed[i].second;
        return runs;
    };
    m_lines.clear();
    if (m_group.empty()) {
        for (const std::size_t run : sorted(m_shown))
            m_lines.push_back({-1, int(run)});
        return;
    }
    std::vector<std::pair<Key, int>> order;
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const RunGroup& group = m_groups[g];
        Key key = keyOf(group.texts, group.numbers, [](const Spread& s) { return s.mean; });
        if (m_sort == "name")
            key = {group.name.empty(), 0, QString::fromStdString(group.name)};
        order.emplace_back(std::move(key), int(g));
    }
    std::stable_sort(order.begin(), order.end(),
        [&](const auto& a, const auto& b) { return less(a.first, b.first); });
    for (const auto& [key, g] : order) {
        const RunGroup& group = m_groups[std::size_t(g)];
        if (hasRow(group))
            m_lines.push_back({g, -1});
        if (!hasRow(group) || !m_folded.count(group.name))
            for (const std::size_t run : sorted(group.runs))
                m_lines.push_back({g, int(run)});
    }
}

const TableRun* RunTableModel::runAt(int row) const {
    const int run = row >= 0 && row < int(m_lines.size()) ? m_lines[std::size_t(row)].run : -1;
    return run < 0 ? nullptr : &m_runs[std::size_t(run)];
}

bool RunTableModel::isGroup(int row) const {
    return row >= 0 && row < int(m_lines.size()) && m_lines[std::size_t(row)].run < 0;
}

bool RunTableModel::isFolded(int row) const {
    return isGroup(row)
        && m_folded.count(m_groups[std::size_t(m_lines[std::size_t(row)].group)].name);
}

void RunTableModel::fold(int row, bool folded) {
    if (!isGroup(row) || isFolded(row) == folded)
        return;
    const RunGroup& group = m_groups[std::size_t(m_lines[std::size_t(row)].group)];
    const std::string name = group.name;
    const int count = int(group.runs.size());
    const auto mark = [&](bool on) {
        if (on)
            m_folded.insert(name);
        else
            m_folded.erase(name);
    };
    // The group's own row changes when its runs are gone, or there.
    const std::vector<Line> before = m_lines;
    mark(folded);
    arrange();
    std::vector<Line> after = m_lines;
    m_lines = before;
    mark(!folded);
    if (folded)
        beginRemoveRows({}, row + 1, row + count);
    else
        beginInsertRows({}, row + 1, row + count);
    m_lines = std::move(after);
    if (folded)
        endRemoveRows();
    else
        endInsertRows();
    mark(folded);
    Q_EMIT dataChanged(index(row, 0), index(row, 0));
}

std::vector<std::size_t> RunTableModel::runsOf(int row) const {
    if (row < 0 || row >= int(m_lines.size()))
        return {};
    const Line& line = m_lines[std::size_t(row)];
    return line.run >= 0 ? std::vector<std::size_t>{std::size_t(line.run)}
                         : m_groups[std::size_t(line.group)].runs;
}

int RunTableModel::rowOf(RunId run) const {
    for (std::size_t row = 0; row < m_lines.size(); ++row)
        if (m_lines[row].run >= 0 && m_runs[std::size_t(m_lines[row].run)].row.id == run)
            return int(row);
    return -1;
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_lines.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_columns.size());
}

QString RunTableModel::title(const RunColumn& column) {
    const std::pair<const char*, QString> known[]{{"name", tr("Run")}, {"state", tr("State")},
        {"model", tr("Model")}, {"tags", tr("Tags")}, {"note", tr("Note")},
        {"created", tr("Begun")}, {"minutes", tr("Minutes")}, {"steps", tr("Steps")},
        {"best_step", tr("Best step")}, {"sentences", tr("Sentences")},
        {"tokens_per_second", tr("Tokens/s")}, {"f1", tr("F1")}, {"precision", tr("Precision")},
        {"recall", tr("Recall")}};
    for (const auto& [id, text] : known)
        if (column.id == id)
            return text;
    const QString id = QString::fromStdString(column.id);
    if (column.part == RunColumn::Score) {
        if (endsWith(column.id, "_f1"))
            return tr("F1, %1").arg(id.chopped(3));
        if (endsWith(column.id, "_precision"))
            return tr("Precision, %1").arg(id.chopped(10));
        if (endsWith(column.id, "_recall"))
            return tr("Recall, %1").arg(id.chopped(7));
    }
    return id;
}

QString RunTableModel::valueText(const RunColumn& column, double value) {
    const QLocale locale;
    if (column.part == RunColumn::Recipe && isRecipeSwitch(column.id))
        return switchText(value != 0);
    if (column.kind == RunColumn::Time)
        return locale.toString(QDateTime::fromMSecsSinceEpoch(qint64(value)), QLocale::ShortFormat);
    if (column.part == RunColumn::Score || column.id == "minutes")
        return locale.toString(value, 'f', 1);
    if (column.part == RunColumn::About)
        return locale.toString(qint64(std::llround(value)));
    return locale.toString(value, 'g', column.part == RunColumn::Derived ? 4 : 6);
}

QString RunTableModel::runText(const TableRun& run, const RunColumn& column) const {
    if (column.id == "state")
        switch (run.row.state) {
        case store::RunState::Queued:
            return tr("Waiting");
        case store::RunState::Running:
            return tr("Training");
        case store::RunState::Stopped:
            return tr("Stopped");
        case store::RunState::Failed:
            return tr("Failed");
        case store::RunState::Finished:
            return tr("Finished");
        case store::RunState::Interrupted:
            return tr("Interrupted");
        }
    if (const auto text = run.texts.find(column.id); text != run.texts.end()) {
        const QString shown = QString::fromStdString(text->second).simplified();
        if (column.id != "name")
            return shown;
        return (run.marks.star ? QStringLiteral("★ ") : QString()) % shown;
    }
    const auto number = run.numbers.find(column.id);
    return number == run.numbers.end() ? QString() : valueText(column, number->second);
}

QString RunTableModel::groupText(const RunGroup& group, const RunColumn& column) const {
    if (column.id == "name") {
        const QString name = group.name.empty() ? tr("None")
            : isRecipeSwitch(m_group)           ? switchText(group.name != "0")
                                                : QString::fromStdString(group.name);
        return (m_folded.count(group.name) ? QStringLiteral("▸ ") : QStringLiteral("▾ "))
            % tr("%1 (%n runs)", nullptr, int(group.runs.size())).arg(name);
    }
    if (column.id == "state" && group.texts.count("state"))
        return runText(m_runs[group.runs.front()], column);
    if (const auto text = group.texts.find(column.id); text != group.texts.end())
        return QString::fromStdString(text->second).simplified();
    const auto spread = group.numbers.find(column.id);
    if (spread == group.numbers.end() || column.kind == RunColumn::Time)
        return {};
    const Spread& s = spread->second;
    // Of switches that differ, how many are on.
    if (column.part == RunColumn::Recipe && isRecipeSwitch(column.id) && s.mean > 0 && s.mean < 1)
        return tr("yes in %1 of %2")
            .arg(std::llround(s.mean * double(s.count)))
            .arg(qulonglong(s.count));
    // A deviation needs two values; of equal ones it says nothing.
    return s.count < 2 || s.deviation <= 1e-12 * std::abs(s.mean)
        ? valueText(column, s.mean)
        : QString(
            valueText(column, s.mean) % QStringLiteral(" ± ") % valueText(column, s.deviation));
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Line& line = m_lines[std::size_t(index.row())];
    const RunColumn& column = m_columns[std::size_t(index.column())];
    const RunGroup* group = line.group >= 0 ? &m_groups[std::size_t(line.group)] : nullptr;
    const bool whole = line.run < 0;
    switch (role) {
    case Qt::DisplayRole:
        if (whole)
            return groupText(*group, column);
        if (column.id == "name" && group && hasRow(*group))
            return QString(
                QStringLiteral("     ") % runText(m_runs[std::size_t(line.run)], column));
        return runText(m_runs[std::size_t(line.run)], column);
    case Qt::TextAlignmentRole:
        return QVariant(int(Qt::AlignVCenter
            | (column.kind == RunColumn::Number ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::FontRole:
        if (whole) {
            QFont font = QApplication::font();
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        if (whole && !isRecipeSwitch(column.id)) {
            const auto spread = group->numbers.find(column.id);
            if (spread != group->numbers.end() && spread->second.count < group->runs.size())
                return tr("Mean ± standard deviation of the %n runs with a value", nullptr,
                    int(spread->second.count));
            if (spread != group->numbers.end() && spread->second.count > 1
                && column.kind == RunColumn::Number)
                return tr(
                    "Mean ± standard deviation of %n runs", nullptr, int(spread->second.count));
        }
        return {};
    case Qt::AccessibleTextRole:
        if (column.id == "name" && whole)
            return tr("Group %1, %2")
                .arg(group->name.empty() ? tr("None") : QString::fromStdString(group->name),
                    m_folded.count(group->name) ? tr("folded") : tr("open"));
        if (column.id == "name")
            return QString::fromStdString(m_runs[std::size_t(line.run)].row.name);
        return {};
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size()))
        return {};
    const RunColumn& column = m_columns[std::size_t(section)];
    const QString id = QString::fromStdString(column.id);
    switch (role) {
    case Qt::DisplayRole:
    case DataTable::kColumnTitle:
        return title(column);
    case DataTable::kColumnId:
        return id;
    case DataTable::kColumnGroup:
        if (column.part == RunColumn::Recipe)
            return tr("Recipe");
        if (column.part == RunColumn::Score && column.id.find('_') != std::string::npos)
            return tr("Scores of splits");
        return {};
    case Qt::TextAlignmentRole:
        return QVariant(int(Qt::AlignVCenter
            | (column.kind == RunColumn::Number ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ToolTipRole: {
        const auto* key = column.part == RunColumn::Recipe ? recipeKey(column.id) : nullptr;
        const QString called = column.part == RunColumn::Recipe && isRecipeSwitch(column.id)
            ? tr("In formulas and filters, yes being 1 and no 0: %1").arg(id)
            : tr("In formulas and filters: %1").arg(id);
        return key ? QString(recipeMeaning(*key) % QLatin1Char('\n') % called) : called;
    }
    default:
        return {};
    }
}

void RunTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= int(m_columns.size()))
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<Line> lines;
    for (const QModelIndex& index : before)
        lines.push_back(m_lines[std::size_t(index.row())]);
    m_sort = m_columns[std::size_t(column)].id;
    m_order = order;
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const Line& line = lines[std::size_t(i)];
        const auto found = std::find_if(m_lines.begin(), m_lines.end(),
            [&](const Line& one) { return one.run == line.run && one.group == line.group; });
        after << (found == m_lines.end() ? QModelIndex()
                                         : index(int(found - m_lines.begin()), before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

} // namespace evenspan::ui
