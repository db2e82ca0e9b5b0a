// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/onnx/export_onnx.h"

#include "core/base/files.h"
#include "core/engine/safetensors.h"
#include "core/engine/weights.h"
#include "core/onnx/onnx_encoder.h"

#include <climits>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using engine::ModelConfig;
using engine::WeightViews;

constexpr std::int64_t kIrVersion = 8; // that came with the operator set 17

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
    OnnxEncoder(graph, config, weights).build();
    return write(model, target);
}

} // namespace evenspan
