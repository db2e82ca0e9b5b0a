// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_families.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFull = "full_attention";
constexpr const char* kSliding = "sliding_attention";

void readSizes(ConfigKeys& keys, ModelConfig& c) {
    c.hidden = keys.count("hidden_size", 1, 65'536);
    c.layers = keys.count("num_hidden_layers", 1, 1'000);
    c.heads = keys.count("num_attention_heads", 1, 4'096);
    c.intermediate = keys.count("intermediate_size", 1, 1'000'000);
}

// "p2c|c2p", or a list of the two.
void readDirections(ConfigKeys& keys, DistanceAttention& d) {
    const auto found = keys.json().find("pos_att_type");
    if (found == keys.json().end() || found->is_null())
        return;
    const auto holds = [&](const char* word) {
        if (found->is_string())
            return found->get<std::string>().find(word) != std::string::npos;
        for (const auto& item : *found)
            if (item == word)
                return true;
        return false;
    };
    if (!found->is_string() && !found->is_array())
        return keys.fail("pos_att_type", "is neither a text nor a list");
    d.contentToPosition = holds("c2p");
    d.positionToContent = holds("p2c");
}

// The base of one kind of layer: in rope_parameters, or under the name that version 4 wrote.
double readTheta(ConfigKeys& keys, const char* kind, const char* oldName, double fallback) {
    const auto all = keys.json().find("rope_parameters");
    if (all == keys.json().end() || !all->is_object() || !all->contains(kind))
        return keys.number(oldName, fallback, 1, 1e12);
    ConfigKeys own((*all)[kind], kind);
    if (own.text("rope_type", "default") != "default")
        keys.unsupported("Rotary positions of an unusual kind are not supported",
            "Use a ModernBERT with the plain ones.");
    const double theta = own.number("rope_theta", fallback, 1, 1e12);
    if (own.error())
        keys.fail("rope_parameters", "is malformed");
    return theta;
}

void readLocalLayers(ConfigKeys& keys, ModelConfig& c) {
    const auto every = keys.count("global_attn_every_n_layers", 1, 1'000, 3);
    if (keys.error())
        return;
    for (std::int64_t n = 0; n < c.layers; ++n)
        c.rotary.local.push_back(n % every != 0);
    const auto types = keys.json().find("layer_types");
    if (types == keys.json().end() || types->is_null())
        return;
    if (!types->is_array() || types->size() != c.rotary.local.size())
        return keys.fail("layer_types", "does not name every layer");
    for (std::size_t n = 0; n < types->size(); ++n) {
        if ((*types)[n] != kFull && (*types)[n] != kSliding)
            return keys.fail("layer_types", "names a kind of layer that is not known");
        c.rotary.local[n] = (*types)[n] == kSliding;
    }
}

} // namespace

void readDeberta(ConfigKeys& keys, ModelConfig& c) {
    readSizes(keys, c);
    c.embedding = keys.count("embedding_size", 1, 65'536, c.hidden);
    c.tokenTypes = keys.count("type_vocab_size", 0, 1'000, 0);
    c.layerNormEps = keys.number("layer_norm_eps", 1e-7, 0, 1);
    c.hiddenDropout = keys.number("hidden_dropout_prob", 0.1, 0, 0.99);
    c.attentionDropout = keys.number("attention_probs_dropout_prob", 0.1, 0, 0.99);
    c.classifierDropout = c.hiddenDropout; // DebertaV2ForTokenClassification has no other
    c.activation = keys.text("hidden_act", "gelu");
    c.positionTable = keys.flag("position_biased_input", true);
    c.padToken = keys.count("pad_token_id", 0, 10'000'000, 0);
    auto& d = c.distance;
    d.on = keys.flag("relative_attention", false);
    readDirections(keys, d);
    d.sharedKeys = keys.flag("share_att_key", false);
    d.normed = keys.text("norm_rel_ebd", "none").find("layer_norm") != std::string::npos;
    d.buckets = std::max<std::int64_t>(0, keys.count("position_buckets", -1, 100'000, -1));
    d.farthest = keys.count("max_relative_positions", -1, 1'000'000, -1);
    if (d.farthest < 1)
        d.farthest = keys.count("max_position_embeddings", 3, 1'000'000, 512);
    if (!keys.error() && d.on && d.buckets > 0
        && (d.buckets < 4 || d.buckets / 2 >= d.farthest - 1))
        keys.fail("position_buckets", "does not fit the positions");
    if (keys.count("conv_kernel_size", 0, 1'000, 0) > 0)
        keys.unsupported("A DeBERTa with a convolution after its first layer is not supported",
            "Use a DeBERTa-v3.");
    if (!keys.error()
        && keys.count("attention_head_size", 1, 65'536, c.hidden / c.heads) != c.hidden / c.heads)
        keys.unsupported(
            "A DeBERTa with heads of another width is not supported", "Use a DeBERTa-v3.");
}

void readModernBert(ConfigKeys& keys, ModelConfig& c) {
    readSizes(keys, c);
    c.tokenTypes = 0;
    c.positionTable = false;
    c.layerNormEps = keys.number("norm_eps", 1e-5, 0, 1);
    // Dropped after the embeddings and in the feed-forward part; published models drop nothing.
    c.hiddenDropout = keys.number("mlp_dropout", 0, 0, 0.99);
    c.attentionDropout = keys.number("attention_dropout", 0, 0, 0.99);
    c.classifierDropout = keys.number("classifier_dropout", 0, 0, 0.99);
    c.activation = keys.text("hidden_activation", "gelu");
    c.padToken = keys.count("pad_token_id", 0, 10'000'000, 50'283);
    c.clsToken = keys.count("cls_token_id", 0, 10'000'000, 50'281);
    c.sepToken = keys.count("sep_token_id", 0, 10'000'000, 50'282);
    auto& r = c.rotary;
    r.globalTheta = readTheta(keys, kFull, "global_rope_theta", 160'000);
    r.localTheta = readTheta(keys, kSliding, "local_rope_theta", 10'000);
    r.reach = keys.count("local_attention", 1, 1'000'000, 128) / 2;
    readLocalLayers(keys, c);
    r.attentionBias = keys.flag("attention_bias", false);
    r.mlpBias = keys.flag("mlp_bias", false);
    r.normBias = keys.flag("norm_bias", false);
    r.headBias = keys.flag("classifier_bias", false);
    r.headActivation = keys.text("classifier_activation", "gelu");
    if (!keys.error() && c.hidden / c.heads % 2 != 0)
        keys.fail("num_attention_heads", "leaves heads of an odd width, which cannot be rotated");
}

Json debertaToJson(const ModelConfig& c) {
    const auto& d = c.distance;
    Json directions = Json::array();
    if (d.positionToContent)
        directions.push_back("p2c");
    if (d.contentToPosition)
        directions.push_back("c2p");
    Json json = {{"architectures", {"DebertaV2ForTokenClassification"}},
        {"model_type", "deberta-v2"}, {"hidden_size", c.hidden}, {"num_hidden_layers", c.layers},
        {"num_attention_heads", c.heads}, {"intermediate_size", c.intermediate},
        {"hidden_dropout_prob", c.hiddenDropout},
        {"attention_probs_dropout_prob", c.attentionDropout}, {"hidden_act", c.activation},
        {"type_vocab_size", c.tokenTypes}, {"layer_norm_eps", c.layerNormEps},
        {"relative_attention", d.on}, {"position_buckets", d.buckets > 0 ? d.buckets : -1},
        {"max_relative_positions", d.farthest}, {"position_biased_input", c.positionTable},
        {"pos_att_type", directions}, {"share_att_key", d.sharedKeys},
        {"norm_rel_ebd", d.normed ? "layer_norm" : "none"}};
    if (c.embeddingWidth() != c.hidden)
        json["embedding_size"] = c.embedding;
    return json;
}

Json modernBertToJson(const ModelConfig& c) {
    const auto& r = c.rotary;
    Json types = Json::array();
    for (const bool local : r.local)
        types.push_back(local ? kSliding : kFull);
    Json rope = {{kFull, {{"rope_type", "default"}, {"rope_theta", r.globalTheta}}},
        {kSliding, {{"rope_type", "default"}, {"rope_theta", r.localTheta}}}};
    Json json = {{"architectures", {"ModernBertForTokenClassification"}},
        {"model_type", "modernbert"}, {"hidden_size", c.hidden}, {"num_hidden_layers", c.layers},
        {"num_attention_heads", c.heads}, {"intermediate_size", c.intermediate},
        {"embedding_dropout", c.hiddenDropout}, {"mlp_dropout", c.hiddenDropout},
        {"attention_dropout", c.attentionDropout}, {"classifier_dropout", c.classifierDropout},
        {"hidden_activation", c.activation}, {"classifier_activation", r.headActivation},
        {"norm_eps", c.layerNormEps}, {"norm_bias", r.normBias},
        {"attention_bias", r.attentionBias}, {"mlp_bias", r.mlpBias},
        {"classifier_bias", r.headBias}, {"local_attention", 2 * r.reach}, {"layer_types", types},
        {"rope_parameters", rope},
        // Version 4 of transformers reads these instead.
        {"global_rope_theta", r.globalTheta}, {"local_rope_theta", r.localTheta}};
    const auto second = std::find(r.local.begin() + 1, r.local.end(), false);
    json["global_attn_every_n_layers"] = second - r.local.begin();
    if (c.clsToken >= 0)
        json["cls_token_id"] = json["bos_token_id"] = c.clsToken;
    if (c.sepToken >= 0)
        json["sep_token_id"] = json["eos_token_id"] = c.sepToken;
    return json;
}

} // namespace evenspan::engine
