// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/engine/torch/kernels.h"
#include "core/engine/torch/parameters.h"

#include <ATen/ATen.h>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenspan::engine {

// A batch on the device: padded [B,L], and the index of each real sub-word in it.
struct OnDevice {
    at::Tensor ids, positions, real, attention, labels; // attention: [B,1,1,L] additive, or unset
    at::Tensor
        local; // [B or 1,1,L,L], the same for layers that see their neighbours only, or unset
    at::Tensor distances; // [L,L] rows of the table of distances, or unset
    std::int64_t distanceBegin = 0, distanceEnd = 0; // rows of that table in use
    std::int64_t rows = 0, columns = 0;
    // Where set, the attention probabilities [B,A,L,L] of each layer are added to it.
    std::vector<at::Tensor>* attentions = nullptr;
};

// Which masks a pass drops values by: the seed of the run and the number of the micro-batch.
struct DropKey {
    bool on = false;
    std::uint64_t seed = 0, counter = 0;
};

// The device a name stands for. "cpu:generic" is this path on the CPU. Errors: Unsupported.
Result<at::Device> deviceOf(const std::string& name);

// The encoder as autograd sees it, on any device: padded batches, one leaf a parameter. The CPU's
// packed path is tested against it, and CUDA runs by it.
class GenericModel {
public:
    GenericModel(
        const ModelConfig& config, Layout layout, const ComputeOptions& options, at::Device device);

    Result<void> load(const WeightViews& weights, std::uint64_t seed);
    // Leaf views of the flat weights; where `gradients` is defined their gradients are views of it,
    // but for those of the `frozen` lowest layers and, with them, the embeddings.
    void makeLeaves(const at::Tensor& gradients, std::int64_t frozen = 0);

    OnDevice place(const Packed& packed) const;
    // Logits [T,C] of the real sub-words, fp32. With `inputs`, what goes into each layer and into
    // the head is put there and cut off from the graph, for backward() to start from.
    at::Tensor forward(const OnDevice& batch, const Packed& packed, DropKey drop,
        std::vector<at::Tensor>* inputs = nullptr) const;
    // The parts of forward(), for what looks into the model: vectors of the word table [B,L,W];
    // from them the output of the last layer [B,L,H]; of that what the classifier multiplies
    // [B,L,H] (the same but for ModernBERT), without dropout; and its logits [T,C].
    at::Tensor wordVectors(const OnDevice& batch) const;
    at::Tensor encode(
        const at::Tensor& words, const OnDevice& batch, const Packed& packed, DropKey drop) const;
    at::Tensor features(const at::Tensor& last) const;
    // `probability`: of dropout before the classifier; below 0: the model's own.
    at::Tensor head(const at::Tensor& x, const OnDevice& batch, const Packed& packed, DropKey drop,
        double probability = -1) const;
    // Gradients of the layers after a forward() with `inputs` and the backward pass of its loss:
    // each layer is computed again.
    void backward(const OnDevice& batch, const Packed& packed, DropKey drop,
        std::vector<at::Tensor>& inputs) const;

    const ModelConfig& config() const { return m_config; }
    const Layout& layout() const { return m_layout; }
    const at::Tensor& flat() const { return m_flat; }
    at::Device device() const { return m_device; }

private:
    bool has(const std::string& name) const { return m_leaves.find(name) != m_leaves.end(); }
    at::Tensor narrow(const at::Tensor& t) const { return t.to(m_type); }
    // Products in the model's type; the bias where there is one.
    at::Tensor linear(const at::Tensor& x, const std::string& name) const;
    at::Tensor heads(const at::Tensor& x) const; // [B,L,H] -> [B,A,L,H/A]
    at::Tensor embed(
        const at::Tensor& words, const OnDevice& batch, const Packed& packed, DropKey drop) const;
    at::Tensor layer(std::int64_t n, const at::Tensor& x, const OnDevice& batch,
        const Packed& packed, DropKey drop) const;
    at::Tensor attended(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
        const at::Tensor& mask, const OnDevice& batch, DropKey drop, std::uint64_t site) const;
    // Context [B,L,H] of DeBERTa's attention; generic_distance.cpp.
    void placeDistances(OnDevice& batch) const;
    at::Tensor distanceContext(
        std::int64_t n, const at::Tensor& x, const OnDevice& batch, DropKey drop) const;
    // A layer of ModernBERT; generic_rotary.cpp.
    void placeNeighbours(OnDevice& batch) const;
    at::Tensor rotaryLayer(std::int64_t n, const at::Tensor& x, const OnDevice& batch,
        const Packed& packed, DropKey drop) const;
    at::Tensor rotaryHead(const at::Tensor& x) const;
    at::Tensor activated(const at::Tensor& x, const std::string& name) const;
    at::Tensor norm(const at::Tensor& x, const std::string& name) const;
    at::Tensor dropped(const at::Tensor& x, const OnDevice& batch, const Packed& packed,
        DropKey drop, std::uint64_t site, double probability) const;
    // Masks for a table, whose rows from `begin` on are in x.
    at::Tensor droppedRows(const at::Tensor& x, std::int64_t begin, DropKey drop,
        std::uint64_t site, double probability) const;
    at::Tensor attentionMask(const OnDevice& batch, DropKey drop, std::uint64_t site) const;
    void seedDevice(DropKey drop, std::int64_t part) const;

    ModelConfig m_config;
    Layout m_layout;
    at::ScalarType m_type;
    at::Device m_device;
    at::Tensor m_flat;
    std::map<std::string, at::Tensor> m_leaves;
    std::int64_t m_frozen = 0;
};

} // namespace evenspan::engine
