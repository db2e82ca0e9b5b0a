// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/torch/kernels.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/parameters.h"
#include "core/engine/torch/sessions.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <cmath>
#include <cstring>
#include <optional>

namespace evenspan::engine {

namespace {

using at::Tensor;
using Named = std::map<std::string, evenspan::engine::Tensor>;

// The device a name stands for. "cpu:generic" is this path on the CPU.
Result<at::Device> deviceOf(const std::string& name) {
    if (name == "cpu" || name == "cpu:generic")
        return at::Device(at::kCPU);
    if (name == "cuda" || name.rfind("cuda:", 0) == 0)
        if (at::globalContext().hasCUDA())
            return at::Device(name == "cuda" ? "cuda:0" : name);
    return Error{ErrorCode::Unsupported, "the device is not available", name,
        "Use the device cpu, or install the GPU driver"};
}

at::ScalarType typeOf(Precision p) {
    return p == Precision::Bf16 ? at::kBFloat16 : p == Precision::Fp16 ? at::kHalf : at::kFloat;
}

// A batch on the device: padded [B,L], and the index of each real sub-word in it.
struct OnDevice {
    Tensor ids, positions, real, attention, labels; // attention: [B,1,1,L] additive, or undefined
    std::int64_t rows = 0, columns = 0;
};

class Model {
public:
    Model(
        const ModelConfig& config, Layout layout, const ComputeOptions& options, at::Device device)
        : m_config(config)
        , m_layout(std::move(layout))
        , m_type(typeOf(options.precision))
        , m_device(device)
        , m_flat(at::zeros({m_layout.total}, at::kFloat)) { }

    Result<void> load(const WeightViews& weights, std::uint64_t seed) {
        const Tensor host = at::zeros({m_layout.total}, at::kFloat);
        auto done = loadWeights(m_layout, m_config, weights, seed, host.data_ptr<float>());
        m_flat = host.to(m_device);
        return done;
    }

    // Leaf views of the flat weights, whose gradients are views of `gradients`.
    void makeLeaves(const Tensor& gradients) {
        m_leaves.clear();
        for (const Parameter& p : m_layout.parameters) {
            Tensor leaf = m_flat.narrow(0, p.offset, p.size).view(p.shape).detach();
            if (gradients.defined()) {
                leaf.set_requires_grad(true);
                leaf.mutable_grad() = gradients.narrow(0, p.offset, p.size).view(p.shape);
            }
            m_leaves[p.name] = leaf;
        }
    }

    OnDevice place(const Packed& p) const {
        OnDevice b;
        b.rows = p.sequences();
        b.columns = p.longest;
        const auto longs = at::TensorOptions().dtype(at::kLong);
        Tensor ids = at::zeros({b.rows, b.columns}, longs), real = at::empty({p.tokens()}, longs);
        bool padded = false;
        Tensor mask = at::zeros({b.rows, 1, 1, b.columns}, at::kFloat);
        for (std::int64_t r = 0; r < b.rows; ++r) {
            const auto s = static_cast<std::size_t>(r);
            const std::int64_t begin = p.starts[s], length = p.starts[s + 1] - begin;
            for (std::int64_t i = 0; i < length; ++i) {
                ids.data_ptr<std::int64_t>()[r * b.columns + i] =
                    p.ids[static_cast<std::size_t>(begin + i)];
                real.data_ptr<std::int64_t>()[begin + i] = r * b.columns + i;
            }
            for (std::int64_t i = length; i < b.columns; ++i) {
                mask.data_ptr<float>()[r * b.columns + i] = -1e9f;
                padded = true;
            }
        }
        b.ids = ids.to(m_device);
        b.real = real.to(m_device);
        b.positions = at::arange(b.columns, longs.device(m_device));
        if (padded)
            b.attention = mask.to(m_device);
        if (!p.labels.empty()) {
            const Tensor labels = at::empty({p.tokens()}, longs);
            for (std::size_t i = 0; i < p.labels.size(); ++i)
                labels.data_ptr<std::int64_t>()[i] = p.labels[i];
            b.labels = labels.to(m_device);
        }
        return b;
    }

    // Logits [T,C] of the real sub-words, fp32.
    Tensor forward(const OnDevice& b, const Packed& packed, bool train, std::uint64_t seed,
        std::uint64_t counter) const {
        const std::int64_t H = m_config.hidden, A = m_config.heads;
        const auto leaf = [&](const std::string& n) { return m_leaves.at(n); };
        const auto narrow = [&](const Tensor& t) { return t.to(m_type); };
        const auto linear = [&](const Tensor& x, const std::string& n) {
            return at::linear(narrow(x), narrow(leaf(n + ".weight")), narrow(leaf(n + ".bias")));
        };
        const auto norm = [&](const Tensor& x, const std::string& n) {
            return at::layer_norm(x.to(at::kFloat), {H}, leaf(n + ".weight"), leaf(n + ".bias"),
                m_config.layerNormEps);
        };
        const auto drop = [&](const Tensor& x, std::uint64_t site, double p) {
            return train && p > 0 ? x * hiddenMask(packed, b, site, p, seed, counter) : x;
        };
        const std::string e = "bert.embeddings.";
        Tensor x = at::embedding(leaf(e + "word_embeddings.weight"), b.ids)
            + at::embedding(leaf(e + "position_embeddings.weight"), b.positions);
        if (m_config.tokenTypes > 0)
            x = x + leaf(e + "token_type_embeddings.weight").select(0, 0);
        x = drop(norm(x, e + "LayerNorm"), 0, m_config.hiddenDropout);
        const double scale = 1 / std::sqrt(static_cast<double>(H / A));
        for (std::int64_t n = 0; n < m_config.layers; ++n) {
            const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
            const auto site = static_cast<std::uint64_t>(3 * n);
            const auto split = [&](const std::string& name) {
                return linear(x, l + "attention.self." + name)
                    .view({b.rows, b.columns, A, H / A})
                    .transpose(1, 2);
            };
            const Tensor q = split("query"), k = split("key"), v = split("value");
            Tensor context;
            if (!train || m_config.attentionDropout <= 0 || !m_device.is_cpu()) {
                std::optional<Tensor> mask;
                if (b.attention.defined())
                    mask = b.attention.to(q.scalar_type());
                context = at::scaled_dot_product_attention(
                    q, k, v, mask, train ? m_config.attentionDropout : 0.0);
            } else {
                Tensor scores = at::matmul(q, k.transpose(2, 3)).to(at::kFloat) * scale;
                if (b.attention.defined())
                    scores = scores + b.attention;
                const Tensor probs =
                    at::softmax(scores, -1) * attentionMask(packed, b, site + 1, seed, counter);
                context = at::matmul(narrow(probs), v);
            }
            context = context.transpose(1, 2).reshape({b.rows, b.columns, H});
            const Tensor attended = linear(context, l + "attention.output.dense").to(at::kFloat);
            const Tensor h = norm(x + drop(attended, site + 2, m_config.hiddenDropout),
                l + "attention.output.LayerNorm");
            Tensor inner = linear(h, l + "intermediate.dense");
            inner = m_config.activation == "relu"
                ? at::relu(inner)
                : at::gelu(inner, m_config.activation == "gelu" ? "none" : "tanh");
            const Tensor out = linear(inner, l + "output.dense").to(at::kFloat);
            x = norm(h + drop(out, site + 3, m_config.hiddenDropout), l + "output.LayerNorm");
        }
        x = drop(
            x, static_cast<std::uint64_t>(3 * m_config.layers + 1), m_config.classifierDropout);
        const Tensor flat = x.reshape({-1, H}).index_select(0, b.real);
        return at::linear(flat, leaf("classifier.weight"), leaf("classifier.bias"));
    }

    const ModelConfig& config() const { return m_config; }
    const Layout& layout() const { return m_layout; }
    const Tensor& flat() const { return m_flat; }
    at::Device device() const { return m_device; }

private:
    Mask keyOf(std::uint64_t site, double p, std::uint64_t seed, std::uint64_t counter) const {
        const auto key = Philox::block(seed, counter, site + 1);
        return {key[0], key[1], static_cast<std::uint32_t>(p * 4294967296.0),
            static_cast<float>(1 / (1 - p))};
    }
    // On the CPU the very masks of the packed path, so that both can be compared; elsewhere a
    // generator of the device keyed by the same numbers.
    Tensor hiddenMask(const Packed& packed, const OnDevice& b, std::uint64_t site, double p,
        std::uint64_t seed, std::uint64_t counter) const {
        const Mask m = keyOf(site, p, seed, counter);
        const std::int64_t H = m_config.hidden;
        if (!m_device.is_cpu()) {
            const Tensor mask = at::empty(
                {b.rows, b.columns, H}, at::TensorOptions().dtype(at::kFloat).device(m_device));
            return mask.bernoulli_(1 - p).mul_(1 / (1 - p));
        }
        Tensor mask = at::ones({b.rows, b.columns, H}, at::kFloat);
        for (std::int64_t t = 0; t < packed.tokens(); ++t) {
            float* row = mask.data_ptr<float>() + b.real.data_ptr<std::int64_t>()[t] * H;
            for (std::int64_t c = 0; c < H; ++c)
                row[c] = maskHash(static_cast<std::uint32_t>(t * H + c), m.k0, m.k1) >= m.threshold
                    ? m.scale
                    : 0.0f;
        }
        return mask;
    }
    Tensor attentionMask(const Packed&, const OnDevice& b, std::uint64_t site, std::uint64_t seed,
        std::uint64_t counter) const {
        const Mask m = keyOf(site, m_config.attentionDropout, seed, counter);
        const std::int64_t A = m_config.heads, L = b.columns;
        Tensor mask = at::empty({b.rows, A, L, L}, at::kFloat);
        float* to = mask.data_ptr<float>();
        for (std::int64_t n = 0; n < b.rows; ++n)
            for (std::int64_t a = 0; a < A; ++a) {
                const std::uint32_t k0 = attentionKey(m.k0, n, a);
                for (std::int64_t i = 0; i < L; ++i)
                    for (std::int64_t j = 0; j < L; ++j)
                        *to++ = maskHash(static_cast<std::uint32_t>(i * 4096 + j), k0, m.k1)
                                >= m.threshold
                            ? m.scale
                            : 0.0f;
            }
        return mask;
    }

    ModelConfig m_config;
    Layout m_layout;
    at::ScalarType m_type;
    at::Device m_device;
    Tensor m_flat;
    std::map<std::string, Tensor> m_leaves;
};

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
        , m_growth(at::zeros({}, m_zeros.dtype(at::kInt))) { }

    Result<void> load(const WeightViews& weights) {
        auto done = m_model.load(weights, m_options.seed);
        m_model.makeLeaves(m_gradients);
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
            if (!m_model.device().is_cpu()) {
                auto generator = at::globalContext().defaultGenerator(m_model.device());
                const std::lock_guard<std::mutex> lock(generator.mutex());
                const auto key = Philox::block(m_options.seed, counter);
                generator.set_current_seed(
                    (static_cast<std::uint64_t>(key[0]) << 32 | key[1]) >> 1);
            }
            const at::AutoGradMode grad(true);
            const OnDevice b = m_model.place(*packed);
            const Tensor logits = m_model.forward(b, *packed, true, m_options.seed, counter);
            const Tensor loss = at::cross_entropy_loss(logits, b.labels, {}, at::Reduction::Sum,
                                    -100, m_options.labelSmoothing)
                / normalizer;
            (loss * m_scale).backward();
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
    Named named(const Tensor& flat, const std::string& prefix) const {
        const Tensor host = flat.detach().cpu().contiguous();
        return namedTensors(m_model.layout(), host.data_ptr<float>(), prefix);
    }
    template <class F> void eachGroup(double lr, double headLr, F&& update) {
        for (const bool head : {false, true})
            for (const bool decay : {false, true}) {
                std::vector<Tensor> p, g, m, v;
                for (const Parameter& q : m_model.layout().parameters)
                    if (q.head == head && q.decay == decay) {
                        p.push_back(m_model.flat().narrow(0, q.offset, q.size));
                        g.push_back(m_gradients.narrow(0, q.offset, q.size));
                        m.push_back(m_first.narrow(0, q.offset, q.size));
                        v.push_back(m_second.narrow(0, q.offset, q.size));
                    }
                update(p, g, m, v, head ? headLr : lr, decay ? m_options.weightDecay : 0.0);
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

    Model m_model;
    TrainOptions m_options;
    int m_threads;
    bool m_scaled;
    at::TensorOptions m_zeros;
    Tensor m_gradients, m_first, m_second, m_loss, m_steps, m_scale, m_growth;
};

Result<std::vector<float>> plainLogits(
    const Model& model, const Batch& batch, double* loss, int threads) {
    try {
        auto packed = pack(batch, model.config(), loss != nullptr);
        if (!packed)
            return packed.error();
        prepare(MatmulPath::Mkl, threads);
        const at::NoGradGuard noGrad;
        const OnDevice b = model.place(*packed);
        const Tensor out = model.forward(b, *packed, false, 0, 0).to(at::kFloat).cpu().contiguous();
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
    Model m_model;
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
    auto session = std::make_unique<Session>(config, *layout, options, *device,
        compute.threads > 0 ? compute.threads : defaultThreads());
    if (auto loaded = session->load(weights); !loaded)
        return loaded.error();
    return std::unique_ptr<Base>(std::move(session));
}

} // namespace

Result<std::unique_ptr<TrainSession>> genericTrain(
    const ModelConfig& config, const WeightViews& weights, const TrainOptions& options) {
    return make<GenericTrain, TrainSession>(config, weights, options, options.compute);
}
Result<std::unique_ptr<PredictSession>> genericPredict(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options) {
    return make<GenericPredict, PredictSession>(config, weights, options, options);
}

} // namespace evenspan::engine
