// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/onnx/onnx_encoder.h"

#include "core/engine/safetensors.h"

#include <cmath>
#include <numbers>

namespace evenspan {

void OnnxEncoder::build() {
    m_graph.input("input_ids", onnx::TensorProto::INT64, {"batch", "length"});
    m_graph.input("attention_mask", onnx::TensorProto::INT64, {"batch", "length"});
    m_graph.output(
        "logits", onnx::TensorProto::FLOAT, {"batch", "length", std::to_string(m_config.classes)});
    maskScores();
    if (m_config.distance.on || m_config.isRotary())
        places();
    if (m_config.distance.on)
        placeDistances();
    if (m_config.isRotary())
        placeRotations();
    auto x = embed();
    for (std::int64_t n = 0; n < m_config.layers; ++n)
        x = m_config.isRotary() ? rotaryLayer(n, x) : layer(n, x);
    linear(m_config.isRotary() ? rotaryHead(x) : x, "classifier", "logits");
}

// What is added to the scores of attention: [batch, 1, 1, length].
void OnnxEncoder::maskScores() {
    m_graph.node("Cast", {"attention_mask"}, "mask.float");
    m_graph.set("to", std::int64_t{onnx::TensorProto::FLOAT});
    m_graph.node("Sub", {number("one", 1), "mask.float"}, "mask.padding");
    m_graph.node("Mul", {"mask.padding", number("masked", -1e9f)}, "mask.scores");
    m_graph.node("Unsqueeze", {"mask.scores", numbers("axes.mask", {1, 2})}, "mask");
}

// How far each sub-word stands from each other one: query − key, [length, length].
void OnnxEncoder::places() {
    m_graph.node("Shape", {"input_ids"}, "places.count");
    m_graph.set("start", std::int64_t{1});
    m_graph.node("Squeeze", {"places.count"}, "places.end");
    m_graph.constant("places.first", std::int64_t{0});
    m_graph.constant("places.step", std::int64_t{1});
    m_graph.node("Range", {"places.first", "places.end", "places.step"}, "places");
    m_graph.node("Unsqueeze", {"places", numbers("axis.1", {1})}, "places.queries");
    m_graph.node("Unsqueeze", {"places", numbers("axis.0", {0})}, "places.keys");
    m_graph.node("Sub", {"places.queries", "places.keys"}, "apart");
}

std::string OnnxEncoder::embed() {
    const std::string e = "bert.embeddings.";
    std::string x =
        m_graph.node("Gather", {stored(e + "word_embeddings.weight"), "input_ids"}, "words");
    if (m_config.positionTable) {
        m_graph.node("Shape", {"input_ids"}, "length");
        m_graph.set("start", std::int64_t{1});
        const auto first = numbers("first", {0});
        m_graph.node("Slice", {stored(e + "position_embeddings.weight"), first, "length", first},
            "positions");
        x = m_graph.node("Add", {x, "positions"}, "words.placed");
    }
    if (m_config.tokenTypes > 0) {
        auto values = floats(e + "token_type_embeddings.weight");
        values.resize(static_cast<std::size_t>(m_config.embeddingWidth())); // the type 0
        m_graph.tensor("token_type", {m_config.embeddingWidth()}, values);
        x = m_graph.node("Add", {x, "token_type"}, "words.typed");
    }
    // DeBERTa widens before the norm, ELECTRA behind it.
    if (has(e + "embed_proj.weight"))
        x = linear(x, e + "embed_proj", "words.wide");
    x = norm(x, e + "LayerNorm", "embeddings");
    return has("bert.embeddings_project.weight")
        ? linear(x, "bert.embeddings_project", "embeddings.wide")
        : x;
}

std::string OnnxEncoder::layer(std::int64_t n, const std::string& x) {
    const std::string l = "bert.encoder.layer." + std::to_string(n) + ".", a = l + "attention.";
    const auto context = m_config.isDistance() ? distanceContext(l, x) : plainContext(l, x);
    const auto attended = linear(context, a + "output.dense", a + "attended");
    const auto kept = m_graph.node("Add", {x, attended}, a + "kept");
    const auto h = norm(kept, a + "output.LayerNorm", l + "attention");
    const auto inner = activate(
        linear(h, l + "intermediate.dense", l + "inner"), m_config.activation, l + "active");
    const auto out = linear(inner, l + "output.dense", l + "out");
    return norm(m_graph.node("Add", {h, out}, l + "kept"), l + "output.LayerNorm", l + "layer");
}

std::string OnnxEncoder::plainContext(const std::string& l, const std::string& x) {
    const std::string a = l + "attention.", s = a + "self.";
    const auto part = [&](const char* name, const std::vector<std::int64_t>& order) {
        return heads(linear(x, s + name, s + name + ".sum"), s + name, order);
    };
    const auto q = part("query", {0, 2, 1, 3}), k = part("key", {0, 2, 3, 1}),
               v = part("value", {0, 2, 1, 3});
    auto scores = m_graph.node("MatMul", {q, k}, a + "products");
    const auto width = static_cast<double>(m_config.hidden / m_config.heads);
    const auto scale = number("scale", static_cast<float>(1 / std::sqrt(width)));
    scores = m_graph.node("Mul", {scores, scale}, a + "scaled");
    return joined(shares(scores, "mask", a), v, a);
}

std::string OnnxEncoder::shares(
    const std::string& scores, const std::string& mask, const std::string& a) {
    const auto seen = m_graph.node("Add", {scores, mask}, a + "scores");
    const auto out = m_graph.node("Softmax", {seen}, a + "shares");
    m_graph.set("axis", std::int64_t{-1});
    return out;
}

std::string OnnxEncoder::joined(
    const std::string& shares, const std::string& v, const std::string& a) {
    auto context = m_graph.node("MatMul", {shares, v}, a + "context.heads");
    context = m_graph.node("Transpose", {context}, a + "context.turned");
    m_graph.set("perm", std::vector<std::int64_t>{0, 2, 1, 3});
    return m_graph.node(
        "Reshape", {context, numbers("shape.joined", {0, 0, m_config.hidden})}, a + "context");
}

// [batch, length, hidden] as [batch, length, heads, width], then in this order.
std::string OnnxEncoder::heads(
    const std::string& flat, const std::string& name, const std::vector<std::int64_t>& order) {
    const auto A = m_config.heads;
    const auto shape = numbers("shape.heads", {0, 0, A, m_config.hidden / A});
    const auto cut = m_graph.node("Reshape", {flat, shape}, name + ".heads");
    const auto out = m_graph.node("Transpose", {cut}, name);
    m_graph.set("perm", order);
    return out;
}

std::string OnnxEncoder::activate(
    const std::string& x, const std::string& kind, const std::string& name) {
    if (kind == "relu")
        return m_graph.node("Relu", {x}, name);
    std::string inside;
    if (kind == "gelu") { // x/2 (1 + erf(x/√2))
        const auto scale = number("sqrt_half", static_cast<float>(std::numbers::sqrt2 / 2));
        inside = m_graph.node("Mul", {x, scale}, name + ".scaled");
        inside = m_graph.node("Erf", {inside}, name + ".erf");
    } else { // x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))
        const auto scale =
            number("tanh_scale", static_cast<float>(std::sqrt(2 * std::numbers::inv_pi)));
        auto cube = m_graph.node("Mul", {x, x}, name + ".square");
        cube = m_graph.node("Mul", {cube, x}, name + ".cube");
        cube = m_graph.node("Mul", {cube, number("cubic", 0.044715f)}, name + ".small");
        inside = m_graph.node("Add", {x, cube}, name + ".sum");
        inside = m_graph.node("Mul", {inside, scale}, name + ".scaled");
        inside = m_graph.node("Tanh", {inside}, name + ".tanh");
    }
    inside = m_graph.node("Add", {inside, number("one", 1)}, name + ".raised");
    inside = m_graph.node("Mul", {x, inside}, name + ".product");
    return m_graph.node("Mul", {inside, number("half", 0.5f)}, name);
}

std::string OnnxEncoder::linear(
    const std::string& x, const std::string& name, const std::string& result) {
    return linear(x, name, {name, 0, m_weights.at(name + ".weight").shape[0]}, result);
}

std::string OnnxEncoder::linear(
    const std::string& x, const std::string& name, const Part& part, const std::string& result) {
    const auto weight = part.name + ".weight", bias = part.name + ".bias";
    const auto from = m_weights.at(name + ".weight").shape[1]; // of [to, from]
    if (m_there.insert(weight).second) {
        const auto values = floats(name + ".weight");
        const auto rows = static_cast<std::size_t>(part.rows),
                   columns = static_cast<std::size_t>(from),
                   begin = static_cast<std::size_t>(part.begin) * columns;
        std::vector<float> across(rows * columns);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c)
                across[c * rows + r] = values[begin + r * columns + c];
        m_graph.tensor(weight, {from, part.rows}, across);
    }
    if (!has(name + ".bias"))
        return m_graph.node("MatMul", {x, weight}, result);
    if (m_there.insert(bias).second) {
        const auto values = floats(name + ".bias");
        m_graph.tensor(bias, {part.rows},
            {values.begin() + part.begin, values.begin() + part.begin + part.rows});
    }
    const auto product = m_graph.node("MatMul", {x, weight}, result + ".product");
    return m_graph.node("Add", {product, bias}, result);
}

std::string OnnxEncoder::norm(
    const std::string& x, const std::string& name, const std::string& result) {
    if (has(name + ".bias"))
        m_graph.node(
            "LayerNormalization", {x, stored(name + ".weight"), stored(name + ".bias")}, result);
    else
        m_graph.node("LayerNormalization", {x, stored(name + ".weight")}, result);
    m_graph.set("axis", std::int64_t{-1});
    m_graph.set("epsilon", static_cast<float>(m_config.layerNormEps));
    return result;
}

std::string OnnxEncoder::number(const std::string& name, float value) {
    return m_there.insert(name).second ? m_graph.constant(name, value) : name;
}

std::string OnnxEncoder::numbers(const std::string& name, const std::vector<std::int64_t>& values) {
    return m_there.insert(name).second ? m_graph.constant(name, values) : name;
}

std::string OnnxEncoder::stored(const std::string& name) {
    return m_there.insert(name).second
        ? m_graph.tensor(name, m_weights.at(name).shape, floats(name))
        : name;
}

std::vector<float> OnnxEncoder::floats(const std::string& name) const {
    return engine::floatsOf(m_weights.at(name)).valueOr({});
}

} // namespace evenspan
