// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels compiled for one instruction set (flags in CMakeLists.txt). Only headers without
// inline functions that other files share may be included here: the linker keeps one copy.
#include "core/engine/torch/kernels.h"

#include <omp.h>

namespace evenspan::engine::avx2 {
namespace {
#include "core/engine/torch/kernels_math.inc"

#include "core/engine/torch/kernels_rows.inc"

#include "core/engine/torch/kernels_attention.inc"

#include "core/engine/torch/kernels_attend.inc"

#include "core/engine/torch/kernels_update.inc"
} // namespace

extern const Kernels<float> table32;
extern const Kernels<Bf16> table16;
constinit const Kernels<float> table32 = table<float>();
constinit const Kernels<Bf16> table16 = table<Bf16>();

} // namespace evenspan::engine::avx2
