// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/onnx/onnx_graph.h"

#include <set>
#include <string>
#include <vector>

namespace evenspan {

// An encoder and its head as nodes of a graph; the arithmetic is that of the engine's generic model
// (core/engine/torch/generic_*.cpp), from which the order of every sum is taken. The weights have
// been checked before: all are there, in the shapes of the config.
class OnnxEncoder {
public:
    OnnxEncoder(
        OnnxGraph& graph, const engine::ModelConfig& config, const engine::WeightViews& weights)
        : m_graph(graph)
        , m_config(config)
        , m_weights(weights) { }

    void build();

private:
    // Rows of a weight, for what is stored as one and used in parts.
    struct Part {
        std::string name; // of the part, in the graph
        std::int64_t begin = 0, rows = 0;
    };

    // onnx_encoder.cpp
    void maskScores();
    void places();
    std::string embed();
    std::string layer(std::int64_t n, const std::string& x);
    std::string plainContext(const std::string& l, const std::string& x);
    std::string shares(const std::string& scores, const std::string& mask, const std::string& a);
    std::string joined(const std::string& shares, const std::string& v, const std::string& a);
    std::string heads(
        const std::string& flat, const std::string& name, const std::vector<std::int64_t>& order);
    std::string activate(const std::string& x, const std::string& kind, const std::string& name);
    std::string linear(const std::string& x, const std::string& name, const std::string& result);
    std::string linear(
        const std::string& x, const std::string& name, const Part& part, const std::string& result);
    std::string norm(const std::string& x, const std::string& name, const std::string& result);

    // onnx_distance.cpp: DeBERTa
    void placeDistances();
    std::string distanceContext(const std::string& l, const std::string& x);

    // onnx_rotary.cpp: ModernBERT
    void placeRotations();
    std::string rotaryLayer(std::int64_t n, const std::string& x);
    std::string turned(const std::string& x, const std::string& kind, const std::string& name);
    std::string rotaryHead(const std::string& x);

    // What is asked for more than once stands in the graph once.
    std::string number(const std::string& name, float value);
    std::string numbers(const std::string& name, const std::vector<std::int64_t>& values);
    std::string stored(const std::string& name);
    std::vector<float> floats(const std::string& name) const;
    bool has(const std::string& name) const { return m_weights.count(name) > 0; }

    OnnxGraph& m_graph;
    const engine::ModelConfig& m_config;
    const engine::WeightViews& m_weights;
    std::set<std::string> m_there; // initializers
};

} // namespace evenspan
