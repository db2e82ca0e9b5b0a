// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"
#include "core/engine/torch/generic_model.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/sessions.h"

#include <ATen/core/grad_mode.h>
#include <optional>

namespace evenspan::engine {

namespace {

using at::Tensor;
using Named = std::map<std::string, evenspan::engine::Tensor>;

class GenericTrain final : public TrainSession {
public:
    GenericTrain(const ModelConfig& config, const Layout& layout, const TrainOptions& options,
        at::Device device, int threads)
        : m_model(config, layout, options.compute, device)
        , m_options(options)
        , m_threads(threads)
        , m_scaled(options.compute.precision == Precision::Fp16)
        , m_zeros(at::TensorOptions().dtype(at::kFloat).device(device))
        , m_gradients(at::zeros({layout.total}, m_zeros))
        , m_first(at::zeros({layout.total}, m_zeros))
        , m_second(at::zeros({layout.total}, m_zeros))
        , m_loss(at::zeros({}, m_zeros))
        , m_steps(at::zeros({}, m_zeros))
        , m_scale(at::full({}, m_scaled ? 65536.0 : 1.0, m_zeros))
        , m_growth(at::zeros({}, m_zeros.dtype(at::kInt))) {
        if (!options.classWeights.empty()) {
            const Tensor host =
                at::empty({static_cast<std::int64_t>(options.classWeights.size())}, at::kFloat);
            std::copy(
                options.classWeights.begin(), options.classWeights.end(), host.data_ptr<float>());
            m_classWeights = host.to(device);
        }
    }

    Result<void> load(const WeightViews& weights) {
        auto done = m_model.load(weights, m_options.seed);
        m_model.makeLeaves(m_gradients, m_options.frozenLayers);
        return done;
    }

    Result<void> accumulate(const Batch& batch, double normalizer, std::uint64_t counter) override {
        try {
            if (!(normalizer > 0))
                return Error{ErrorCode::InvalidArgument, "a batch without labels", "accumulate",
                    "Leave sentences without decided words out"};
            auto packed = pack(batch, m_model.config(), true);
            if (!packed)
                return packed.error();
            prepare(MatmulPath::Mkl, m_threads);
            const at::AutoGradMode grad(true);
            const OnDevice b = m_model.place(*packed);
            const DropKey drop{true, m_options.seed, counter};
            std::vector<Tensor> inputs;
            const Tensor logits =
                m_model.forward(b, *packed, drop, m_options.checkpointing ? &inputs : nullptr);
            m_rowLosses.clear();
            const Tensor loss = batch.terms.none()
                ? at::cross_entropy_loss(logits, b.labels, m_classWeights, at::Reduction::Sum, -100,
                      m_options.labelSmoothing)
                    / normalizer
                : lossWithTerms(batch, *packed, logits, b.labels, normalizer);
            (loss * m_scale).backward();
            if (m_options.checkpointing)
                m_model.backward(b, *packed, drop, inputs);
            m_loss.add_(loss.detach());
            return {};
        } catch (...) {
            const Error error = currentError("training step");
            clearGradients();
            return error;
        }
    }

    Result<StepResult> step(double lr, double headLr, bool read) override {
        try {
            const at::NoGradGuard noGrad;
            const Tensor norm = m_gradients.norm() / m_scale;
            const Tensor wrong = norm.isfinite().logical_not().to(at::kFloat).view({1});
            if (m_model.device().is_cpu() && !m_scaled && wrong.item<float>() != 0) {
                clearGradients();
                return notANumber();
            }
            Tensor factor = 1 / m_scale;
            if (m_options.maxGradNorm > 0)
                factor = factor * (m_options.maxGradNorm / (norm + 1e-6)).clamp_max(1.0);
            m_gradients.mul_(factor);
            m_steps.add_(1).sub_(wrong.squeeze());
            if (m_options.optimizer == OptimizerKind::AdamW)
                adamW(lr, headLr, wrong);
            else
                sgd(lr, headLr, wrong);
            StepResult result;
            if (read) {
                const Tensor host = at::stack({m_loss, norm, wrong.squeeze()}).cpu();
                result = {static_cast<double>(host.data_ptr<float>()[0]),
                    static_cast<double>(host.data_ptr<float>()[1]), host.data_ptr<float>()[2] != 0};
            }
            if (m_scaled)
                at::_amp_update_scale_(m_scale, m_growth, wrong, 2.0, 0.5, 2000);
            clearGradients();
            if (result.skipped && !m_scaled)
                return notANumber();
            return result;
        } catch (...) {
            const Error error = currentError("optimizer step");
            clearGradients();
            return error;
        }
    }

    void clearGradients() override {
        m_gradients.zero_();
        m_loss.zero_();
    }

    std::vector<double> rowLosses() const override { return m_rowLosses; }

    Result<std::vector<float>> logits(const Batch& batch, double* loss) override;

    Named weights() const override { return named(m_model.flat(), ""); }
    Named optimizerState(std::int64_t* steps) const override {
        if (steps)
            *steps = static_cast<std::int64_t>(m_steps.item<float>());
        Named state = named(m_first, "m:");
        if (m_options.optimizer == OptimizerKind::AdamW)
            state.merge(named(m_second, "v:"));
        return state;
    }
    Named gradients() const override { return named(m_gradients / m_scale, ""); }
    Result<void> restore(
        const WeightViews& weights, const WeightViews& optimizer, std::int64_t steps) override {
        try {
            const auto fill = [&](const WeightViews& from, const std::string& prefix,
                                  const Tensor& to) -> Result<void> {
                const Tensor host = at::zeros({m_model.layout().total}, at::kFloat);
                for (const Parameter& p : m_model.layout().parameters) {
                    const auto found = from.find(prefix + p.name);
                    if (found == from.end())
                        return Error{ErrorCode::BadConfig, "a checkpoint lacks a tensor",
                            prefix + p.name, "Start the run again"};
                    if (auto r = readTensor(found->second, p, host.data_ptr<float>() + p.offset);
                        !r)
                        return r;
                }
                to.copy_(host);
                return {};
            };
            const at::NoGradGuard noGrad;
            if (auto r = fill(weights, "", m_model.flat()); !r)
                return r;
            if (auto r = fill(optimizer, "m:", m_first); !r)
                return r;
            if (m_options.optimizer == OptimizerKind::AdamW)
                if (auto r = fill(optimizer, "v:", m_second); !r)
                    return r;
            m_steps.fill_(static_cast<double>(steps));
            clearGradients();
            return {};
        } catch (...) {
            return currentError("checkpoint");
        }
    }

private:
    static Error notANumber() {
        return {ErrorCode::NotANumber, "the gradient is not a finite number", "optimizer step",
            "Lower the learning rate, or train in fp32"};
    }
    // On the device: a factor a sub-word, and indices of the pairs.
    Tensor lossWithTerms(const Batch& batch, const Packed& packed, const Tensor& logits,
        const Tensor& labels, double normalizer) {
        const auto& terms = batch.terms;
        const auto device = m_model.device();
        const auto whole = [&](const std::vector<std::int32_t>& values) {
            const Tensor host = at::empty({static_cast<std::int64_t>(values.size())}, at::kLong);
            std::copy(values.begin(), values.end(), host.data_ptr<std::int64_t>());
            return host.to(device);
        };
        const Tensor each = at::cross_entropy_loss(
            logits, labels, m_classWeights, at::Reduction::None, -100, m_options.labelSmoothing);
        if (terms.rowLosses) {
            const at::NoGradGuard noGrad;
            const Tensor sums = at::zeros({batch.rows}, m_zeros)
                                    .index_add(0, whole(packed.rowOf), each.detach())
                                    .cpu();
            m_rowLosses.assign(sums.data_ptr<float>(), sums.data_ptr<float>() + batch.rows);
        }
        Tensor weighted = each;
        if (!terms.rowWeights.empty()) {
            const Tensor host =
                at::empty({static_cast<std::int64_t>(packed.rowOf.size())}, at::kFloat);
            for (std::size_t t = 0; t < packed.rowOf.size(); ++t)
                host.data_ptr<float>()[t] =
                    terms.rowWeights[static_cast<std::size_t>(packed.rowOf[t])];
            weighted = each * host.to(device);
        }
        Tensor loss = weighted.sum() / normalizer;
        if (!packed.pairs.empty()) {
            std::vector<std::int32_t> first, second;
            for (const auto& pair : packed.pairs) {
                first.push_back(pair[0]);
                second.push_back(pair[1]);
            }
            const Tensor gap =
                logits.index_select(0, whole(first)) - logits.index_select(0, whole(second));
            loss = loss + (gap * gap).mean(1).sum() * terms.pairScale;
        }
        return loss;
    }
    Named named(const Tensor& flat, const std::string& prefix) const {
        const Tensor host = flat.detach().cpu().contiguous();
        return namedTensors(m_model.layout(), host.data_ptr<float>(), prefix);
    }
    // Parameters of one rate and one decay at a time.
    template <class F> void eachGroup(double lr, double headLr, F&& update) {
        std::map<std::pair<double, bool>, std::vector<const Parameter*>> groups;
        for (const Parameter& q : m_model.layout().parameters)
            if (const double factor = rateFactor(m_options, m_model.config(), q.depth); factor > 0)
                groups[{q.head ? headLr : lr * factor, q.decay}].push_back(&q);
        for (const auto& [key, parameters] : groups) {
            std::vector<Tensor> p, g, m, v;
            for (const Parameter* q : parameters) {
                p.push_back(m_model.flat().narrow(0, q->offset, q->size));
                g.push_back(m_gradients.narrow(0, q->offset, q->size));
                m.push_back(m_first.narrow(0, q->offset, q->size));
                v.push_back(m_second.narrow(0, q->offset, q->size));
            }
            update(p, g, m, v, key.first, key.second ? m_options.weightDecay : 0.0);
        }
    }
    void adamW(double lr, double headLr, const Tensor& wrong) {
        eachGroup(lr, headLr, [&](auto& p, auto& g, auto& m, auto& v, double rate, double decay) {
            const std::vector<Tensor> steps(p.size(), m_steps);
            at::_fused_adamw_(p, g, m, v, {}, steps, rate, 0.9, 0.999, decay, 1e-8, false, false,
                {}, wrong.squeeze());
        });
    }
    void sgd(double lr, double headLr, const Tensor& wrong) {
        eachGroup(lr, headLr, [&](auto& p, auto& g, auto& m, auto&, double rate, double decay) {
            for (std::size_t i = 0; i < p.size(); ++i) {
                const Tensor next = m[i] * m_options.momentum + (g[i] + p[i] * decay);
                const Tensor bad = wrong.to(at::kBool);
                m[i].copy_(at::where(bad, m[i], next));
                p[i].copy_(at::where(bad, p[i], p[i] - next * rate));
            }
        });
    }

    GenericModel m_model;
    TrainOptions m_options;
    int m_threads;
    bool m_scaled;
    at::TensorOptions m_zeros;
    Tensor m_gradients, m_first, m_second, m_loss, m_steps, m_scale, m_growth;
    std::optional<Tensor> m_classWeights;
    std::vector<double> m_rowLosses;
};

Result<std::vector<float>> plainLogits(
    const GenericModel& model, const Batch& batch, double* loss, int threads) {
    try {
        auto packed = pack(batch, model.config(), loss != nullptr);
        if (!packed)
            return packed.error();
        prepare(MatmulPath::Mkl, threads);
        const at::NoGradGuard noGrad;
        const OnDevice b = model.place(*packed);
        const Tensor out = model.forward(b, *packed, {}).to(at::kFloat).cpu().contiguous();
        const float* y = out.data_ptr<float>();
        if (loss)
            *loss = crossEntropy(packed->labels, y, model.config().classes, 0, 1, nullptr);
        return std::vector<float>(y, y + out.numel());
    } catch (...) {
        return currentError("prediction");
    }
}

Result<std::vector<float>> GenericTrain::logits(const Batch& batch, double* loss) {
    return plainLogits(m_model, batch, loss, m_threads);
}

class GenericPredict final : public PredictSession {
public:
    GenericPredict(const ModelConfig& config, const Layout& layout, const ComputeOptions& options,
        at::Device device, int threads)
        : m_model(config, layout, options, device)
        , m_threads(threads) { }
    Result<void> load(const WeightViews& weights) {
        auto done = m_model.load(weights, 0);
        m_model.makeLeaves({});
        return done;
    }
    Result<std::vector<float>> logits(const Batch& batch) override {
        return plainLogits(m_model, batch, nullptr, m_threads);
    }

private:
    GenericModel m_model;
    int m_threads;
};

template <class Session, class Base, class Options>
Result<std::unique_ptr<Base>> make(const ModelConfig& config, const WeightViews& weights,
    const Options& options, const ComputeOptions& compute) {
    auto layout = Layout::of(config);
    if (!layout)
        return layout.error();
    auto device = deviceOf(compute.device);
    if (!device)
        return device.error();
    if (compute.precision == Precision::Fp16 && (*device).is_cpu())
        return Error{ErrorCode::Unsupported, "fp16 needs a GPU", compute.device,
            "Use fp32 or bf16 on the CPU"};
    auto session = std::make_unique<Session>(
        config, *layout, options, *device, compute.threads > 0 ? compute.threads : usualThreads());
    if (auto loaded = session->load(weights); !loaded)
        return loaded.error();
    return std::unique_ptr<Base>(std::move(session));
}

} // namespace

Result<std::unique_ptr<TrainSession>> genericTrain(
    const ModelConfig& config, const WeightViews& weights, const TrainOptions& options) {
    if (auto right = checkOptions(config, options); !right)
        return right.error();
    return make<GenericTrain, TrainSession>(config, weights, options, options.compute);
}
Result<std::unique_ptr<PredictSession>> genericPredict(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options) {
    return make<GenericPredict, PredictSession>(config, weights, options, options);
}

} // namespace evenspan::engine
