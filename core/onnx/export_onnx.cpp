// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/onnx/export_onnx.h"

#include "core/base/files.h"
#include "core/engine/safetensors.h"
#include "core/engine/weights.h"
#include "core/onnx/onnx_graph.h"

#include <climits>
#include <cmath>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <nlohmann/json.hpp>
#include <numbers>

namespace evenspan {

namespace {

using engine::ModelConfig;
using engine::WeightViews;

constexpr std::int64_t kIrVersion = 8; // that came with the operator set 17

// The encoder and its head as nodes; the arithmetic is that of the engine's generic model.
class Encoder {
public:
    Encoder(OnnxGraph& graph, const ModelConfig& config, const WeightViews& weights)
        : m_graph(graph)
        , m_config(config)
        , m_weights(weights) { }

    void build() {
        const auto classes = std::to_string(m_config.classes);
        m_graph.input("input_ids", onnx::TensorProto::INT64, {"batch", "length"});
        m_graph.input("attention_mask", onnx::TensorProto::INT64, {"batch", "length"});
        m_graph.output("logits", onnx::TensorProto::FLOAT, {"batch", "length", classes});
        constants();
        maskScores();
        auto x = embed();
        for (std::int64_t n = 0; n < m_config.layers; ++n)
            x = layer(n, x);
        linear(x, "classifier", "logits");
    }

private:
    void constants() {
        const auto A = m_config.heads, H = m_config.hidden;
        m_graph.constant("shape.heads", std::vector<std::int64_t>{0, 0, A, H / A});
        m_graph.constant("shape.joined", std::vector<std::int64_t>{0, 0, H});
        m_graph.constant("first", std::vector<std::int64_t>{0});
        m_graph.constant("axes.mask", std::vector<std::int64_t>{1, 2});
        m_graph.constant("one", 1.0f);
        m_graph.constant("masked", -1e9f);
        m_graph.constant("scale", static_cast<float>(1 / std::sqrt(static_cast<double>(H / A))));
        if (m_config.activation != "relu")
            m_graph.constant("half", 0.5f);
        if (m_config.activation == "gelu")
            m_graph.constant("sqrt_half", static_cast<float>(std::numbers::sqrt2 / 2));
        if (m_config.activation == "gelu_new") {
            m_graph.constant("cubic", 0.044715f);
            m_graph.constant("tanh_scale", static_cast<float>(std::sqrt(2 * std::numbers::inv_pi)));
        }
    }

    // What is added to the scores of attention: [batch, 1, 1, length].
    void maskScores() {
        m_graph.node("Cast", {"attention_mask"}, "mask.float");
        m_graph.set("to", std::int64_t{onnx::TensorProto::FLOAT});
        m_graph.node("Sub", {"one", "mask.float"}, "mask.padding");
        m_graph.node("Mul", {"mask.padding", "masked"}, "mask.scores");
        m_graph.node("Unsqueeze", {"mask.scores", "axes.mask"}, "mask");
    }

    std::string embed() {
        const std::string e = "bert.embeddings.";
        m_graph.node("Gather", {stored(e + "word_embeddings.weight"), "input_ids"}, "words");
        m_graph.node("Shape", {"input_ids"}, "length");
        m_graph.set("start", std::int64_t{1});
        m_graph.node("Slice",
            {stored(e + "position_embeddings.weight"), "first", "length", "first"}, "positions");
        std::string x = m_graph.node("Add", {"words", "positions"}, "words.placed");
        if (m_config.tokenTypes > 0) {
            auto values = floats(e + "token_type_embeddings.weight");
            values.resize(static_cast<std::size_t>(m_config.embeddingWidth())); // the type 0
            m_graph.tensor("token_type", {m_config.embeddingWidth()}, values);
            x = m_graph.node("Add", {x, "token_type"}, "words.typed");
        }
        x = norm(x, e + "LayerNorm", "embeddings");
        return m_config.embeddingWidth() == m_config.hidden
            ? x
            : linear(x, "bert.embeddings_project", "embeddings.wide");
    }

    std::string layer(std::int64_t n, const std::string& x) {
        const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
        const auto heads = [&](const std::string& part, std::vector<std::int64_t> order) {
            const auto name = l + "attention.self." + part;
            const auto flat = linear(x, name, name + ".sum");
            const auto cut = m_graph.node("Reshape", {flat, "shape.heads"}, name + ".heads");
            const auto out = m_graph.node("Transpose", {cut}, name);
            m_graph.set("perm", order);
            return out;
        };
        const auto q = heads("query", {0, 2, 1, 3}), k = heads("key", {0, 2, 3, 1}),
                   v = heads("value", {0, 2, 1, 3});
        const auto a = l + "attention.";
        auto scores = m_graph.node("MatMul", {q, k}, a + "products");
        scores = m_graph.node("Mul", {scores, "scale"}, a + "scaled");
        scores = m_graph.node("Add", {scores, "mask"}, a + "scores");
        const auto shares = m_graph.node("Softmax", {scores}, a + "shares");
        m_graph.set("axis", std::int64_t{-1});
        auto context = m_graph.node("MatMul", {shares, v}, a + "context.heads");
        context = m_graph.node("Transpose", {context}, a + "context.turned");
        m_graph.set("perm", std::vector<std::int64_t>{0, 2, 1, 3});
        context = m_graph.node("Reshape", {context, "shape.joined"}, a + "context");
        const auto attended = linear(context, l + "attention.output.dense", a + "attended");
        const auto kept = m_graph.node("Add", {x, attended}, a + "kept");
        const auto h = norm(kept, l + "attention.output.LayerNorm", l + "attention");
        const auto inner = activate(linear(h, l + "intermediate.dense", l + "inner"), l);
        const auto out = linear(inner, l + "output.dense", l + "out");
        return norm(m_graph.node("Add", {h, out}, l + "kept"), l + "output.LayerNorm", l + "layer");
    }

    std::string activate(const std::string& x, const std::string& l) {
        const auto done = l + "active";
        if (m_config.activation == "relu")
            return m_graph.node("Relu", {x}, done);
        std::string inside;
        if (m_config.activation == "gelu") { // x/2 (1 + erf(x/√2))
            inside = m_graph.node("Mul", {x, "sqrt_half"}, l + "gelu.scaled");
            inside = m_graph.node("Erf", {inside}, l + "gelu.erf");
        } else { // x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))
            auto cube = m_graph.node("Mul", {x, x}, l + "gelu.square");
            cube = m_graph.node("Mul", {cube, x}, l + "gelu.cube");
            cube = m_graph.node("Mul", {cube, "cubic"}, l + "gelu.small");
            inside = m_graph.node("Add", {x, cube}, l + "gelu.sum");
            inside = m_graph.node("Mul", {inside, "tanh_scale"}, l + "gelu.scaled");
            inside = m_graph.node("Tanh", {inside}, l + "gelu.tanh");
        }
        inside = m_graph.node("Add", {inside, "one"}, l + "gelu.raised");
        inside = m_graph.node("Mul", {x, inside}, l + "gelu.product");
        return m_graph.node("Mul", {inside, "half"}, done);
    }

    std::string linear(const std::string& x, const std::string& name, const std::string& result) {
        const auto& shape = m_weights.at(name + ".weight").shape; // [to, from]
        const auto to = static_cast<std::size_t>(shape[0]),
                   from = static_cast<std::size_t>(shape[1]);
        const auto values = floats(name + ".weight");
        std::vector<float> turned(values.size());
        for (std::size_t r = 0; r < to; ++r)
            for (std::size_t c = 0; c < from; ++c)
                turned[c * to + r] = values[r * from + c];
        m_graph.tensor(name + ".weight", {shape[1], shape[0]}, turned);
        const auto product = m_graph.node("MatMul", {x, name + ".weight"}, name + ".product");
        return m_graph.node("Add", {product, stored(name + ".bias")}, result);
    }

    std::string norm(const std::string& x, const std::string& name, const std::string& result) {
        m_graph.node(
            "LayerNormalization", {x, stored(name + ".weight"), stored(name + ".bias")}, result);
        m_graph.set("axis", std::int64_t{-1});
        m_graph.set("epsilon", static_cast<float>(m_config.layerNormEps));
        return result;
    }

    std::string stored(const std::string& name) {
        return m_graph.tensor(name, m_weights.at(name).shape, floats(name));
    }
    std::vector<float> floats(const std::string& name) const {
        return engine::floatsOf(m_weights.at(name)).valueOr({}); // checked by checkWeights
    }

    OnnxGraph& m_graph;
    const ModelConfig& m_config;
    const WeightViews& m_weights;
};

Result<void> checkWeights(const ModelConfig& config, const WeightViews& weights) {
    for (const auto& [name, shape] : engine::expectedWeights(config)) {
        const auto found = weights.find(name);
        if (found == weights.end() || found->second.shape != shape)
            return Error{ErrorCode::BadConfig, "A weight is missing or has another shape", name,
                "Check that config.json and the weights belong to one model."};
        if (auto values = engine::floatsOf(found->second); !values)
            return values.error();
    }
    return {};
}

// Serialises into a file that appears whole, without a second copy in memory.
class FileStream : public google::protobuf::io::CopyingOutputStream {
public:
    explicit FileStream(AtomicFile& file)
        : m_file(file) { }
    bool Write(const void* bytes, int size) override {
        if (m_state)
            m_state = m_file.write(
                std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size)));
        return m_state.ok();
    }
    const Result<void>& state() const { return m_state; }

private:
    AtomicFile& m_file;
    Result<void> m_state;
};

Result<void> write(const onnx::ModelProto& model, const std::filesystem::path& target) {
    if (model.ByteSizeLong() > INT_MAX)
        return Error{ErrorCode::Unsupported, "The model is larger than an ONNX file may be (2 GiB)",
            target.string(), "Export it as a Hugging Face folder or as an archive."};
    auto file = AtomicFile::create(target);
    if (!file)
        return file.error();
    FileStream stream(*file);
    {
        google::protobuf::io::CopyingOutputStreamAdaptor adaptor(&stream, 1 << 20);
        const bool whole = model.SerializeToZeroCopyStream(&adaptor) && adaptor.Flush();
        if (!stream.state())
            return stream.state();
        if (!whole)
            return Error{ErrorCode::Internal, "The ONNX file could not be put together",
                target.string(), {}};
    }
    return file->commit();
}

} // namespace

Result<void> exportOnnx(const ModelConfig& config, const WeightViews& weights,
    const std::vector<std::string>& id2label, const OnnxFacts& facts,
    const std::filesystem::path& target) {
    if (id2label.empty() || static_cast<std::int64_t>(id2label.size()) != config.classes)
        return Error{ErrorCode::InvalidArgument, "Only a tagger with named classes can be exported",
            target.string(), "Export a trained run."};
    if (config.isRotary() || config.isDistance())
        return Error{ErrorCode::Unsupported,
            "Models of the type " + config.modelType + " cannot be written as ONNX yet",
            target.string(), "Export it as a Hugging Face folder or as an archive."};
    if (auto sound = checkWeights(config, weights); !sound)
        return sound;
    onnx::ModelProto model;
    model.set_ir_version(kIrVersion);
    model.set_producer_name("Evenspan");
    model.set_producer_version(facts.version);
    auto* operators = model.add_opset_import();
    operators->set_domain("");
    operators->set_version(kOnnxOpset);
    nlohmann::ordered_json labels;
    for (std::size_t i = 0; i < id2label.size(); ++i)
        labels[std::to_string(i)] = id2label[i];
    auto metadata = facts.metadata;
    metadata["id2label"] = labels.dump();
    metadata["model_type"] = config.modelType;
    metadata["max_length"] = std::to_string(config.positions);
    for (const auto& [key, value] : metadata) {
        auto* entry = model.add_metadata_props();
        entry->set_key(key);
        entry->set_value(value);
    }
    model.mutable_graph()->set_name(facts.name.empty() ? "tagger" : facts.name);
    OnnxGraph graph(*model.mutable_graph());
    Encoder(graph, config, weights).build();
    return write(model, target);
}

} // namespace evenspan
