// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watch.h"

#include <algorithm>
#include <cmath>

namespace evenspan::engine {

namespace {

constexpr double kDecay = 0.95;
constexpr std::int64_t kSettled = 20; // steps before the average means something
constexpr int kHighSteps = 10;
constexpr double kExplodes = 3, kOfStart = 0.25;
constexpr int kEvals = 3;
constexpr double kRise = 1.10, kGain = 0.002;
constexpr std::uint64_t kSupport = 5;
constexpr std::size_t kFirst = 5;
constexpr double kPeak = 5, kStillHigh = 0.5;
constexpr std::int64_t kBehindFrom = 10, kBehindTo = 30; // steps behind a peak

TrainEvent warning(const TrainEvent& at, const char* note, std::string message,
    std::string detail = {}, Severity severity = Severity::Warning) {
    TrainEvent event;
    event.kind = TrainEvent::Kind::Log;
    event.step = at.step;
    event.totalSteps = at.totalSteps;
    event.epoch = at.epoch;
    event.time = at.time;
    event.device = at.device;
    event.run = at.run;
    event.severity = severity;
    event.note = note;
    event.message = std::move(message);
    event.detail = std::move(detail);
    return event;
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

bool has(const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

const char* const kNaN = "the loss is no longer a number: lower learning_rate, set max_grad_norm "
                         "to 1, or use precision fp32";

} // namespace

bool RunWatch::once(const char* note) {
    if (has(m_said, note))
        return false;
    m_said.emplace_back(note);
    return true;
}

std::vector<TrainEvent> RunWatch::see(const TrainEvent& event) {
    std::vector<TrainEvent> out;
    if (event.kind == TrainEvent::Kind::Log && event.note == note::kNotANumber)
        once(note::kNotANumber); // the trainer said so itself
    const bool counts =
        event.kind == TrainEvent::Kind::Step || event.kind == TrainEvent::Kind::Eval;
    if (counts && !std::isfinite(event.loss)) {
        if (once(note::kNotANumber))
            out.push_back(warning(event, note::kNotANumber, kNaN, {}, Severity::Error));
        return out;
    }
    if (event.kind == TrainEvent::Kind::Step)
        seeStep(event, out);
    else if (event.kind == TrainEvent::Kind::Eval && event.step > m_warmup)
        seeEval(event, out);
    return out;
}

void RunWatch::seeStep(const TrainEvent& event, std::vector<TrainEvent>& out) {
    ++m_steps;
    m_mean = kDecay * m_mean + (1 - kDecay) * event.loss;
    m_weight *= kDecay;
    const double loss = m_mean / (1 - m_weight);
    if (m_steps == kSettled)
        m_start = m_lowest = loss;
    if (m_steps >= kSettled) {
        m_lowest = std::min(m_lowest, loss);
        m_high = loss > kExplodes * m_lowest && loss > kOfStart * m_start ? m_high + 1 : 0;
        if (m_high == kHighSteps && once(note::kLossExplodes))
            out.push_back(warning(event, note::kLossExplodes,
                "the loss rises steeply: the model forgets what it learnt. Lower learning_rate, or "
                "warm up longer; the best weights so far are kept"));
    }
    seeNorm(event, out);
}

void RunWatch::seeNorm(const TrainEvent& event, std::vector<TrainEvent>& out) {
    if (!std::isfinite(event.gradNorm))
        return; // an overflow of fp16: the step was left out
    if (m_firstNorms.size() < kFirst) {
        m_firstNorms.push_back(event.gradNorm);
        m_firstLoss += event.loss / static_cast<double>(kFirst);
        return;
    }
    if (m_peak < 0) {
        if (event.gradNorm > kPeak * medianOf(m_firstNorms)) {
            m_peak = m_steps;
            m_lossBehind = 0;
        }
        return;
    }
    const auto behind = m_steps - m_peak;
    if (behind > kBehindFrom)
        m_lossBehind += event.loss / static_cast<double>(kBehindTo - kBehindFrom);
    if (behind < kBehindTo)
        return;
    m_peak = -1; // a later one is looked at too
    if (m_lossBehind > kStillHigh * m_firstLoss && once(note::kRateTooHigh))
        out.push_back(warning(event, note::kRateTooHigh,
            "gradients leapt and the loss does not fall: the learning rate is too high. Divide "
            "learning_rate by three, or warm up longer"));
}

void RunWatch::seeEval(const TrainEvent& event, std::vector<TrainEvent>& out) {
    ++m_evals;
    const double f1 = event.scores.micro.f1;
    m_zero = f1 > 0 || event.scores.micro.support == 0 ? 0 : m_zero + 1;
    if (m_zero == m_evals && m_zero == kEvals && once(note::kNothingFound))
        out.push_back(warning(event, note::kNothingFound,
            "nothing is found after three evaluations: check that the training documents carry the "
            "labels, try a learning_rate between 1e-4 and 3e-4, or weigh the classes "
            "(class_weights)"));

    if (m_lastLoss >= 0 && event.loss > m_lastLoss) {
        if (m_rising++ == 0)
            m_bestBefore = m_bestF1;
    } else {
        m_rising = 0;
    }
    m_lastLoss = event.loss;
    m_lowestLoss = m_lowestLoss < 0 ? event.loss : std::min(m_lowestLoss, event.loss);
    m_bestF1 = std::max(m_bestF1, f1);
    if (m_rising >= kEvals && event.loss >= kRise * m_lowestLoss && m_bestF1 < m_bestBefore + kGain
        && once(note::kOverfits))
        out.push_back(warning(event, note::kOverfits,
            "the validation loss rises while F1 stands still: the model learns the training text "
            "by heart. Stop and keep the best, train fewer epochs, or add documents"));

    for (const auto& [label, count] : event.predicted)
        if (count > 0 && !has(m_predicted, label))
            m_predicted.push_back(label);
    if (m_evals < kEvals || f1 <= 0)
        return;
    std::string missing;
    for (const auto& [label, score] : event.scores.types)
        if (score.support >= kSupport && !has(m_predicted, label))
            missing += (missing.empty() ? "" : ", ") + label;
    if (!missing.empty() && once(note::kNeverPredicted))
        out.push_back(warning(event, note::kNeverPredicted,
            "never predicted so far: " + missing
                + ". Label more of them, train longer, or weigh the classes (class_weights)",
            missing));
}

} // namespace evenspan::engine
