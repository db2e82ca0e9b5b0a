// SPDX-License-Identifier: GPL-3.0-or-later
// DeBERTa's attention: words see words, and words see how far away they are (He et al. 2021, arXiv
// 2006.03654, equation 4; the buckets of version 2 as in modeling_deberta_v2.py of transformers).
#include "core/engine/torch/generic_model.h"

#include <cmath>

namespace evenspan::engine {

// Row of the table for each pair (query, key). Near distances have rows of their own, those beyond
// half the buckets share them by the logarithm. In floats and in the order of the original, since
// rounding decides at the borders.
void GenericModel::placeDistances(OnDevice& b) const {
    const auto& d = m_config.distance;
    const std::int64_t span = d.span();
    const at::Tensor at = at::arange(b.columns, at::kLong);
    const at::Tensor apart = at.unsqueeze(1) - at.unsqueeze(0);
    at::Tensor bucket = apart;
    if (d.buckets > 0) {
        const std::int64_t middle = d.buckets / 2;
        const at::Tensor near = at::logical_and(apart.lt(middle), apart.gt(-middle));
        const at::Tensor size = at::where(near, at::full_like(apart, middle - 1), apart.abs());
        const auto base =
            static_cast<float>(static_cast<double>(d.farthest - 1) / static_cast<double>(middle));
        const at::Tensor far = at::ceil(at::log(size / static_cast<double>(middle))
                                   / at::log(at::full({}, static_cast<double>(base), at::kFloat))
                                   * static_cast<double>(middle - 1))
            + static_cast<double>(middle);
        bucket = at::where(size.le(middle), apart.to(at::kFloat), far * apart.sign());
    }
    bucket = (bucket.to(at::kLong) + span).clamp(0, 2 * span - 1);
    b.distanceBegin = bucket.min().item<std::int64_t>();
    b.distanceEnd = bucket.max().item<std::int64_t>() + 1;
    b.distances = (bucket - b.distanceBegin).to(m_device);
}

at::Tensor GenericModel::distanceContext(
    std::int64_t n, const at::Tensor& x, const OnDevice& b, DropKey drop) const {
    const auto& d = m_config.distance;
    const std::string self = "bert.encoder.layer." + std::to_string(n) + ".attention.self.";
    const std::int64_t A = m_config.heads, L = b.columns;
    const at::Tensor q = heads(linear(x, self + "query")), k = heads(linear(x, self + "key")),
                     v = heads(linear(x, self + "value"));
    const int terms = 1 + (d.contentToPosition ? 1 : 0) + (d.positionToContent ? 1 : 0);
    const double scale = 1 / std::sqrt(static_cast<double>(q.size(-1) * terms));
    at::Tensor scores = at::matmul(q, k.transpose(2, 3)).to(at::kFloat);
    if (d.on) {
        // Rows that this batch's distances do not reach would only cost time.
        at::Tensor table = m_leaves.at("bert.encoder.rel_embeddings.weight")
                               .narrow(0, b.distanceBegin, b.distanceEnd - b.distanceBegin);
        if (d.normed)
            table = norm(table, "bert.encoder.LayerNorm");
        table = droppedRows(table, b.distanceBegin, drop,
            static_cast<std::uint64_t>(3 * m_config.layers + 2 + n), m_config.hiddenDropout);
        const auto rows = [&](const char* shared, const char* own) {
            const at::Tensor r = linear(table, self + (d.sharedKeys ? shared : own));
            return r.view({r.size(0), A, r.size(1) / A}).permute({1, 2, 0}); // [A,H/A,rows]
        };
        const at::Tensor to = b.distances.expand({b.rows, A, L, L});
        if (d.contentToPosition)
            scores =
                scores + at::matmul(q, rows("key", "pos_key_proj")).gather(-1, to).to(at::kFloat);
        if (d.positionToContent) {
            const at::Tensor from = b.distances.t().expand({b.rows, A, L, L});
            scores = scores
                + at::matmul(k, rows("query", "pos_query_proj"))
                      .gather(-1, from)
                      .transpose(2, 3)
                      .to(at::kFloat);
        }
    }
    scores = scores * scale;
    if (b.attention.defined())
        scores = scores + b.attention;
    at::Tensor probabilities = at::softmax(scores, -1);
    if (b.attentions)
        b.attentions->push_back(probabilities);
    if (drop.on && m_config.attentionDropout > 0) {
        const auto site = static_cast<std::uint64_t>(3 * n + 1);
        const double p = m_config.attentionDropout;
        probabilities = probabilities
            * (m_device.is_cpu()
                    ? attentionMask(b, drop, site)
                    : at::empty_like(probabilities).bernoulli_(1 - p).mul_(1 / (1 - p)));
    }
    return at::matmul(narrow(probabilities), v)
        .transpose(1, 2)
        .reshape({b.rows, L, m_config.hidden});
}

} // namespace evenspan::engine
