// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/threads.h"
#include "core/engine/row_parts.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/packed_model.h"
#include "core/engine/torch/sessions.h"

#include <algorithm>
#include <type_traits>

// What the packed sessions that train and that predict share.
namespace evenspan::engine {

// fp32 master weights and, for bfloat16 products, their narrow copy.
template <class E> struct Weights {
    Weights(const Layout& layout)
        : master(layout.total * 4)
        , shadow(std::is_same_v<E, float> ? 64 : layout.shadowEnd * 2) { }
    float* flat() const { return master.as<float>(); }
    E* narrow() const { return std::is_same_v<E, float> ? nullptr : shadow.template as<E>(); }
    Block master, shadow;
};

template <class E> const Kernels<E>& table() {
    if constexpr (std::is_same_v<E, float>)
        return kernels32();
    else
        return kernels16();
}

// Logits of every row, zero where they were not wanted.
inline std::vector<float> everyRow(
    const Packed& packed, const float* logits, std::int64_t classes) {
    if (packed.kept.empty())
        return {logits, logits + packed.tokens() * classes};
    std::vector<float> out(static_cast<std::size_t>(packed.tokens() * classes), 0.0f);
    for (std::size_t i = 0; i < packed.kept.size(); ++i)
        std::copy_n(logits + static_cast<std::int64_t>(i) * classes, classes,
            out.begin() + packed.kept[i] * classes);
    return out;
}

// A few hundred rows at a time keep the activations in the cache, and their memory small.
constexpr std::int64_t kRowsAtOnce = 1024;

template <class Forward>
std::vector<float> logitsInParts(
    const Packed& packed, std::int64_t classes, const Forward& forward) {
    std::vector<float> out;
    out.reserve(static_cast<std::size_t>(packed.tokens() * classes));
    Packed part;
    auto kept = packed.kept.cbegin();
    std::size_t first = 0;
    for (const std::size_t next : rowParts(packed.starts, kRowsAtOnce, kRowStep)) {
        const std::int64_t begin = packed.starts[first], end = packed.starts[next];
        part.starts.assign(1, 0);
        part.longest = 0;
        for (; first < next; ++first) {
            part.starts.push_back(packed.starts[first + 1] - begin);
            part.longest = std::max(part.longest, packed.starts[first + 1] - packed.starts[first]);
        }
        part.ids.assign(packed.ids.begin() + begin, packed.ids.begin() + end);
        part.positions.assign(packed.positions.begin() + begin, packed.positions.begin() + end);
        part.kept.clear();
        for (; kept != packed.kept.cend() && *kept < end; ++kept)
            part.kept.push_back(*kept - static_cast<std::int32_t>(begin));
        const auto rows = everyRow(part, forward(part), classes);
        out.insert(out.end(), rows.begin(), rows.end());
    }
    return out;
}

struct Setup {
    Layout layout;
    MatmulPath path = MatmulPath::Mkl;
    int threads = 1;
};
inline Result<Setup> setUp(const ModelConfig& config, const ComputeOptions& options) {
    auto layout = Layout::of(config);
    if (!layout)
        return layout.error();
    Setup s;
    s.layout = std::move(*layout);
    if (!parsePath(options.matmulPath, s.path))
        return Error{ErrorCode::Unsupported, "this CPU has no product path of that name",
            options.matmulPath, "Leave the path empty, or use one that doctor lists"};
    s.threads = options.threads > 0 ? options.threads : usualThreads();
    return s;
}

template <class Session, class Base, class... Args>
Result<std::unique_ptr<Base>> make(const WeightViews& weights, Args&&... args) {
    auto session = std::make_unique<Session>(std::forward<Args>(args)...);
    if (auto loaded = session->load(weights); !loaded)
        return loaded.error();
    return std::unique_ptr<Base>(std::move(session));
}

} // namespace evenspan::engine
