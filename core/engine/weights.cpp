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
    for (const std::string_view prefix :
        {"bert.", "distilbert.", "roberta.", "electra.", "deberta."})
        if (name.starts_with(prefix)) {
            name.remove_prefix(prefix.size());
            break;
        }
    return name;
}

// Beginnings of names that are others outside, BERT's first.
struct Beginning {
    std::string_view bert, own;
};
constexpr std::array<Beginning, 4> kModernBert{
    {{"embeddings.word_embeddings.", "embeddings.tok_embeddings."},
        {"embeddings.LayerNorm.", "embeddings.norm."}, {"encoder.layer.", "layers."},
        {"encoder.final_norm.", "final_norm."}}};
constexpr std::array<Beginning, 3> kDebertaParts{
    {{"attention.self.query.", "attention.self.query_proj."},
        {"attention.self.key.", "attention.self.key_proj."},
        {"attention.self.value.", "attention.self.value_proj."}}};

template <std::size_t N>
std::string changeBeginning(
    std::string_view name, const std::array<Beginning, N>& list, bool toBert) {
    for (const auto& one : list) {
        const auto from = toBert ? one.own : one.bert;
        if (name.starts_with(from))
            return std::string(toBert ? one.bert : one.own) + std::string(name.substr(from.size()));
    }
    return std::string(name);
}

// DeBERTa's or ModernBERT's name without its prefix <-> the canonical one without "bert.".
std::string translate(std::string_view name, const ModelConfig& config, bool toBert) {
    if (config.isRotary())
        return changeBeginning(name, kModernBert, toBert);
    const std::string_view before = "encoder.layer.";
    const auto layer = cutLayer(name, before);
    if (!layer)
        return std::string(name);
    return std::string(before) + std::string(layer->first) + "."
        + changeBeginning(layer->second, kDebertaParts, toBert);
}

std::string canonicalName(std::string_view raw, const ModelConfig& config) {
    std::string name(withoutPrefix(raw));
    if (name.ends_with("LayerNorm.gamma"))
        name.replace(name.size() - 5, 5, "weight");
    if (name.ends_with("LayerNorm.beta"))
        name.replace(name.size() - 4, 4, "bias");
    if (name.starts_with("classifier.") || (config.isRotary() && name.starts_with("head.")))
        return name;
    if (config.isRotary() || config.isDistance())
        return "bert." + translate(name, config, true);
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
        // The pretraining head that a tagger goes on from: an encoder alone comes without it.
        if (found == named.end() && config.classes == 0 && name.starts_with("head."))
            continue;
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
        if (isFloat(view.type) && !name.ends_with("._weight") // of DeBERTa's pretraining
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
    if (config.isRotary())
        return "model." + translate(rest, config, false);
    if (config.isDistance())
        return "deberta." + translate(rest, config, false);
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
