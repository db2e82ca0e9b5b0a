// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace evenspan {

// The operator set that the file is written in: the first with LayerNormalization
// (github.com/onnx/onnx, docs/Operators.md).
constexpr int kOnnxOpset = 17;

struct OnnxFacts {
    std::string name; // of the graph
    std::string version; // of the program that wrote it
    // Kept in the file beside what is always there: "id2label" (JSON, class → tag),
    // "model_type", "max_length" (positions of the encoder).
    std::map<std::string, std::string> metadata;
};

// Writes a token classifier as one ONNX file in fp32, whole or not at all.
//
// Inputs: input_ids and attention_mask, int64 [batch, length], both sizes free, length at most the
// encoder's positions; 1 in the mask for a sub-word, 0 for padding at the right. Output: logits,
// float [batch, length, classes]; those of padding mean nothing. Token types are all 0.
// Every family that the engine has: BERT, DistilBERT, RoBERTa, XLM-RoBERTa, CamemBERT, ELECTRA,
// DeBERTa-v2 and v3, ModernBERT. Errors: InvalidArgument (labels that do not fit the classes),
// BadConfig (a weight is missing or misshapen), Unsupported (over the 2 GiB that a protobuf message
// can hold), NoSpace, Io.
Result<void> exportOnnx(const engine::ModelConfig& config, const engine::WeightViews& weights,
    const std::vector<std::string>& id2label, const OnnxFacts& facts,
    const std::filesystem::path& target);

} // namespace evenspan
