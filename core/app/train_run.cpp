// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train_run.h"

#include "core/app/compute_plan.h"
#include "core/app/extend_vocabulary.h"
#include "core/app/model_card.h"
#include "core/app/open_run.h"
#include "core/app/run_curves.h"
#include "core/app/run_files.h"
#include "core/app/run_journal.h"
#include "core/app/scores_json.h"
#include "core/app/start_model.h"
#include "core/app/train_data.h"
#include "core/base/files.h"
#include "core/engine/head.h"
#include "core/engine/model_folder.h"
#include "core/engine/module.h"
#include "core/engine/safetensors.h"
#include "core/store/run_marks.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;
using engine::TrainEvent;

std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

class Job {
public:
    Job(store::Project& project, const ModelLibrary& models, const fs::path& enginePath,
        const TrainRunRequest& request, engine::EventSink& events, std::stop_token stop)
        : m_project(project)
        , m_models(models)
        , m_enginePath(enginePath)
        , m_request(request)
        , m_events(events)
        , m_stop(std::move(stop)) { }

    Result<TrainRunOutcome> go() {
        lowerPriority();
        if (!m_project.writer())
            return Error{ErrorCode::ReadOnly,
                "The project is open read-only, so no run can be kept", m_project.path().string(),
                "Close it elsewhere, or copy it to a place you may write."};
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = *reader;
        m_recipe = m_request.recipe;
        m_where = m_request.where;
        if (m_where.empty()) {
            auto where = trainingFilter(*m_reader);
            if (!where)
                return where.error();
            m_where = std::move(*where);
        }
        if (auto done = m_request.resume ? findRun() : checkName(); !done)
            return done.error();
        if (auto done = openModel(); !done)
            return done.error();
        if (auto done = readData(); !done)
            return done.error();
        if (auto done = extendVocabulary(); !done)
            return done.error();
        if (auto done = plan(); !done)
            return done.error();
        if (auto done = keepRow(); !done)
            return done.error();
        auto outcome = train();
        if (!outcome)
            fail(outcome.error());
        return outcome;
    }

private:
    Result<void> checkName() {
        auto runs = m_reader->runs();
        if (!runs)
            return runs.error();
        std::set<std::string> names;
        for (const auto& run : *runs)
            names.insert(run.name);
        m_run.name = m_request.name;
        for (int n = 1; m_run.name.empty(); ++n)
            if (const auto name = "run-" + std::to_string(n); !names.contains(name))
                m_run.name = name;
        if (names.contains(m_run.name))
            return Error{ErrorCode::AlreadyExists, "The project has a run of this name", m_run.name,
                "Choose another name, or go on with that run by --resume."};
        if (!isModelName(m_run.name))
            return Error{ErrorCode::InvalidArgument,
                "A run's name is made of letters, digits, '.', '_' and '-'", m_run.name,
                "Choose another name."};
        return {};
    }

    Result<void> findRun() {
        auto runs = m_reader->runs();
        if (!runs)
            return runs.error();
        const store::RunRow* found = nullptr;
        for (const auto& run : *runs) {
            const bool open = run.state != store::RunState::Finished;
            if (m_request.name.empty() ? open : run.name == m_request.name)
                found = &run;
        }
        if (!found)
            return Error{ErrorCode::NotFound, "There is no run to resume",
                m_request.name.empty() ? m_project.path().string() : m_request.name,
                "See `evenspan-cli project info` for the runs there are."};
        if (found->state == store::RunState::Finished)
            return Error{ErrorCode::InvalidArgument, "The run is finished: nothing is left to do",
                found->name, "Start a new run to train further."};
        m_run = *found;
        auto recipe = engine::recipeFromJson(m_run.recipe);
        if (!recipe)
            return recipe.error();
        m_recipe = *recipe;
        m_record = Json::parse(m_run.record, nullptr, false);
        if (!m_record.is_object() || !m_record.contains("compute"))
            return Error{ErrorCode::Corrupt, "The record of the run cannot be read", m_run.name,
                "Start the run again under another name."};
        if (const auto where = m_record.find("where"); where != m_record.end())
            m_where = where->get<std::map<std::string, std::string>>();
        RunFiles files(m_project, m_run);
        auto checkpoint = files.last();
        if (!checkpoint && checkpoint.error().code != ErrorCode::NotFound)
            return checkpoint.error();
        if (checkpoint)
            m_checkpoint = std::move(*checkpoint);
        return {};
    }

    Result<void> openModel() {
        auto start = openStartModel(m_project, *m_reader, m_models, m_recipe);
        if (!start)
            return start.error();
        m_entry = std::move(start->entry);
        m_folder = std::move(start->folder);
        m_tokenizer = std::move(start->tokenizer);
        m_length = start->length;
        return {};
    }

    Result<void> readData() {
        // Before the texts are read, so that the run saw at least this much of the project.
        auto group = store::newestGroup(*m_reader, {}, m_stop);
        if (!group)
            return group.error();
        m_group = *group;
        std::optional<TagSet> tags;
        if (m_request.resume && m_record.contains("tags"))
            tags = TagSet::fromTags(m_record["tags"].get<std::vector<std::string>>());
        auto data = readTrainData(
            *m_reader, tags, m_where, static_cast<std::uint64_t>(m_recipe.seed), m_stop);
        if (!data)
            return data.error();
        m_data = std::move(*data);
        if (m_request.resume && m_record["data"] != recordOf(m_data))
            return Error{ErrorCode::LabelMismatch,
                "The documents changed since the run began, so it cannot go on as it was",
                m_run.name, "Undo the changes, or start a new run."};
        return {};
    }

    // A resumed run takes the pieces that it began with.
    Result<void> extendVocabulary() {
        if (m_recipe.extend_vocabulary == 0)
            return {};
        const auto& examples = m_data.train.examples;
        if (m_request.resume)
            m_newPieces =
                m_record.value("new_pieces", Json::array()).get<std::vector<std::string>>();
        else
            m_newPieces = newPiecesFor(*m_tokenizer, examples, m_recipe.extend_vocabulary);
        m_unknownBefore = readingOf(*m_tokenizer, examples).unknownShare();
        m_unknownNow = m_unknownBefore;
        if (m_newPieces.empty())
            return {};
        if (auto done = extendModel(
                m_folder, m_tokenizer, m_newPieces, static_cast<std::uint64_t>(m_recipe.seed));
            !done)
            return done;
        m_unknownNow = readingOf(*m_tokenizer, examples).unknownShare();
        return {};
    }

    Result<void> plan() {
        auto loaded = engine::loadEngine(m_enginePath);
        if (!loaded)
            return loaded.error();
        m_engine = *loaded;
        m_folder.config.classes = static_cast<std::int64_t>(m_data.tags.size());
        if (m_request.resume) {
            auto options = computeFromJson(m_record["compute"]);
            if (!options)
                return options.error();
            m_plan.options = *options;
            m_otherMachine = otherMachine(m_record["compute"], m_engine->info());
            return {};
        }
        auto plan = planCompute(*m_engine, m_folder.config, m_recipe);
        if (!plan)
            return plan.error();
        m_plan = *plan;
        return {};
    }

    Result<void> keepRow() {
        m_run.state = store::RunState::Running;
        if (m_request.resume) {
            // Of a run without a checkpoint; a checkpoint knows its own.
            m_rows = m_record.value("micro_batch", std::int64_t{0});
            return m_project.writer()->updateRun(m_run);
        }
        const auto longest = longestWindow();
        m_rows = m_recipe.batch_size;
        const auto optimizer = optimizerOf(m_recipe);
        const auto available = m_plan.options.device == "cpu" ? availableBytes() : 0;
        const auto needs = [&] {
            return trainingBytes(
                m_folder.config, optimizer, m_rows, longest, m_recipe.gradient_checkpointing);
        };
        while (available > 0 && m_rows > 1 && needs() > available)
            m_rows = (m_rows + 1) / 2;
        m_memory = needs();
        m_record = {{"version", 1}, {"compute", computeToJson(m_plan, m_engine->info())},
            {"model", {{"name", m_recipe.model}, {"sha256", m_folder.sha256}}},
            {"tags", m_data.tags.tags()}, {"where", m_where}, {"data", recordOf(m_data)},
            {"event_group", m_group}, {"micro_batch", m_rows}, {"memory_bytes", m_memory},
            {"memory_available", available}};
        if (!m_newPieces.empty())
            m_record["new_pieces"] = m_newPieces;
        m_run.recipe = engine::recipeToJson(m_recipe);
        m_run.record = m_record.dump();
        m_run.path = "models/" + m_run.name;
        m_run.created = nowMs();
        auto id = m_project.writer()->createRun(m_run);
        if (!id)
            return id.error();
        m_run.id = *id;
        return {};
    }

    std::int64_t longestWindow() {
        m_spec.train = encodeExamples(*m_tokenizer, m_data.train.examples, m_length, true);
        std::size_t longest = 0;
        for (const auto& sentence : m_spec.train)
            for (const auto& window : sentence.windows)
                longest = std::max(longest, window.ids.size());
        return static_cast<std::int64_t>(longest);
    }

    Result<TrainRunOutcome> train() {
        if (m_spec.train.empty())
            m_spec.train = encodeExamples(*m_tokenizer, m_data.train.examples, m_length, true);
        m_spec.validation =
            encodeExamples(*m_tokenizer, m_data.validation.examples, m_length, true);
        for (const auto& example : m_data.validation.examples)
            m_spec.validationGold.push_back(example.classes);
        m_spec.validationExamples = m_data.validation.examples;
        m_spec.recipe = m_recipe;
        m_spec.tags = m_data.tags;
        m_spec.padId = std::max(0, m_tokenizer->special().pad);
        m_spec.device = m_plan.options.device;
        if (m_rows > 0 && m_rows < m_recipe.batch_size) {
            m_spec.resume = engine::TrainState{};
            m_spec.resume->rowsAtOnce = m_rows;
        }
        m_spec.classWeights = engine::classWeights(
            m_recipe.class_weights, engine::classCounts(m_spec.train, m_data.tags.size()));
        const auto options =
            trainOptions(m_recipe, m_plan.options, m_folder.config, m_spec.classWeights);
        auto weights = m_folder.weights;
        // The head of another task has other classes: rows go by the tag's name.
        engine::Head head;
        if (m_folder.id2label != m_data.tags.tags()) {
            auto carried = engine::carryHead(weights, m_folder.id2label, m_data.tags.tags(),
                m_folder.config.initializerRange, options.seed, head);
            if (!carried)
                return carried.error();
            m_carried = *carried;
        }
        auto session = m_engine->train(m_folder.config, weights, options);
        if (!session)
            return session.error();
        if (m_checkpoint) {
            engine::WeightViews saved, moments;
            for (const auto& [name, tensor] : m_checkpoint->weights)
                saved[name] = engine::viewOf(tensor);
            for (const auto& [name, tensor] : m_checkpoint->optimizer)
                moments[name] = engine::viewOf(tensor);
            if (auto done = (*session)->restore(saved, moments, m_checkpoint->optimizerSteps);
                !done)
                return done.error();
            m_spec.resume = m_checkpoint->state;
            m_checkpoint.reset();
        }
        RunFiles files(m_project, m_run, m_recipe.keep_checkpoints);
        RunJournal journal(m_events, *m_project.writer(), m_run);
        const auto before =
            secondsUpTo(*m_reader, m_run.id, m_spec.resume ? m_spec.resume->step : 0);
        journal.follow(
            m_recipe, runHistoryFolder(m_project.filesFolder(), m_run.name), before.valueOr(0));
        for (const auto& line : remarks())
            journal.remark(line);
        auto summary = engine::runTraining(**session, m_spec, journal, files, m_stop);
        if (auto flushed = journal.flush(); !flushed)
            return flushed.error();
        if (!summary)
            return summary.error();
        session->reset(); // the copy that is saved needs the room
        return finish(*summary, files, journal);
    }

    // What the user should know of the data and the machine, said once at the start.
    std::vector<std::string> remarks() const {
        std::vector<std::string> out = remarksOn(m_data, m_where);
        if (!m_otherMachine.empty())
            out.push_back("the run began on another machine (" + m_otherMachine
                + "): it goes on, but not in the same bits");
        out.push_back("computes on " + m_plan.options.device + " in "
            + precisionName(m_plan.options.precision) + " with "
            + std::to_string(m_plan.options.threads) + " threads"
            + (m_plan.options.matmulPath.empty()
                        || m_plan.options.precision != engine::Precision::Fp32
                    ? ""
                    : ", products by " + m_plan.options.matmulPath)
            + "; needs up to " + std::to_string(m_memory >> 20) + " MiB");
        if (m_recipe.extend_vocabulary > 0)
            out.push_back(vocabularyRemark());
        if (m_carried > 0)
            out.push_back("goes on from " + std::to_string(m_carried) + " of "
                + std::to_string(m_data.tags.size())
                + " tags that the model knows; the others are new");
        if (m_recipe.frozen_layers > m_folder.config.layers)
            out.push_back("the model has " + std::to_string(m_folder.config.layers)
                + " layers: all of them are frozen, the head alone learns");
        if (m_rows > 0 && m_rows < m_recipe.batch_size)
            out.push_back("memory is short: " + std::to_string(m_rows)
                + " sentences at once, the effective batch stays "
                + std::to_string(m_recipe.batch_size));
        return out;
    }

    std::string vocabularyRemark() const {
        if (m_newPieces.empty())
            return "the vocabulary got no new pieces: nothing that stands twice is unknown to it, "
                   "or this encoder takes none";
        char text[160];
        std::snprintf(text, sizeof text,
            "the vocabulary got %zu new pieces: %.2f %% of the characters are unknown, %.2f %% "
            "without them",
            m_newPieces.size(), 100 * m_unknownNow, 100 * m_unknownBefore);
        return m_recipe.frozen_layers > 0
            ? std::string(text) + "; frozen layers keep the new ones from learning"
            : text;
    }

    Result<TrainRunOutcome> finish(
        const engine::TrainSummary& summary, RunFiles& files, RunJournal& journal) {
        TrainRunOutcome outcome;
        outcome.run = m_run.name;
        outcome.bestStep = summary.state.bestStep;
        outcome.scores = summary.state.bestScores;
        outcome.stopped = summary.stopped;
        outcome.stoppedEarly = summary.stoppedEarly;
        outcome.seconds = summary.seconds;
        outcome.tokensPerSecond = summary.tokensPerSecond;
        m_record["result"] = {{"steps", summary.state.step}, {"best_step", summary.state.bestStep},
            {"seconds", summary.seconds}, {"tokens_per_second", summary.tokensPerSecond},
            {"stopped_early", summary.stoppedEarly}, {"micro_batch", summary.state.rowsAtOnce}};
        m_run.record = m_record.dump();
        m_run.scores = scoresToJson(outcome.scores).dump();
        if (summary.state.bestStep > 0) {
            auto weights = files.best();
            if (!weights)
                return weights.error();
            outcome.model = m_project.filesFolder() / m_run.path;
            std::error_code failed;
            fs::create_directories(outcome.model.parent_path(), failed);
            fs::remove_all(outcome.model, failed); // of the same run, stopped before
            const auto card = modelCard({m_run.name, m_entry, m_recipe, m_record, outcome.scores});
            auto saved = engine::saveModelFolder(
                outcome.model, m_folder.config, m_data.tags.tags(), *weights, *m_tokenizer, card);
            if (!saved)
                return saved.error();
            if (auto listed = listWeights(outcome.model); !listed)
                return listed.error();
        }
        m_run.state = summary.stopped ? store::RunState::Stopped : store::RunState::Finished;
        m_run.finished = nowMs();
        if (auto done = m_project.writer()->updateRun(m_run); !done)
            return done.error();
        if (!summary.stopped) {
            files.drop("checkpoint");
            files.drop("best");
        }
        journal.finished(outcome.model.string(), summary);
        return outcome;
    }

    Result<void> listWeights(const fs::path& folder) {
        auto hash = sha256File(folder / "model.safetensors");
        if (!hash)
            return hash.error();
        std::error_code failed;
        store::FileRow row;
        row.sha256 = *hash;
        row.path = m_run.path + "/model.safetensors";
        row.size = static_cast<std::int64_t>(fs::file_size(folder / "model.safetensors", failed));
        row.run = m_run.id;
        row.role = "weights";
        row.provenance = Json{{"run", m_run.name}, {"base", m_folder.sha256}}.dump();
        row.created = nowMs();
        return m_project.writer()->addFile(row);
    }

    // The run stays on record with the reason; its checkpoints stay too.
    void fail(const Error& error) {
        m_run.state = store::RunState::Failed;
        m_record["error"] = {{"code", errorCodeName(error.code)}, {"what", error.what},
            {"where", error.where}, {"remedy", error.remedy}};
        m_run.record = m_record.dump();
        m_run.finished = nowMs();
        // The first failure is what the user must hear; this one could only repeat it.
        static_cast<void>(m_project.writer()->updateRun(m_run).ok());
    }

    store::Project& m_project;
    const ModelLibrary& m_models;
    const fs::path& m_enginePath;
    const TrainRunRequest& m_request;
    engine::EventSink& m_events;
    std::stop_token m_stop;

    std::shared_ptr<store::Reader> m_reader;
    engine::Recipe m_recipe;
    std::map<std::string, std::string> m_where;
    store::RunRow m_run;
    Json m_record;
    TrainData m_data;
    std::int64_t m_group = 0; // the project's newest action when the texts were read
    std::string m_otherMachine; // what differs from where the run began
    std::optional<RunFiles::Checkpoint> m_checkpoint;
    ModelEntry m_entry;
    engine::ModelFolder m_folder;
    std::unique_ptr<Tokenizer> m_tokenizer;
    std::size_t m_length = 0;
    std::vector<std::string> m_newPieces; // of the vocabulary
    double m_unknownBefore = 0, m_unknownNow = 0; // shares of the characters
    engine::Engine* m_engine = nullptr;
    ComputePlan m_plan;
    std::int64_t m_rows = 0;
    std::uint64_t m_memory = 0;
    std::size_t m_carried = 0; // rows of the head, of a model that had other tags
    engine::TrainSpec m_spec;
};

} // namespace

Result<TrainRunOutcome> TrainRun::run(
    const TrainRunRequest& request, engine::EventSink& events, std::stop_token stop) {
    Result<TrainRunOutcome> outcome = Error{ErrorCode::Internal, "The run did not start", {}, {}};
    // A thread of its own, since its priority cannot be raised again.
    std::thread worker([&] {
        try {
            outcome = Job(m_project, m_models, m_engine, request, events, std::move(stop)).go();
        } catch (const std::bad_alloc&) {
            outcome = Error{ErrorCode::OutOfMemory, "Memory ran out", "training",
                "Lower batch_size or max_length."};
        } catch (const std::exception& error) {
            outcome = Error{ErrorCode::Internal, error.what(), "training", {}};
        }
    });
    worker.join();
    return outcome;
}

} // namespace evenspan
