// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/crossed_ways.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace evenspan::fairness {

namespace {

constexpr std::string_view kCrossed = "crossed:";
constexpr std::string_view kTimes = " \u00d7 ";
constexpr std::array<std::string_view, 4> kKinds{"meta:", "attribute:", "structure:", "list:"};

} // namespace

std::string crossedId(const std::vector<std::string>& parts) {
    std::string out(kCrossed);
    for (std::size_t i = 0; i < parts.size(); ++i)
        out += (i > 0 ? "+" : "") + parts[i];
    return out;
}

std::vector<std::string> crossedParts(std::string_view id) {
    std::vector<std::string> out;
    if (!id.starts_with(kCrossed))
        return out;
    id.remove_prefix(kCrossed.size());
    // A plus may also stand in the name of a column: a part begins with its kind.
    const auto begins = [](std::string_view text) {
        return std::any_of(
            kKinds.begin(), kKinds.end(), [&](auto kind) { return text.starts_with(kind); });
    };
    std::size_t from = 0;
    for (std::size_t at = 0; at <= id.size(); ++at)
        if (at == id.size() || (id[at] == '+' && begins(id.substr(at + 1)))) {
            out.emplace_back(id.substr(from, at - from));
            from = at + 1;
        }
    return out;
}

bool comesFrom(std::string_view id, std::string_view kind) {
    const auto parts = crossedParts(id);
    return id == kind || std::find(parts.begin(), parts.end(), kind) != parts.end();
}

std::string crossedGroup(const std::vector<std::string>& values) {
    std::string out;
    for (const auto& value : values) {
        if (value.empty())
            return {};
        out += (out.empty() ? std::string() : std::string(kTimes)) + value;
    }
    return out;
}

std::vector<std::string> crossedValues(const std::string& group, std::size_t parts) {
    std::vector<std::string> out;
    std::size_t from = 0;
    for (auto at = group.find(kTimes); at != std::string::npos; at = group.find(kTimes, from)) {
        out.push_back(group.substr(from, at - from));
        from = at + kTimes.size();
    }
    out.push_back(group.substr(from));
    return out.size() == parts ? out : std::vector<std::string>();
}

std::vector<std::vector<std::size_t>> crossedSums(
    const std::vector<std::string>& groups, std::size_t parts) {
    std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> sets;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto values = crossedValues(groups[g], parts);
        for (std::size_t part = 0; part < values.size(); ++part)
            sets[{part, values[part]}].push_back(g);
    }
    std::vector<std::vector<std::size_t>> out;
    for (auto& [value, each] : sets)
        out.push_back(std::move(each));
    return out;
}

} // namespace evenspan::fairness
