// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/packed_model.h"

#include <algorithm>
#include <chrono>
#include <type_traits>

// What the two halves of PackedModel share.
namespace evenspan::engine {

class Timer {
public:
    Timer(Profile& profile, Work work)
        : m_to(profile.seconds[static_cast<std::size_t>(work)])
        , m_start(std::chrono::steady_clock::now()) { }
    ~Timer() {
        m_to += std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

private:
    double& m_to;
    std::chrono::steady_clock::time_point m_start;
};

inline Rows rowsOf(const Packed& p) {
    return {
        p.tokens(), p.sequences(), p.starts.data(), p.ids.data(), p.positions.data(), p.longest};
}

inline std::int64_t productRows(std::int64_t tokens) {
    return (tokens + kRowStep - 1) / kRowStep * kRowStep;
}

inline const std::int32_t* numbersOf(const Packed& packed) {
    return packed.kept.empty() ? nullptr : packed.kept.data();
}

// Rows of `all` that are kept, together.
template <class T>
void gatherRows(const std::vector<std::int32_t>& kept, std::int64_t width, const T* all, T* out) {
    for (std::size_t i = 0; i < kept.size(); ++i)
        std::copy_n(all + kept[i] * width, width, out + static_cast<std::int64_t>(i) * width);
}

// The way back in place, zero in the rows between: from the end, so that no row is overwritten
// before it has moved.
template <class T>
void spreadRows(
    const std::vector<std::int32_t>& kept, std::int64_t width, std::int64_t rows, T* data) {
    std::int64_t next = rows;
    for (std::size_t i = kept.size(); i-- > 0;) {
        const std::int64_t to = kept[i];
        std::fill(data + (to + 1) * width, data + next * width, T{});
        if (to != static_cast<std::int64_t>(i))
            std::copy_n(data + static_cast<std::int64_t>(i) * width, width, data + to * width);
        next = to;
    }
    std::fill(data, data + next * width, T{});
}

template <class E> const E* matrices(const float* weights, const E* shadow) {
    if constexpr (std::is_same_v<E, float>)
        return weights;
    else
        return shadow;
}

} // namespace evenspan::engine
