// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

namespace evenspan::test {

inline std::map<std::string, engine::Tensor> copied(const engine::WeightViews& views) {
    std::map<std::string, engine::Tensor> out;
    for (const auto& [name, view] : views) {
        out[name] = {view.shape, std::vector<float>(view.bytes.size() / sizeof(float))};
        std::memcpy(out[name].values.data(), view.bytes.data(), view.bytes.size());
    }
    return out;
}

// A model small enough to follow: one row of scores a sub-word id (softmax regression), learnt by
// SGD with momentum. It learns for real, so that a wrong order, rate or normalizer changes its
// weights.
class ToySession : public engine::TrainSession {
public:
    ToySession(std::size_t vocabulary, std::size_t classes)
        : m_vocabulary(vocabulary)
        , m_classes(classes)
        , m_weights(vocabulary * classes)
        , m_velocity(vocabulary * classes)
        , m_gradients(vocabulary * classes) { }

    // Asked before each call that may fail: the error that it should return, if any.
    std::function<std::optional<Error>(const char* call, const Batch* batch)> fault;
    std::vector<double> rates, headRates, normalizers;
    std::vector<std::int32_t> rows;
    std::vector<LossTerms> terms; // of each accumulate

    Result<void> accumulate(const Batch& batch, double normalizer, std::uint64_t) override {
        if (auto error = ask("accumulate", &batch))
            return *error;
        rows.push_back(batch.rows);
        normalizers.push_back(normalizer);
        terms.push_back(batch.terms);
        const auto& weights = batch.terms.rowWeights;
        m_rowLosses.assign(batch.terms.rowLosses ? static_cast<std::size_t>(batch.rows) : 0, 0);
        std::size_t row = 0;
        const auto learn = [&](std::size_t id, std::int32_t label, std::span<const double> p) {
            if (label < 0)
                return;
            const double loss = -std::log(p[static_cast<std::size_t>(label)]);
            if (!m_rowLosses.empty())
                m_rowLosses[row] += loss;
            const double share =
                (weights.empty() ? 1 : static_cast<double>(weights[row])) / normalizer;
            m_loss += loss * share;
            for (std::size_t c = 0; c < m_classes; ++c)
                m_gradients[id * m_classes + c] += static_cast<float>(
                    (p[c] - (static_cast<std::int32_t>(c) == label ? 1 : 0)) * share);
        };
        each(batch, learn, &row);
        for (const auto& pair : batch.terms.pairs) {
            const auto a = static_cast<std::size_t>(
                batch.ids[static_cast<std::size_t>(pair.rowA * batch.columns + pair.columnA)]);
            const auto b = static_cast<std::size_t>(
                batch.ids[static_cast<std::size_t>(pair.rowB * batch.columns + pair.columnB)]);
            const double scale = batch.terms.pairScale / static_cast<double>(m_classes);
            for (std::size_t c = 0; c < m_classes; ++c) {
                const double gap = static_cast<double>(m_weights[a * m_classes + c])
                    - static_cast<double>(m_weights[b * m_classes + c]);
                m_loss += scale * gap * gap;
                m_gradients[a * m_classes + c] += static_cast<float>(2 * scale * gap);
                m_gradients[b * m_classes + c] -= static_cast<float>(2 * scale * gap);
            }
        }
        return {};
    }
    std::vector<double> rowLosses() const override { return m_rowLosses; }
    Result<engine::StepResult> step(double rate, double headRate, bool) override {
        if (auto error = ask("step", nullptr))
            return *error;
        rates.push_back(rate);
        headRates.push_back(headRate);
        for (std::size_t i = 0; i < m_weights.size(); ++i) {
            m_velocity[i] = 0.9f * m_velocity[i] + m_gradients[i];
            m_weights[i] -= static_cast<float>(rate) * m_velocity[i];
        }
        ++m_steps;
        engine::StepResult result{m_loss, 1, false};
        clearGradients();
        return result;
    }
    void clearGradients() override {
        std::fill(m_gradients.begin(), m_gradients.end(), 0.f);
        m_loss = 0;
    }
    Result<std::vector<float>> logits(const Batch& batch, double* loss) override {
        std::vector<float> out;
        each(batch, [&](std::size_t id, std::int32_t label, std::span<const double> p) {
            for (std::size_t c = 0; c < m_classes; ++c)
                out.push_back(m_weights[id * m_classes + c]);
            if (loss && label >= 0)
                *loss -= std::log(p[static_cast<std::size_t>(label)]);
        });
        return out;
    }
    std::map<std::string, engine::Tensor> weights() const override {
        return {{"w", tensor(m_weights)}};
    }
    std::map<std::string, engine::Tensor> optimizerState(std::int64_t* steps) const override {
        *steps = m_steps;
        return {{"m:w", tensor(m_velocity)}};
    }
    Result<void> restore(const engine::WeightViews& weights, const engine::WeightViews& optimizer,
        std::int64_t steps) override {
        std::memcpy(m_weights.data(), weights.at("w").bytes.data(), weights.at("w").bytes.size());
        std::memcpy(
            m_velocity.data(), optimizer.at("m:w").bytes.data(), optimizer.at("m:w").bytes.size());
        m_steps = steps;
        return {};
    }
    std::map<std::string, engine::Tensor> gradients() const override {
        return {{"w", tensor(m_gradients)}};
    }
    const std::vector<float>& values() const { return m_weights; }

protected:
    std::size_t vocabulary() const { return m_vocabulary; }
    std::size_t classes() const { return m_classes; }
    const std::vector<float>& velocity() const { return m_velocity; }

private:
    std::optional<Error> ask(const char* call, const Batch* batch) {
        return fault ? fault(call, batch) : std::nullopt;
    }
    engine::Tensor tensor(const std::vector<float>& values) const {
        return {{static_cast<std::int64_t>(m_vocabulary), static_cast<std::int64_t>(m_classes)},
            values};
    }
    template <class Visit>
    void each(const Batch& batch, Visit visit, std::size_t* row = nullptr) const {
        std::vector<double> p(m_classes);
        for (std::int32_t r = 0; r < batch.rows; ++r) {
            if (row)
                *row = static_cast<std::size_t>(r);
            for (std::int32_t i = 0; i < batch.lengths[static_cast<std::size_t>(r)]; ++i) {
                const auto at = static_cast<std::size_t>(r * batch.columns + i);
                const auto id = static_cast<std::size_t>(batch.ids[at]);
                double sum = 0;
                for (std::size_t c = 0; c < m_classes; ++c)
                    sum += p[c] = std::exp(static_cast<double>(m_weights[id * m_classes + c]));
                for (auto& value : p)
                    value /= sum;
                visit(id, batch.labels.empty() ? -100 : batch.labels[at], p);
            }
        }
    }

    std::size_t m_vocabulary, m_classes;
    std::vector<float> m_weights, m_velocity, m_gradients;
    std::int64_t m_steps = 0;
    double m_loss = 0;
    std::vector<double> m_rowLosses;
};

// The largest difference of two lists of weights; huge where their sizes differ.
inline double distance(const std::vector<float>& a, const std::vector<float>& b) {
    double worst = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
        worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return worst;
}

} // namespace evenspan::test
