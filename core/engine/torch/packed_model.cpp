// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/packed_rows.h"

#include <cstdio>
#include <new>
#include <sys/mman.h>
#include <utility>

namespace evenspan::engine {

Block::Block(std::int64_t bytes)
    : m_bytes((bytes + 2097151) / 2097152 * 2097152) {
    m_data = mmap(nullptr, static_cast<std::size_t>(m_bytes), PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (m_data == MAP_FAILED) {
        m_data = nullptr;
        throw std::bad_alloc();
    }
    madvise(m_data, static_cast<std::size_t>(m_bytes), MADV_HUGEPAGE);
}
Block::~Block() {
    if (m_data)
        munmap(m_data, static_cast<std::size_t>(m_bytes));
}
Block::Block(Block&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_bytes(std::exchange(other.m_bytes, 0)) { }
Block& Block::operator=(Block&& other) noexcept {
    std::swap(m_data, other.m_data);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

void Profile::print() const {
    static constexpr const char* names[] = {
        "products", "attention", "norms", "activation", "head", "embedding", "update"};
    double total = 0;
    for (const double s : seconds)
        total += s;
    for (std::size_t i = 0; i < seconds.size(); ++i)
        std::fprintf(stderr, "%-11s %8.3f s %5.1f %%\n", names[i], seconds[i],
            total > 0 ? 100 * seconds[i] / total : 0.0);
}

namespace {

template <class E> const Kernels<E>& kernelsOf() {
    if constexpr (std::is_same_v<E, float>)
        return kernels32();
    else
        return kernels16();
}

} // namespace

template <class E>
PackedModel<E>::PackedModel(
    const ModelConfig& config, const Layout& layout, int threads, bool training, bool checkpointing)
    : m_config(config)
    , m_layout(layout)
    , m_kernels(kernelsOf<E>())
    , m_threads(threads)
    , m_training(training)
    , m_checkpointing(training && checkpointing)
    , m_activation(config.activation == "gelu_new" ? Activation::GeluTanh
              : config.activation == "relu"        ? Activation::Relu
                                                   : Activation::Gelu) { }

template <class E> E* PackedModel<E>::operand([[maybe_unused]] float* y, E* e) const {
    if constexpr (std::is_same_v<E, float>)
        return y;
    else
        return e;
}

template <class E> void PackedModel<E>::reserve(std::int64_t tokens, std::int64_t longest) {
    const std::int64_t H = m_config.hidden, F = m_config.intermediate, C = m_config.classes;
    const std::int64_t width = H / m_config.heads;
    const std::int64_t perThread =
        std::max({attentionScratch(longest, width), 3 * H, F, C * H + C, std::int64_t{4096}});
    if (perThread > m_scratchSize) {
        m_scratch = Block(perThread * m_threads * 4);
        m_scratchSize = perThread;
    }
    if (tokens <= m_capacity)
        return;
    const std::int64_t T = std::max((tokens + 63) / 64 * 64, m_capacity + m_capacity / 4);
    const auto layers = static_cast<std::size_t>(m_config.layers);
    std::vector<Layer> plan(layers);
    // Two passes over one plan: sizes first, then pointers into one block.
    std::int64_t used = 0;
    std::byte* at = nullptr;
    const auto take = [&](auto*& to, std::int64_t n) {
        using T_ = std::remove_reference_t<decltype(*to)>;
        if (at)
            to = reinterpret_cast<T_*>(at + used);
        used += (n * static_cast<std::int64_t>(sizeof(T_)) + 127) / 64 * 64;
    };
    constexpr bool wide = std::is_same_v<E, float>;
    const auto lay = [&] {
        for (std::size_t i = 0; i < layers; ++i) {
            Layer& l = plan[i];
            if (!m_training && i > 0) {
                l = plan[0];
                continue;
            }
            if (m_checkpointing && i > 0) { // one set of buffers, an input for each
                l = plan[0];
                take(l.x, T * H);
                if (!wide)
                    take(l.xe, T * H);
                continue;
            }
            if (i == 0) {
                take(l.x, T * H);
                take(l.h, T * H);
                take(l.act, T * F);
                if (!wide) {
                    take(l.xe, T * H);
                    take(l.he, T * H);
                }
            } else
                l = plan[0]; // these are computed again where the way back needs them
            take(l.qkv, T * 3 * H);
            take(l.context, T * H);
            take(l.pre, T * F);
            if (m_training) {
                take(l.xhat1, T * H);
                take(l.rstd1, T);
                take(l.xhat2, T * H);
                take(l.rstd2, T);
                take(l.lse, T * m_config.heads);
            }
        }
        take(m_logits, T * C);
        take(m_keptX, T * H);
        take(m_keptContext, T * H);
        take(m_out, T * H);
        take(m_top, T * H);
        if (!wide)
            take(m_topE, T * H);
        if (!m_training)
            return;
        take(m_xhat, T * H);
        take(m_rstd, T);
        take(m_dLogits, T * C);
        take(m_dTop, T * H);
        take(m_ds, T * H);
        take(m_ds2, T * H);
        take(m_de, T * H);
        take(m_dh, T * H);
        take(m_df, T * F);
        take(m_dqkv, T * 3 * H);
        if (!wide)
            take(m_narrowGradient, std::max(3 * H * H, F * H));
    };
    for (Layer& l : plan)
        l = Layer{};
    lay();
    Block block(used);
    at = block.as<std::byte>();
    used = 0;
    lay();
    m_block = std::move(block);
    m_layers = std::move(plan);
    m_capacity = T;
}

template <class E>
Mask PackedModel<E>::mask(
    const Drop& drop, std::uint64_t site, double probability, const std::int32_t* numbers) const {
    if (!drop.on || probability <= 0)
        return {};
    const auto key = Philox::block(drop.seed, drop.counter, site + 1);
    return {key[0], key[1], static_cast<std::uint32_t>(probability * 4294967296.0),
        static_cast<float>(1 / (1 - probability)), numbers};
}

template <class E>
E* PackedModel<E>::layerProduct([[maybe_unused]] std::size_t n, [[maybe_unused]] Part part,
    std::int64_t M, std::int64_t N, std::int64_t K, const E* a, const E* b, E* c) {
    const Timer timer(m_profile, Work::Products);
    if constexpr (std::is_same_v<E, float>) {
        if (m_training)
            product(M, N, K, a, b, c);
        else
            productPlain(M, N, K, a, b, c);
        return c;
    } else {
        if (!m_ready.empty())
            return m_ready.product(Parts * n + part, part, M, K, a);
        product(M, N, K, a, b, c);
        return c;
    }
}

template <class E>
void PackedModel<E>::layerForward(
    std::size_t n, const Packed& packed, const float* weights, const E* shadow, const Drop& drop) {
    const std::int64_t T = packed.tokens(), H = m_config.hidden, F = m_config.intermediate;
    const Rows rows = rowsOf(packed);
    const std::int64_t padded = productRows(T);
    const E* w = matrices<E>(weights, shadow);
    const auto eps = static_cast<float>(m_config.layerNormEps);
    const Kernels<E>& k = m_kernels;
    const HeadSizes heads{m_config.heads, H / m_config.heads};
    float* scratch = m_scratch.as<float>();
    constexpr bool wide = std::is_same_v<E, float>;
    Layer& l = m_layers[n];
    const LayerOffsets& o = m_layout.layers[n];
    const bool last = n + 1 == m_layers.size();
    // Where all layers share the buffers of x, the output replaces the input.
    // Of the last layer only the kept rows are read, so only these go on after its attention.
    const bool some = last && !packed.kept.empty();
    const std::int64_t rowsNow = some ? packed.outputs() : T;
    const std::int64_t paddedNow = productRows(rowsNow);
    const std::int32_t* numbers = some ? packed.kept.data() : nullptr;
    float* y = last ? m_top : m_layers[n + 1].x;
    E* ye = last ? m_topE : m_layers[n + 1].xe;
    const E* qkv = layerProduct(n, Qkv, padded, 3 * H, H, operand(l.x, l.xe), w + o.qkv, l.qkv);
    {
        const Timer timer(m_profile, Work::Attention);
        k.attention(rows, heads, qkv, weights + o.qkvBias,
            mask(drop, 3 * n + 1, m_config.attentionDropout), l.context, l.lse, scratch, m_threads);
        if (some) {
            gatherRows(packed.kept, H, l.context, m_keptContext);
            gatherRows(packed.kept, H, l.x, m_keptX);
        }
    }
    const E* out =
        layerProduct(n, Out, paddedNow, H, H, some ? m_keptContext : l.context, w + o.out, m_out);
    {
        const Timer timer(m_profile, Work::Norms);
        k.addNorm(rowsNow, H, out, weights + o.outBias, some ? m_keptX : l.x,
            {weights + o.norm1, weights + o.norm1Bias, eps},
            mask(drop, 3 * n + 2, m_config.hiddenDropout, numbers), {l.xhat1, l.rstd1}, l.h,
            wide ? nullptr : l.he, m_threads);
    }
    const E* pre = layerProduct(n, Up, paddedNow, F, H, operand(l.h, l.he), w + o.up, l.pre);
    {
        const Timer timer(m_profile, Work::Activation);
        k.activate(rowsNow, F, pre, weights + o.upBias, m_activation, l.act, m_threads);
    }
    const E* down = layerProduct(n, Down, paddedNow, H, F, l.act, w + o.down, m_out);
    const Timer timer(m_profile, Work::Norms);
    k.addNorm(rowsNow, H, down, weights + o.downBias, l.h,
        {weights + o.norm2, weights + o.norm2Bias, eps},
        mask(drop, 3 * n + 3, m_config.hiddenDropout, numbers), {l.xhat2, l.rstd2}, y,
        wide ? nullptr : ye, m_threads);
}

template <class E>
const float* PackedModel<E>::forward(
    const Packed& packed, const float* weights, const E* shadow, Drop drop) {
    const std::int64_t T = packed.tokens(), H = m_config.hidden;
    reserve(T, packed.longest);
    const Rows rows = rowsOf(packed);
    const auto eps = static_cast<float>(m_config.layerNormEps);
    const Kernels<E>& k = m_kernels;
    constexpr bool wide = std::is_same_v<E, float>;
    {
        const Timer timer(m_profile, Work::Embedding);
        Layer& l = m_layers[0];
        k.embed(rows, H, weights + m_layout.word, weights + m_layout.position,
            m_layout.type < 0 ? nullptr : weights + m_layout.type,
            {weights + m_layout.norm, weights + m_layout.normBias, eps},
            mask(drop, 0, m_config.hiddenDropout), {m_xhat, m_rstd}, l.x, wide ? nullptr : l.xe,
            m_threads);
    }
    for (std::size_t n = 0; n < m_layers.size(); ++n)
        layerForward(n, packed, weights, shadow, drop);
    const Timer timer(m_profile, Work::Head);
    k.head(packed.outputs(), H, m_config.classes, m_top,
        mask(drop, 3 * m_layers.size() + 1, m_config.classifierDropout, numbersOf(packed)),
        weights + m_layout.classifier, weights + m_layout.classifierBias, m_logits, m_threads);
    return m_logits;
}

template class PackedModel<float>;
template class PackedModel<Bf16>;

} // namespace evenspan::engine
