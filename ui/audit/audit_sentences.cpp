// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_sentences.h"

#include "ui/audit/audit_mentions.h"

namespace evenspan::ui {

namespace {

using Kind = SlotAnswer::Kind;

// What the columns of "errors.ID" count, after the group.
const std::vector<Kind> kAnswers{
    Kind::Right, Kind::OtherType, Kind::Boundary, Kind::Split, Kind::Merged, Kind::Missed};

const fairness::AuditGroup* groupNamed(
    const fairness::AuditDimension& dimension, const QString& printed) {
    for (const auto& group : dimension.groups)
        if (QString::fromStdString(group.name) == printed)
            return &group;
    return nullptr;
}

} // namespace

std::optional<CaseWish> casesBehind(
    const fairness::AuditDimension& dimension, const report::Table& table, int row, int column) {
    const bool puts = fairness::putsNames(dimension.source);
    // The inspection page has a column for every other way to group.
    const bool listed = dimension.source == "list" || dimension.id == "structure:frequency"
        || dimension.id == "structure:polysemy";
    if ((!puts && !listed) || row < 0 || row >= int(table.rows.size()))
        return std::nullopt;
    const auto& cells = table.rows[std::size_t(row)];
    const auto printed = [&](std::size_t at) {
        return at < cells.size() ? cells[at].printed : QString();
    };
    const QString head = column > 0 && column < int(table.columns.size())
        ? table.columns[std::size_t(column)].head
        : QString();
    CaseWish wish;
    wish.dimension = dimension.id;
    const auto change = [&](const QString& from, const QString& to) -> std::optional<CaseWish> {
        const auto* there = groupNamed(dimension, to);
        const auto* stood = groupNamed(dimension, from);
        if (!there || from == to || (!stood && dimension.source != "swap"))
            return std::nullopt;
        wish.group = there->name;
        wish.from = stood ? stood->name : std::string(); // else as written
        return wish;
    };
    if (table.id.startsWith(QLatin1String("matrix."))) {
        if (column > 0)
            return change(printed(0), head);
        const auto* group = groupNamed(dimension, printed(0));
        if (!group)
            return std::nullopt;
        wish.group = group->name;
        return wish;
    }
    if (table.id.startsWith(QLatin1String("swaps."))) {
        wish.change = column == 4 ? CaseWish::Change::Lost
            : column == 5         ? CaseWish::Change::Gained
                                  : CaseWish::Change::Any;
        return change(printed(0), printed(1));
    }
    if (table.id.startsWith(QLatin1String("templates."))) {
        if (const auto* group = groupNamed(dimension, head))
            wish.group = group->name;
        else if (column > 0)
            return std::nullopt;
        wish.pattern = printed(0).toStdString();
        return wish;
    }
    const auto* group = groupBehind(dimension, table.id.toStdString(), row);
    if (!group)
        return std::nullopt;
    wish.group = group->unknown ? std::string() : group->name;
    if (table.id.startsWith(QLatin1String("errors.")) && column > 0
        && column <= int(kAnswers.size()))
        wish.answers = {kAnswers[std::size_t(column - 1)]};
    return wish;
}

} // namespace evenspan::ui
