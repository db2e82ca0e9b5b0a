// SPDX-License-Identifier: GPL-3.0-or-later
// The simulation of an order of labelling with real runs, in a copy of the project.
#include "core/app/runs/evaluate_run.h"
#include "core/app/runs/run_data.h"
#include "core/app/train/learning_simulation.h"
#include "core/app/train/train_run.h"
#include "core/base/files.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

class Quiet : public engine::EventSink {
public:
    void on(const engine::TrainEvent&) override { }
};

// A folder that is there while this lives.
class SimulationScratch {
public:
    explicit SimulationScratch(fs::path path)
        : m_path(std::move(path)) {
        clear(); // of a program that was killed
    }
    ~SimulationScratch() { clear(); }
    SimulationScratch(const SimulationScratch&) = delete;
    SimulationScratch& operator=(const SimulationScratch&) = delete;
    Result<void> make() {
        std::error_code failed;
        fs::create_directories(m_path, failed);
        if (failed)
            return systemError(
                failed.value(), "The scratch folder cannot be made", m_path.string());
        return {};
    }
    const fs::path& path() const { return m_path; }

private:
    void clear() {
        std::error_code failed;
        fs::remove_all(m_path, failed);
    }
    fs::path m_path;
};

class RunLearner : public Learner {
public:
    RunLearner(store::Project& copy, const ModelLibrary& models, fs::path engine,
        const SimulationSpec& spec, std::set<std::int64_t> all)
        : m_copy(copy)
        , m_models(models)
        , m_engine(std::move(engine))
        , m_spec(spec)
        , m_all(std::move(all)) { }

    Result<double> learn(const std::vector<std::int64_t>& documents, std::uint64_t seed,
        std::stop_token stop) override {
        drop();
        TrainRunRequest request;
        request.name = "step-" + std::to_string(++m_runs);
        request.recipe = m_spec.recipe;
        request.recipe.seed = static_cast<std::int64_t>(seed);
        request.leaveOut = m_all;
        for (const auto one : documents)
            request.leaveOut.erase(one);
        Quiet events;
        auto outcome = TrainRun(m_copy, m_models, m_engine).run(request, events, stop);
        if (!outcome)
            return outcome.error();
        if (outcome->stopped && stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        m_run = outcome->run;
        m_folder = outcome->model;
        EvaluateRequest score;
        score.run = m_run;
        score.split = m_spec.split;
        auto found = evaluateRun(m_copy, m_engine, score, stop);
        if (!found)
            return found.error();
        return found->scores.micro.f1;
    }

    Result<std::vector<LearningItem>> judge(const std::vector<std::int64_t>& documents,
        LearningMeasure measure, std::stop_token stop) override {
        auto explainer = Explainer::open(m_copy, m_run, m_engine);
        if (!explainer)
            return explainer.error();
        auto reader = m_copy.reader();
        if (!reader)
            return reader.error();
        std::vector<LearningItem> out;
        for (const auto id : documents) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
            auto document = (*reader)->document(DocumentId(id), stop);
            if (!document)
                return document.error();
            auto item = judged(*explainer, *document, measure, stop);
            if (!item)
                return item.error();
            out.push_back(std::move(*item));
        }
        return out;
    }

private:
    // Only the last weights are asked again.
    void drop() {
        std::error_code failed;
        if (!m_folder.empty())
            fs::remove_all(m_folder, failed);
        m_folder.clear();
    }

    store::Project& m_copy;
    const ModelLibrary& m_models;
    fs::path m_engine;
    const SimulationSpec& m_spec;
    std::set<std::int64_t> m_all;
    std::string m_run;
    fs::path m_folder;
    std::size_t m_runs = 0;
};

Json specJson(const SimulationSpec& spec) {
    return {{"orders", spec.orders}, {"seeds", spec.seeds}, {"first", spec.first},
        {"batch", spec.batch}, {"rounds", spec.rounds}, {"split", spec.split},
        {"recipe", Json::parse(engine::recipeToJson(spec.recipe))}};
}

std::string keyOf(const SimulationSpec& spec) {
    return "simulation:" + spec.name;
}

Result<std::set<std::int64_t>> trainingDocuments(store::Reader& reader, std::stop_token stop) {
    auto where = trainingFilter(reader);
    if (!where)
        return where.error();
    store::DocumentFilter filter;
    filter.states = {DocumentState::Done, DocumentState::Reviewed};
    filter.split = "train";
    auto ids = reader.ids(filter, stop);
    if (!ids)
        return ids.error();
    auto rows = reader.rows(*ids, stop);
    if (!rows)
        return rows.error();
    std::set<std::int64_t> out;
    for (const auto& row : *rows)
        if (std::all_of(where->begin(), where->end(), [&](const auto& one) {
                const auto found = row.metadata.find(one.first);
                return found != row.metadata.end() && found->second == one.second;
            }))
            out.insert(row.id.value);
    return out;
}

} // namespace

Result<std::vector<SimulationPoint>> keptSimulation(
    store::Reader& reader, const SimulationSpec& spec) {
    auto text = reader.setting(keyOf(spec));
    if (!text)
        return text.error();
    std::vector<SimulationPoint> out;
    if (!*text)
        return out;
    const Json json = Json::parse(**text, nullptr, false);
    if (!json.is_object() || json.value("spec", Json()) != specJson(spec))
        return Error{ErrorCode::InvalidArgument, "A simulation of this name asked something else",
            spec.name, "Choose another --name."};
    for (const auto& one : json.at("points"))
        out.push_back({one.at("order").get<std::string>(), one.at("seed").get<std::uint64_t>(),
            one.at("documents").get<std::size_t>(), one.at("f1").get<double>()});
    return out;
}

Result<std::vector<SimulationPoint>> simulateRuns(store::Project& project,
    const ModelLibrary& models, const fs::path& engine, const SimulationSpec& spec,
    std::stop_token stop, const SimulationWatch& watch) {
    auto* writer = project.writer();
    if (!writer)
        return cannotKeepRuns(project);
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    const std::string key = keyOf(spec);
    auto known = keptSimulation(**reader, spec);
    if (!known)
        return known.error();
    auto documents = trainingDocuments(**reader, stop);
    if (!documents)
        return documents.error();
    SimulationScratch scratch(project.filesFolder() / "simulation");
    if (auto done = scratch.make(); !done)
        return done.error();
    if (auto done = writer->backup(scratch.path() / "copy.evenspan"); !done)
        return done.error();
    auto copy = store::Project::open(scratch.path() / "copy.evenspan");
    if (!copy)
        return copy.error();
    RunLearner learner(**copy, models, engine, spec, *documents);
    return simulateLearning(
        spec, {documents->begin(), documents->end()}, learner, std::move(*known),
        [&](const std::vector<SimulationPoint>& points) {
            Json out{{"spec", specJson(spec)}, {"points", Json::array()}};
            for (const auto& point : points)
                out["points"].push_back({{"order", point.order}, {"seed", point.seed},
                    {"documents", point.documents}, {"f1", point.f1}});
            return writer->setSetting(key, out.dump());
        },
        stop, watch);
}

} // namespace evenspan
