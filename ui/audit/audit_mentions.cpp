// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_mentions.h"

#include "core/fairness/crossed_ways.h"

#include <vector>

namespace evenspan::ui {

namespace {

// What the columns of "errors.ID" count, after the group.
const std::vector<std::set<std::string>> kOutcomes{{"right"}, {"wrong_type"},
    {"left_border", "right_border", "both_borders"}, {"split"}, {"merged"}, {"missed"},
    {"spurious"}};

// The column of the mentions' table by which the audit put them into groups.
std::string columnOf(const std::string& dimension) {
    const auto colon = dimension.find(':');
    const std::string kind = dimension.substr(0, colon);
    const std::string key = colon == std::string::npos ? "" : dimension.substr(colon + 1);
    return kind == "meta"                                                ? "meta:" + key
        : kind == "attribute"                                            ? "attr:" + key
        : kind == "structure" && key != "frequency" && key != "polysemy" ? key
                                                                         : std::string();
}

} // namespace

const fairness::AuditGroup* groupBehind(
    const fairness::AuditDimension& dimension, const std::string& table, int row) {
    if (row < 0)
        return nullptr;
    if (table.starts_with("gaps.")) {
        int at = 0;
        for (const auto& gap : dimension.gaps)
            if (gap.type.empty() && at++ == row)
                for (const auto& group : dimension.groups)
                    if (group.name == gap.group)
                        return &group;
        return nullptr;
    }
    for (const char* own : {"performance.", "errors.", "error-types."})
        if (table.starts_with(own) && std::size_t(row) < dimension.groups.size())
            return &dimension.groups[std::size_t(row)];
    return nullptr;
}

std::optional<MentionFilter> mentionsBehind(
    const fairness::AuditDimension& dimension, const std::string& table, int row, int column) {
    const auto* group = groupBehind(dimension, table, row);
    if (!group)
        return std::nullopt;
    auto kinds = fairness::crossedParts(dimension.id);
    auto values = fairness::crossedValues(group->name, kinds.size());
    if (kinds.empty()) {
        kinds = {dimension.id};
        values = {group->unknown ? std::string() : group->name};
    }
    if (values.size() != kinds.size()) // unknown: one value or another is
        return std::nullopt;
    MentionFilter filter;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::string key = columnOf(kinds[i]);
        if (key.empty())
            return std::nullopt;
        filter.wanted[key] = {values[i]};
    }
    if (table.starts_with("errors.") && column > 0 && std::size_t(column) <= kOutcomes.size())
        filter.wanted["class"] = kOutcomes[std::size_t(column - 1)];
    else if (dimension.unit == "mention")
        // A tag that touches no mention has no group of its own.
        filter.wanted["class"] = {"right", "wrong_type", "left_border", "right_border",
            "both_borders", "split", "merged", "missed"};
    return filter;
}

} // namespace evenspan::ui
