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

// The nearest binary16, halves to even; what is too large becomes infinite.
inline std::uint16_t halfFromFloat(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000);
    bits &= 0x7fffffff;
    if (bits > 0x7f800000)
        return static_cast<std::uint16_t>(sign | 0x7e00); // not a number
    if (bits >= 0x477ff000) // from 65520 on
        return static_cast<std::uint16_t>(sign | 0x7c00);
    if (bits < 0x38800000) { // subnormal: a whole number of 2^-24
        float magnitude = 0;
        std::memcpy(&magnitude, &bits, sizeof magnitude);
        return static_cast<std::uint16_t>(
            sign | static_cast<std::uint16_t>(std::nearbyint(std::ldexp(magnitude, 24))));
    }
    const std::uint32_t rounded = bits + 0xfff + (bits >> 13 & 1);
    return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000) >> 13));
}

} // namespace evenspan
