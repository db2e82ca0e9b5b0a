// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/safetensors.h"

namespace evenspan::engine {

// What a training session whose weights lie in ordinary memory can show of them without a copy:
// a checkpoint of copies would need room for three models more. A session that can also derives
// from this; others (on a device) do not, and are copied.
class HeldWeights {
public:
    virtual ~HeldWeights() = default;
    // As TrainSession::weights() and optimizerState(). Good until the session's next call.
    virtual WeightViews weightViews() const = 0;
    virtual WeightViews optimizerViews(std::int64_t* steps) const = 0;
};

// Views of what a session has, with copies behind them where it takes some. Good until the
// session's next call, as long as this object stays where it is.
class ShownWeights {
public:
    // `optimizer`: with the moments of the optimizer, else without.
    ShownWeights(const TrainSession& session, bool optimizer) {
        if (const auto* held = dynamic_cast<const HeldWeights*>(&session)) {
            m_weights = held->weightViews();
            if (optimizer)
                m_optimizer = held->optimizerViews(&m_steps);
            return;
        }
        m_copies = session.weights();
        m_weights = viewsOf(m_copies);
        if (!optimizer)
            return;
        m_moments = session.optimizerState(&m_steps);
        m_optimizer = viewsOf(m_moments);
    }
    ShownWeights(const ShownWeights&) = delete;
    ShownWeights& operator=(const ShownWeights&) = delete;

    const WeightViews& weights() const { return m_weights; }
    const WeightViews& optimizer() const { return m_optimizer; }
    std::int64_t steps() const { return m_steps; }

private:
    std::map<std::string, Tensor> m_copies, m_moments;
    WeightViews m_weights, m_optimizer;
    std::int64_t m_steps = 0;
};

} // namespace evenspan::engine
