// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/compare_audits.h"

#include "core/app/audit/audit_parts.h"
#include "core/app/audit/audit_store.h"
#include "core/app/audit/augment_names.h"
#include "core/app/runs/run_settings.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace evenspan {

using namespace fairness;

namespace {

constexpr std::size_t kEnoughSeeds = 3;

// Where each phase of an audit lies in the whole, by the usual lengths.
struct Phase {
    std::string_view name;
    double from, to;
};
constexpr Phase kPhases[] = {
    {"scoring", 0, 0.5}, {"suite", 0.5, 0.8}, {"swaps", 0.8, 0.9}, {"statistics", 0.9, 1}};

// A model may be given by a folder, and no path leaves the house.
std::string shown(const std::string& key, const std::string& value) {
    return key == "model" ? std::filesystem::path(value).filename().string() : value;
}

std::vector<std::string> differencesOf(const store::RunRow& before, const store::RunRow& after) {
    std::vector<std::string> out;
    for (const auto& setting : settingsOf({before, after}))
        if (setting.differs && setting.part == RunSetting::Recipe && setting.key != "seed")
            out.push_back(setting.key + ": " + shown(setting.key, setting.values[0]) + " → "
                + shown(setting.key, setting.values[1]));
    return out;
}

} // namespace

Result<AuditResult> compareAudits(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, std::stop_token stop,
    const std::function<void(const AuditProgress&)>& progress) {
    std::set<std::string> names(request.before.begin(), request.before.end());
    names.insert(request.after.begin(), request.after.end());
    if (request.before.empty() || request.after.empty()
        || names.size() != request.before.size() + request.after.size())
        return Error{ErrorCode::InvalidArgument, "A comparison needs different runs on two sides",
            {}, "Name at least one run before and one after, each once; three a side are better."};
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    AuditParts shared;
    std::vector<store::RunRow> rows;
    for (const auto* side : {&request.before, &request.after})
        for (const auto& name : *side) {
            auto row = (*reader)->run(name, stop);
            if (!row)
                return row.error();
            shared.leaveOut.merge(wordsLearnt(row->record));
            rows.push_back(std::move(*row));
        }
    std::vector<RunTables> before, after;
    AuditResult out;
    std::string data;
    AuditRequest one = request;
    one.name.clear(); // the whole is kept below
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool later = i >= request.before.size();
        AuditParts parts = shared;
        parts.tablesAlone = i != request.before.size();
        one.run = rows[i].name;
        auto audit = runAuditParts(project, engine, one, parts, stop, progress);
        if (!audit)
            return audit.error();
        if (i > 0 && audit->data != data)
            return Error{ErrorCode::LabelMismatch, "The runs were not scored on the same documents",
                rows[i].name,
                "Name the documents with --where, or take runs of one training filter."};
        data = audit->data;
        (later ? after : before).push_back(std::move(parts.tables));
        if (!parts.tablesAlone) {
            out = std::move(*audit);
            out.change.emplace().namesLearnt = parts.namesLearnt;
        }
    }
    AuditChange& change = *out.change;
    change.before = request.before;
    change.after = request.after;
    change.differences = differencesOf(rows.front(), rows[request.before.size()]);
    change.documents = out.documents;
    change.fewSeeds = std::min(before.size(), after.size()) < kEnoughSeeds;
    ChangeOptions options;
    options.rounds = change.rounds = request.rounds;
    options.swaps = change.swaps = request.rounds - 1;
    options.seed = request.seed;
    options.level = out.level;
    options.least = {request.leastMentions, request.leastClusters};
    options.threads = request.threads;
    auto lines = compareTables(before, after, options, stop);
    if (!lines)
        return lines.error();
    change.lines = std::move(*lines);
    out.name = request.name;
    one.name = request.name;
    one.run = request.after.front();
    if (!request.name.empty() && project.writer())
        if (auto kept = keepAudit(project, one, rows[request.before.size()].id, out); !kept)
            return kept.error();
    return out;
}

AuditRequest withSides(AuditRequest request, const std::vector<store::RunRow>& runs) {
    struct Side {
        const store::RunRow* oldest = nullptr;
        std::vector<std::string> names; // in the order of `runs`
        std::size_t distance = 0; // settings that are not those of the audit's run
    };
    const auto own = std::find_if(
        runs.begin(), runs.end(), [&](const auto& run) { return run.name == request.run; });
    if (own == runs.end())
        return request;
    const std::string ownKey = seedGroupKey(*own);
    std::map<std::string, Side> sides;
    for (const auto& run : runs) {
        Side& side = sides[seedGroupKey(run)];
        side.oldest = &run;
        side.names.push_back(run.name);
    }
    const Side* best = nullptr;
    for (auto& [key, side] : sides) {
        if (key == ownKey)
            continue;
        side.distance = differencesOf(*own, *side.oldest).size();
        // Of equally near ones that with more seeds, then the newer.
        const auto rank = [](const Side& each) {
            return std::tuple(
                each.distance, -std::int64_t(each.names.size()), -each.oldest->created);
        };
        if (side.distance > 0 && (!best || rank(side) < rank(*best)))
            best = &side;
    }
    if (!best)
        return request;
    const Side& mine = sides.at(ownKey);
    const bool first = std::pair(mine.oldest->created, mine.oldest->id)
        < std::pair(best->oldest->created, best->oldest->id);
    request.before = first ? mine.names : best->names;
    request.after = first ? best->names : mine.names;
    request.run = request.after.front();
    return request;
}

Result<AuditResult> auditOrCompare(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, std::stop_token stop,
    const std::function<void(const AuditProgress&, double share)>& progress) {
    const double runs = std::max<double>(1, double(request.before.size() + request.after.size()));
    double run = 0, within = 0;
    const auto tell = [&](const AuditProgress& now) {
        for (const auto& phase : kPhases)
            if (progress && phase.name == now.phase) {
                const double share = phase.from
                    + (phase.to - phase.from)
                        * (now.total ? double(now.done) / double(now.total) : 0.0);
                // One run is asked after the other.
                if (share < within)
                    run = std::min(run + 1, runs - 1);
                within = share;
                progress(now, (run + share) / runs);
            }
    };
    return request.before.empty() ? runAudit(project, engine, request, std::move(stop), tell)
                                  : compareAudits(project, engine, request, std::move(stop), tell);
}

} // namespace evenspan
