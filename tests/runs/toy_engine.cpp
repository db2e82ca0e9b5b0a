// SPDX-License-Identifier: GPL-3.0-or-later
// An engine without LibTorch: of the model it is given it learns the classifier alone, on the
// embedding of each sub-word, by SGD with momentum. It learns for real and in the same bits each
// time, and it fails as a device does, by EVENSPAN_TOY_FAULT:
//   oom:N   the N-th micro-batch of the run does not fit; oom!:N  nor does any later one
//   gone:N  the device is gone from the N-th on
//   nan:N   the N-th update has no finite gradient
//   crash:N the process dies at the N-th
// EVENSPAN_TOY_SLOW: milliseconds that a micro-batch takes.
#include "core/base/rng.h"
#include "core/engine/attribution.h"
#include "core/engine/engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/resource.h>
#include <thread>

namespace evenspan::engine {

namespace {

const char* kEmbedding = "bert.embeddings.word_embeddings.weight";

struct Fault {
    std::string kind;
    long at = 0;
    static Fault wanted() {
        const char* text = std::getenv("EVENSPAN_TOY_FAULT");
        const std::string word = text ? text : "";
        const auto cut = word.find(':');
        if (cut == std::string::npos)
            return {};
        return {word.substr(0, cut), std::strtol(word.c_str() + cut + 1, nullptr, 10)};
    }
};

class ToySession : public TrainSession {
public:
    ToySession(const ModelConfig& config, const WeightViews& weights, const TrainOptions& options)
        : m_hidden(static_cast<std::size_t>(config.hidden))
        , m_classes(static_cast<std::size_t>(config.classes)) {
        for (const auto& [name, view] : weights) {
            Tensor tensor{view.shape, std::vector<float>(view.bytes.size() / sizeof(float))};
            std::memcpy(tensor.values.data(), view.bytes.data(), view.bytes.size());
            m_weights[name] = std::move(tensor);
        }
        Philox rng(options.seed);
        if (!m_weights.contains("classifier.weight")) {
            Tensor head{{config.classes, config.hidden}, {}};
            for (std::size_t i = 0; i < m_classes * m_hidden; ++i)
                head.values.push_back(static_cast<float>(0.02 * (2 * rng.uniform() - 1)));
            m_weights["classifier.weight"] = std::move(head);
            m_weights["classifier.bias"] = {{config.classes}, std::vector<float>(m_classes)};
        }
        m_velocity.resize(m_classes * m_hidden);
        m_gradient.resize(m_classes * m_hidden);
        if (const char* slow = std::getenv("EVENSPAN_TOY_SLOW"))
            m_slow = std::atoi(slow);
    }

    Result<void> accumulate(const Batch& batch, double normalizer, std::uint64_t) override {
        const Fault fault = Fault::wanted();
        const long call = ++m_calls;
        std::this_thread::sleep_for(std::chrono::milliseconds(m_slow));
        if ((fault.kind == "oom" && call == fault.at) || (fault.kind == "oom!" && call >= fault.at))
            return Error{ErrorCode::OutOfMemory, "out of memory", "cpu", "Use a smaller batch"};
        if (fault.kind == "gone" && call >= fault.at)
            return Error{ErrorCode::Internal, "the device is lost", "cuda:0",
                "Check the card, then go on with the run"};
        if (fault.kind == "crash" && call == fault.at) {
            const rlimit none{0, 0}; // no core file
            ::setrlimit(RLIMIT_CORE, &none);
            std::raise(SIGSEGV);
        }
        m_nan = m_nan || (fault.kind == "nan" && call == fault.at);
        const auto& weights = batch.terms.rowWeights;
        m_rowLosses.assign(batch.terms.rowLosses ? static_cast<std::size_t>(batch.rows) : 0, 0);
        std::size_t row = 0;
        const auto learn = [&](const float* x, std::int32_t label, const std::vector<double>& p) {
            if (label < 0)
                return;
            const double loss = -std::log(p[static_cast<std::size_t>(label)]);
            if (!m_rowLosses.empty())
                m_rowLosses[row] += loss;
            const double share =
                (weights.empty() ? 1 : static_cast<double>(weights[row])) / normalizer;
            m_loss += loss * share;
            for (std::size_t c = 0; c < m_classes; ++c) {
                const double d = (p[c] - (static_cast<std::int32_t>(c) == label ? 1 : 0));
                for (std::size_t h = 0; h < m_hidden; ++h)
                    m_gradient[c * m_hidden + h] += static_cast<float>(d * x[h] * share);
            }
        };
        each(batch, learn, &row);
        agree(batch);
        return {};
    }
    std::vector<double> rowLosses() const override { return m_rowLosses; }
    Result<StepResult> step(double rate, double, bool) override {
        if (m_nan)
            return Error{ErrorCode::NotANumber, "the gradient is not a finite number",
                "optimizer step", "Lower the rate"};
        auto& head = m_weights["classifier.weight"].values;
        for (std::size_t i = 0; i < head.size(); ++i) {
            m_velocity[i] = 0.9f * m_velocity[i] + m_gradient[i];
            head[i] -= static_cast<float>(2000 * rate) * m_velocity[i];
        }
        ++m_steps;
        const StepResult result{m_loss, 1, false};
        clearGradients();
        return result;
    }
    void clearGradients() override {
        std::fill(m_gradient.begin(), m_gradient.end(), 0.f);
        m_loss = 0;
    }
    Result<std::vector<float>> logits(const Batch& batch, double* loss) override {
        std::vector<float> out;
        each(batch, [&](const float*, std::int32_t label, const std::vector<double>& p) {
            for (const double value : p)
                out.push_back(static_cast<float>(std::log(value)));
            if (loss && label >= 0)
                *loss -= std::log(p[static_cast<std::size_t>(label)]);
        });
        return out;
    }
    std::map<std::string, Tensor> weights() const override { return m_weights; }
    std::map<std::string, Tensor> optimizerState(std::int64_t* steps) const override {
        *steps = m_steps;
        return {{"m:classifier.weight",
            {{static_cast<std::int64_t>(m_classes), static_cast<std::int64_t>(m_hidden)},
                m_velocity}}};
    }
    Result<void> restore(
        const WeightViews& weights, const WeightViews& optimizer, std::int64_t steps) override {
        for (const auto& [name, view] : weights)
            std::memcpy(m_weights.at(name).values.data(), view.bytes.data(), view.bytes.size());
        const auto& velocity = optimizer.at("m:classifier.weight");
        std::memcpy(m_velocity.data(), velocity.bytes.data(), velocity.bytes.size());
        m_steps = steps;
        return {};
    }
    std::map<std::string, Tensor> gradients() const override { return {}; }

private:
    void agree(const Batch& batch) {
        const auto& table = m_weights.at(kEmbedding).values;
        const auto& head = m_weights.at("classifier.weight").values;
        const auto at = [&](std::int32_t row, std::int32_t column) {
            const auto id = batch.ids[static_cast<std::size_t>(row * batch.columns + column)];
            return table.data() + static_cast<std::size_t>(id) * m_hidden;
        };
        const double scale = batch.terms.pairScale / static_cast<double>(m_classes);
        for (const LogitPair& pair : batch.terms.pairs) {
            const float *a = at(pair.rowA, pair.columnA), *b = at(pair.rowB, pair.columnB);
            for (std::size_t c = 0; c < m_classes; ++c) {
                double gap = 0;
                for (std::size_t h = 0; h < m_hidden; ++h)
                    gap += static_cast<double>(head[c * m_hidden + h] * (a[h] - b[h]));
                m_loss += scale * gap * gap;
                for (std::size_t h = 0; h < m_hidden; ++h)
                    m_gradient[c * m_hidden + h] +=
                        static_cast<float>(2 * scale * gap * static_cast<double>(a[h] - b[h]));
            }
        }
    }
    template <class Visit>
    void each(const Batch& batch, Visit visit, std::size_t* row = nullptr) const {
        const auto& table = m_weights.at(kEmbedding).values;
        const auto& head = m_weights.at("classifier.weight").values;
        const auto& bias = m_weights.at("classifier.bias").values;
        std::vector<double> p(m_classes);
        for (std::int32_t r = 0; r < batch.rows; ++r) {
            if (row)
                *row = static_cast<std::size_t>(r);
            for (std::int32_t i = 0; i < batch.lengths[static_cast<std::size_t>(r)]; ++i) {
                const auto at = static_cast<std::size_t>(r * batch.columns + i);
                const float* x = table.data() + static_cast<std::size_t>(batch.ids[at]) * m_hidden;
                double sum = 0;
                for (std::size_t c = 0; c < m_classes; ++c) {
                    double score = static_cast<double>(bias[c]);
                    for (std::size_t h = 0; h < m_hidden; ++h)
                        score += static_cast<double>(head[c * m_hidden + h]) * x[h];
                    sum += p[c] = std::exp(std::clamp(score, -30.0, 30.0));
                }
                for (auto& value : p)
                    value /= sum;
                visit(x, batch.labels.empty() ? -100 : batch.labels[at], p);
            }
        }
    }

    std::size_t m_hidden, m_classes;
    std::map<std::string, Tensor> m_weights;
    std::vector<float> m_velocity, m_gradient;
    std::int64_t m_steps = 0;
    double m_loss = 0;
    std::vector<double> m_rowLosses;
    long m_calls = 0;
    bool m_nan = false;
    int m_slow = 0;
};

// The same head, for tagging.
class ToyTagger : public PredictSession {
public:
    ToyTagger(const ModelConfig& config, const WeightViews& weights)
        : m_session(config, weights, {}) { }
    Result<std::vector<float>> logits(const Batch& batch) override {
        return m_session.logits(batch, nullptr);
    }

private:
    ToySession m_session;
};

class ToyEngine : public Engine {
public:
    Info info() const override {
        Info info;
        info.torchVersion = "toy";
        info.devices = {"cpu"};
        return info;
    }
    std::vector<MatmulRate> measureMatmul(
        std::int64_t, std::int64_t, std::int64_t, double, int) override {
        return {};
    }
    Result<std::unique_ptr<TrainSession>> train(const ModelConfig& config,
        const WeightViews& weights, const TrainOptions& options) override {
        return std::unique_ptr<TrainSession>(
            std::make_unique<ToySession>(config, weights, options));
    }
    Result<std::unique_ptr<PredictSession>> predict(
        const ModelConfig& config, const WeightViews& weights, const ComputeOptions&) override {
        return std::unique_ptr<PredictSession>(std::make_unique<ToyTagger>(config, weights));
    }
    Result<std::unique_ptr<ExplainSession>> explain(
        const ModelConfig&, const WeightViews&, const ComputeOptions&) override {
        return Error{ErrorCode::Unsupported, "the toy only trains", "engine", ""};
    }
};

} // namespace

} // namespace evenspan::engine

extern "C" evenspan::engine::Engine* evenspan_engine_create(std::uint32_t abi) noexcept {
    static evenspan::engine::ToyEngine engine;
    return abi == evenspan::engine::kAbi ? &engine : nullptr;
}
