// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/run_queue.h"

#include "core/app/runs/run_phase.h"
#include "core/app/train/run_claim.h"
#include "core/app/train/worker_lines.h"
#include "core/store/run_marks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json; // a record keeps its order: people read it

constexpr const char* kQueue = "training.queue";
constexpr const char* kDismissed = "dismissed"; // in a record: not to be offered again

struct Setting {
    std::vector<std::int64_t> order; // ids
    bool paused = false;
};

Result<Setting> readSetting(store::Reader& reader) {
    auto text = reader.setting(kQueue);
    if (!text)
        return text.error();
    Setting setting;
    const auto json = Json::parse(text->value_or("{}"), nullptr, false);
    if (!json.is_object())
        return setting; // only the order is lost: that of the ids holds
    if (const auto order = json.find("order"); order != json.end() && order->is_array())
        for (const auto& id : *order)
            if (id.is_number_integer())
                setting.order.push_back(id.get<std::int64_t>());
    if (const auto paused = json.find("paused"); paused != json.end() && paused->is_boolean())
        setting.paused = paused->get<bool>();
    return setting;
}

Result<void> writeSetting(store::Writer& writer, const Setting& setting) {
    return writer.setSetting(
        kQueue, Json{{"order", setting.order}, {"paused", setting.paused}}.dump());
}

std::vector<store::RunRow> inOrder(
    const std::vector<store::RunRow>& runs, const std::vector<std::int64_t>& order) {
    std::vector<store::RunRow> out;
    for (const auto& run : runs)
        if (run.state == store::RunState::Queued)
            out.push_back(run);
    const auto place = [&](const store::RunRow& run) {
        return std::ranges::find(order, run.id.value) - order.begin();
    };
    std::ranges::stable_sort(out, {}, place); // unknown ones: order.size(), so last and by id
    return out;
}

// What every change needs: the rows, the setting, and the queue that both make.
struct Now {
    std::vector<store::RunRow> runs;
    Setting setting;
    std::vector<store::RunRow> waiting;

    const store::RunRow* named(const std::string& name) const {
        const auto found = std::ranges::find(runs, name, &store::RunRow::name);
        return found == runs.end() ? nullptr : &*found;
    }
    void wait(const store::RunRow& run) {
        if (waiting.empty())
            setting.paused = false;
        waiting.push_back(run);
    }
    Result<void> writeOrder(store::Writer& writer) {
        setting.order.clear();
        for (const auto& run : waiting)
            setting.order.push_back(run.id.value);
        return writeSetting(writer, setting);
    }
};

Result<Now> readNow(store::Reader& reader, std::stop_token stop = {}) {
    Now now;
    auto runs = reader.runs(stop);
    if (!runs)
        return runs.error();
    now.runs = std::move(*runs);
    auto marks = store::runMarks(reader, stop);
    if (!marks)
        return marks.error();
    std::erase_if(now.runs, [&](const store::RunRow& run) {
        const auto mark = marks->find(run.id);
        return mark != marks->end() && mark->second.trashed;
    });
    auto setting = readSetting(reader);
    if (!setting)
        return setting.error();
    now.setting = std::move(*setting);
    now.waiting = inOrder(now.runs, now.setting.order);
    return now;
}

Result<Now> readNow(store::Project& project) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    return readNow(**reader);
}

Error noSuchRun(const std::string& name) {
    return {ErrorCode::NotFound, "No such run waits", name,
        "See `evenspan-cli queue list` for those that do."};
}

Json recordOf(const store::RunRow& run) {
    auto record = Json::parse(run.record, nullptr, false);
    return record.is_object() ? record : Json::object();
}

} // namespace

Result<RunQueue> readQueue(store::Reader& reader, std::stop_token stop) {
    auto now = readNow(reader, std::move(stop));
    if (!now)
        return now.error();
    RunQueue queue;
    queue.waiting = std::move(now->waiting);
    queue.paused = now->setting.paused;
    for (const auto& run : now->runs)
        if (run.state == store::RunState::Interrupted && !recordOf(run).contains(kDismissed))
            queue.interrupted.push_back(run);
    return queue;
}

Result<std::string> enqueueRun(
    store::Project& project, store::Writer& writer, const TrainRunRequest& request) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    TrainRunRequest fresh = request;
    fresh.resume = false;
    auto claim = claimRun(project, **reader, fresh);
    if (!claim)
        return claim.error();
    claim->row.state = store::RunState::Queued;
    claim->row.recipe = engine::recipeToJson(claim->recipe);
    claim->row.record = Json{{"version", 1}, {"where", claim->where}}.dump();
    auto id = writer.createRun(claim->row);
    if (!id)
        return id.error();
    claim->row.id = *id;
    now->wait(claim->row);
    if (auto done = now->writeOrder(writer); !done)
        return done.error();
    return claim->row.name;
}

Result<void> enqueueToGoOn(
    store::Project& project, store::Writer& writer, const std::string& name) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    const store::RunRow* found = now->named(name);
    if (!found)
        return noSuchRun(name);
    if (!canGoOn(*found))
        return Error{ErrorCode::InvalidArgument, "This run is not one that could go on", name,
            "Choose one that was stopped, interrupted or failed."};
    store::RunRow run = *found;
    auto record = recordOf(run);
    record.erase(kDismissed);
    record["goes_on"] = store::runStateName(run.state);
    run.record = record.dump();
    run.state = store::RunState::Queued;
    if (auto done = writer.updateRun(run); !done)
        return done;
    now->wait(run);
    return now->writeOrder(writer);
}

Result<void> moveQueued(store::Project& project, store::Writer& writer, RunId run, std::size_t to) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    auto& waiting = now->waiting;
    const auto found = std::ranges::find(waiting, run, &store::RunRow::id);
    if (found == waiting.end())
        return noSuchRun(std::to_string(run.value));
    store::RunRow moved = std::move(*found);
    waiting.erase(found);
    waiting.insert(waiting.begin() + static_cast<std::ptrdiff_t>(std::min(to, waiting.size())),
        std::move(moved));
    return now->writeOrder(writer);
}

Result<RemovedRun> removeQueued(store::Project& project, store::Writer& writer, RunId run) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    const auto found = std::ranges::find(now->waiting, run, &store::RunRow::id);
    if (found == now->waiting.end())
        return noSuchRun(std::to_string(run.value));
    RemovedRun removed;
    removed.row = *found;
    removed.place = static_cast<std::size_t>(found - now->waiting.begin());
    auto record = recordOf(*found);
    removed.began = record.contains("goes_on");
    if (removed.began) {
        store::RunRow before = *found;
        before.state = store::runStateFromName(record.value("goes_on", std::string()))
                           .value_or(store::RunState::Interrupted);
        record.erase("goes_on");
        before.record = record.dump();
        if (auto done = writer.updateRun(before); !done)
            return done.error();
    } else if (auto done = writer.removeRun(run); !done) {
        return done.error();
    }
    now->waiting.erase(found);
    if (auto done = now->writeOrder(writer); !done)
        return done.error();
    return removed;
}

Result<void> putBackQueued(
    store::Project& project, store::Writer& writer, const RemovedRun& removed) {
    store::RunRow row = removed.row;
    if (removed.began) {
        if (auto done = writer.updateRun(row); !done)
            return done;
    } else {
        auto id = writer.createRun(row);
        if (!id)
            return id.error();
        row.id = *id;
    }
    return moveQueued(project, writer, row.id, removed.place);
}

Result<void> setQueuePaused(store::Project& project, store::Writer& writer, bool paused) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    now->setting.paused = paused;
    return now->writeOrder(writer);
}

Result<void> dismissInterrupted(
    store::Project& project, store::Writer& writer, const std::string& name) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    const store::RunRow* found = now->named(name);
    if (!found)
        return noSuchRun(name);
    store::RunRow run = *found;
    auto record = recordOf(run);
    record[kDismissed] = true;
    run.record = record.dump();
    return writer.updateRun(run);
}

Result<void> closeRun(
    store::Project& project, store::Writer& writer, const std::string& name, const Error& reason) {
    auto now = readNow(project);
    if (!now)
        return now.error();
    const store::RunRow* found = now->named(name);
    if (!found
        || (found->state != store::RunState::Running && found->state != store::RunState::Queued))
        return {};
    store::RunRow run = *found;
    run.state = run.state == store::RunState::Running ? store::RunState::Interrupted
                                                      : store::RunState::Failed;
    auto record = recordOf(run);
    record["error"] = lines::toJson(reason);
    run.record = record.dump();
    return writer.updateRun(run);
}

} // namespace evenspan
