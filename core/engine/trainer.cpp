// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/trainer.h"

#include "core/data/bucket.h"
#include "core/engine/held_weights.h"
#include "core/engine/run_examples.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan::engine {

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::int64_t labelled(const EncodedWindow& window) {
    return std::count_if(
        window.labels.begin(), window.labels.end(), [](std::int32_t c) { return c >= 0; });
}

class Run {
public:
    Run(TrainSession& session, const TrainSpec& spec, EventSink& events,
        CheckpointSink& checkpoints, std::stop_token stop)
        : m_session(session)
        , m_spec(spec)
        , m_recipe(spec.recipe)
        , m_events(events)
        , m_checkpoints(checkpoints)
        , m_stop(std::move(stop)) { }

    Result<TrainSummary> go() {
        if (auto fits = checkMitigation(m_spec.mitigation, m_spec.train.size()); !fits)
            return fits.error();
        for (std::uint32_t s = 0; s < m_spec.train.size(); ++s)
            for (std::uint32_t w = 0; w < m_spec.train[s].windows.size(); ++w) {
                const auto& window = m_spec.train[s].windows[w];
                if (labelled(window) == 0)
                    continue;
                m_windows.push_back(&window);
                m_places.push_back({s, w});
                m_lengths.push_back(static_cast<std::uint32_t>(window.ids.size()));
            }
        if (m_windows.empty())
            return Error{ErrorCode::Empty, "There is no decided sentence to learn from", "train",
                "Label some documents of the training split and mark them as done."};
        m_total = totalSteps(m_recipe, m_windows.size());
        m_warmup = static_cast<std::int64_t>(
            std::ceil(m_recipe.warmup_ratio * static_cast<double>(m_total)));
        if (m_spec.resume)
            m_state = *m_spec.resume;
        if (m_state.rowsAtOnce <= 0)
            m_state.rowsAtOnce = m_recipe.batch_size;
        if (m_spec.mitigation.droStep > 0) {
            m_dro.emplace(m_spec.mitigation.droStep, groupShares(), m_state.groupWeights);
            m_state.groupWeights = m_dro->weights();
        }
        m_begin = now();
        auto event = make(TrainEvent::Kind::Started);
        event.message = std::to_string(m_windows.size()) + " windows";
        m_events.on(event);
        if (m_recipe.eval_first && m_state.step == 0 && !m_spec.validation.empty())
            if (auto done = evaluate(); !done)
                return done.error();
        if (auto done = loop(); !done)
            return done.error();
        return finish();
    }

private:
    TrainEvent make(TrainEvent::Kind kind) const {
        TrainEvent event;
        event.kind = kind;
        event.step = m_state.step;
        event.totalSteps = m_total;
        event.epoch = m_epochNow;
        event.time = now() - m_begin;
        event.device = m_spec.device;
        return event;
    }

    void log(const char* note, Severity severity, const std::string& message,
        const std::string& detail = {}) const {
        auto event = make(TrainEvent::Kind::Log);
        event.note = note;
        event.severity = severity;
        event.message = message;
        event.detail = detail;
        m_events.on(event);
    }

    Result<void> loop() {
        // A stop in the middle of an evaluation leaves it to the resume.
        if (m_spec.resume && m_state.step > 0) {
            m_savedAt = m_state.step;
            if (auto done = afterStep(m_state.batch == 0); !done || m_summary.stoppedEarly)
                return done;
        }
        while (m_state.step < m_total && !m_summary.stopped && !m_summary.stoppedEarly) {
            const auto plan = bucketBatches(m_lengths,
                {static_cast<std::size_t>(m_recipe.batch_size), 50,
                    static_cast<std::uint64_t>(m_recipe.seed),
                    static_cast<std::uint64_t>(m_state.epoch)});
            const auto batches = static_cast<std::int64_t>(plan.size());
            while (m_state.batch < batches && m_state.step < m_total) {
                const auto end = std::min(m_state.batch + m_recipe.accumulation, batches);
                auto stepped = optimizerStep(plan, m_state.batch, end);
                if (!stepped)
                    return stepped.error();
                if (!*stepped) {
                    m_summary.stopped = true;
                    return saveLast();
                }
                m_state.batch = end;
                m_epochNow = static_cast<double>(m_state.epoch)
                    + static_cast<double>(end) / static_cast<double>(batches);
                if (end < batches) {
                    if (auto done = afterStep(false); !done)
                        return done;
                    if (m_summary.stoppedEarly)
                        return {};
                }
            }
            if (m_state.batch >= batches) {
                ++m_state.epoch;
                m_state.batch = 0;
            }
            if (auto done = afterStep(true); !done)
                return done;
        }
        return {};
    }

    double weightOf(const EncodedWindow& window) const {
        if (m_spec.classWeights.empty())
            return static_cast<double>(labelled(window));
        double sum = 0;
        for (const std::int32_t label : window.labels)
            if (label >= 0)
                sum += static_cast<double>(m_spec.classWeights[static_cast<std::size_t>(label)]);
        return sum;
    }

    // Of the labels that are learnt, weighed as the loss weighs them.
    std::vector<double> groupShares() const {
        std::vector<double> shares(m_spec.mitigation.groupCount);
        double all = 0;
        for (std::size_t i = 0; i < m_windows.size(); ++i) {
            const double weight = weightOf(*m_windows[i]);
            shares[static_cast<std::size_t>(m_spec.mitigation.groups[m_places[i].sentence])] +=
                weight;
            all += weight;
        }
        for (double& share : shares)
            share /= all;
        return shares;
    }

    // Accumulates the batches [begin, end) and updates. False: stopped before the update.
    Result<bool> optimizerStep(const BatchPlan& plan, std::int64_t begin, std::int64_t end) {
        double labels = 0; // with class weights: the sum of theirs
        std::int64_t tokens = 0;
        std::size_t pairs = 0;
        for (auto b = begin; b < end; ++b)
            for (const auto item : plan[static_cast<std::size_t>(b)]) {
                labels += weightOf(*m_windows[item]);
                tokens += static_cast<std::int64_t>(m_lengths[item]);
                if (const auto* partner =
                        partnerOf(m_spec.mitigation, m_places[item], m_state.epoch)) {
                    pairs += partner->pairs.size();
                    tokens += static_cast<std::int64_t>(partner->window.ids.size());
                }
            }
        const double started = now();
        for (;;) {
            m_groupLosses.assign(m_spec.mitigation.groupCount, 0);
            auto done = accumulate(plan, begin, end, labels, pairs);
            if (done && !*done)
                return false;
            if (done) {
                const double factor =
                    scheduleFactor(m_recipe.schedule, m_state.step, m_warmup, m_total);
                const double head = m_recipe.head_learning_rate > 0 ? m_recipe.head_learning_rate
                                                                    : m_recipe.learning_rate;
                m_rate = m_recipe.learning_rate * factor;
                auto stepped = m_session.step(m_rate, head * factor, true);
                if (stepped) {
                    if (m_dro && !stepped->skipped) {
                        m_dro->update(m_groupLosses, labels);
                        m_state.groupWeights = m_dro->weights();
                    }
                    reportStep(*stepped, tokens, now() - started);
                    return true;
                }
                if (stepped.error().code == ErrorCode::NotANumber)
                    return diverged();
                done = stepped.error();
            }
            if (done.error().code != ErrorCode::OutOfMemory)
                return done.error();
            m_session.clearGradients();
            if (m_state.rowsAtOnce <= 1)
                return Error{ErrorCode::OutOfMemory,
                    "Not even one sentence at a time fits into memory", m_spec.device,
                    "Lower max_length, choose a smaller model or another device."};
            m_state.rowsAtOnce = (std::min(m_state.rowsAtOnce, m_recipe.batch_size) + 1) / 2;
            log(note::kMemory, Severity::Warning,
                "memory ran out: " + std::to_string(m_state.rowsAtOnce)
                    + " sentences at once from here on, the effective batch stays "
                    + std::to_string(m_recipe.batch_size * m_recipe.accumulation),
                std::to_string(m_state.rowsAtOnce));
        }
    }

    Result<bool> accumulate(const BatchPlan& plan, std::int64_t begin, std::int64_t end,
        double labels, std::size_t pairs) {
        // Masks are numbered by batch and cut, so that a repeated step draws the same ones.
        std::uint64_t counter = m_state.microBatches;
        const auto rows = static_cast<std::size_t>(m_state.rowsAtOnce);
        std::vector<std::uint32_t> items;
        for (auto b = begin; b < end; ++b) {
            const auto& batch = plan[static_cast<std::size_t>(b)];
            for (std::size_t at = 0; at < batch.size(); at += rows) {
                if (m_stop.stop_requested()) {
                    m_session.clearGradients();
                    return false;
                }
                const auto first = batch.begin() + static_cast<std::ptrdiff_t>(at);
                items.assign(
                    first, first + static_cast<std::ptrdiff_t>(std::min(rows, batch.size() - at)));
                auto done = m_session.accumulate(batchOf(items, pairs), labels, counter++);
                if (!done)
                    return done.error();
                if (m_dro) {
                    const auto losses = m_session.rowLosses();
                    for (std::size_t r = 0; r < items.size(); ++r)
                        m_groupLosses[groupOf(items[r])] += losses[r];
                }
            }
        }
        m_state.microBatches = counter;
        return true;
    }

    std::size_t groupOf(std::uint32_t item) const {
        return static_cast<std::size_t>(m_spec.mitigation.groups[m_places[item].sentence]);
    }

    // The windows, weighed; behind them the partners of those that have one. `pairs`: of the step.
    Batch batchOf(const std::vector<std::uint32_t>& items, std::size_t pairs) const {
        const auto& mitigation = m_spec.mitigation;
        std::vector<const EncodedWindow*> windows;
        LossTerms terms;
        for (const auto item : items) {
            windows.push_back(m_windows[item]);
            if (m_dro)
                terms.rowWeights.push_back(static_cast<float>(m_dro->factor(groupOf(item))));
            else if (!mitigation.weights.empty())
                terms.rowWeights.push_back(mitigation.weights[m_places[item].sentence]);
        }
        for (std::size_t r = 0; r < items.size(); ++r) {
            const auto* partner = partnerOf(mitigation, m_places[items[r]], m_state.epoch);
            if (!partner)
                continue;
            const auto row = static_cast<std::int32_t>(windows.size());
            windows.push_back(&partner->window);
            for (const auto& [a, b] : partner->pairs)
                terms.pairs.push_back({static_cast<std::int32_t>(r), static_cast<std::int32_t>(a),
                    row, static_cast<std::int32_t>(b)});
        }
        if (!terms.rowWeights.empty())
            terms.rowWeights.resize(windows.size(), 0); // a partner has no labels
        if (!terms.pairs.empty())
            terms.pairScale = mitigation.pairingWeight / static_cast<double>(pairs);
        terms.rowLosses = m_dro.has_value();
        auto batch = makeBatch(windows, m_spec.padId);
        batch.terms = std::move(terms);
        return batch;
    }

    Result<bool> diverged() const {
        log(note::kNotANumber, Severity::Error, "the loss is no longer a number");
        return Error{ErrorCode::NotANumber,
            "The loss is no longer a number, at step " + std::to_string(m_state.step + 1),
            "training",
            "Lower learning_rate, set max_grad_norm to 1, or use precision fp32. The checkpoints "
            "before this step are kept."};
    }

    void reportStep(const StepResult& result, std::int64_t tokens, double seconds) {
        ++m_state.step;
        m_tokens += static_cast<double>(tokens);
        m_seconds += seconds;
        auto event = make(TrainEvent::Kind::Step);
        event.loss = result.loss;
        event.gradNorm = result.gradNorm;
        event.learningRate = m_rate;
        event.tokensPerSecond = static_cast<double>(tokens) / std::max(seconds, 1e-9);
        m_events.on(event);
        if (result.skipped)
            log(note::kOverflow, Severity::Info,
                "the step was left out: a value of fp16 overflowed; the loss scale was halved");
        if (m_state.step == m_warmup)
            log(note::kWarmupEnd, Severity::Info, "the warm-up ends: the learning rate is highest");
        if (m_state.step == m_total && m_recipe.schedule != "constant")
            log(note::kScheduleEnd, Severity::Info, "the learning rate is at its end");
    }

    Result<void> afterStep(bool epochEnd) {
        const bool end = m_state.step >= m_total;
        auto due = [&](std::int64_t every) {
            return every > 0 ? m_state.step % every == 0 || end : epochEnd || end;
        };
        if (m_state.evaluated != m_state.step && due(m_recipe.eval_every))
            if (auto done = evaluate(); !done)
                return done;
        if (m_savedAt != m_state.step && due(m_recipe.save_every))
            return saveLast();
        return {};
    }

    Result<void> evaluate() {
        if (m_spec.validation.empty()) {
            m_state.evaluated = m_state.step;
            m_state.bestStep = m_state.step;
            return saveBest();
        }
        double loss = 0;
        std::int64_t labels = 0;
        for (const auto& sentence : m_spec.validation)
            for (const auto& window : sentence.windows)
                labels += labelled(window);
        auto logits = [&](const Batch& batch) {
            double part = 0;
            auto values = m_session.logits(batch, batch.labels.empty() ? nullptr : &part);
            loss += part;
            return values;
        };
        auto predictions = predict(logits, m_spec.tags, m_spec.validation,
            {m_recipe.decoder == "viterbi", 32, m_spec.padId}, m_stop);
        if (!predictions)
            return predictions.error().code == ErrorCode::Cancelled ? Result<void>()
                                                                    : predictions.error();
        auto scores = scorePredictions(*predictions, m_spec.validationGold, m_spec.tags);
        if (!scores)
            return scores.error();
        m_state.evaluated = m_state.step;
        auto event = make(TrainEvent::Kind::Eval);
        event.split = "validation";
        event.loss = loss / static_cast<double>(std::max<std::int64_t>(1, labels));
        event.scores = *scores;
        for (const auto& prediction : *predictions)
            for (const auto& found : mentionsOf(prediction, m_spec.tags))
                ++event.predicted[found.mention.label];
        m_events.on(event);
        if (!m_spec.validationExamples.empty()) {
            auto shown = make(TrainEvent::Kind::Examples);
            shown.split = event.split;
            shown.examples = pickExamples(
                m_spec.validationExamples, *predictions, m_spec.validationGold, m_spec.tags);
            m_events.on(shown);
        }
        if (m_state.step == 0)
            return {}; // only to compare with: the head knows nothing yet
        const double score = m_recipe.best_metric == "loss" ? -event.loss
            : m_recipe.best_metric == "macro_f1"            ? scores->macro.f1
                                                            : scores->micro.f1;
        if (m_state.bestStep == 0 || score > m_state.bestScore) {
            m_state.bestScore = score;
            m_state.bestScores = *scores;
            m_state.bestStep = m_state.step;
            m_state.withoutGain = 0;
            log(note::kBest, Severity::Info, "the best so far", m_recipe.best_metric);
            return saveBest();
        }
        ++m_state.withoutGain;
        const auto patience = m_recipe.early_stopping_patience;
        m_summary.stoppedEarly = patience > 0 && m_state.withoutGain >= patience;
        if (m_summary.stoppedEarly)
            log(note::kStoppedEarly, Severity::Info,
                "stopped early: " + std::to_string(patience)
                    + " evaluations without a better score",
                std::to_string(patience));
        return {};
    }

    Result<void> saveBest() {
        return m_checkpoints.saveBest(ShownWeights(m_session, false).weights(), m_state);
    }

    Result<void> saveLast() {
        m_savedAt = m_state.step;
        const ShownWeights shown(m_session, true);
        auto saved =
            m_checkpoints.saveLast(shown.weights(), shown.optimizer(), shown.steps(), m_state);
        if (!saved) {
            log(note::kCheckpointFailed, Severity::Warning,
                "the checkpoint could not be saved: " + saved.error().text());
            return {};
        }
        auto event = make(TrainEvent::Kind::Checkpoint);
        event.message = "last";
        m_events.on(event);
        return {};
    }

    Result<TrainSummary> finish() {
        // A run that was stopped before its first evaluation keeps what it has.
        if (m_summary.stopped && m_state.bestStep == 0 && m_state.step > 0) {
            m_state.bestStep = m_state.step;
            if (auto done = saveBest(); !done)
                return done.error();
        }
        m_summary.state = m_state;
        m_summary.seconds = now() - m_begin;
        m_summary.tokensPerSecond = m_tokens / std::max(m_seconds, 1e-9);
        return m_summary;
    }

    TrainSession& m_session;
    const TrainSpec& m_spec;
    const Recipe& m_recipe;
    EventSink& m_events;
    CheckpointSink& m_checkpoints;
    std::stop_token m_stop;
    std::vector<const EncodedWindow*> m_windows;
    std::vector<WindowPlace> m_places; // of m_windows
    std::vector<std::uint32_t> m_lengths;
    std::optional<GroupDro> m_dro;
    std::vector<double> m_groupLosses; // of the step
    TrainState m_state;
    TrainSummary m_summary;
    std::int64_t m_total = 0, m_warmup = 0, m_savedAt = -1;
    double m_begin = 0, m_epochNow = 0, m_rate = 0, m_tokens = 0, m_seconds = 0;
};

} // namespace

std::int64_t totalSteps(const Recipe& recipe, std::size_t windows) {
    const auto up = [](std::int64_t a, std::int64_t b) { return (a + b - 1) / b; };
    const auto batches = up(static_cast<std::int64_t>(windows), recipe.batch_size);
    const auto perEpoch = up(batches, recipe.accumulation);
    const auto steps =
        static_cast<std::int64_t>(std::ceil(recipe.epochs * static_cast<double>(perEpoch)));
    return recipe.max_steps > 0 ? std::min(recipe.max_steps, steps) : steps;
}

std::string toJson(const TrainState& state) {
    nlohmann::json json{{"step", state.step}, {"epoch", state.epoch}, {"batch", state.batch},
        {"micro_batches", state.microBatches}, {"rows_at_once", state.rowsAtOnce},
        {"best_score", state.bestScore}, {"best_step", state.bestStep},
        {"without_gain", state.withoutGain}, {"evaluated", state.evaluated}};
    if (!state.groupWeights.empty())
        json["group_weights"] = state.groupWeights; // with all their digits
    return json.dump();
}

Result<TrainState> trainStateFromJson(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    TrainState state;
    try {
        state.step = json.at("step");
        state.epoch = json.at("epoch");
        state.batch = json.at("batch");
        state.microBatches = json.at("micro_batches");
        state.rowsAtOnce = json.at("rows_at_once");
        state.bestScore = json.at("best_score");
        state.bestStep = json.at("best_step");
        state.withoutGain = json.at("without_gain");
        state.evaluated = json.at("evaluated");
        state.groupWeights = json.value("group_weights", std::vector<double>());
    } catch (const nlohmann::json::exception&) {
        return Error{ErrorCode::Corrupt, "The checkpoint's state cannot be read", "state.json",
            "Start the run again, or resume from another checkpoint."};
    }
    return state;
}

Result<TrainSummary> runTraining(TrainSession& session, const TrainSpec& spec, EventSink& events,
    CheckpointSink& checkpoints, std::stop_token stop) {
    return Run(session, spec, events, checkpoints, std::move(stop)).go();
}

} // namespace evenspan::engine
