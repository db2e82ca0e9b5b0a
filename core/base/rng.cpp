// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"

namespace evenspan {

std::array<std::uint32_t, 4> Philox::block(
    std::uint64_t key, std::uint64_t counter, std::uint64_t stream) {
    constexpr std::uint64_t m0 = 0xD2511F53, m1 = 0xCD9E8D57;
    constexpr std::uint32_t w0 = 0x9E3779B9, w1 = 0xBB67AE85;
    auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
    std::array<std::uint32_t, 4> c{static_cast<std::uint32_t>(counter),
        static_cast<std::uint32_t>(counter >> 32), static_cast<std::uint32_t>(stream),
        static_cast<std::uint32_t>(stream >> 32)};
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = m0 * c[0], p1 = m1 * c[2];
        c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k0, static_cast<std::uint32_t>(p1),
            static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k1, static_cast<std::uint32_t>(p0)};
        k0 += w0;
        k1 += w1;
    }
    return c;
}

std::uint32_t Philox::next32() {
    if (m_left == 0) {
        m_words = block(m_key, m_counter++);
        m_left = 4;
    }
    return m_words[static_cast<std::size_t>(4 - m_left--)];
}

std::uint64_t Philox::next64() {
    const std::uint64_t low = next32();
    return low | (static_cast<std::uint64_t>(next32()) << 32);
}

std::uint64_t Philox::below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    Wide product = static_cast<Wide>(next64()) * bound;
    auto low = static_cast<std::uint64_t>(product);
    if (low < bound) {
        const std::uint64_t threshold = (0 - bound) % bound;
        while (low < threshold) {
            product = static_cast<Wide>(next64()) * bound;
            low = static_cast<std::uint64_t>(product);
        }
    }
    return static_cast<std::uint64_t>(product >> 64);
}

double Philox::uniform() {
    return static_cast<double>(next64() >> 11) * 0x1.0p-53;
}

} // namespace evenspan
