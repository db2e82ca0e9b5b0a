// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

namespace evenspan {

// Builds an ONNX graph node by node. Values go by name; each call returns that of its result.
class OnnxGraph {
public:
    explicit OnnxGraph(onnx::GraphProto& graph)
        : m_graph(graph) { }

    std::string node(const std::string& type, std::initializer_list<std::string> inputs,
        const std::string& name);
    // Attributes of the node added last.
    void set(const std::string& attribute, std::int64_t value);
    void set(const std::string& attribute, float value);
    void set(const std::string& attribute, const std::vector<std::int64_t>& values);

    std::string constant(const std::string& name, const std::vector<std::int64_t>& values);
    std::string constant(const std::string& name, float value);
    std::string constant(const std::string& name, std::int64_t value); // without a dimension
    std::string tensor(const std::string& name, const std::vector<std::int64_t>& shape,
        const std::vector<float>& values);

    // A dimension is a number, or the name of a size that is free.
    void input(const std::string& name, int type, const std::vector<std::string>& shape);
    void output(const std::string& name, int type, const std::vector<std::string>& shape);

private:
    onnx::GraphProto& m_graph;
};

} // namespace evenspan
