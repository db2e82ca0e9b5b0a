// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/engine/engine.h"

#include <cmath>
#include <dlfcn.h>

// Loads the engine as the program does: tests never link torch.
namespace evenspan::test {

inline engine::Engine* loadEngine(const char* path, std::uint32_t abi = engine::kAbi) {
    void* module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!module) {
        std::fprintf(stderr, "%s\n", dlerror());
        return nullptr;
    }
    using Create = engine::Engine* (*)(std::uint32_t);
    const auto create = reinterpret_cast<Create>(dlsym(module, "evenspan_engine_create"));
    return create ? create(abi) : nullptr;
}

// A small model with weights far enough from zero that every gradient is felt.
inline engine::ModelConfig smallConfig() {
    engine::ModelConfig c;
    c.vocabulary = 97;
    c.hidden = 48;
    c.layers = 2;
    c.heads = 4; // width 12: not a multiple of any vector
    c.intermediate = 80;
    c.positions = 160;
    c.classes = 5;
    return c;
}

struct Weights {
    std::map<std::string, engine::Tensor> tensors;
    engine::WeightViews views() const {
        engine::WeightViews v;
        for (const auto& [name, t] : tensors)
            v[name] = {engine::DType::F32, t.shape, std::as_bytes(std::span(t.values))};
        return v;
    }
};

inline Weights randomWeights(const engine::ModelConfig& c, std::uint64_t seed) {
    Weights w;
    Philox rng(seed);
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape) {
        engine::Tensor t{std::move(shape), {}};
        std::int64_t n = 1;
        for (const auto s : t.shape)
            n *= s;
        const bool norm = name.find("LayerNorm.weight") != std::string::npos;
        for (std::int64_t i = 0; i < n; ++i)
            t.values.push_back(
                static_cast<float>((norm ? 1.0 : 0.0) + 0.3 * (2 * rng.uniform() - 1)));
        w.tensors[name] = std::move(t);
    };
    const auto H = c.hidden, F = c.intermediate;
    const std::string e = "bert.embeddings.";
    add(e + "word_embeddings.weight", {c.vocabulary, H});
    add(e + "position_embeddings.weight", {c.positions, H});
    if (c.tokenTypes > 0)
        add(e + "token_type_embeddings.weight", {c.tokenTypes, H});
    add(e + "LayerNorm.weight", {H});
    add(e + "LayerNorm.bias", {H});
    for (std::int64_t n = 0; n < c.layers; ++n) {
        const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
        for (const char* part : {"query", "key", "value"}) {
            add(l + "attention.self." + part + ".weight", {H, H});
            add(l + "attention.self." + part + ".bias", {H});
        }
        add(l + "attention.output.dense.weight", {H, H});
        add(l + "attention.output.dense.bias", {H});
        add(l + "attention.output.LayerNorm.weight", {H});
        add(l + "attention.output.LayerNorm.bias", {H});
        add(l + "intermediate.dense.weight", {F, H});
        add(l + "intermediate.dense.bias", {F});
        add(l + "output.dense.weight", {H, F});
        add(l + "output.dense.bias", {H});
        add(l + "output.LayerNorm.weight", {H});
        add(l + "output.LayerNorm.bias", {H});
    }
    add("classifier.weight", {c.classes, H});
    add("classifier.bias", {c.classes});
    return w;
}

// Random sequences of the given lengths, every third sub-word unlabelled.
inline Batch randomBatch(
    const engine::ModelConfig& c, const std::vector<std::int32_t>& lengths, std::uint64_t seed) {
    Batch b;
    Philox rng(seed);
    b.rows = static_cast<std::int32_t>(lengths.size());
    for (const auto l : lengths)
        b.columns = std::max(b.columns, l);
    b.lengths = lengths;
    for (const auto l : lengths)
        for (std::int32_t i = 0; i < b.columns; ++i) {
            const bool real = i < l;
            b.ids.push_back(real
                    ? static_cast<std::int32_t>(rng.below(static_cast<std::uint64_t>(c.vocabulary)))
                    : 0);
            b.labels.push_back(real && i % 3 != 0
                    ? static_cast<std::int32_t>(rng.below(static_cast<std::uint64_t>(c.classes)))
                    : -100);
        }
    return b;
}

inline double labelled(const Batch& b) {
    double n = 0;
    for (const auto l : b.labels)
        n += l >= 0;
    return n;
}

// max |a - b| ÷ max |b|
inline double relative(const std::vector<float>& a, const std::vector<float>& b) {
    double worst = 0, top = 1e-12;
    for (std::size_t i = 0; i < b.size(); ++i) {
        worst = std::max(worst, static_cast<double>(std::fabs(a[i] - b[i])));
        top = std::max(top, static_cast<double>(std::fabs(b[i])));
    }
    return a.size() == b.size() ? worst / top : 1e30;
}

} // namespace evenspan::test
