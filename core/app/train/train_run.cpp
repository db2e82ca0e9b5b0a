// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/train_run.h"

#include "core/app/audit/augment_names.h"
#include "core/app/audit/mitigate.h"
#include "core/app/model/compute_plan.h"
#include "core/app/model/extend_vocabulary.h"
#include "core/app/model/model_card.h"
#include "core/app/runs/run_curves.h"
#include "core/app/runs/run_phase.h"
#include "core/app/runs/run_remarks.h"
#include "core/app/runs/scores_json.h"
#include "core/app/runs/start_model.h"
#include "core/app/runs/writer_run_store.h"
#include "core/app/train/run_claim.h"
#include "core/app/train/run_files.h"
#include "core/app/train/run_journal.h"
#include "core/app/train/train_data.h"
#include "core/app/train/worker_lines.h"
#include "core/engine/head.h"
#include "core/engine/model_folder.h"
#include "core/engine/module.h"
#include "core/engine/safetensors.h"
#include "core/store/run_marks.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;
using engine::TrainEvent;

class Job {
public:
    Job(store::Project& project, RunStore& rows, const ModelLibrary& models,
        const fs::path& enginePath, const TrainRunRequest& request, engine::EventSink& events,
        std::stop_token stop)
        : m_project(project)
        , m_rows(rows)
        , m_models(models)
        , m_enginePath(enginePath)
        , m_request(request)
        , m_events(events)
        , m_stop(std::move(stop)) { }

    Result<TrainRunOutcome> go() {
        lowerPriority();
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = *reader;
        if (auto done = prepare(); !done) {
            // A run that waited must not wait on, or it would come up again and again; one that was
            // stopped this early can be gone on with like any other.
            if (m_waited || done.error().code == ErrorCode::Cancelled)
                fail(done.error());
            return done.error();
        }
        auto outcome = train();
        if (!outcome)
            fail(outcome.error());
        return outcome;
    }

private:
    Result<void> prepare() {
        for (const auto step : {&Job::claim, &Job::openModel, &Job::readData,
                 &Job::extendVocabulary, &Job::plan, &Job::keepRow})
            if (auto done = (this->*step)(); !done)
                return done;
        return {};
    }

    Result<void> claim() {
        auto claim = claimRun(m_project, *m_reader, m_request);
        if (!claim)
            return claim.error();
        m_run = std::move(claim->row);
        m_goesOn = claim->goesOn;
        m_waited = m_run.id.value != 0 && m_run.state == store::RunState::Queued;
        m_record = Json::parse(m_run.record);
        for (const char* mark : {"error", "paused", "goes_on", "dismissed"})
            m_record.erase(mark);
        m_recipe = claim->recipe;
        m_where = claim->where;
        m_leaveOut =
            m_goesOn ? m_record.value("left_out", std::set<std::int64_t>()) : m_request.leaveOut;
        if (!m_goesOn)
            return {};
        if (const auto result = m_record.find("result"); result != m_record.end())
            m_secondsBefore = result->value("seconds", 0.0);
        auto checkpoint = RunFiles(m_project, m_rows, m_run).last();
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
        if (m_goesOn && m_record.contains("tags"))
            tags = TagSet::fromTags(m_record["tags"].get<std::vector<std::string>>());
        auto data = readTrainData(*m_reader, tags, m_where,
            static_cast<std::uint64_t>(m_recipe.seed), m_stop, m_leaveOut);
        if (!data)
            return data.error();
        m_data = std::move(*data);
        // Without the order of the keys, which another hand may have changed.
        const auto plain = [](const Json& json) { return nlohmann::json::parse(json.dump()); };
        if (m_goesOn && plain(m_record["data"]) != plain(recordOf(m_data)))
            return Error{ErrorCode::LabelMismatch,
                "The documents changed since the run began, so it cannot go on as it was",
                m_run.name, "Undo the changes, or start a new run."};
        // Of what is learnt alone: the split that the run is chosen by stays as it is.
        auto augmented = augmentAsAsked(m_data.train.examples, m_data.tags, *m_reader, m_recipe);
        if (!augmented)
            return augmented.error();
        m_augmented = std::move(*augmented);
        if (m_goesOn && plain(m_record.value("augmented", Json())) != plain(m_augmented))
            return Error{ErrorCode::LabelMismatch,
                "The list of names changed since the run began, so it cannot go on as it was",
                m_run.name, "Restore the suite, or start a new run."};
        auto mitigation =
            planMitigation(m_data.train.examples, m_data.tags, *m_reader, m_recipe, {}, m_stop);
        if (!mitigation)
            return mitigation.error();
        m_mitigation = std::move(*mitigation);
        m_mitigated = m_mitigation.record.empty() ? Json() : Json::parse(m_mitigation.record);
        if (m_goesOn && plain(m_record.value("mitigation", Json())) != plain(m_mitigated))
            return Error{ErrorCode::LabelMismatch,
                "The groups or their names changed since the run began, so it cannot go on as it "
                "was",
                m_run.name, "Restore the metadata and suites, or start a new run."};
        return {};
    }

    // A resumed run takes the pieces that it began with.
    Result<void> extendVocabulary() {
        if (m_recipe.extend_vocabulary == 0)
            return {};
        const auto& examples = m_data.train.examples;
        if (m_goesOn)
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
        if (m_goesOn) {
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
        m_run.finished.reset();
        if (m_goesOn) {
            // Of a run without a checkpoint; a checkpoint knows its own.
            m_rowsAtOnce = m_record.value("micro_batch", std::int64_t{0});
            m_run.record = m_record.dump();
            return m_rows.updateRun(m_run);
        }
        const auto longest = longestWindow();
        m_rowsAtOnce = m_recipe.batch_size;
        const auto optimizer = optimizerOf(m_recipe);
        const auto available = m_plan.options.device == "cpu" ? availableBytes() : 0;
        const auto needs = [&] {
            return trainingBytes(m_folder.config, optimizer, m_rowsAtOnce * rowsEach(), longest,
                m_recipe.gradient_checkpointing);
        };
        while (available > 0 && m_rowsAtOnce > 1 && needs() > available)
            m_rowsAtOnce = (m_rowsAtOnce + 1) / 2;
        m_memory = needs();
        m_record = {{"version", 1}, {"compute", computeToJson(m_plan, m_engine->info())},
            {"model", {{"name", m_recipe.model}, {"sha256", m_folder.sha256}}},
            {"tags", m_data.tags.tags()}, {"where", m_where}, {"data", recordOf(m_data)},
            {"event_group", m_group}, {"micro_batch", m_rowsAtOnce}, {"memory_bytes", m_memory},
            {"memory_available", available}};
        if (!m_leaveOut.empty())
            m_record["left_out"] = m_leaveOut;
        if (!m_augmented.is_null())
            m_record["augmented"] = m_augmented;
        if (!m_mitigated.is_null())
            m_record["mitigation"] = m_mitigated;
        if (!m_newPieces.empty())
            m_record["new_pieces"] = m_newPieces;
        m_run.recipe = engine::recipeToJson(m_recipe);
        m_run.record = m_record.dump();
        m_run.path = "models/" + m_run.name;
        if (m_run.id.value != 0) // it waited
            return m_rows.updateRun(m_run);
        m_run.created = rowTime();
        auto id = m_rows.createRun(m_run);
        if (!id)
            return id.error();
        m_run.id = *id;
        return {};
    }

    // Of a batch: a sentence, and its partner where it has one.
    std::int64_t rowsEach() const { return m_mitigation.paired > 0 ? 2 : 1; }

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
        m_spec.mitigation = encodeMitigation(m_mitigation, *m_tokenizer, m_spec.train, m_length);
        m_spec.recipe = m_recipe;
        m_spec.tags = m_data.tags;
        m_spec.padId = std::max(0, m_tokenizer->special().pad);
        m_spec.device = m_plan.options.device;
        if (m_rowsAtOnce > 0 && m_rowsAtOnce < m_recipe.batch_size) {
            m_spec.resume = engine::TrainState{};
            m_spec.resume->rowsAtOnce = m_rowsAtOnce;
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
        // The session has its own copy: the file of the model it began with may go.
        weights.clear();
        m_folder.weights.clear();
        m_folder.storage.clear();
        if (m_checkpoint) {
            if (auto done = restore(**session, *m_checkpoint); !done)
                return done.error();
            m_spec.resume = m_checkpoint->state;
            m_checkpoint.reset();
        }
        RunJournal journal(m_events, m_rows, m_run);
        RunFiles files(m_project, m_rows, m_run, m_recipe.keep_checkpoints,
            [&](const std::string& text, std::int64_t step) { say(journal, text, step); });
        const auto before =
            secondsUpTo(*m_reader, m_run.id, m_spec.resume ? m_spec.resume->step : 0);
        journal.follow(
            m_recipe, runHistoryFolder(m_project.filesFolder(), m_run.name), before.valueOr(0));
        for (const auto& line : remarksOn(m_data, m_where))
            journal.remark(line);
        if (!m_augmented.is_null())
            journal.remark(std::to_string(m_augmented.value("sentences", 0))
                + " sentences with names of the suite " + m_recipe.augment_suite + " are added");
        for (const auto& line : m_mitigation.remarks)
            journal.remark(line);
        for (const auto& line :
            remarksOn({m_plan.options, m_recipe, m_otherMachine, m_memory, m_carried,
                m_data.tags.size(), m_folder.config.layers, m_rowsAtOnce, m_newPieces.size(),
                m_unknownBefore, m_unknownNow, bf16IsSlow(m_plan.options, m_engine->info()),
                m_tokenizer->vocabularySize(), m_folder.config.vocabulary}))
            journal.remark(line);
        auto summary = engine::runTraining(**session, m_spec, journal, files, m_stop);
        if (auto flushed = journal.flush(); !flushed)
            return flushed.error();
        if (!summary)
            return summary.error();
        session->reset(); // the copy that is saved needs the room
        return finish(*summary, files, journal);
    }

    void say(RunJournal& journal, const std::string& text, std::int64_t step) const {
        TrainEvent event;
        event.kind = TrainEvent::Kind::Log;
        event.step = step;
        event.message = text;
        journal.on(event);
    }

    Result<TrainRunOutcome> finish(
        engine::TrainSummary& summary, RunFiles& files, RunJournal& journal) {
        std::map<std::string, engine::Tensor> weights;
        if (summary.state.bestStep > 0) {
            auto best = files.best();
            if (!best)
                return best.error();
            weights = std::move(best->weights);
            // After a full disk and a crash they may be older than the checkpoint says.
            if (best->state.bestStep != summary.state.bestStep) {
                summary.state.bestStep = best->state.bestStep;
                summary.state.bestScores = best->state.bestScores;
            }
        }
        TrainRunOutcome outcome;
        outcome.run = m_run.name;
        outcome.bestStep = summary.state.bestStep;
        outcome.scores = summary.state.bestScores;
        outcome.stopped = summary.stopped;
        outcome.paused = summary.stopped && pausing();
        outcome.stoppedEarly = summary.stoppedEarly;
        outcome.seconds = summary.seconds;
        outcome.tokensPerSecond = summary.tokensPerSecond;
        m_record["result"] = {{"steps", summary.state.step}, {"best_step", summary.state.bestStep},
            {"seconds", m_secondsBefore + summary.seconds},
            {"tokens_per_second", summary.tokensPerSecond}, {"stopped_early", summary.stoppedEarly},
            {"micro_batch", summary.state.rowsAtOnce}};
        for (std::size_t g = 0; g < summary.state.groupWeights.size(); ++g)
            m_record["result"]["group_weights"][m_mitigation.groups[g].kept] =
                summary.state.groupWeights[g];
        if (outcome.paused)
            m_record["paused"] = true;
        m_run.record = m_record.dump();
        m_run.scores = scoresToJson(outcome.scores).dump();
        if (!weights.empty()) {
            const auto card = modelCard({m_run.name, m_entry, m_recipe, m_record, outcome.scores});
            auto saved = files.saveModel(
                m_folder.config, m_data.tags.tags(), weights, *m_tokenizer, card, m_folder.sha256);
            if (!saved)
                return saved.error();
            outcome.model = *saved;
        }
        m_run.state = summary.stopped ? store::RunState::Stopped : store::RunState::Finished;
        m_run.finished = rowTime();
        if (auto done = m_rows.updateRun(m_run); !done)
            return done.error();
        if (!summary.stopped) {
            files.drop("checkpoint");
            files.drop("best");
        }
        journal.finished(outcome.model.string(), summary);
        return outcome;
    }

    bool pausing() const { return m_request.pausing && m_request.pausing->load(); }

    // The run stays on record with the reason; its checkpoints stay too.
    void fail(const Error& error) {
        if (error.code == ErrorCode::Cancelled) { // before its first step
            m_run.state = store::RunState::Stopped;
            if (pausing())
                m_record["paused"] = true;
        } else {
            m_run.state = store::RunState::Failed;
            m_record["error"] = lines::toJson(error);
        }
        m_run.finished = rowTime();
        // The first failure is what the user must hear; one of the store could only repeat it.
        if (m_run.id.value != 0) {
            m_run.record = m_record.dump();
            static_cast<void>(m_rows.updateRun(m_run).ok());
        } else if (isModelName(m_run.name)) {
            m_record["where"] = m_where;
            m_run.record = m_record.dump();
            m_run.recipe = engine::recipeToJson(m_recipe);
            static_cast<void>(m_rows.createRun(m_run).ok());
        }
    }

    store::Project& m_project;
    RunStore& m_rows;
    const ModelLibrary& m_models;
    const fs::path& m_enginePath;
    const TrainRunRequest& m_request;
    engine::EventSink& m_events;
    std::stop_token m_stop;

    std::shared_ptr<store::Reader> m_reader;
    engine::Recipe m_recipe;
    std::map<std::string, std::string> m_where;
    std::set<std::int64_t> m_leaveOut;
    store::RunRow m_run;
    Json m_record;
    bool m_waited = false; // in the queue
    bool m_goesOn = false; // resumes what has begun
    double m_secondsBefore = 0; // of its earlier parts
    TrainData m_data;
    Json m_augmented; // what was added to it; null: nothing
    MitigationPlan m_mitigation;
    Json m_mitigated; // its record; null: nothing is asked for
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
    std::int64_t m_rowsAtOnce = 0;
    std::uint64_t m_memory = 0;
    std::size_t m_carried = 0; // rows of the head, of a model that had other tags
    engine::TrainSpec m_spec;
};

} // namespace

Error cannotKeepRuns(const store::Project& project) {
    return {ErrorCode::ReadOnly, "The project is open read-only, so no run can be kept",
        project.path().string(), "Close it elsewhere, or copy it to a place you may write."};
}

Result<TrainRunOutcome> TrainRun::run(
    const TrainRunRequest& request, engine::EventSink& events, std::stop_token stop) {
    if (!m_rows && !m_project.writer())
        return cannotKeepRuns(m_project);
    std::optional<WriterRunStore> own;
    if (!m_rows)
        own.emplace(*m_project.writer());
    RunStore& rows = m_rows ? *m_rows : *own;
    Result<TrainRunOutcome> outcome = Error{ErrorCode::Internal, "The run did not start", {}, {}};
    // A thread of its own, since its priority cannot be raised again.
    std::thread worker([&] {
        try {
            outcome =
                Job(m_project, rows, m_models, m_engine, request, events, std::move(stop)).go();
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
