// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/generic_model.h"

#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <cmath>

namespace evenspan::engine {

namespace {

const std::string kEmbeddings = "bert.embeddings.";

at::ScalarType typeOf(Precision p) {
    return p == Precision::Bf16 ? at::kBFloat16 : p == Precision::Fp16 ? at::kHalf : at::kFloat;
}

Mask keyOf(DropKey drop, std::uint64_t site, double p) {
    const auto key = Philox::block(drop.seed, drop.counter, site + 1);
    return {key[0], key[1], static_cast<std::uint32_t>(p * 4294967296.0),
        static_cast<float>(1 / (1 - p))};
}

// Row `row` of a mask whose rows are `width` long.
void fillMask(float* to, std::int64_t row, std::int64_t width, const Mask& m) {
    for (std::int64_t c = 0; c < width; ++c)
        to[c] = maskHash(static_cast<std::uint32_t>(row * width + c), m.k0, m.k1) >= m.threshold
            ? m.scale
            : 0.0f;
}

} // namespace

Result<at::Device> deviceOf(const std::string& name) {
    if (name == "cpu" || name == "cpu:generic")
        return at::Device(at::kCPU);
    if (name == "cuda" || name.rfind("cuda:", 0) == 0)
        if (at::globalContext().hasCUDA())
            return at::Device(name == "cuda" ? "cuda:0" : name);
    return Error{ErrorCode::Unsupported, "the device is not available", name,
        "Use the device cpu, or install the GPU driver"};
}

GenericModel::GenericModel(
    const ModelConfig& config, Layout layout, const ComputeOptions& options, at::Device device)
    : m_config(config)
    , m_layout(std::move(layout))
    , m_type(typeOf(options.precision))
    , m_device(device)
    , m_flat(at::zeros({m_layout.total}, at::kFloat)) { }

Result<void> GenericModel::load(const WeightViews& weights, std::uint64_t seed) {
    const at::Tensor host = at::zeros({m_layout.total}, at::kFloat);
    auto done = loadWeights(m_layout, m_config, weights, seed, host.data_ptr<float>());
    m_flat = host.to(m_device);
    return done;
}

void GenericModel::makeLeaves(const at::Tensor& gradients, std::int64_t frozen) {
    m_frozen = frozen;
    m_leaves.clear();
    for (const Parameter& p : m_layout.parameters) {
        at::Tensor leaf = m_flat.narrow(0, p.offset, p.size).view(p.shape).detach();
        if (gradients.defined() && (frozen == 0 || p.depth > frozen)) {
            leaf.set_requires_grad(true);
            leaf.mutable_grad() = gradients.narrow(0, p.offset, p.size).view(p.shape);
        }
        m_leaves[p.name] = leaf;
    }
}

OnDevice GenericModel::place(const Packed& p) const {
    OnDevice b;
    b.rows = p.sequences();
    b.columns = p.longest;
    const auto longs = at::TensorOptions().dtype(at::kLong);
    at::Tensor ids = at::zeros({b.rows, b.columns}, longs), real = at::empty({p.tokens()}, longs);
    bool padded = false;
    at::Tensor mask = at::zeros({b.rows, 1, 1, b.columns}, at::kFloat);
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
    if (m_config.distance.on)
        placeDistances(b);
    if (m_config.isRotary())
        placeNeighbours(b);
    if (!p.labels.empty()) {
        const at::Tensor labels = at::empty({p.tokens()}, longs);
        for (std::size_t i = 0; i < p.labels.size(); ++i)
            labels.data_ptr<std::int64_t>()[i] = p.labels[i];
        b.labels = labels.to(m_device);
    }
    return b;
}

at::Tensor GenericModel::norm(const at::Tensor& x, const std::string& name) const {
    std::optional<at::Tensor> bias;
    if (has(name + ".bias"))
        bias = m_leaves.at(name + ".bias");
    return at::layer_norm(
        x.to(at::kFloat), {x.size(-1)}, m_leaves.at(name + ".weight"), bias, m_config.layerNormEps);
}

at::Tensor GenericModel::linear(const at::Tensor& x, const std::string& name) const {
    std::optional<at::Tensor> bias;
    if (has(name + ".bias"))
        bias = narrow(m_leaves.at(name + ".bias"));
    return at::linear(narrow(x), narrow(m_leaves.at(name + ".weight")), bias);
}

at::Tensor GenericModel::heads(const at::Tensor& x) const {
    const std::int64_t A = m_config.heads;
    return x.view({x.size(0), x.size(1), A, x.size(2) / A}).transpose(1, 2);
}

at::Tensor GenericModel::activated(const at::Tensor& x, const std::string& name) const {
    return name == "relu" ? at::relu(x) : at::gelu(x, name == "gelu" ? "none" : "tanh");
}

// On the CPU the very masks of the packed path, so that both can be compared; elsewhere a
// generator of the device keyed by the same numbers.
at::Tensor GenericModel::dropped(const at::Tensor& x, const OnDevice& b, const Packed& packed,
    DropKey drop, std::uint64_t site, double p) const {
    if (!drop.on || p <= 0)
        return x;
    const std::int64_t H = x.size(-1);
    if (!m_device.is_cpu()) {
        const at::Tensor mask = at::empty(
            {b.rows, b.columns, H}, at::TensorOptions().dtype(at::kFloat).device(m_device));
        return x * mask.bernoulli_(1 - p).mul_(1 / (1 - p));
    }
    const Mask m = keyOf(drop, site, p);
    at::Tensor mask = at::ones({b.rows, b.columns, H}, at::kFloat);
    for (std::int64_t t = 0; t < packed.tokens(); ++t)
        fillMask(mask.data_ptr<float>() + b.real.data_ptr<std::int64_t>()[t] * H, t, H, m);
    return x * mask;
}

at::Tensor GenericModel::droppedRows(
    const at::Tensor& x, std::int64_t begin, DropKey drop, std::uint64_t site, double p) const {
    if (!drop.on || p <= 0)
        return x;
    at::Tensor mask =
        at::empty({x.size(0), x.size(1)}, at::TensorOptions().dtype(at::kFloat).device(m_device));
    if (!m_device.is_cpu())
        return x * mask.bernoulli_(1 - p).mul_(1 / (1 - p));
    const Mask m = keyOf(drop, site, p);
    for (std::int64_t r = 0; r < x.size(0); ++r)
        fillMask(mask.data_ptr<float>() + r * x.size(1), begin + r, x.size(1), m);
    return x * mask;
}

at::Tensor GenericModel::attentionMask(const OnDevice& b, DropKey drop, std::uint64_t site) const {
    const Mask m = keyOf(drop, site, m_config.attentionDropout);
    const std::int64_t A = m_config.heads, L = b.columns;
    at::Tensor mask = at::empty({b.rows, A, L, L}, at::kFloat);
    float* to = mask.data_ptr<float>();
    for (std::int64_t n = 0; n < b.rows; ++n)
        for (std::int64_t a = 0; a < A; ++a) {
            const std::uint32_t k0 = attentionKey(m.k0, n, a);
            for (std::int64_t i = 0; i < L; ++i)
                for (std::int64_t j = 0; j < L; ++j)
                    *to++ =
                        maskHash(static_cast<std::uint32_t>(i * 4096 + j), k0, m.k1) >= m.threshold
                        ? m.scale
                        : 0.0f;
        }
    return mask;
}

// Each part of the model draws from a seed of its own, so that it can be computed again.
void GenericModel::seedDevice(DropKey drop, std::int64_t part) const {
    if (m_device.is_cpu() || !drop.on)
        return;
    auto generator = at::globalContext().defaultGenerator(m_device);
    const std::lock_guard<std::mutex> lock(generator.mutex());
    const auto key = Philox::block(drop.seed, drop.counter, static_cast<std::uint64_t>(part));
    generator.set_current_seed((static_cast<std::uint64_t>(key[0]) << 32 | key[1]) >> 1);
}

at::Tensor GenericModel::wordVectors(const OnDevice& b) const {
    return at::embedding(m_leaves.at(kEmbeddings + "word_embeddings.weight"), b.ids);
}

at::Tensor GenericModel::embed(
    const at::Tensor& words, const OnDevice& b, const Packed& packed, DropKey drop) const {
    seedDevice(drop, 0);
    at::Tensor x = words;
    if (m_config.positionTable)
        x = x + at::embedding(m_leaves.at(kEmbeddings + "position_embeddings.weight"), b.positions);
    if (m_config.tokenTypes > 0)
        x = x + m_leaves.at(kEmbeddings + "token_type_embeddings.weight").select(0, 0);
    if (has(kEmbeddings + "embed_proj.weight"))
        x = linear(x, kEmbeddings + "embed_proj").to(at::kFloat);
    x = dropped(norm(x, kEmbeddings + "LayerNorm"), b, packed, drop, 0, m_config.hiddenDropout);
    return has("bert.embeddings_project.weight")
        ? linear(x, "bert.embeddings_project").to(at::kFloat)
        : x;
}

// softmax(q kᵀ ÷ √d + mask) v with dropped probabilities, as [B,L,H].
at::Tensor GenericModel::attended(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
    const at::Tensor& mask, const OnDevice& b, DropKey drop, std::uint64_t site) const {
    at::Tensor context;
    const bool dropping = drop.on && m_config.attentionDropout > 0;
    if (!b.attentions && (!dropping || !m_device.is_cpu())) {
        std::optional<at::Tensor> added;
        if (mask.defined())
            added = mask.to(q.scalar_type());
        context = at::scaled_dot_product_attention(
            q, k, v, added, drop.on ? m_config.attentionDropout : 0.0);
    } else {
        const double scale = 1 / std::sqrt(static_cast<double>(q.size(-1)));
        at::Tensor scores = at::matmul(q, k.transpose(2, 3)).to(at::kFloat) * scale;
        if (mask.defined())
            scores = scores + mask;
        at::Tensor probabilities = at::softmax(scores, -1);
        if (b.attentions)
            b.attentions->push_back(probabilities);
        if (dropping)
            probabilities = probabilities * attentionMask(b, drop, site);
        context = at::matmul(narrow(probabilities), v);
    }
    return context.transpose(1, 2).reshape({b.rows, b.columns, m_config.hidden});
}

at::Tensor GenericModel::layer(std::int64_t n, const at::Tensor& x, const OnDevice& b,
    const Packed& packed, DropKey drop) const {
    seedDevice(drop, n + 1);
    if (m_config.isRotary())
        return rotaryLayer(n, x, b, packed, drop);
    const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
    const auto site = static_cast<std::uint64_t>(3 * n);
    at::Tensor context;
    if (m_config.isDistance()) {
        context = distanceContext(n, x, b, drop);
    } else {
        const auto part = [&](const char* name) {
            return heads(linear(x, l + "attention.self." + name));
        };
        context =
            attended(part("query"), part("key"), part("value"), b.attention, b, drop, site + 1);
    }
    const at::Tensor added = linear(context, l + "attention.output.dense").to(at::kFloat);
    const at::Tensor h = norm(x + dropped(added, b, packed, drop, site + 2, m_config.hiddenDropout),
        l + "attention.output.LayerNorm");
    const at::Tensor inner = activated(linear(h, l + "intermediate.dense"), m_config.activation);
    const at::Tensor out = linear(inner, l + "output.dense").to(at::kFloat);
    return norm(h + dropped(out, b, packed, drop, site + 3, m_config.hiddenDropout),
        l + "output.LayerNorm");
}

at::Tensor GenericModel::encode(
    const at::Tensor& words, const OnDevice& b, const Packed& packed, DropKey drop) const {
    at::Tensor x = embed(words, b, packed, drop);
    for (std::int64_t n = 0; n < m_config.layers; ++n)
        x = layer(n, x, b, packed, drop);
    return x;
}

at::Tensor GenericModel::features(const at::Tensor& last) const {
    return m_config.isRotary() ? rotaryHead(last) : last;
}

at::Tensor GenericModel::head(const at::Tensor& x, const OnDevice& b, const Packed& packed,
    DropKey drop, double probability) const {
    seedDevice(drop, m_config.layers + 1);
    const at::Tensor kept =
        dropped(features(x), b, packed, drop, static_cast<std::uint64_t>(3 * m_config.layers + 1),
            probability >= 0 ? probability : m_config.classifierDropout);
    return at::linear(kept.reshape({-1, m_config.hidden}).index_select(0, b.real),
        m_leaves.at("classifier.weight"), m_leaves.at("classifier.bias"));
}

at::Tensor GenericModel::forward(
    const OnDevice& b, const Packed& packed, DropKey drop, std::vector<at::Tensor>* inputs) const {
    at::Tensor x;
    {
        const at::AutoGradMode graph(at::GradMode::is_enabled() && !inputs);
        x = embed(wordVectors(b), b, packed, drop);
        for (std::int64_t n = 0; n < m_config.layers; ++n) {
            if (inputs)
                inputs->push_back(x);
            x = layer(n, x, b, packed, drop);
        }
    }
    if (inputs) {
        x = x.detach().set_requires_grad(true);
        inputs->push_back(x);
    }
    return head(x, b, packed, drop);
}

void GenericModel::backward(
    const OnDevice& b, const Packed& packed, DropKey drop, std::vector<at::Tensor>& inputs) const {
    const at::AutoGradMode graph(true);
    at::Tensor gradient = inputs.back().grad();
    inputs.pop_back();
    for (std::int64_t n = m_config.layers; n-- > 0;) {
        if (m_frozen > 0 && n < m_frozen)
            return;
        const at::Tensor x = inputs.back().detach().set_requires_grad(true);
        inputs.pop_back(); // its memory goes as soon as it is not needed
        layer(n, x, b, packed, drop).backward(gradient);
        gradient = x.grad();
    }
    if (m_frozen == 0)
        embed(wordVectors(b), b, packed, drop).backward(gradient);
}

} // namespace evenspan::engine
