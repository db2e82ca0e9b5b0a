// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/what_if_sets.h"

#include "core/app/audit/audit_parts.h"
#include "core/app/audit/type_bias_sets.h"

#include <set>

namespace evenspan {

using namespace fairness;

namespace {
// Words times classes: 256 MiB, some ten million words of three types.
constexpr std::size_t kMostKept = 64U << 20;
} // namespace

Result<WhatIf> whatIfOf(const GroupTable& table, const LeastCounts& least) {
    const std::size_t groups = table.groups.size(), types = table.types.size();
    WhatIfData data;
    data.groups = table.groups;
    data.types = table.types;
    data.unknown = table.unknown;
    data.least = least;
    data.gold.resize(groups * types);
    std::vector<std::set<std::uint32_t>> clusters(groups);
    for (const auto& row : table.rows) {
        const auto gold = static_cast<std::uint64_t>(row.tally.right + row.tally.missed);
        data.gold[row.group * types + row.type] += gold;
        if (gold > 0)
            clusters[row.group].insert(row.cluster);
    }
    for (const auto& each : clusters)
        data.clusters.push_back(each.size());
    for (std::uint32_t g = 0; g < groups; ++g) {
        const auto& tally = table.tallies[g];
        for (std::size_t i = 0; i < tally.scores.size(); ++i)
            data.answers.push_back({g, tally.scoredTypes[i], tally.scores[i], tally.holds[i] != 0});
    }
    return WhatIf::make(std::move(data));
}

Result<WhatIfSets> whatIfSets(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, std::stop_token stop,
    const std::function<void(const AuditProgress&)>& progress) {
    AuditRequest plain = request;
    plain.name.clear();
    plain.before.clear();
    plain.after.clear();
    plain.swaps.clear();
    AuditParts parts;
    parts.tablesAlone = true;
    parts.keepWords = true;
    auto audit = runAuditParts(project, engine, plain, parts, std::move(stop), progress);
    if (!audit)
        return audit.error();
    WhatIfSets out;
    out.run = plain.run;
    out.split = plain.split;
    out.documents = audit->documents;
    for (const auto& table : parts.tables) {
        auto made = whatIfOf(table, {request.leastMentions, request.leastClusters});
        if (!made)
            return made.error();
        out.sets.push_back({table.id, table.unit, table.types, std::move(*made)});
    }
    std::size_t kept = 0;
    for (const auto& sentence : parts.words.sentences)
        kept += sentence.size();
    for (const auto& suite : parts.suiteWords)
        for (const auto& sentence : suite.words.sentences)
            kept += sentence.size();
    if (kept <= kMostKept) {
        auto bias =
            TypeBiasSets::make(parts.data, std::move(parts.words), std::move(parts.suiteWords),
                parts.tables, {request.leastMentions, request.leastClusters});
        if (!bias)
            return bias.error();
        out.bias = std::make_shared<const TypeBiasSets>(std::move(*bias));
    }
    return out;
}

} // namespace evenspan
