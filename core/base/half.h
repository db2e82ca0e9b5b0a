// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace evenspan {

// The value of an IEEE 754 binary16, subnormals, infinities and NaN included.
inline float floatFromHalf(std::uint16_t h) {
    const int exponent = (h >> 10) & 31, fraction = h & 1023;
    const float value = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
        : exponent == 31              ? (fraction ? NAN : INFINITY)
                         : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
    return h & 0x8000 ? -value : value;
}

// The value of a bfloat16: the upper half of a binary32.
inline float floatFromBf16(std::uint16_t h) {
    const std::uint32_t bits = static_cast<std::uint32_t>(h) << 16;
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

} // namespace evenspan
