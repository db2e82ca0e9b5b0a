// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/onnx/onnx_graph.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace evenspan {

namespace {

// Numbers stand in raw_data as in memory: both are little-endian.
template <class T>
void fill(onnx::TensorProto& tensor, const std::string& name, int type,
    const std::vector<std::int64_t>& shape, const T* values, std::size_t count) {
    tensor.set_name(name);
    tensor.set_data_type(type);
    for (const auto size : shape)
        tensor.add_dims(size);
    tensor.set_raw_data(values, count * sizeof(T));
}

void describe(onnx::ValueInfoProto& value, const std::string& name, int type,
    const std::vector<std::string>& shape) {
    value.set_name(name);
    auto* tensor = value.mutable_type()->mutable_tensor_type();
    tensor->set_elem_type(type);
    for (const auto& size : shape) {
        auto* dimension = tensor->mutable_shape()->add_dim();
        if (std::all_of(size.begin(), size.end(), [](unsigned char c) { return std::isdigit(c); }))
            dimension->set_dim_value(std::strtoll(size.c_str(), nullptr, 10));
        else
            dimension->set_dim_param(size);
    }
}

onnx::AttributeProto& attributeOf(
    onnx::GraphProto& graph, const std::string& name, onnx::AttributeProto::AttributeType type) {
    auto* attribute = graph.mutable_node(graph.node_size() - 1)->add_attribute();
    attribute->set_name(name);
    attribute->set_type(type);
    return *attribute;
}

} // namespace

std::string OnnxGraph::node(
    const std::string& type, std::initializer_list<std::string> inputs, const std::string& name) {
    auto* node = m_graph.add_node();
    node->set_op_type(type);
    node->set_name(name);
    for (const auto& input : inputs)
        node->add_input(input);
    node->add_output(name);
    return name;
}

void OnnxGraph::set(const std::string& attribute, std::int64_t value) {
    attributeOf(m_graph, attribute, onnx::AttributeProto::INT).set_i(value);
}

void OnnxGraph::set(const std::string& attribute, float value) {
    attributeOf(m_graph, attribute, onnx::AttributeProto::FLOAT).set_f(value);
}

void OnnxGraph::set(const std::string& attribute, const std::vector<std::int64_t>& values) {
    auto& to = attributeOf(m_graph, attribute, onnx::AttributeProto::INTS);
    for (const auto value : values)
        to.add_ints(value);
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<std::int64_t>& values) {
    fill(*m_graph.add_initializer(), name, onnx::TensorProto::INT64,
        {static_cast<std::int64_t>(values.size())}, values.data(), values.size());
    return name;
}

std::string OnnxGraph::constant(const std::string& name, float value) {
    fill(*m_graph.add_initializer(), name, onnx::TensorProto::FLOAT, {}, &value, 1);
    return name;
}

std::string OnnxGraph::constant(const std::string& name, std::int64_t value) {
    fill(*m_graph.add_initializer(), name, onnx::TensorProto::INT64, {}, &value, 1);
    return name;
}

std::string OnnxGraph::tensor(const std::string& name, const std::vector<std::int64_t>& shape,
    const std::vector<float>& values) {
    fill(*m_graph.add_initializer(), name, onnx::TensorProto::FLOAT, shape, values.data(),
        values.size());
    return name;
}

void OnnxGraph::input(const std::string& name, int type, const std::vector<std::string>& shape) {
    describe(*m_graph.add_input(), name, type, shape);
}

void OnnxGraph::output(const std::string& name, int type, const std::vector<std::string>& shape) {
    describe(*m_graph.add_output(), name, type, shape);
}

} // namespace evenspan
