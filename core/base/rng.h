// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace evenspan {

// Counter-based generator Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy
// as 1, 2, 3", SC11). Its whole state is (key, counter): a run resumes by storing two integers,
// and any element of the stream can be computed on its own.
class Philox {
public:
    explicit Philox(std::uint64_t key, std::uint64_t counter = 0)
        : m_key(key)
        , m_counter(counter) { }

    // Block number `counter` of the stream of `key`: four 32-bit words.
    static std::array<std::uint32_t, 4> block(
        std::uint64_t key, std::uint64_t counter, std::uint64_t stream = 0);

    std::uint32_t next32();
    std::uint64_t next64();
    // Uniform in [0, bound), without modulo bias (Lemire 2019). bound > 0.
    std::uint64_t below(std::uint64_t bound);
    // Uniform in [0, 1) with 53 bits.
    double uniform();

    std::uint64_t key() const { return m_key; }
    // Number of blocks drawn so far; Philox(key, counter()) goes on at the next block.
    std::uint64_t counter() const { return m_counter; }

private:
    std::uint64_t m_key;
    std::uint64_t m_counter;
    std::array<std::uint32_t, 4> m_words{};
    int m_left = 0;
};

// Fisher-Yates with the generator above: the same order on every machine, unlike std::shuffle.
template <class T> void shuffle(std::span<T> items, Philox& rng) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[rng.below(i)]);
}

} // namespace evenspan
