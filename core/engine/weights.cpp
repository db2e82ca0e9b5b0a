// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/weights.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace evenspan::engine {

namespace {

constexpr const char* kPositions = "bert.embeddings.position_embeddings.weight";

// Parts of a layer, BERT's name first.
struct PartName {
    std::string_view bert, distilbert;
};
constexpr std::array<PartName, 8> kParts{{{"attention.self.query", "attention.q_lin"},
    {"attention.self.key", "attention.k_lin"}, {"attention.self.value", "attention.v_lin"},
    {"attention.output.dense", "attention.out_lin"},
    {"attention.output.LayerNorm", "sa_layer_norm"}, {"intermediate.dense", "ffn.lin1"},
    {"output.dense", "ffn.lin2"}, {"output.LayerNorm", "output_layer_norm"}}};

// "layer.12.attention.output" after "encoder." -> {"12", "attention.output"}
std::optional<std::pair<std::string_view, std::string_view>> cutLayer(
    std::string_view name, std::string_view before) {
    if (!name.starts_with(before))
        return std::nullopt;
    name.remove_prefix(before.size());
    const auto dot = name.find('.');
    if (dot == 0 || dot == name.npos
        || !std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(dot),
            [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return std::pair{name.substr(0, dot), name.substr(dot + 1)};
}

// The part of a layer under the other model's name, keeping ".weight" or ".bias".
std::string translatePart(std::string_view part, bool toBert) {
    for (const PartName& p : kParts) {
        const std::string_view from = toBert ? p.distilbert : p.bert;
        if (part.starts_with(from) && part.substr(from.size()).starts_with('.'))
            return std::string(toBert ? p.bert : p.distilbert)
                + std::string(part.substr(from.size()));
    }
    return std::string(part);
}

std::string_view withoutPrefix(std::string_view name) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view prefix : {"module.", "model.", "_orig_mod.", "auto_model."})
            if (name.starts_with(prefix)) {
                name.remove_prefix(prefix.size());
                again = true;
            }
    }
    for (const std::string_view prefix : {"bert.", "distilbert.", "roberta.", "electra."})
        if (name.starts_with(prefix)) {
            name.remove_prefix(prefix.size());
            break;
        }
    return name;
}

std::string canonicalName(std::string_view raw, const ModelConfig& config) {
    std::string name(withoutPrefix(raw));
    if (name.ends_with("LayerNorm.gamma"))
        name.replace(name.size() - 5, 5, "weight");
    if (name.ends_with("LayerNorm.beta"))
        name.replace(name.size() - 4, 4, "bias");
    if (name.starts_with("classifier."))
        return name;
    if (config.modelType == "distilbert")
        if (const auto layer = cutLayer(name, "transformer.layer."))
            name = "encoder.layer." + std::string(layer->first) + "."
                + translatePart(layer->second, true);
    return "bert." + name;
}

Error mismatch(std::string what, const std::string& name) {
    return {ErrorCode::BadConfig, std::move(what), name,
        "Check that config.json and the weights belong to one model."};
}

bool isFloat(DType type) {
    return type != DType::I64 && type != DType::I32;
}

} // namespace

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string out = "[";
    for (const std::int64_t n : shape)
        out += (out.size() > 1 ? ", " : "") + std::to_string(n);
    return out + "]";
}

std::vector<std::pair<std::string, std::vector<std::int64_t>>> expectedWeights(
    const ModelConfig& c) {
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> out;
    const auto norm = [&](const std::string& name) {
        out.push_back({name + ".weight", {c.hidden}});
        out.push_back({name + ".bias", {c.hidden}});
    };
    const auto linear = [&](const std::string& name, std::int64_t to, std::int64_t from) {
        out.push_back({name + ".weight", {to, from}});
        out.push_back({name + ".bias", {to}});
    };
    const std::string e = "bert.embeddings.";
    out.push_back({e + "word_embeddings.weight", {c.vocabulary, c.hidden}});
    out.push_back({e + "position_embeddings.weight", {c.positions, c.hidden}});
    if (c.tokenTypes > 0)
        out.push_back({e + "token_type_embeddings.weight", {c.tokenTypes, c.hidden}});
    norm(e + "LayerNorm");
    for (std::int64_t n = 0; n < c.layers; ++n) {
        const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
        for (const char* part : {"query", "key", "value"})
            linear(l + "attention.self." + part, c.hidden, c.hidden);
        linear(l + "attention.output.dense", c.hidden, c.hidden);
        norm(l + "attention.output.LayerNorm");
        linear(l + "intermediate.dense", c.intermediate, c.hidden);
        linear(l + "output.dense", c.hidden, c.intermediate);
        norm(l + "output.LayerNorm");
    }
    if (c.classes > 0)
        linear("classifier", c.classes, c.hidden);
    std::sort(out.begin(), out.end());
    return out;
}

std::int64_t positionOffset(const ModelConfig& config) {
    const auto& type = config.modelType;
    return type == "roberta" || type == "xlm-roberta" || type == "camembert" ? 2 : 0;
}

std::vector<std::byte> withUnusedPositions(const TensorView& view, const ModelConfig& config) {
    const auto rows = static_cast<std::size_t>(view.shape.front());
    const std::size_t unused =
        view.bytes.size() / rows * static_cast<std::size_t>(positionOffset(config));
    std::vector<std::byte> out(unused + view.bytes.size()); // zero bytes are 0 in every type
    std::copy(
        view.bytes.begin(), view.bytes.end(), out.begin() + static_cast<std::ptrdiff_t>(unused));
    return out;
}

namespace {

// Takes every weight of a model of this config out of `named`.
Result<WeightViews> take(WeightViews named, const ModelConfig& config) {
    WeightViews out;
    for (const auto& [name, shape] : expectedWeights(config)) {
        const auto found = named.find(name);
        if (found == named.end())
            return mismatch(
                "A weight is missing: expected " + shapeText(shape), savedName(name, config));
        if (found->second.shape != shape)
            return mismatch("A weight has the shape " + shapeText(found->second.shape)
                    + " where config.json asks for " + shapeText(shape),
                savedName(name, config));
        if (!isFloat(found->second.type))
            return mismatch("A weight holds whole numbers", savedName(name, config));
        out.insert(named.extract(found));
    }
    // What is left of the encoder means that config.json describes a smaller model. Whole numbers
    // are counters (position_ids), and other heads have names of their own.
    for (const auto& [name, view] : named)
        if (isFloat(view.type)
            && (name.starts_with("bert.embeddings.") || name.starts_with("bert.encoder.")
                || name.starts_with("bert.transformer.")))
            return mismatch("A weight has no place in a model of this config.json", name);
    return out;
}

} // namespace

Result<WeightViews> canonicalWeights(const WeightViews& raw, const ModelConfig& config) {
    WeightViews named;
    for (const auto& [name, view] : raw)
        if (!named.emplace(canonicalName(name, config), view).second)
            return mismatch("The file holds two weights for one place", name);
    const auto offset = positionOffset(config);
    if (const auto table = named.find(kPositions); table != named.end() && offset > 0) {
        auto& view = table->second;
        if (view.shape != std::vector{config.positions + offset, config.hidden})
            return mismatch("A weight has the shape " + shapeText(view.shape)
                    + " where config.json asks for "
                    + shapeText({config.positions + offset, config.hidden}),
                savedName(kPositions, config));
        const auto row = view.bytes.size() / static_cast<std::size_t>(view.shape.front());
        view.bytes = view.bytes.subspan(row * static_cast<std::size_t>(offset));
        view.shape.front() = config.positions;
    }
    return take(std::move(named), config);
}

std::string savedName(const std::string& canonical, const ModelConfig& config) {
    if (!canonical.starts_with("bert."))
        return canonical;
    const std::string_view rest = std::string_view(canonical).substr(5);
    if (config.modelType == "electra")
        return "electra." + std::string(rest);
    if (positionOffset(config) > 0)
        return "roberta." + std::string(rest);
    if (config.modelType != "distilbert")
        return canonical;
    if (const auto layer = cutLayer(rest, "encoder.layer."))
        return "distilbert.transformer.layer." + std::string(layer->first) + "."
            + translatePart(layer->second, false);
    return "distilbert." + std::string(rest);
}

Result<WeightViews> savedNames(const WeightViews& canonical, const ModelConfig& config) {
    auto checked = take(canonical, config);
    if (!checked)
        return checked.error();
    WeightViews out;
    for (const auto& [name, view] : *checked)
        out[savedName(name, config)] = view;
    return out;
}

void dropHead(WeightViews& canonical) {
    canonical.erase("classifier.weight");
    canonical.erase("classifier.bias");
}

} // namespace evenspan::engine
