// SPDX-License-Identifier: GPL-3.0-or-later
// ModernBERT's layers: rotary positions (Su et al. 2021, arXiv 2104.09864, equation 34), gated
// feed-forward parts (Shazeer 2020, arXiv 2002.05202), attention that ends at neighbours; the order
// of modeling_modernbert.py of transformers.
#include "core/onnx/onnx_encoder.h"

#include <algorithm>
#include <cmath>

namespace evenspan {

// Cosine and sine by place, [length, width], and what local layers add to their scores.
void OnnxEncoder::placeRotations() {
    const auto& r = m_config.rotary;
    const std::int64_t width = m_config.hidden / m_config.heads;
    m_graph.node("Cast", {"places.queries"}, "places.float");
    m_graph.set("to", std::int64_t{onnx::TensorProto::FLOAT});
    for (const bool local : {false, true}) {
        if (std::find(r.local.begin(), r.local.end(), local) == r.local.end())
            continue;
        const std::string kind = local ? "local" : "global";
        const auto theta = static_cast<float>(local ? r.localTheta : r.globalTheta);
        std::vector<float> speeds;
        for (std::int64_t i = 0; i < width; i += 2)
            speeds.push_back(
                1 / std::pow(theta, static_cast<float>(i) / static_cast<float>(width)));
        m_graph.tensor(kind + ".speeds", {1, width / 2}, speeds);
        m_graph.node("Mul", {"places.float", kind + ".speeds"}, kind + ".half");
        m_graph.node("Concat", {kind + ".half", kind + ".half"}, kind + ".angles");
        m_graph.set("axis", std::int64_t{-1});
        m_graph.node("Cos", {kind + ".angles"}, kind + ".cosines");
        m_graph.node("Sin", {kind + ".angles"}, kind + ".sines");
    }
    m_graph.node("Abs", {"apart"}, "apart.far");
    m_graph.constant("reach", r.reach);
    m_graph.node("Greater", {"apart.far", "reach"}, "apart.unseen");
    m_graph.node("Cast", {"apart.unseen"}, "apart.float");
    m_graph.set("to", std::int64_t{onnx::TensorProto::FLOAT});
    m_graph.node("Mul", {"apart.float", number("masked", -1e9f)}, "apart.scores");
    m_graph.node("Add", {"mask", "apart.scores"}, "mask.local"); // [batch, 1, length, length]
}

// x cos + (−right half, left half of x) sin.
std::string OnnxEncoder::turned(
    const std::string& x, const std::string& kind, const std::string& name) {
    const std::int64_t width = m_config.hidden / m_config.heads;
    const auto zero = numbers("width.zero", {0}), half = numbers("width.half", {width / 2}),
               whole = numbers("width.whole", {width}), axis = numbers("axis.last", {3});
    const auto left = m_graph.node("Slice", {x, zero, half, axis}, name + ".left");
    const auto right = m_graph.node("Slice", {x, half, whole, axis}, name + ".right");
    const auto less = m_graph.node("Neg", {right}, name + ".less");
    const auto across = m_graph.node("Concat", {less, left}, name + ".across");
    m_graph.set("axis", std::int64_t{-1});
    const auto a = m_graph.node("Mul", {x, kind + ".cosines"}, name + ".kept");
    const auto b = m_graph.node("Mul", {across, kind + ".sines"}, name + ".moved");
    return m_graph.node("Add", {a, b}, name + ".turned");
}

std::string OnnxEncoder::rotaryLayer(std::int64_t n, const std::string& x) {
    const std::string l = "bert.encoder.layer." + std::to_string(n) + ".", a = l + "attn.";
    const bool local = m_config.rotary.local[static_cast<std::size_t>(n)];
    const std::string kind = local ? "local" : "global";
    const std::int64_t H = m_config.hidden, width = H / m_config.heads, I = m_config.intermediate;
    // The first layer starts from what the embeddings' norm gave.
    const auto before = n == 0 ? x : norm(x, l + "attn_norm", l + "before");
    const auto part = [&](const char* name, std::int64_t at) {
        const auto flat = linear(before, a + "Wqkv", {a + name, at * H, H}, a + name + ".sum");
        return heads(flat, a + name, {0, 2, 1, 3});
    };
    const auto q = turned(part("query", 0), kind, a + "query"),
               k = turned(part("key", 1), kind, a + "key"), v = part("value", 2);
    const auto across = m_graph.node("Transpose", {k}, a + "keys.across");
    m_graph.set("perm", std::vector<std::int64_t>{0, 1, 3, 2});
    auto scores = m_graph.node("MatMul", {q, across}, a + "products");
    const auto scale =
        number("scale", static_cast<float>(1 / std::sqrt(static_cast<double>(width))));
    scores = m_graph.node("Mul", {scores, scale}, a + "scaled");
    const auto context = joined(shares(scores, local ? "mask.local" : "mask", a), v, a);
    const auto attended = linear(context, a + "Wo", a + "attended");
    const auto h = m_graph.node("Add", {x, attended}, l + "attention");
    const auto normed = norm(h, l + "mlp_norm", l + "between");
    const auto gate = activate(linear(normed, l + "mlp.Wi", {l + "mlp.gate", 0, I}, l + "gate"),
        m_config.activation, l + "active");
    const auto value = linear(normed, l + "mlp.Wi", {l + "mlp.value", I, I}, l + "value");
    const auto inner = m_graph.node("Mul", {gate, value}, l + "inner");
    return m_graph.node("Add", {h, linear(inner, l + "mlp.Wo", l + "out")}, l + "layer");
}

std::string OnnxEncoder::rotaryHead(const std::string& x) {
    const auto last = norm(x, "bert.encoder.final_norm", "last");
    const auto inner = activate(
        linear(last, "head.dense", "head.sum"), m_config.rotary.headActivation, "head.active");
    return norm(inner, "head.norm", "head");
}

} // namespace evenspan
