// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/kernels.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/parameters.h"

#include <array>
#include <memory>

namespace evenspan::engine {

// Page-aligned zeroed memory in huge pages where the system gives them, kept for the life of the
// owner: fresh pages cost more than the arithmetic on them. Throws std::bad_alloc.
class Block {
public:
    Block() = default;
    explicit Block(std::int64_t bytes);
    ~Block();
    Block(Block&& other) noexcept;
    Block& operator=(Block&& other) noexcept;
    template <class T> T* as() const { return static_cast<T*>(m_data); }
    std::int64_t bytes() const { return m_bytes; }

private:
    void* m_data = nullptr;
    std::int64_t m_bytes = 0;
};

// Seconds spent by kind of work since the start, for the benchmark.
enum class Work { Products, Attention, Norms, Activation, Head, Embedding, Update, Count };
struct Profile {
    std::array<double, static_cast<std::size_t>(Work::Count)> seconds{};
    void print() const; // to stderr
};

// oneDNN compiles a kernel for each number of rows, so products run on multiples of this: the rows
// beyond lie within the buffers' capacity and are never read.
constexpr std::int64_t kRowStep = 32;

// The explicit forward and backward pass over packed rows (no padding, no autograd graph).
// E: element of matrix operands. The weights are the caller's: master in fp32 and, for
// bfloat16, a shadow of [0, shadowEnd).
template <class E> class PackedModel {
public:
    // `checkpointing`: of each layer only its input is kept; backward() computes the rest again.
    // Not `training`: fp32 matrices of the layers stand the other way round, as [in, out], and
    // bfloat16 ones are taken from `ready` where that has them.
    PackedModel(const ModelConfig& config, const Layout& layout, int threads, bool training,
        bool checkpointing = false);

    // Logits [rows.outputs(), C], valid until the next call.
    struct Drop {
        bool on = false;
        std::uint64_t seed = 0, counter = 0;
    };
    const float* forward(const Packed& rows, const float* weights, const E* shadow, Drop drop);
    // After forward of the same rows: adds to gradients; encoder matrices are overwritten where
    // `fresh`. dLogits is filled by the caller before. The gradients of the embeddings and of the
    // lowest `frozen` layers are left as they are, where frozen > 0.
    void backward(const Packed& rows, const float* weights, const E* shadow, Drop drop,
        float* gradients, bool fresh, std::size_t frozen = 0);
    // Not training: before the first forward(). bfloat16 alone.
    void setReady(ReadyMatrices ready) { m_ready = std::move(ready); }
    float* dLogits() { return m_dLogits; }
    Profile& profile() { return m_profile; }

private:
    struct Layer {
        float *x, *h, *xhat1, *rstd1, *xhat2, *rstd2, *lse;
        E *xe, *he, *qkv, *context, *pre, *act;
    };
    // Layer n from its input to its output (of the last: m_top).
    void layerForward(
        std::size_t n, const Packed& rows, const float* weights, const E* shadow, const Drop& drop);
    void reserve(std::int64_t tokens, std::int64_t longest);
    // `numbers`: of the rows, where some are left out, so that each keeps its own mask.
    Mask mask(const Drop& drop, std::uint64_t site, double probability,
        const std::int32_t* numbers = nullptr) const;
    E* operand(float* y, E* e) const;
    // a [M,K] times matrix `part` of layer n, b. Where it lies: in c, or until the next of its
    // part.
    enum Part : std::size_t { Qkv, Out, Up, Down, Parts };
    E* layerProduct(std::size_t n, Part part, std::int64_t M, std::int64_t N, std::int64_t K,
        const E* a, const E* b, E* c);
    // The operand that layer n was given, and the one that its second half was: computed again from
    // what is kept of the LayerNorm, so that no layer keeps them.
    E* inputAgain(std::size_t n, std::int64_t rows, const float* weights, const Drop& drop);
    E* middleAgain(std::size_t n, std::int64_t rows, const float* weights);
    // gradient [M,N] = dy' · x over T rows; the rows behind them, up to productRows(T), become
    // zero.
    void weightGradient(
        std::int64_t M, std::int64_t N, std::int64_t T, E* dy, E* x, float* gradient, bool fresh);

    ModelConfig m_config;
    Layout m_layout;
    const Kernels<E>& m_kernels;
    int m_threads;
    bool m_training, m_checkpointing;
    Activation m_activation;
    std::int64_t m_capacity = 0, m_scratchSize = 0;
    Block m_block, m_scratch;
    std::vector<Layer> m_layers;
    float *m_logits = nullptr, *m_dLogits = nullptr, *m_ds = nullptr, *m_ds2 = nullptr;
    float *m_xhat = nullptr, *m_rstd = nullptr, *m_top = nullptr, *m_dTop = nullptr;
    E *m_out = nullptr, *m_de = nullptr, *m_dh = nullptr, *m_df = nullptr;
    E *m_dqkv = nullptr, *m_topE = nullptr, *m_narrowGradient = nullptr;
    float* m_keptX = nullptr;
    E* m_keptContext = nullptr;
    ReadyMatrices m_ready; // four a layer, in the order of Part
    Profile m_profile;
};

extern template class PackedModel<float>;
extern template class PackedModel<Bf16>;

} // namespace evenspan::engine
