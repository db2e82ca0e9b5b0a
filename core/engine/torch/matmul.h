// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/kernels.h"

#include <memory>
#include <string>
#include <vector>

// Matrix products through LibTorch on raw row-major matrices. In fp32 ATen calls MKL, or oneDNN
// where the process-wide matmul precision is "medium"; without AMX that keeps fp32 accuracy.
namespace evenspan::engine {

enum class MatmulPath { Mkl, OneDnn };

// Paths for fp32 products this CPU can take at full fp32 accuracy; the last is the default.
std::vector<std::string> fp32Paths();
bool parsePath(const std::string& name, MatmulPath& path);
// Applies to the whole process and the calling thread: call before products of a session.
void prepare(MatmulPath path, int threads);

// c [M,N] = a [M,K] · b, b stored [N,K] (product) or [K,N] (productPlain).
void product(
    std::int64_t M, std::int64_t N, std::int64_t K, const float* a, const float* b, float* c);
void product(std::int64_t M, std::int64_t N, std::int64_t K, const Bf16* a, const Bf16* b, Bf16* c);
void productPlain(
    std::int64_t M, std::int64_t N, std::int64_t K, const float* a, const float* b, float* c);
void productPlain(
    std::int64_t M, std::int64_t N, std::int64_t K, const Bf16* a, const Bf16* b, Bf16* c);
// c [M,N] = a' · b, a stored [K,M], b [K,N]; added to c where `add`.
void productTransposed(std::int64_t M, std::int64_t N, std::int64_t K, const float* a,
    const float* b, float* c, bool add);
void productTransposed(std::int64_t M, std::int64_t N, std::int64_t K, const Bf16* a, const Bf16* b,
    Bf16* c, bool add);

// Matrices in the order in which oneDNN reads them fastest, for products that repeat: without it
// every product orders its matrix anew, which in bfloat16 costs a fifth of its time.
class ReadyMatrices {
public:
    ReadyMatrices();
    ~ReadyMatrices();
    ReadyMatrices(ReadyMatrices&&) noexcept;
    ReadyMatrices& operator=(ReadyMatrices&&) noexcept;

    // Takes b [N,K] for products with about `rows` rows. False, with nothing left in here: this
    // library or CPU knows no such order.
    bool add(std::int64_t N, std::int64_t K, const Bf16* b, std::int64_t rows);
    bool empty() const;
    // a [M,K] times the nth matrix's transpose, [M,N]: good until the next product into `slot`.
    Bf16* product(std::size_t n, std::size_t slot, std::int64_t M, std::int64_t K, const Bf16* a);

private:
    struct Held;
    std::unique_ptr<Held> m_held;
};

// GFLOP/s of c = a · b' on a path ("fp32:mkl", "fp32:onednn", "bf16:onednn").
double measure(const std::string& path, std::int64_t rows, std::int64_t inner, std::int64_t columns,
    double seconds, int threads);

} // namespace evenspan::engine
