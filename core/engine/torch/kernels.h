// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// The element-wise half of the CPU path: everything between two matrix products, fused so that
// each activation is read and written once. No torch type stands here. The same source
// (kernels_*.inc) is compiled for AVX-512, AVX2 and the base instruction set; kernels32() and
// kernels16() pick at run time.
//
// All matrices are row-major and packed: T rows are the real sub-words of a micro-batch, one
// sequence after the other, without padding. E is the element of matrix operands: float, or
// bfloat16 kept as its upper sixteen bits. Sums over rows are cut by thread in a fixed way, so a
// run repeats its bits for the same number of threads.
namespace evenspan::engine {

using Bf16 = std::uint16_t;

enum class Activation { Gelu, GeluTanh, Relu };

// A dropout mask as a function of the element's index (counter-based: nothing is stored, the
// backward pass computes it again). Element i is dropped where hash(i, k0, k1) < threshold.
struct Mask {
    std::uint32_t k0 = 0, k1 = 0;
    std::uint32_t threshold = 0; // probability × 2^32; 0: nothing dropped
    float scale = 1; // 1 / (1 - probability)
    const std::int32_t* rows = nullptr; // number of each row, where some are left out
    std::uint32_t rowBase(std::int64_t t, std::int64_t width) const {
        return static_cast<std::uint32_t>((rows ? rows[t] : t) * width);
    }
};

// The packed rows of a micro-batch.
struct Rows {
    std::int64_t tokens = 0; // T
    std::int64_t sequences = 0;
    const std::int64_t* starts = nullptr; // [sequences + 1] first row of each sequence
    const std::int32_t* ids = nullptr; // [T]
    const std::int32_t* positions = nullptr; // [T]
    std::int64_t longest = 0;
};

struct NormWeights {
    const float* weight = nullptr; // [H]
    const float* bias = nullptr; // [H]
    float eps = 0;
};

// What the backward pass of a LayerNorm needs; null pointers when only predicting.
struct NormSaved {
    float* xhat = nullptr; // [T,H]
    float* rstd = nullptr; // [T]
};

struct HeadSizes {
    std::int64_t heads = 0;
    std::int64_t width = 0; // per head
};

struct AdamArgs {
    float lr, decay; // decay: factor on the weight, 1 - lr × weight decay
    float beta1, beta2, eps;
    float correction1, correction2; // 1 - beta1^t, sqrt(1 - beta2^t)
    float clip; // factor on the gradient
};

template <class E> struct Kernels {
    // y = drop(LN(word[id] + position[p] + type)); type may be null. y16 may be null (it is
    // written where matrix operands are bfloat16).
    void (*embed)(const Rows&, std::int64_t H, const float* word, const float* position,
        const float* type, NormWeights, Mask, NormSaved, float* y, E* operand, int threads);
    // out = xhat × weight + bias: what a LayerNorm gave, from what is kept of it.
    void (*affine)(
        std::int64_t T, std::int64_t H, const float* xhat, NormWeights, Mask, E* out, int threads);
    // y = LN(residual + drop(x + bias)).
    void (*addNorm)(std::int64_t T, std::int64_t H, const E* x, const float* bias,
        const float* residual, NormWeights, Mask, NormSaved, float* y, E* operand, int threads);
    // out = activation(x + bias).
    void (*activate)(std::int64_t T, std::int64_t F, const E* x, const float* bias, Activation,
        E* out, int threads);
    // context = softmax(q k' / sqrt(width)) v for each sequence and head, dropout on the
    // probabilities; qkv [T,3H] comes without its bias. lse [heads,T] (log of the softmax sum)
    // may be null. scratch: attentionScratch() floats for each thread.
    void (*attention)(const Rows&, HeadSizes, const E* qkv, const float* bias, Mask, E* context,
        float* lse, float* scratch, int threads);
    void (*attentionBackward)(const Rows&, HeadSizes, const E* qkv, const float* bias, Mask,
        const float* lse, const E* dContext, E* dQkv, float* scratch, int threads);
    // sums[c] += sum over rows of x[r,c].
    void (*columnSums)(
        std::int64_t T, std::int64_t N, const E* x, float* sums, float* scratch, int threads);
    // dy = a + b (b may be null). ds: gradient of the residual sum, dx: of the dropped input;
    // dWeight, dBias (LayerNorm) and dInputBias are added to. scratch: 3H floats a thread.
    void (*addNormBackward)(std::int64_t T, std::int64_t H, const float* a, const E* b, NormWeights,
        Mask, NormSaved, float* ds, E* dx, float* dWeight, float* dBias, float* dInputBias,
        float* scratch, int threads);
    // As above for the embedding sum, its mask after the LayerNorm; rows of dWord, dPosition and
    // dType (may be null) are added to.
    void (*embedBackward)(const Rows&, std::int64_t H, const float* a, const E* b, NormWeights,
        Mask, NormSaved, float* ds, float* dWord, float* dPosition, float* dType, float* dWeight,
        float* dBias, float* scratch, int threads);
    // d = d × activation'(x + bias), dBias += column sums; out = activation(x + bias), computed
    // again on the way. scratch: F floats a thread.
    void (*activateBackward)(std::int64_t T, std::int64_t F, const E* x, const float* bias,
        Activation, E* d, E* out, float* dBias, float* scratch, int threads);
    // logits = drop(x) W' + bias, C small.
    void (*head)(std::int64_t T, std::int64_t H, std::int64_t C, const float* x, Mask,
        const float* weight, const float* bias, float* logits, int threads);
    // scratch: C × H + C floats a thread.
    void (*headBackward)(std::int64_t T, std::int64_t H, std::int64_t C, const float* x, Mask,
        const float* weight, const float* dLogits, float* dx, float* dWeight, float* dBias,
        float* scratch, int threads);
    // to = value or to += value, in fp32.
    void (*widen)(std::int64_t n, const E* from, float* to, bool add, int threads);
    // To matrix operands, rounding to nearest even.
    void (*narrow)(std::int64_t n, const float* from, E* to, int threads);
    // AdamW (Loshchilov and Hutter 2019) as torch.optim.AdamW computes it; shadow may be null.
    void (*adam)(std::int64_t n, float* p, float* m, float* v, const float* g, E* shadow,
        const AdamArgs&, int threads);
    // The same over a table of rows of which `ever` tells those that ever had a gradient: all
    // others have zero moments, and AdamW only decays them.
    void (*adamRows)(std::int64_t rows, std::int64_t width, float* p, float* m, float* v,
        const float* g, const std::uint8_t* ever, const AdamArgs&, int threads);
    void (*sgd)(std::int64_t n, float* p, float* m, const float* g, E* shadow, float lr,
        float momentum, float decay, float clip, int threads);
    // Sum of squares; the same bits for any number of threads. scratch: n / 16384 + 1 doubles.
    double (*squares)(std::int64_t n, const float* x, double* scratch, int threads);
};

// (static: each instruction set keeps its own copy.) Floats of scratch per thread for sequences of
// up to `longest` sub-words.
static inline std::int64_t attentionScratch(std::int64_t longest, std::int64_t width) {
    const std::int64_t l = (longest + 15) / 16 * 16, d = (width + 15) / 16 * 16;
    return 2 * 64 * l + 10 * l * d;
}

// hash(i, k0, k1): a multiply-xorshift mix (constants of C. Wellons' "hash prospector"), its two
// halves keyed so that streams are not shifts of each other.
static inline std::uint32_t maskHash(std::uint32_t i, std::uint32_t k0, std::uint32_t k1) {
    std::uint32_t x = (i * 0x9E3779B1u) ^ k0;
    x ^= x >> 16;
    x *= 0x21F0AAADu;
    x ^= x >> 15;
    x += k1;
    x *= 0xD35A2D97u;
    x ^= x >> 15;
    return x;
}
// Attention masks have one stream for each (sequence, head) and index row × 4096 + column.
static inline std::uint32_t attentionKey(
    std::uint32_t k0, std::int64_t sequence, std::int64_t head) {
    return maskHash(static_cast<std::uint32_t>(sequence * 1024 + head), k0, 0x85EBCA6Bu);
}

const Kernels<float>& kernels32();
const Kernels<Bf16>& kernels16();
const char* kernelSet(); // "avx512", "avx2" or "base"

} // namespace evenspan::engine
