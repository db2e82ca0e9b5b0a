// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/packed_parts.h"

#include <cstdlib>

namespace evenspan::engine {

namespace {

// Each matrix of the layers from [out, in] to [in, out], which the products read faster.
void turnMatrices(const ModelConfig& config, const Layout& layout, float* flat) {
    const std::int64_t H = config.hidden, F = config.intermediate;
    std::vector<float> copy;
    const auto turn = [&](std::int64_t offset, std::int64_t rows, std::int64_t columns) {
        float* to = flat + offset;
        copy.assign(to, to + rows * columns);
        constexpr std::int64_t kTile = 16;
        for (std::int64_t r0 = 0; r0 < rows; r0 += kTile)
            for (std::int64_t c = 0; c < columns; ++c)
                for (std::int64_t r = r0; r < std::min(r0 + kTile, rows); ++r)
                    to[c * rows + r] = copy[static_cast<std::size_t>(r * columns + c)];
    };
    for (const LayerOffsets& o : layout.layers) {
        turn(o.qkv, 3 * H, H);
        turn(o.out, H, H);
        turn(o.up, F, H);
        turn(o.down, H, F);
    }
}

ReadyMatrices readyMatrices(const ModelConfig& config, const Layout& layout, const Bf16* w) {
    const std::int64_t H = config.hidden, F = config.intermediate;
    ReadyMatrices ready;
    for (const LayerOffsets& o : layout.layers)
        if (!ready.add(3 * H, H, w + o.qkv, kRowsAtOnce) || !ready.add(H, H, w + o.out, kRowsAtOnce)
            || !ready.add(F, H, w + o.up, kRowsAtOnce) || !ready.add(H, F, w + o.down, kRowsAtOnce))
            break;
    return ready;
}

template <class E> class PackedPredict final : public PredictSession {
public:
    PackedPredict(const ModelConfig& config, Layout layout, MatmulPath path, int threads)
        : m_config(config)
        , m_layout(std::move(layout))
        , m_path(path)
        , m_threads(threads)
        , m_weights(m_layout)
        , m_model(config, m_layout, threads, false) { }
    ~PackedPredict() override {
        if (std::getenv("EVENSPAN_ENGINE_PROFILE"))
            m_model.profile().print();
    }

    Result<void> load(const WeightViews& weights) {
        const auto done = loadWeights(m_layout, m_config, weights, 0, m_weights.flat());
        if constexpr (std::is_same_v<E, float>)
            turnMatrices(m_config, m_layout, m_weights.flat());
        else {
            table<E>().narrow(m_layout.shadowEnd, m_weights.flat(), m_weights.narrow(), m_threads);
            prepare(m_path, m_threads);
            m_model.setReady(readyMatrices(m_config, m_layout, m_weights.narrow()));
        }
        return done;
    }

    Result<std::vector<float>> logits(const Batch& batch) override {
        try {
            auto packed = pack(batch, m_config, false);
            if (!packed)
                return packed.error();
            prepare(m_path, m_threads);
            return logitsInParts(*packed, m_config.classes, [this](const Packed& part) {
                return m_model.forward(part, m_weights.flat(), m_weights.narrow(), {});
            });
        } catch (...) {
            return currentError("prediction");
        }
    }

private:
    ModelConfig m_config;
    Layout m_layout;
    MatmulPath m_path;
    int m_threads;
    Weights<E> m_weights;
    PackedModel<E> m_model;
};

} // namespace

Result<std::unique_ptr<PredictSession>> packedPredict(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options) {
    auto s = setUp(config, options);
    if (!s)
        return s.error();
    if (options.precision == Precision::Bf16)
        return make<PackedPredict<Bf16>, PredictSession>(
            weights, config, s->layout, s->path, s->threads);
    return make<PackedPredict<float>, PredictSession>(
        weights, config, s->layout, s->path, s->threads);
}

} // namespace evenspan::engine
