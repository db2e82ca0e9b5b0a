// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/plan_run.h"

#include "core/app/audit/augment_names.h"
#include "core/app/model/compute_plan.h"
#include "core/app/model/extend_vocabulary.h"
#include "core/app/runs/start_model.h"
#include "core/app/train/train_data.h"
#include "core/data/bucket.h"
#include "core/engine/head.h"
#include "core/engine/module.h"
#include "core/engine/trainer.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <span>
#include <unordered_set>

namespace evenspan {

namespace {

constexpr double kProbe = 1.5; // seconds of real steps
constexpr std::int64_t kProbeSteps = 12;
constexpr std::size_t kShownRows = 8;
constexpr double kWorthPieces = 0.01; // share of unknown characters
constexpr std::int64_t kOfferedPieces = 5000;
constexpr double kForward = 1.0 / 3; // cost of a forward pass, of one with backward pass

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string keyOf(const engine::Example& example) {
    std::string key;
    for (const auto& word : example.words)
        key += word + '\n';
    return key;
}

class Planner {
public:
    Planner(store::Project& project, const ModelLibrary& models,
        const std::filesystem::path& engine, const engine::Recipe& recipe, std::stop_token stop)
        : m_project(project)
        , m_models(models)
        , m_enginePath(engine)
        , m_recipe(recipe)
        , m_stop(std::move(stop)) { }

    Result<RunPlan> go(
        std::map<std::string, std::string> where, const std::filesystem::path& suites) {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        if (where.empty()) {
            auto filter = trainingFilter(**reader);
            if (!filter)
                return filter.error();
            where = std::move(*filter);
        }
        auto start = openStartModel(m_project, **reader, m_models, m_recipe);
        if (!start)
            return start.error();
        m_start = std::move(*start);
        auto data =
            readTrainData(**reader, {}, where, static_cast<std::uint64_t>(m_recipe.seed), m_stop);
        if (!data)
            return data.error();
        m_data = std::move(*data);
        // Added ones stand behind those of the documents.
        m_plan.train = std::ssize(m_data.train.examples);
        if (auto added =
                augmentAsAsked(m_data.train.examples, m_data.tags, **reader, m_recipe, suites);
            !added)
            return added.error();
        m_plan.added = std::ssize(m_data.train.examples) - m_plan.train;
        auto mitigation =
            planMitigation(m_data.train.examples, m_data.tags, **reader, m_recipe, suites, m_stop);
        if (!mitigation)
            return mitigation.error();
        m_mitigation = std::move(*mitigation);
        m_plan.groups = m_mitigation.groups;
        m_plan.paired = m_mitigation.paired;
        countText();
        if (auto done = extend(); !done)
            return done.error();
        countLabels();
        if (auto done = findShared(**reader, where); !done)
            return done.error();
        if (m_stop.stop_requested())
            return cancelled();
        m_windows = encodeExamples(*m_start.tokenizer, m_data.train.examples, m_start.length, true);
        for (const auto& sentence : m_windows)
            m_plan.cut += sentence.windows.size() > 1 ? 1 : 0;
        if (auto done = probe(); !done)
            return done.error();
        return m_plan;
    }

private:
    static Error cancelled() { return {ErrorCode::Cancelled, "Cancelled", {}, {}}; }

    void countText() {
        m_plan.validation = std::ssize(m_data.validation.examples);
        m_plan.heldOut = m_data.heldOut.has_value();
        m_plan.undecided = static_cast<std::int64_t>(m_data.train.report.undecided);
        const auto reading = readingOf(*m_start.tokenizer, m_data.train.examples);
        m_plan.words = reading.words;
        m_plan.subwords = reading.subwords;
        m_plan.characters = reading.characters;
        m_plan.unknown = reading.unknown;
    }

    // With the new pieces that the recipe asks for, or counted for those that it could ask for.
    Result<void> extend() {
        m_plan.extends = m_recipe.extend_vocabulary > 0;
        m_plan.unknownThen = m_plan.unknown;
        if (!m_plan.extends && m_plan.unknownShare() <= kWorthPieces)
            return {};
        const auto& examples = m_data.train.examples;
        const auto pieces = newPiecesFor(*m_start.tokenizer, examples,
            m_plan.extends ? m_recipe.extend_vocabulary : kOfferedPieces);
        if (pieces.empty())
            return {};
        auto folder = m_start.folder;
        auto tokenizer = m_start.tokenizer->clone();
        if (auto done =
                extendModel(folder, tokenizer, pieces, static_cast<std::uint64_t>(m_recipe.seed));
            !done)
            return done;
        const auto reading = readingOf(*tokenizer, examples);
        m_plan.newPieces = std::ssize(pieces);
        m_plan.unknownThen = reading.unknown;
        if (!m_plan.extends)
            return {};
        m_plan.subwords = reading.subwords;
        m_start.folder = std::move(folder);
        m_start.tokenizer = std::move(tokenizer);
        return {};
    }

    void countLabels() {
        const auto& labels = m_data.tags.labels();
        for (const auto& label : labels)
            m_plan.labels.push_back({label, 0, 0});
        const auto count = [&](std::span<const engine::Example> examples,
                               std::int64_t LabelSupport::*side) {
            for (const auto& example : examples)
                for (const auto tag : example.classes) {
                    // A mention begins where its B- tag stands.
                    const auto& name = m_data.tags.tags()[static_cast<std::size_t>(tag)];
                    if (name.rfind("B-", 0) != 0)
                        continue;
                    const auto found = std::find(labels.begin(), labels.end(), name.substr(2));
                    ++(m_plan.labels[static_cast<std::size_t>(found - labels.begin())].*side);
                }
        };
        // A copy is no more evidence of a label.
        count(std::span(m_data.train.examples).first(static_cast<std::size_t>(m_plan.train)),
            &LabelSupport::train);
        count(m_data.validation.examples, &LabelSupport::validation);
    }

    Result<void> findShared(
        store::Reader& reader, const std::map<std::string, std::string>& where) {
        std::unordered_set<std::string> seen;
        for (const auto& example : m_data.train.examples)
            seen.insert(keyOf(example));
        const auto add = [&](const std::vector<engine::Example>& examples) {
            for (const auto& example : examples)
                m_plan.shared += seen.contains(keyOf(example)) ? 1 : 0;
        };
        add(m_data.validation.examples);
        auto test = readRunData(reader, m_data.tags, {"test", where, true}, m_stop);
        if (!test)
            return test.error();
        add(test->examples);
        return {};
    }

    Result<void> probe() {
        auto engine = engine::loadEngine(m_enginePath);
        if (!engine)
            return engine.error();
        auto& config = m_start.folder.config;
        config.classes = static_cast<std::int64_t>(m_data.tags.size());
        auto compute = planCompute(**engine, config, m_recipe);
        if (!compute)
            return compute.error();
        m_plan.device = compute->options.device;
        m_plan.precision = precisionName(compute->options.precision);
        std::vector<const EncodedWindow*> windows;
        std::vector<std::uint32_t> lengths;
        for (const auto& sentence : m_windows)
            for (const auto& window : sentence.windows) {
                windows.push_back(&window);
                lengths.push_back(static_cast<std::uint32_t>(window.ids.size()));
            }
        m_plan.steps = engine::totalSteps(m_recipe, windows.size());
        const auto longest =
            lengths.empty() ? 0U : *std::max_element(lengths.begin(), lengths.end());
        m_plan.rows = m_recipe.batch_size;
        m_plan.available = m_plan.device == "cpu" ? availableBytes() : 0;
        const auto needs = [&] {
            return trainingBytes(config, optimizerOf(m_recipe),
                m_plan.rows * (m_plan.paired > 0 ? 2 : 1), longest,
                m_recipe.gradient_checkpointing);
        };
        while (m_plan.available > 0 && m_plan.rows > 1 && needs() > m_plan.available)
            m_plan.rows = (m_plan.rows + 1) / 2;
        m_plan.memory = needs();
        const auto batches = bucketBatches(lengths,
            {static_cast<std::size_t>(m_recipe.batch_size), 50,
                static_cast<std::uint64_t>(m_recipe.seed), 0});
        if (batches.empty() || (m_plan.available > 0 && m_plan.memory > m_plan.available))
            return {};
        show(batches.front(), windows);
        const auto weights = engine::classWeights(
            m_recipe.class_weights, engine::classCounts(m_windows, m_data.tags.size()));
        auto start = m_start.folder.weights;
        if (m_start.folder.id2label != m_data.tags.tags()) {
            start.erase("classifier.weight");
            start.erase("classifier.bias");
        }
        auto session = (*engine)->train(
            config, start, trainOptions(m_recipe, compute->options, config, weights));
        if (!session)
            return session.error();
        return time(**session, batches, windows, lengths);
    }

    // Steps at rate 0: the arithmetic of a real one.
    Result<void> time(engine::TrainSession& session, const BatchPlan& batches,
        const std::vector<const EncodedWindow*>& windows,
        const std::vector<std::uint32_t>& lengths) {
        double begin = now(), tokens = 0;
        std::vector<const EncodedWindow*> part;
        for (std::int64_t step = 0; step < kProbeSteps; ++step) {
            const auto& batch = batches[static_cast<std::size_t>(step) % batches.size()];
            for (std::size_t at = 0; at < batch.size();
                 at += static_cast<std::size_t>(m_plan.rows)) {
                if (m_stop.stop_requested())
                    return cancelled();
                part.clear();
                const auto end = std::min(at + static_cast<std::size_t>(m_plan.rows), batch.size());
                for (auto i = at; i < end; ++i) {
                    part.push_back(windows[batch[i]]);
                    tokens += lengths[batch[i]];
                }
                auto done = session.accumulate(
                    engine::makeBatch(part, std::max(0, m_start.tokenizer->special().pad)), 1e4,
                    static_cast<std::uint64_t>(step));
                if (!done)
                    return done;
            }
            if (auto done = session.step(0, 0, true); !done)
                return done.error();
            if (step == 0) { // the first one makes room and warms up
                begin = now();
                tokens = 0;
            } else if (now() - begin > kProbe) {
                break;
            }
        }
        m_plan.tokensPerSecond = tokens / std::max(now() - begin, 1e-9);
        double all = 0;
        for (const auto length : lengths)
            all += length;
        all += partnerSubwords();
        const double perEpoch =
            std::ceil(static_cast<double>(windows.size()) / static_cast<double>(m_recipe.batch_size)
                / static_cast<double>(m_recipe.accumulation));
        const double epochs = static_cast<double>(m_plan.steps) / std::max(1.0, perEpoch);
        double validation = 0;
        for (const auto& sentence :
            encodeExamples(*m_start.tokenizer, m_data.validation.examples, m_start.length, false))
            for (const auto& window : sentence.windows)
                validation += static_cast<double>(window.ids.size());
        const double evaluations = m_recipe.eval_every > 0
            ? static_cast<double>(m_plan.steps) / static_cast<double>(m_recipe.eval_every)
            : std::ceil(epochs);
        m_plan.seconds = (all * epochs + kForward * validation * evaluations)
            / std::max(m_plan.tokensPerSecond, 1e-9);
        return {};
    }

    // Sub-words of the partners of one epoch, the mean over their turns.
    double partnerSubwords() {
        if (m_plan.paired == 0)
            return 0;
        const auto made =
            encodeMitigation(m_mitigation, *m_start.tokenizer, m_windows, m_start.length);
        double sum = 0;
        for (const auto& turns : made.partners)
            for (const auto& windows : turns)
                for (const auto& partner : windows)
                    sum += static_cast<double>(partner.window.ids.size())
                        / static_cast<double>(turns.size());
        return sum;
    }

    void show(
        const std::vector<std::uint32_t>& batch, const std::vector<const EncodedWindow*>& windows) {
        for (std::size_t i = 0; i < std::min(batch.size(), kShownRows); ++i) {
            const auto& window = *windows[batch[i]];
            std::vector<SeenPiece> row;
            for (std::size_t at = 0; at < window.ids.size(); ++at) {
                const auto label = window.labels.empty() ? -100 : window.labels[at];
                row.push_back({std::string(m_start.tokenizer->piece(window.ids[at])),
                    label < 0 ? std::string()
                              : m_data.tags.tags()[static_cast<std::size_t>(label)]});
            }
            m_plan.firstBatch.push_back(std::move(row));
        }
    }

    store::Project& m_project;
    const ModelLibrary& m_models;
    const std::filesystem::path& m_enginePath;
    const engine::Recipe& m_recipe;
    std::stop_token m_stop;
    StartModel m_start;
    TrainData m_data;
    MitigationPlan m_mitigation;
    std::vector<engine::EncodedSentence> m_windows;
    RunPlan m_plan;
};

const char* problemName(PlanProblem problem) {
    switch (problem) {
    case PlanProblem::NotEnoughMemory:
        return "not_enough_memory";
    case PlanProblem::UnknownText:
        return "unknown_text";
    case PlanProblem::FewExamples:
        return "few_examples";
    case PlanProblem::Leakage:
        return "leakage";
    case PlanProblem::CutSentences:
        return "cut_sentences";
    case PlanProblem::SmallValidation:
        return "small_validation";
    case PlanProblem::SmallGroups:
        return "small_groups";
    }
    return "";
}

} // namespace

std::vector<PlanNote> notesOn(const RunPlan& plan) {
    constexpr std::int64_t few = 20, small = 50;
    constexpr double unknown = 0.05;
    std::vector<PlanNote> notes;
    if (plan.available > 0 && plan.memory > plan.available)
        notes.push_back(
            {PlanProblem::NotEnoughMemory, true, {}, static_cast<std::int64_t>(plan.memory), 0});
    if (const double share = plan.extends ? plan.unknownShareThen() : plan.unknownShare();
        share > unknown)
        notes.push_back({PlanProblem::UnknownText, false, {},
            plan.extends ? plan.unknownThen : plan.unknown, share});
    PlanNote rare;
    std::int64_t chosenBy = 0;
    for (const auto& label : plan.labels) {
        chosenBy += label.validation;
        if (label.train < few)
            rare.labels.push_back(label.label);
    }
    rare.count = std::ssize(rare.labels);
    if (rare.count > 0)
        notes.push_back(std::move(rare));
    if (plan.shared > 0)
        notes.push_back({PlanProblem::Leakage, false, {}, plan.shared, 0});
    if (plan.cut > 0)
        notes.push_back({PlanProblem::CutSentences, false, {}, plan.cut, 0});
    if (chosenBy < small)
        notes.push_back({PlanProblem::SmallValidation, false, {}, chosenBy, 0});
    PlanNote thin{PlanProblem::SmallGroups, false, {}, 0, 0};
    for (const auto& group : plan.groups)
        if (group.sentences < few && !group.group.empty())
            thin.labels.push_back(group.group);
    thin.count = std::ssize(thin.labels);
    if (thin.count > 0)
        notes.push_back(std::move(thin));
    return notes;
}

nlohmann::ordered_json planToJson(const RunPlan& plan) {
    using Json = nlohmann::ordered_json;
    Json labels = Json::object(), notes = Json::array(), batch = Json::array();
    Json groups = Json::array();
    for (const auto& group : plan.groups)
        groups.push_back({{"group", group.group}, {"sentences", group.sentences},
            {"held", group.held}, {"weights", {group.without, group.with}}});
    for (const auto& label : plan.labels)
        labels[label.label] = {{"train", label.train}, {"validation", label.validation}};
    for (const auto& note : notesOn(plan))
        notes.push_back({{"problem", problemName(note.problem)}, {"blocks", note.blocks},
            {"count", note.count}, {"share", note.share}, {"labels", note.labels}});
    for (const auto& row : plan.firstBatch) {
        Json pieces = Json::array();
        for (const auto& piece : row)
            pieces.push_back({piece.piece, piece.tag});
        batch.push_back(std::move(pieces));
    }
    return {{"train", plan.train}, {"added", plan.added}, {"groups", groups},
        {"paired", plan.paired}, {"validation", plan.validation}, {"held_out", plan.heldOut},
        {"undecided_documents", plan.undecided}, {"steps", plan.steps}, {"words", plan.words},
        {"subwords", plan.subwords}, {"cut_sentences", plan.cut},
        {"unknown_share", plan.unknownShare()},
        {"extend_vocabulary",
            {{"new_pieces", plan.newPieces}, {"unknown_share", plan.unknownShareThen()},
                {"used", plan.extends}}},
        {"shared_sentences", plan.shared}, {"labels", labels}, {"device", plan.device},
        {"precision", plan.precision}, {"micro_batch", plan.rows}, {"memory_bytes", plan.memory},
        {"memory_available", plan.available}, {"tokens_per_second", plan.tokensPerSecond},
        {"seconds", plan.seconds}, {"notes", notes}, {"first_batch", batch}};
}

Result<RunPlan> planRun(store::Project& project, const ModelLibrary& models,
    const std::filesystem::path& engine, const engine::Recipe& recipe,
    const std::map<std::string, std::string>& where, std::stop_token stop,
    const std::filesystem::path& suites) {
    return Planner(project, models, engine, recipe, std::move(stop)).go(where, suites);
}

} // namespace evenspan
