// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/packed_rows.h"

namespace evenspan::engine {

template <class E>
E* PackedModel<E>::inputAgain(
    std::size_t n, std::int64_t rows, const float* weights, const Drop& drop) {
    E* to = operand(m_layers[n].x, m_layers[n].xe);
    if (m_checkpointing)
        return to; // kept
    const Timer timer(m_profile, Work::Norms);
    const auto eps = static_cast<float>(m_config.layerNormEps);
    if (n == 0) {
        m_kernels.affine(rows, m_config.hidden, m_xhat,
            {weights + m_layout.norm, weights + m_layout.normBias, eps},
            mask(drop, 0, m_config.hiddenDropout), to, m_threads);
    } else {
        const LayerOffsets& o = m_layout.layers[n - 1];
        m_kernels.affine(rows, m_config.hidden, m_layers[n - 1].xhat2,
            {weights + o.norm2, weights + o.norm2Bias, eps}, {}, to, m_threads);
    }
    return to;
}

template <class E>
E* PackedModel<E>::middleAgain(std::size_t n, std::int64_t rows, const float* weights) {
    const Layer& l = m_layers[n];
    const LayerOffsets& o = m_layout.layers[n];
    E* to = operand(l.h, l.he);
    const Timer timer(m_profile, Work::Norms);
    m_kernels.affine(rows, m_config.hidden, l.xhat1,
        {weights + o.norm1, weights + o.norm1Bias, static_cast<float>(m_config.layerNormEps)}, {},
        to, m_threads);
    return to;
}

template <class E>
void PackedModel<E>::weightGradient(
    std::int64_t M, std::int64_t N, std::int64_t T, E* dy, E* x, float* gradient, bool fresh) {
    const std::int64_t padded = productRows(T);
    std::fill(dy + T * M, dy + padded * M, E{});
    std::fill(x + T * N, x + padded * N, E{});
    if constexpr (std::is_same_v<E, float>) {
        productTransposed(M, N, padded, dy, x, gradient, !fresh);
    } else {
        productTransposed(M, N, padded, dy, x, m_narrowGradient, false);
        m_kernels.widen(M * N, m_narrowGradient, gradient, !fresh, m_threads);
    }
}

template <class E>
void PackedModel<E>::backward(const Packed& packed, const float* weights, const E* shadow,
    Drop drop, float* g, bool fresh, std::size_t frozen) {
    const std::int64_t T = packed.tokens(), H = m_config.hidden, F = m_config.intermediate;
    const Rows rows = rowsOf(packed);
    const std::int64_t padded = productRows(T);
    const E* w = matrices<E>(weights, shadow);
    const auto eps = static_cast<float>(m_config.layerNormEps);
    const Kernels<E>& k = m_kernels;
    const HeadSizes heads{m_config.heads, H / m_config.heads};
    float* scratch = m_scratch.as<float>();
    {
        const Timer timer(m_profile, Work::Head);
        k.headBackward(packed.outputs(), H, m_config.classes, m_top,
            mask(drop, 3 * m_layers.size() + 1, m_config.classifierDropout, numbersOf(packed)),
            weights + m_layout.classifier, m_dLogits, m_dTop, g + m_layout.classifier,
            g + m_layout.classifierBias, scratch, m_threads);
    }
    if (frozen >= m_layers.size())
        return; // the head alone learns
    // The gradient of a layer's output comes in two parts, by the residual (fp32) and by the
    // products (E); the LayerNorm below adds them while it reads.
    const float* residual = m_dTop;
    const E* branch = nullptr;
    for (std::size_t n = m_layers.size(); n-- > 0;) {
        if (m_checkpointing && n + 1 < m_layers.size())
            layerForward(n, packed, weights, shadow, drop); // the last one's are still there
        Layer& l = m_layers[n];
        const LayerOffsets& o = m_layout.layers[n];
        const bool some = n + 1 == m_layers.size() && !packed.kept.empty();
        const std::int64_t rowsNow = some ? packed.outputs() : T;
        const std::int64_t paddedNow = productRows(rowsNow);
        const std::int32_t* numbers = some ? packed.kept.data() : nullptr;
        {
            const Timer timer(m_profile, Work::Norms);
            k.addNormBackward(rowsNow, H, residual, branch,
                {weights + o.norm2, weights + o.norm2Bias, eps},
                mask(drop, 3 * n + 3, m_config.hiddenDropout, numbers), {l.xhat2, l.rstd2}, m_ds,
                m_de, g + o.norm2, g + o.norm2Bias, g + o.downBias, scratch, m_threads);
        }
        {
            const Timer timer(m_profile, Work::Products);
            productPlain(paddedNow, F, H, m_de, w + o.down, m_df);
        }
        {
            const Timer timer(m_profile, Work::Activation);
            k.activateBackward(rowsNow, F, l.pre, weights + o.upBias, m_activation, m_df, l.act,
                g + o.upBias, scratch, m_threads);
        }
        E* middle = middleAgain(n, rowsNow, weights);
        {
            const Timer timer(m_profile, Work::Products);
            weightGradient(H, F, rowsNow, m_de, l.act, g + o.down, fresh);
            weightGradient(F, H, rowsNow, m_df, middle, g + o.up, fresh);
            productPlain(paddedNow, H, F, m_df, w + o.up, m_dh);
        }
        {
            const Timer timer(m_profile, Work::Norms);
            k.addNormBackward(rowsNow, H, m_ds, m_dh,
                {weights + o.norm1, weights + o.norm1Bias, eps},
                mask(drop, 3 * n + 2, m_config.hiddenDropout, numbers), {l.xhat1, l.rstd1}, m_ds2,
                m_de, g + o.norm1, g + o.norm1Bias, g + o.outBias, scratch, m_threads);
        }
        {
            const Timer timer(m_profile, Work::Products);
            weightGradient(H, H, rowsNow, m_de, some ? m_keptContext : l.context, g + o.out, fresh);
            productPlain(paddedNow, H, H, m_de, w + o.out, m_dh);
        }
        {
            const Timer timer(m_profile, Work::Attention);
            if (some) {
                spreadRows(packed.kept, H, T, m_dh);
                spreadRows(packed.kept, H, T, m_ds2);
            }
            k.attentionBackward(rows, heads, l.qkv, weights + o.qkvBias,
                mask(drop, 3 * n + 1, m_config.attentionDropout), l.lse, m_dh, m_dqkv, scratch,
                m_threads);
            k.columnSums(T, 3 * H, m_dqkv, g + o.qkvBias, scratch, m_threads);
        }
        E* input = inputAgain(n, T, weights, drop);
        {
            const Timer timer(m_profile, Work::Products);
            weightGradient(3 * H, H, T, m_dqkv, input, g + o.qkv, fresh);
            if (frozen > 0 && n == frozen)
                return; // nothing below learns
            productPlain(padded, H, 3 * H, m_dqkv, w + o.qkv, m_dh);
        }
        residual = m_ds2;
        branch = m_dh;
    }
    const Timer timer(m_profile, Work::Embedding);
    k.embedBackward(rows, H, residual, branch,
        {weights + m_layout.norm, weights + m_layout.normBias, eps},
        mask(drop, 0, m_config.hiddenDropout), {m_xhat, m_rstd}, m_ds, g + m_layout.word,
        g + m_layout.position, m_layout.type < 0 ? nullptr : g + m_layout.type, g + m_layout.norm,
        g + m_layout.normBias, scratch, m_threads);
}

#define EVENSPAN_BACKWARD(E)                                                                       \
    template void PackedModel<E>::backward(                                                        \
        const Packed&, const float*, const E*, Drop, float*, bool, std::size_t);                   \
    template E* PackedModel<E>::inputAgain(std::size_t, std::int64_t, const float*, const Drop&);  \
    template E* PackedModel<E>::middleAgain(std::size_t, std::int64_t, const float*);              \
    template void PackedModel<E>::weightGradient(                                                  \
        std::int64_t, std::int64_t, std::int64_t, E*, E*, float*, bool);
EVENSPAN_BACKWARD(float)
EVENSPAN_BACKWARD(Bf16)
#undef EVENSPAN_BACKWARD

} // namespace evenspan::engine
