// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/batch.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

// The interface between the program and the model. No torch type stands here; the one
// implementation is the module libevenspan_engine.so (core/engine/torch), loaded on first use by
// core/engine/module.h. Files are read and written on this side only: weights go in and come out
// as named tensors in memory.
namespace evenspan::engine {

constexpr std::uint32_t kAbi = 6; // raised whenever anything in this header changes

enum class DType { F32, F16, BF16, I64, I32 };

// A named tensor whose bytes belong to somebody else (a mapped file, the engine).
struct TensorView {
    DType type = DType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes; // row-major, little-endian
};

// A named tensor that owns its values, fp32.
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

// DeBERTa: attention to the distance between two sub-words (He et al. 2021, arXiv 2006.03654,
// section 3; 2111.09543 for v3).
struct DistanceAttention {
    bool on = false;
    bool contentToPosition = false, positionToContent = false;
    bool sharedKeys = false; // distances go through the projections of the words
    bool normed = false; // a LayerNorm over the table of distances
    std::int64_t buckets = 0; // to each side, far ones by the logarithm; 0: one a distance
    std::int64_t farthest = 0; // distances are cut off here
    std::int64_t span() const { return buckets > 0 ? buckets : farthest; }
    bool operator==(const DistanceAttention&) const = default;
};

// ModernBERT: rotary positions, layers that see their neighbours only (Warner et al. 2024, arXiv
// 2412.13663, section 2.1).
struct RotaryAttention {
    double globalTheta = 160'000, localTheta = 10'000;
    std::int64_t reach = 64; // sub-words to each side that a local layer sees
    std::vector<bool> local; // by layer
    bool attentionBias = false, mlpBias = false, normBias = false, headBias = false;
    std::string headActivation = "gelu";
    bool operator==(const RotaryAttention&) const = default;
};

// The numbers of config.json that the forward pass needs, under one set of names for all families.
struct ModelConfig {
    std::string modelType = "bert"; // as config.json has it: core/engine/model_config.h
    std::int64_t vocabulary = 0;
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t intermediate = 0;
    std::int64_t positions = 0;
    std::int64_t tokenTypes = 2; // 0 for DistilBERT
    double layerNormEps = 1e-12;
    double hiddenDropout = 0.1;
    double attentionDropout = 0.1;
    double classifierDropout = 0.1;
    std::string activation = "gelu"; // "gelu" (erf) | "gelu_new" (tanh) | "relu"
    double initializerRange = 0.02;
    std::int64_t classes = 0;
    std::int64_t embedding = 0; // width of the word embeddings where another than hidden; 0: hidden
    bool positionTable = true; // positions are embeddings that are added
    DistanceAttention distance; // DeBERTa only
    RotaryAttention rotary; // ModernBERT only
    std::int64_t padToken = 0, clsToken = -1, sepToken = -1; // of config.json; -1: not said

    std::int64_t embeddingWidth() const { return embedding > 0 ? embedding : hidden; }
    bool isRotary() const { return modelType == "modernbert"; }
    bool isDistance() const { return modelType == "deberta-v2"; }
    // The layers of BERT and embeddings as wide as they: what the packed path computes.
    bool isPlain() const { return !isRotary() && !isDistance() && embeddingWidth() == hidden; }
};

// Weights under canonical names, the ones BertForTokenClassification uses with the prefix
// "bert." (those of other families are renamed to them on load and back on save):
// core/engine/weights.h.
using WeightViews = std::map<std::string, TensorView>;

enum class Precision { Fp32, Bf16, Fp16 };
enum class OptimizerKind { AdamW, Sgd };

// How arithmetic is done. Part of the run record; resume uses the recorded one.
struct ComputeOptions {
    std::string device = "cpu"; // "cpu" | "cuda" | "cuda:N"
    Precision precision = Precision::Fp32;
    std::string matmulPath; // a name of Info::matmul; empty: the engine's default
    int threads = 0; // 0: usualThreads(), core/base/threads.h
    bool deterministic = false;
};

struct TrainOptions {
    ComputeOptions compute;
    OptimizerKind optimizer = OptimizerKind::AdamW;
    double weightDecay = 0.01; // not applied to biases and LayerNorm
    double momentum = 0.9; // SGD only
    double labelSmoothing = 0.0;
    double maxGradNorm = 1.0; // 0: no clipping
    std::uint64_t seed = 42; // dropout masks; the head's first values
    // Layer l of L (the embeddings are l = 0) learns at learningRate × layerDecay^(L − l): Howard
    // and Ruder 2018, arXiv 1801.06146, section 3.2, over depth instead of groups.
    double layerDecay = 1.0;
    std::int64_t frozenLayers =
        0; // these lowest layers and the embeddings stay as they are; 0: none
    std::vector<float> classWeights; // factors on the loss of each class; empty: all 1
    // Keeps only the input of each layer and computes the rest again on the way back: about a third
    // more time for a fraction of the memory. Same bits.
    bool checkpointing = false;
};

// Read-only facts about the engine and the machine.
struct Info {
    std::string torchVersion;
    std::string cudaDriver; // empty where no device is usable
    std::vector<std::string> devices; // "cpu", then "cuda:0"...
    std::vector<std::string> cpuFeatures; // "avx2", "avx512", "bf16", "amx"
    std::vector<std::string> matmulPaths; // paths this CPU can use for fp32 products
};

struct StepResult {
    // Mean over the labelled sub-words of the optimizer step; with LossTerms, of what they make.
    double loss = 0;
    double gradNorm = 0; // before clipping
    bool skipped = false; // fp16 overflow: the step was left out and the scale halved
};

// A model being trained. One thread only. Every call may fail with OutOfMemory, after which the
// session is as it was before the call's optimizer step began (gradients cleared).
class TrainSession {
public:
    virtual ~TrainSession() = default;

    // Forward and backward of one micro-batch; gradients accumulate. `normalizer` is the number of
    // labelled sub-words in the whole effective batch (with class weights: the sum of theirs), so
    // that accumulation in any cut gives the same gradient. `dropoutCounter` numbers micro-batches
    // over the run: masks depend on it and the seed alone.
    virtual Result<void> accumulate(
        const Batch& batch, double normalizer, std::uint64_t dropoutCounter) = 0;
    // Clips, updates, clears gradients. The result is read from the device only if `read`
    // (reading waits for the device); else it is empty. Errors: NotANumber (weights unchanged).
    virtual Result<StepResult> step(double learningRate, double headLearningRate, bool read) = 0;
    virtual void clearGradients() = 0;
    // Summed cross-entropy of each row of the last accumulate() that asked for it, with class
    // weights and label smoothing, before LossTerms::rowWeights. Empty: it did not ask.
    virtual std::vector<double> rowLosses() const = 0;

    // Logits [sum of real sub-words × classes] without dropout, rows in order, padding left out.
    // `loss`, where not null, gets the summed cross-entropy of labelled sub-words.
    virtual Result<std::vector<float>> logits(const Batch& batch, double* loss = nullptr) = 0;

    // All weights in fp32 under canonical names.
    virtual std::map<std::string, Tensor> weights() const = 0;
    // Optimizer moments ("m:" and "v:" before the weight's name), and its step count.
    virtual std::map<std::string, Tensor> optimizerState(std::int64_t* steps) const = 0;
    virtual Result<void> restore(
        const WeightViews& weights, const WeightViews& optimizer, std::int64_t steps) = 0;
    // Gradients accumulated so far, by weight name (for tests and inspection).
    virtual std::map<std::string, Tensor> gradients() const = 0;
};

// A model that only predicts. Calls from one thread at a time.
class PredictSession {
public:
    virtual ~PredictSession() = default;
    virtual Result<std::vector<float>> logits(const Batch& batch) = 0; // as TrainSession::logits
};

class ExplainSession; // core/engine/attribution.h

struct MatmulRate {
    std::string path; // "fp32:mkl", "fp32:onednn", "bf16:onednn", ...
    double gflops = 0;
};

class Engine {
public:
    virtual ~Engine() = default;
    virtual Info info() const = 0;
    // Times the products that an encoder of this shape needs on each path, for about `seconds`.
    virtual std::vector<MatmulRate> measureMatmul(std::int64_t rows, std::int64_t inner,
        std::int64_t columns, double seconds, int threads) = 0;
    // Weights absent from `weights` for the head are drawn from N(0, initializerRange) by `seed`.
    // Errors: BadConfig (a missing or misshapen weight), OutOfMemory, Unsupported (device).
    virtual Result<std::unique_ptr<TrainSession>> train(
        const ModelConfig& config, const WeightViews& weights, const TrainOptions& options) = 0;
    virtual Result<std::unique_ptr<PredictSession>> predict(
        const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options) = 0;
    // A model that says what its answers rest on, for every family. Errors: those of predict;
    // Unsupported (another arithmetic than fp32).
    virtual Result<std::unique_ptr<ExplainSession>> explain(
        const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options) = 0;
};

} // namespace evenspan::engine
