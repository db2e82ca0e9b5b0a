// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <array>
#include <string>
#include <vector>

// All parameters of a model lie in one flat fp32 array, so that norms and optimizer steps are a
// few long passes. Matrix weights of the encoder come first (they have bfloat16 shadows), each
// layer's query, key and value weights (and biases) touching, so that they are one [3H,H] matrix.
namespace evenspan::engine {

struct Parameter {
    std::string name; // canonical, see engine.h
    std::vector<std::int64_t> shape;
    std::int64_t offset = 0, size = 0; // in floats
    bool decay = true; // false: bias or LayerNorm
    bool head = false; // the classifier and what stands before it: own learning rate
    std::int64_t depth = 0; // 0: embeddings; n: the nth layer; layers + 1: head
};

struct LayerOffsets {
    std::int64_t qkv, out, up, down; // weights
    std::int64_t qkvBias, outBias, upBias, downBias;
    std::int64_t norm1, norm1Bias, norm2, norm2Bias;
};

// Models that are not ModelConfig::isPlain have `parameters` and `total` alone.
struct Layout {
    std::vector<Parameter> parameters;
    std::vector<LayerOffsets> layers;
    std::int64_t shadowEnd = 0; // matrix weights of the encoder: [0, shadowEnd)
    std::int64_t word = 0, wordEnd = 0, position = 0, type = -1; // type -1: none
    std::int64_t norm = 0, normBias = 0, classifier = 0, classifierBias = 0;
    std::int64_t total = 0;

    // Fails with BadConfig on sizes that make no model.
    static Result<Layout> of(const ModelConfig& config);
    const Parameter* find(const std::string& name) const;
};

// Copies the weights into flat[total]. Head weights that are absent are drawn from
// N(0, initializerRange) by `seed`, their bias is 0. Errors: BadConfig.
Result<void> loadWeights(const Layout& layout, const ModelConfig& config,
    const WeightViews& weights, std::uint64_t seed, float* flat);
// The values of one view in fp32; Unsupported for integer types, BadConfig for a wrong length.
Result<void> readTensor(const TensorView& view, const Parameter& parameter, float* to);
std::map<std::string, Tensor> namedTensors(
    const Layout& layout, const float* flat, const std::string& prefix = {});
// The same without copies, good as long as `flat`.
WeightViews namedViews(const Layout& layout, const float* flat, const std::string& prefix = {});

// Runs of neighbouring parameters that the optimizer treats alike.
struct Span {
    std::int64_t begin, end;
    bool decay, head;
    std::int64_t depth; // of all of them, where spans are cut by layer
};
// Without the word table. `byLayer`: a span never crosses a layer's border.
std::vector<Span> updateSpans(const Layout& layout, bool byLayer = false);
// What the rates of a step are multiplied with at this depth; 0: frozen.
double rateFactor(const TrainOptions& options, const ModelConfig& config, std::int64_t depth);
// InvalidArgument: class weights that do not fit the classes, more frozen layers than there are.
Result<void> checkOptions(const ModelConfig& config, const TrainOptions& options);

// A batch as packed rows.
struct Packed {
    std::vector<std::int64_t> starts;
    std::vector<std::int32_t> ids, positions, labels; // labels empty when only predicting
    std::int64_t longest = 0;
    // Rows that the last layer computes beyond its attention, ascending; empty: all. Labels and
    // logits are those of these rows.
    std::vector<std::int32_t> kept;
    // For training with LossTerms: the row of the batch that each of `labels` is of, and of each
    // pair the places of its two sub-words among them.
    std::vector<std::int32_t> rowOf;
    std::vector<std::array<std::int32_t, 2>> pairs;
    std::int64_t outputs() const {
        return kept.empty() ? tokens() : static_cast<std::int64_t>(kept.size());
    }
    std::int64_t tokens() const { return starts.empty() ? 0 : starts.back(); }
    std::int64_t sequences() const { return static_cast<std::int64_t>(starts.size()) - 1; }
};
// Checks every length, id and label. Errors: InvalidArgument, Empty.
Result<Packed> pack(const Batch& batch, const ModelConfig& config, bool needLabels);
// Rows without a label and not in a pair give neither loss nor gradient: keeps the others.
void keepLabelled(Packed& packed);

// Summed cross-entropy (natural log) of labelled rows with label smoothing and class weights as
// torch defines them; dLogits (may be null) gets its gradient divided by `normalizer`.
// `weights`: one a class, or empty. `each`: gets the loss of every row, where not null.
double crossEntropy(const std::vector<std::int32_t>& labels, const float* logits,
    std::int64_t classes, double smoothing, double normalizer, float* dLogits,
    const std::vector<float>& weights = {}, std::vector<double>* each = nullptr);
// What the terms make of a loss: weighs the rows of dLogits (as crossEntropy left them), adds the
// pairs' gradient, fills `rows` where they ask for it. Returns the loss of the micro-batch, divided
// by `normalizer`, pairs added. `each`: of crossEntropy.
double applyTerms(const LossTerms& terms, std::int32_t batchRows, const Packed& packed,
    const std::vector<double>& each, const float* logits, std::int64_t classes, double normalizer,
    float* dLogits, std::vector<double>& rows);

// The failure that an exception caught at the module's border stands for: call in a catch block.
Error currentError(const char* where);

} // namespace evenspan::engine
