// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/held_weights.h"
#include "core/engine/torch/packed_parts.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <type_traits>

namespace evenspan::engine {

namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEps = 1e-8;

Error notANumber() {
    return {ErrorCode::NotANumber, "the gradient is not a finite number", "optimizer step",
        "Lower the learning rate, or train in fp32"};
}

template <class E> class PackedTrain final : public TrainSession, public HeldWeights {
public:
    PackedTrain(const ModelConfig& config, Layout layout, const TrainOptions& options,
        MatmulPath path, int threads)
        : m_config(config)
        , m_layout(std::move(layout))
        , m_options(options)
        , m_path(path)
        , m_threads(threads)
        , m_spansByLayer(options.layerDecay != 1 || options.frozenLayers > 0)
        , m_spans(updateSpans(m_layout, m_spansByLayer))
        , m_weights(m_layout)
        , m_gradients(m_layout.total * 4)
        , m_first(m_layout.total * 4)
        , m_second(options.optimizer == OptimizerKind::AdamW ? m_layout.total * 4 : 64)
        , m_partial((m_layout.total / 16384 + 64) * 8)
        , m_ever(static_cast<std::size_t>(config.vocabulary), 0)
        , m_touchedNow(static_cast<std::size_t>(config.vocabulary), 0)
        , m_model(config, m_layout, threads, true, options.checkpointing) { }

    ~PackedTrain() override {
        if (std::getenv("EVENSPAN_ENGINE_PROFILE"))
            m_model.profile().print();
    }

    Result<void> load(const WeightViews& weights) {
        const auto done =
            loadWeights(m_layout, m_config, weights, m_options.seed, m_weights.flat());
        refresh();
        return done;
    }

    Result<void> accumulate(
        const Batch& batch, double normalizer, std::uint64_t dropoutCounter) override {
        try {
            if (!(normalizer > 0))
                return Error{ErrorCode::InvalidArgument, "a batch without labels", "accumulate",
                    "Leave sentences without decided words out"};
            auto packed = pack(batch, m_config, true);
            if (!packed)
                return packed.error();
            keepLabelled(*packed);
            prepare(m_path, m_threads);
            const typename PackedModel<E>::Drop drop{true, m_options.seed, dropoutCounter};
            const float* logits =
                m_model.forward(*packed, m_weights.flat(), m_weights.narrow(), drop);
            const bool terms = !batch.terms.none();
            std::vector<double> each;
            const double loss =
                crossEntropy(packed->labels, logits, m_config.classes, m_options.labelSmoothing,
                    normalizer, m_model.dLogits(), m_options.classWeights, terms ? &each : nullptr);
            m_rowLosses.clear();
            m_loss += terms ? applyTerms(batch.terms, batch.rows, *packed, each, logits,
                          m_config.classes, normalizer, m_model.dLogits(), m_rowLosses)
                            : loss / normalizer;
            for (const std::int32_t id :
                m_options.frozenLayers > 0 ? std::vector<std::int32_t>() : packed->ids)
                if (!m_touchedNow[static_cast<std::size_t>(id)]) {
                    m_touchedNow[static_cast<std::size_t>(id)] = 1;
                    m_touched.push_back(id);
                }
            m_model.backward(*packed, m_weights.flat(), m_weights.narrow(), drop,
                m_gradients.as<float>(), m_fresh, static_cast<std::size_t>(m_options.frozenLayers));
            m_fresh = false;
            return {};
        } catch (...) {
            clearGradients();
            return currentError("training step");
        }
    }

    Result<StepResult> step(double lr, double headLr, bool read) override {
        try {
            const auto start = std::chrono::steady_clock::now();
            float* g = m_gradients.as<float>();
            if (m_fresh)
                return Error{ErrorCode::InvalidArgument, "a step without gradients", "step",
                    "This is a bug: please report it"};
            const Kernels<E>& k = table<E>();
            double squares = 0;
            for (const Span& s : m_spans)
                squares +=
                    k.squares(s.end - s.begin, g + s.begin, m_partial.as<double>(), m_threads);
            for (const std::int32_t id : m_touched)
                squares += k.squares(m_config.hidden, g + m_layout.word + id * m_config.hidden,
                    m_partial.as<double>(), 1);
            const double norm = std::sqrt(squares);
            if (!std::isfinite(norm) || !std::isfinite(m_loss)) {
                clearGradients();
                return notANumber();
            }
            const double clip = m_options.maxGradNorm > 0
                ? std::min(1.0, m_options.maxGradNorm / (norm + 1e-6))
                : 1.0;
            StepResult result;
            if (read)
                result = {m_loss, norm, false};
            ++m_steps;
            for (const std::int32_t id : m_touched)
                m_ever[static_cast<std::size_t>(id)] = 1;
            update(lr, headLr, static_cast<float>(clip));
            clearGradients();
            m_model.profile().seconds[static_cast<std::size_t>(Work::Update)] +=
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            return result;
        } catch (...) {
            clearGradients();
            return currentError("optimizer step");
        }
    }

    // Matrices of the encoder are overwritten by the next accumulate; of the word table only the
    // rows that had a gradient are not zero.
    void clearGradients() override {
        float* g = m_gradients.as<float>();
        for (const std::int32_t id : m_touched) {
            std::memset(g + m_layout.word + id * m_config.hidden, 0,
                static_cast<std::size_t>(m_config.hidden) * 4);
            m_touchedNow[static_cast<std::size_t>(id)] = 0;
        }
        m_touched.clear();
        std::memset(g + m_layout.wordEnd, 0,
            static_cast<std::size_t>(m_layout.total - m_layout.wordEnd) * 4);
        m_fresh = true;
        m_loss = 0;
    }

    std::vector<double> rowLosses() const override { return m_rowLosses; }

    Result<std::vector<float>> logits(const Batch& batch, double* loss) override {
        try {
            auto packed = pack(batch, m_config, loss != nullptr);
            if (!packed)
                return packed.error();
            prepare(m_path, m_threads);
            std::vector<float> all =
                logitsInParts(*packed, m_config.classes, [this](const Packed& part) {
                    return m_model.forward(part, m_weights.flat(), m_weights.narrow(), {});
                });
            if (loss)
                *loss = crossEntropy(packed->labels, all.data(), m_config.classes, 0, 1, nullptr);
            return all;
        } catch (...) {
            return currentError("prediction");
        }
    }

    std::map<std::string, Tensor> weights() const override {
        return namedTensors(m_layout, m_weights.flat());
    }
    std::map<std::string, Tensor> optimizerState(std::int64_t* steps) const override {
        if (steps)
            *steps = m_steps;
        auto state = namedTensors(m_layout, m_first.as<float>(), "m:");
        if (m_options.optimizer == OptimizerKind::AdamW)
            state.merge(namedTensors(m_layout, m_second.as<float>(), "v:"));
        return state;
    }
    WeightViews weightViews() const override { return namedViews(m_layout, m_weights.flat()); }
    WeightViews optimizerViews(std::int64_t* steps) const override {
        if (steps)
            *steps = m_steps;
        auto state = namedViews(m_layout, m_first.as<float>(), "m:");
        if (m_options.optimizer == OptimizerKind::AdamW)
            state.merge(namedViews(m_layout, m_second.as<float>(), "v:"));
        return state;
    }
    Result<void> restore(
        const WeightViews& weights, const WeightViews& optimizer, std::int64_t steps) override {
        const auto read = [](const WeightViews& from, const std::string& name, const Parameter& p,
                              float* to) -> Result<void> {
            const auto found = from.find(name);
            if (found == from.end())
                return Error{ErrorCode::BadConfig, "a checkpoint lacks a tensor", name,
                    "Start the run again"};
            return readTensor(found->second, p, to);
        };
        for (const Parameter& p : m_layout.parameters) {
            if (auto r = read(weights, p.name, p, m_weights.flat() + p.offset); !r)
                return r;
            if (auto r = read(optimizer, "m:" + p.name, p, m_first.as<float>() + p.offset); !r)
                return r;
            if (m_options.optimizer == OptimizerKind::AdamW)
                if (auto r = read(optimizer, "v:" + p.name, p, m_second.as<float>() + p.offset); !r)
                    return r;
        }
        const std::int64_t H = m_config.hidden;
        for (std::int64_t row = 0; row < m_config.vocabulary; ++row) {
            const float* m = m_first.as<float>() + m_layout.word + row * H;
            bool any = false;
            for (std::int64_t c = 0; c < H && !any; ++c)
                any = m[c] != 0
                    || (m_options.optimizer == OptimizerKind::AdamW
                        && m_second.as<float>()[m_layout.word + row * H + c] != 0);
            m_ever[static_cast<std::size_t>(row)] = any;
        }
        m_steps = steps;
        clearGradients();
        refresh();
        return {};
    }
    std::map<std::string, Tensor> gradients() const override {
        auto out = namedTensors(m_layout, m_gradients.as<float>());
        if (m_fresh)
            for (auto& entry : out)
                std::fill(entry.second.values.begin(), entry.second.values.end(), 0.0f);
        return out;
    }

private:
    void refresh() {
        if (!std::is_same_v<E, float>)
            table<E>().narrow(m_layout.shadowEnd, m_weights.flat(), m_weights.narrow(), m_threads);
    }

    void update(double lr, double headLr, float clip) {
        const Kernels<E>& k = table<E>();
        float *p = m_weights.flat(), *m = m_first.as<float>(), *v = m_second.as<float>();
        const float* g = m_gradients.as<float>();
        const std::int64_t H = m_config.hidden, V = m_config.vocabulary, w = m_layout.word;
        const auto t = static_cast<double>(m_steps);
        for (std::size_t i = 0; i <= m_spans.size(); ++i) {
            const bool word = i == m_spans.size();
            const Span s = word ? Span{w, w + V * H, true, false, 0} : m_spans[i];
            const double factor = m_spansByLayer ? rateFactor(m_options, m_config, s.depth) : 1;
            if (factor == 0)
                continue;
            const double rate = s.head ? headLr : lr * factor,
                         decay = s.decay ? m_options.weightDecay : 0;
            const std::int64_t b = s.begin, n = s.end - s.begin;
            E* shadow =
                b < m_layout.shadowEnd && m_weights.narrow() ? m_weights.narrow() + b : nullptr;
            if (m_options.optimizer == OptimizerKind::Sgd) {
                k.sgd(n, p + b, m + b, g + b, shadow, static_cast<float>(rate),
                    static_cast<float>(m_options.momentum), static_cast<float>(decay), clip,
                    m_threads);
                continue;
            }
            const AdamArgs args{static_cast<float>(rate), static_cast<float>(1 - rate * decay),
                static_cast<float>(kBeta1), static_cast<float>(kBeta2), static_cast<float>(kEps),
                static_cast<float>(1 - std::pow(kBeta1, t)),
                static_cast<float>(std::sqrt(1 - std::pow(kBeta2, t))), clip};
            if (word)
                k.adamRows(V, H, p + w, m + w, v + w, g + w, m_ever.data(), args, m_threads);
            else
                k.adam(n, p + b, m + b, v + b, g + b, shadow, args, m_threads);
        }
    }

    ModelConfig m_config;
    Layout m_layout;
    TrainOptions m_options;
    MatmulPath m_path;
    int m_threads;
    bool m_spansByLayer;
    std::vector<Span> m_spans;
    Weights<E> m_weights;
    Block m_gradients, m_first, m_second, m_partial;
    std::vector<std::uint8_t> m_ever, m_touchedNow;
    std::vector<std::int32_t> m_touched;
    PackedModel<E> m_model;
    bool m_fresh = true;
    double m_loss = 0;
    std::vector<double> m_rowLosses;
    std::int64_t m_steps = 0;
};

} // namespace

Result<std::unique_ptr<TrainSession>> packedTrain(
    const ModelConfig& config, const WeightViews& weights, const TrainOptions& options) {
    if (auto right = checkOptions(config, options); !right)
        return right.error();
    auto s = setUp(config, options.compute);
    if (!s)
        return s.error();
    if (options.compute.precision == Precision::Bf16)
        return make<PackedTrain<Bf16>, TrainSession>(
            weights, config, s->layout, options, s->path, s->threads);
    return make<PackedTrain<float>, TrainSession>(
        weights, config, s->layout, options, s->path, s->threads);
}

} // namespace evenspan::engine
