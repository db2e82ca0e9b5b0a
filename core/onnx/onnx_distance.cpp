// SPDX-License-Identifier: GPL-3.0-or-later
// DeBERTa's attention (He et al. 2021, arXiv 2006.03654, equation 4; the buckets of version 2 as in
// modeling_deberta_v2.py of transformers).
#include "core/onnx/onnx_encoder.h"

#include <algorithm>
#include <cmath>

namespace evenspan {

namespace {

// Row of the table for a distance. In floats and in the order of the original, since rounding
// decides at the borders.
std::int64_t bucketOf(std::int64_t apart, const engine::DistanceAttention& d) {
    const std::int64_t span = d.span(), middle = d.buckets / 2;
    std::int64_t bucket = apart;
    if (d.buckets > 0 && std::abs(apart) > middle) {
        const auto m = static_cast<float>(middle);
        const auto base =
            static_cast<float>(static_cast<double>(d.farthest - 1) / static_cast<double>(middle));
        const float far = std::ceil(std::log(static_cast<float>(std::abs(apart)) / m)
                              / std::log(base) * static_cast<float>(middle - 1))
            + m;
        bucket = static_cast<std::int64_t>(apart < 0 ? -far : far);
    }
    return std::clamp<std::int64_t>(bucket + span, 0, 2 * span - 1);
}

} // namespace

// Buckets are looked up, not computed by the runtime, whose logarithm may round in another way.
// "from" and "to": the row for each pair, once for every head, [batch, heads, length, length].
void OnnxEncoder::placeDistances() {
    std::vector<std::int64_t> rows;
    for (std::int64_t apart = 1 - m_config.positions; apart < m_config.positions; ++apart)
        rows.push_back(bucketOf(apart, m_config.distance));
    m_graph.constant("distance.first", m_config.positions - 1);
    m_graph.node("Add", {"apart", "distance.first"}, "distance.places");
    m_graph.node("Gather", {numbers("distance.rows", rows), "distance.places"}, "distance.pairs");
    m_graph.node("Shape", {"input_ids"}, "distance.batch");
    m_graph.set("end", std::int64_t{1});
    m_graph.node("Concat",
        {"distance.batch", numbers("count.heads", {m_config.heads}), "places.count",
            "places.count"},
        "distance.shape");
    m_graph.set("axis", std::int64_t{0});
    m_graph.node("Expand", {"distance.pairs", "distance.shape"}, "distance.to");
    m_graph.node("Transpose", {"distance.pairs"}, "distance.back");
    m_graph.set("perm", std::vector<std::int64_t>{1, 0});
    m_graph.node("Expand", {"distance.back", "distance.shape"}, "distance.from");
    const auto table = stored("bert.encoder.rel_embeddings.weight");
    if (m_config.distance.normed)
        norm(table, "bert.encoder.LayerNorm", "distance.table");
    else
        m_graph.node("Identity", {table}, "distance.table");
}

std::string OnnxEncoder::distanceContext(const std::string& l, const std::string& x) {
    const auto& d = m_config.distance;
    const std::string a = l + "attention.", s = a + "self.";
    const std::int64_t A = m_config.heads, width = m_config.hidden / A;
    const auto part = [&](const char* name, const std::string& as,
                          const std::vector<std::int64_t>& order) {
        return heads(linear(x, s + name, s + as + ".sum"), s + as, order);
    };
    const auto q = part("query", "query", {0, 2, 1, 3}), k = part("key", "key", {0, 2, 1, 3}),
               v = part("value", "value", {0, 2, 1, 3});
    const auto across = m_graph.node("Transpose", {k}, a + "keys.across");
    m_graph.set("perm", std::vector<std::int64_t>{0, 1, 3, 2});
    auto scores = m_graph.node("MatMul", {q, across}, a + "products");
    // The table through a projection, for each head: [heads, width, rows].
    const auto rows = [&](const char* shared, const char* own) {
        const std::string name = s + (d.sharedKeys ? shared : own), as = a + own;
        const auto flat = linear("distance.table", name, as + ".sum");
        const auto cut =
            m_graph.node("Reshape", {flat, numbers("shape.rows", {0, A, width})}, as + ".heads");
        const auto out = m_graph.node("Transpose", {cut}, as);
        m_graph.set("perm", std::vector<std::int64_t>{1, 2, 0});
        return out;
    };
    const auto picked = [&](const std::string& from, const std::string& table, const char* which,
                            const std::string& name) {
        const auto all = m_graph.node("MatMul", {from, table}, name + ".all");
        const auto out = m_graph.node("GatherElements", {all, which}, name);
        m_graph.set("axis", std::int64_t{-1});
        return out;
    };
    if (d.on && d.contentToPosition) {
        const auto more = picked(q, rows("key", "pos_key_proj"), "distance.to", a + "to_position");
        scores = m_graph.node("Add", {scores, more}, a + "products.to_position");
    }
    if (d.on && d.positionToContent) {
        const auto more =
            picked(k, rows("query", "pos_query_proj"), "distance.from", a + "from_position");
        const auto back = m_graph.node("Transpose", {more}, a + "from_position.back");
        m_graph.set("perm", std::vector<std::int64_t>{0, 1, 3, 2});
        scores = m_graph.node("Add", {scores, back}, a + "products.from_position");
    }
    const int terms = 1 + (d.contentToPosition ? 1 : 0) + (d.positionToContent ? 1 : 0);
    const auto scale =
        number("scale", static_cast<float>(1 / std::sqrt(static_cast<double>(width * terms))));
    scores = m_graph.node("Mul", {scores, scale}, a + "scaled");
    return joined(shares(scores, "mask", a), v, a);
}

} // namespace evenspan
