// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/kernels.h"

#include <cstdlib>
#include <string_view>

namespace evenspan::engine {

namespace base {
extern const Kernels<float> table32;
extern const Kernels<Bf16> table16;
} // namespace base
namespace avx2 {
extern const Kernels<float> table32;
extern const Kernels<Bf16> table16;
} // namespace avx2
namespace avx512 {
extern const Kernels<float> table32;
extern const Kernels<Bf16> table16;
} // namespace avx512

namespace {
enum class Set { Base, Avx2, Avx512 };
Set choose() {
    __builtin_cpu_init();
    // A smaller set than the CPU has can be asked for, to test it and to compare machines.
    const char* asked = std::getenv("EVENSPAN_KERNELS");
    const std::string_view limit = asked ? asked : "avx512";
    if (limit == "avx512" && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return Set::Avx512;
    if (limit != "base" && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return Set::Avx2;
    return Set::Base;
}
} // namespace

const Kernels<float>& kernels32() {
    static const Set set = choose();
    return set == Set::Avx512 ? avx512::table32 : set == Set::Avx2 ? avx2::table32 : base::table32;
}
const Kernels<Bf16>& kernels16() {
    static const Set set = choose();
    return set == Set::Avx512 ? avx512::table16 : set == Set::Avx2 ? avx2::table16 : base::table16;
}
const char* kernelSet() {
    static const Set set = choose();
    return set == Set::Avx512 ? "avx512" : set == Set::Avx2 ? "avx2" : "base";
}

} // namespace evenspan::engine
