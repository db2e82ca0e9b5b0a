// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/run_claim.h"

#include "core/app/runs/run_data.h"
#include "core/app/runs/run_phase.h"

#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

Result<RunClaim> claimNew(
    const std::vector<store::RunRow>& runs, store::Reader& reader, const TrainRunRequest& request) {
    std::set<std::string> names;
    for (const auto& run : runs)
        names.insert(run.name);
    RunClaim claim;
    claim.recipe = request.recipe;
    claim.where = request.where;
    std::string& name = claim.row.name;
    name = request.name;
    for (int n = 1; name.empty(); ++n)
        if (const auto free = "run-" + std::to_string(n); !names.contains(free))
            name = free;
    if (names.contains(name))
        return Error{ErrorCode::AlreadyExists, "The project has a run of this name", name,
            "Choose another name, or go on with that run by --resume."};
    if (!isModelName(name))
        return Error{ErrorCode::InvalidArgument,
            "A run's name is made of letters, digits, '.', '_' and '-'", name,
            "Choose another name."};
    if (claim.where.empty()) {
        auto where = trainingFilter(reader);
        if (!where)
            return where.error();
        claim.where = std::move(*where);
    }
    return claim;
}

} // namespace

Result<RunClaim> claimRun(
    const store::Project& project, store::Reader& reader, const TrainRunRequest& request) {
    auto runs = reader.runs();
    if (!runs)
        return runs.error();
    if (!request.resume)
        return claimNew(*runs, reader, request);
    const store::RunRow* found = nullptr;
    for (const auto& run : *runs)
        if (request.name.empty() ? canGoOn(run) : run.name == request.name)
            found = &run;
    if (!found)
        return Error{ErrorCode::NotFound, "There is no run to resume",
            request.name.empty() ? project.path().string() : request.name,
            "See `evenspan-cli project info` for the runs there are."};
    if (found->state == store::RunState::Finished)
        return Error{ErrorCode::InvalidArgument, "The run is finished: nothing is left to do",
            found->name, "Start a new run to train further."};
    RunClaim claim;
    claim.row = *found;
    auto recipe = engine::recipeFromJson(found->recipe);
    if (!recipe)
        return recipe.error();
    claim.recipe = std::move(*recipe);
    const auto record = nlohmann::json::parse(found->record, nullptr, false);
    if (!record.is_object())
        return Error{ErrorCode::Corrupt, "The record of the run cannot be read", found->name,
            "Start the run again under another name."};
    claim.goesOn = hasBegun(*found);
    if (const auto where = record.find("where"); where != record.end())
        claim.where = where->get<std::map<std::string, std::string>>();
    return claim;
}

} // namespace evenspan
