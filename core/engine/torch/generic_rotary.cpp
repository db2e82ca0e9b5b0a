// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of ModernBERT: norms before each part, positions as rotations (Su et al. 2021, arXiv
// 2104.09864, equation 34), gated feed-forward parts (Shazeer 2020, arXiv 2002.05202), and layers
// whose attention ends at neighbours; the order of modeling_modernbert.py of transformers.
#include "core/engine/torch/generic_model.h"

#include <cmath>

namespace evenspan::engine {

// The mask of local layers; needed only where a sequence is longer than what they see.
void GenericModel::placeNeighbours(OnDevice& b) const {
    if (b.columns <= m_config.rotary.reach + 1) {
        b.local = b.attention;
        return;
    }
    const at::Tensor at = at::arange(b.columns, at::TensorOptions().device(m_device));
    const at::Tensor apart = (at.unsqueeze(1) - at.unsqueeze(0)).abs();
    at::Tensor mask =
        apart.gt(m_config.rotary.reach).to(at::kFloat).mul(-1e9).view({1, 1, b.columns, b.columns});
    if (b.attention.defined())
        // Padding sees itself, or a row of it with nothing to see would turn into no number.
        mask = (mask + b.attention).clamp_min(-1e9).masked_fill(apart.eq(0), 0.0);
    b.local = mask;
}

at::Tensor GenericModel::rotaryLayer(std::int64_t n, const at::Tensor& x, const OnDevice& b,
    const Packed& packed, DropKey drop) const {
    const auto& r = m_config.rotary;
    const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
    const auto site = static_cast<std::uint64_t>(3 * n);
    const bool local = r.local[static_cast<std::size_t>(n)];
    const std::int64_t width = m_config.hidden / m_config.heads;
    const auto floats = at::TensorOptions().dtype(at::kFloat).device(m_device);
    const at::Tensor speeds = at::reciprocal(at::pow(local ? r.localTheta : r.globalTheta,
        at::arange(0, width, 2, floats) / static_cast<double>(width)));
    const at::Tensor half = b.positions.to(at::kFloat).unsqueeze(1) * speeds;
    const at::Tensor angle = at::cat({half, half}, -1); // [L,H/A]
    const at::Tensor cosine = angle.cos(), sine = angle.sin();
    const auto turned = [&](const at::Tensor& t) {
        const at::Tensor f = t.to(at::kFloat);
        const at::Tensor across =
            at::cat({-f.narrow(-1, width / 2, width / 2), f.narrow(-1, 0, width / 2)}, -1);
        return (f * cosine + across * sine).to(t.scalar_type());
    };
    const at::Tensor before = n == 0 ? x : norm(x, l + "attn_norm");
    const auto parts = linear(before, l + "attn.Wqkv").chunk(3, -1);
    const at::Tensor context = attended(turned(heads(parts[0])), turned(heads(parts[1])),
        heads(parts[2]), local ? b.local : b.attention, b, drop, site + 1);
    const at::Tensor h = x
        + dropped(linear(context, l + "attn.Wo").to(at::kFloat), b, packed, drop, site + 2,
            m_config.attentionDropout);
    const auto gates = linear(norm(h, l + "mlp_norm"), l + "mlp.Wi").chunk(2, -1);
    const at::Tensor inner = dropped(activated(gates[0], m_config.activation) * gates[1], b, packed,
        drop, site + 3, m_config.hiddenDropout);
    return h + linear(inner, l + "mlp.Wo").to(at::kFloat);
}

at::Tensor GenericModel::rotaryHead(const at::Tensor& x) const {
    const at::Tensor last = norm(x, "bert.encoder.final_norm");
    return norm(activated(linear(last, "head.dense"), m_config.rotary.headActivation), "head.norm");
}

} // namespace evenspan::engine
