// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/matmul.h"

#include <algorithm>
#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <chrono>
#include <optional>

namespace evenspan::engine {

namespace {

template <class E> at::Tensor matrix(const E* data, std::int64_t rows, std::int64_t columns) {
    // ATen has no view of constant memory; operands are only read.
    return at::from_blob(const_cast<E*>(data), {rows, columns},
        at::TensorOptions().dtype(sizeof(E) == 2 ? at::kBFloat16 : at::kFloat));
}

template <class E> void multiply(const at::Tensor& a, const at::Tensor& b, at::Tensor c, bool add) {
    const c10::InferenceMode inference;
    if (add)
        at::addmm_out(c, c, a, b);
    else
        at::mm_out(c, a, b);
}

bool amx() {
    __builtin_cpu_init();
#if __GNUC__ >= 13
    return __builtin_cpu_supports("amx-tile");
#else
    unsigned a = 7, b = 0, c = 0, d = 0;
    __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return (d >> 24) & 1u;
#endif
}

} // namespace

std::vector<std::string> fp32Paths() {
    std::vector<std::string> paths;
    if (at::globalContext().hasMKL())
        paths.push_back("fp32:mkl");
    // With AMX "medium" means bfloat16 inside, which is not what was asked for.
    if (at::globalContext().hasMKLDNN() && !amx())
        paths.push_back("fp32:onednn");
    if (paths.empty())
        paths.push_back("fp32:mkl");
    return paths;
}

bool parsePath(const std::string& name, MatmulPath& path) {
    const std::vector<std::string> known = fp32Paths();
    const std::string wanted = name.empty() || name.rfind("bf16", 0) == 0 ? known.back() : name;
    path = wanted == "fp32:onednn" ? MatmulPath::OneDnn : MatmulPath::Mkl;
    for (const std::string& k : known)
        if (k == wanted)
            return true;
    return false;
}

void prepare(MatmulPath path, int threads) {
    const bool medium = path == MatmulPath::OneDnn;
    const bool isMedium =
        at::globalContext().float32MatmulPrecision() == at::Float32MatmulPrecision::MEDIUM;
    if (medium != isMedium)
        at::globalContext().setFloat32MatmulPrecision(medium ? "medium" : "highest");
    if (at::get_num_threads() != threads)
        at::set_num_threads(threads);
}

#define EVENSPAN_PRODUCTS(E)                                                                       \
    void product(std::int64_t M, std::int64_t N, std::int64_t K, const E* a, const E* b, E* c) {   \
        const c10::InferenceMode inference;                                                        \
        multiply<E>(matrix(a, M, K), matrix(b, N, K).t(), matrix(c, M, N), false);                 \
    }                                                                                              \
    void productPlain(                                                                             \
        std::int64_t M, std::int64_t N, std::int64_t K, const E* a, const E* b, E* c) {            \
        const c10::InferenceMode inference;                                                        \
        multiply<E>(matrix(a, M, K), matrix(b, K, N), matrix(c, M, N), false);                     \
    }                                                                                              \
    void productTransposed(                                                                        \
        std::int64_t M, std::int64_t N, std::int64_t K, const E* a, const E* b, E* c, bool add) {  \
        const c10::InferenceMode inference;                                                        \
        multiply<E>(matrix(a, K, M).t(), matrix(b, K, N), matrix(c, M, N), add);                   \
    }
EVENSPAN_PRODUCTS(float)
EVENSPAN_PRODUCTS(Bf16)
#undef EVENSPAN_PRODUCTS

struct ReadyMatrices::Held {
    std::optional<c10::OperatorHandle> order, multiply;
    std::vector<at::Tensor> matrices, results;

    at::Tensor result(const at::Tensor& a, const at::Tensor& b) const {
        torch::jit::Stack stack{
            a, b, c10::IValue(), "none", c10::List<std::optional<at::Scalar>>(), c10::IValue()};
        multiply->callBoxed(stack);
        return stack.front().toTensor();
    }
};

ReadyMatrices::ReadyMatrices()
    : m_held(std::make_unique<Held>()) { }
ReadyMatrices::~ReadyMatrices() = default;
ReadyMatrices::ReadyMatrices(ReadyMatrices&&) noexcept = default;
ReadyMatrices& ReadyMatrices::operator=(ReadyMatrices&&) noexcept = default;

bool ReadyMatrices::empty() const {
    return m_held->matrices.empty();
}

bool ReadyMatrices::add(std::int64_t N, std::int64_t K, const Bf16* b, std::int64_t rows) {
    // Operators of the library without a C++ function of their own: PyTorch's own compiler lays
    // weights out by them for inference on the CPU.
    try {
        const c10::InferenceMode inference;
        Held& h = *m_held;
        auto& all = c10::Dispatcher::singleton();
        h.order = all.findSchema({"mkldnn::_reorder_linear_weight", ""});
        h.multiply = all.findSchema({"mkldnn::_linear_pointwise", ""});
        // Arguments go by place, so another version of them is not asked.
        if (h.order && h.multiply && h.order->schema().arguments().size() == 2
            && h.multiply->schema().arguments().size() == 6) {
            torch::jit::Stack stack{matrix(b, N, K).clone(), rows};
            h.order->callBoxed(stack);
            h.matrices.push_back(stack.front().toTensor());
            if (h.matrices.size() > 1)
                return true;
            const auto tried = h.result(at::zeros({rows, K}, at::kBFloat16), h.matrices[0]);
            if (tried.is_contiguous() && tried.dim() == 2 && tried.size(0) == rows
                && tried.size(1) == N && tried.scalar_type() == at::kBFloat16)
                return true;
        }
    } catch (const std::exception&) { }
    m_held->matrices.clear();
    return false;
}

Bf16* ReadyMatrices::product(
    std::size_t n, std::size_t slot, std::int64_t M, std::int64_t K, const Bf16* a) {
    const c10::InferenceMode inference;
    Held& h = *m_held;
    h.results.resize(std::max(h.results.size(), slot + 1));
    h.results[slot].reset(); // its memory serves again
    h.results[slot] = h.result(matrix(a, M, K), h.matrices[n]);
    return reinterpret_cast<Bf16*>(h.results[slot].data_ptr<at::BFloat16>());
}

double measure(const std::string& path, std::int64_t rows, std::int64_t inner, std::int64_t columns,
    double seconds, int threads) {
    const c10::InferenceMode inference;
    const bool bf16 = path.rfind("bf16", 0) == 0;
    MatmulPath which = MatmulPath::Mkl;
    parsePath(path, which);
    prepare(which, threads);
    const auto type = bf16 ? at::kBFloat16 : at::kFloat;
    const at::Tensor a = at::randn({rows, inner}).to(type),
                     b = at::randn({columns, inner}).to(type);
    at::Tensor c = at::empty({rows, columns}, type);
    using Clock = std::chrono::steady_clock;
    const auto now = [] { return std::chrono::duration<double>(Clock::now().time_since_epoch()); };
    const double flops = 2.0 * static_cast<double>(rows * inner) * static_cast<double>(columns);
    double best = 1e30;
    for (int i = 0; i < 3; ++i)
        at::mm_out(c, a, b.t());
    const double end = now().count() + seconds;
    do {
        const double start = now().count();
        for (int i = 0; i < 4; ++i)
            at::mm_out(c, a, b.t());
        best = std::min(best, (now().count() - start) / 4);
    } while (now().count() < end);
    return flops / best / 1e9;
}

} // namespace evenspan::engine
