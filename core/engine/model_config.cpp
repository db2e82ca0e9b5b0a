// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_config.h"

#include "core/base/files.h"
#include "core/engine/config_keys.h"
#include "core/engine/model_families.h"
#include "core/engine/weights.h"

#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::engine {

namespace {

using Json = nlohmann::ordered_json;

// The same formula goes under several names.
void readActivation(ConfigKeys& keys, std::string& activation) {
    if (activation == "gelu_pytorch_tanh" || activation == "gelu_fast")
        activation = "gelu_new";
    if (activation != "gelu" && activation != "gelu_new" && activation != "relu")
        keys.unsupported("The activation " + activation + " is not supported",
            "Use a model with gelu, gelu_new or relu.");
}

void readBert(ConfigKeys& keys, ModelConfig& c) {
    c.hidden = keys.count("hidden_size", 1, 65'536);
    c.layers = keys.count("num_hidden_layers", 1, 1'000);
    c.heads = keys.count("num_attention_heads", 1, 4'096);
    c.intermediate = keys.count("intermediate_size", 1, 1'000'000);
    c.tokenTypes = keys.count("type_vocab_size", 0, 1'000);
    c.layerNormEps = keys.number("layer_norm_eps", 1e-12, 0, 1);
    c.hiddenDropout = keys.number("hidden_dropout_prob", 0.1, 0, 0.99);
    c.attentionDropout = keys.number("attention_probs_dropout_prob", 0.1, 0, 0.99);
    c.classifierDropout = keys.number("classifier_dropout", c.hiddenDropout, 0, 0.99);
    c.activation = keys.text("hidden_act", "gelu");
    const auto positions = keys.text("position_embedding_type", "absolute");
    if (positions != "absolute")
        keys.unsupported("Position embeddings of the kind " + positions + " are not supported",
            "Use a BERT with absolute positions.");
}

// RoBERTa counts positions from behind the id of its padding; see positionOffset.
void readRoberta(ConfigKeys& keys, ModelConfig& c) {
    readBert(keys, c);
    if (keys.count("pad_token_id", 0, 1'000'000) != positionOffset(c) - 1)
        keys.unsupported("The padding of this model has an unusual id",
            "Use a model whose pad_token_id is 1, as published ones have.");
}

void readElectra(ConfigKeys& keys, ModelConfig& c) {
    readBert(keys, c);
    c.embedding = keys.count("embedding_size", 1, 65'536, 128); // what transformers takes
}

void readDistilBert(ConfigKeys& keys, ModelConfig& c) {
    c.hidden = keys.count("dim", 1, 65'536);
    c.layers = keys.count("n_layers", 1, 1'000);
    c.heads = keys.count("n_heads", 1, 4'096);
    c.intermediate = keys.count("hidden_dim", 1, 1'000'000);
    c.tokenTypes = 0;
    c.layerNormEps = 1e-12; // not in its config: written into the model's code
    c.hiddenDropout = keys.number("dropout", 0.1, 0, 0.99);
    c.attentionDropout = keys.number("attention_dropout", 0.1, 0, 0.99);
    c.classifierDropout = c.hiddenDropout;
    c.activation = keys.text("activation", "gelu");
}

// Other models may carry an id2label too: of another head, or one that old versions of
// transformers wrote everywhere.
bool isTokenClassifier(const Json& json) {
    const auto list = json.find("architectures");
    return list != json.end() && list->is_array() && !list->empty() && list->front().is_string()
        && list->front().get<std::string>().ends_with("ForTokenClassification");
}

void readClasses(const Json& json, ConfigKeys& keys, LoadedConfig& out) {
    if (!isTokenClassifier(json))
        return;
    const auto found = json.find("id2label");
    if (found == json.end() || found->is_null()) {
        // transformers leaves the map out where it says nothing: two classes, or num_labels.
        const auto n = json.contains("num_labels") ? keys.count("num_labels", 1, 100'000) : 2;
        for (std::int64_t i = 0; i < n && !keys.error(); ++i)
            out.id2label.push_back("LABEL_" + std::to_string(i));
        out.config.classes = n;
        return;
    }
    if (!found->is_object())
        return keys.fail("id2label", "is no object");
    std::vector<std::string> names(found->size());
    std::set<std::string> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto item = found->find(std::to_string(i));
        if (item == found->end() || !item->is_string())
            return keys.fail("id2label", "does not name every class from 0 on");
        names[i] = item->get<std::string>();
        if (!seen.insert(names[i]).second)
            return keys.fail("id2label", "names two classes alike");
    }
    out.id2label = std::move(names);
    out.config.classes = static_cast<std::int64_t>(out.id2label.size());
}

const char* architectureOf(const std::string& type) {
    return type == "roberta"    ? "RobertaForTokenClassification"
        : type == "xlm-roberta" ? "XLMRobertaForTokenClassification"
        : type == "camembert"   ? "CamembertForTokenClassification"
        : type == "electra"     ? "ElectraForTokenClassification"
                                : "BertForTokenClassification";
}

} // namespace

Result<LoadedConfig> parseModelConfig(const std::string& text, const std::string& where) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return Error{ErrorCode::BadConfig, "config.json is not a JSON object", where,
            "Fetch the model again."};
    LoadedConfig out;
    auto& c = out.config;
    ConfigKeys keys(json, where);
    c.modelType = keys.text("model_type", "");
    if (c.modelType == "bert")
        readBert(keys, c);
    else if (c.modelType == "distilbert")
        readDistilBert(keys, c);
    else if (positionOffset(c) > 0)
        readRoberta(keys, c);
    else if (c.modelType == "electra")
        readElectra(keys, c);
    else if (c.isDistance())
        readDeberta(keys, c);
    else if (c.isRotary())
        readModernBert(keys, c);
    else if (!keys.error())
        keys.unsupported("Encoders of the type \"" + c.modelType + "\" are not supported",
            "Use a BERT, DistilBERT, RoBERTa, XLM-RoBERTa, ELECTRA, DeBERTa-v3 or ModernBERT.");
    c.vocabulary = keys.count("vocab_size", 1, 10'000'000);
    c.positions = keys.count("max_position_embeddings", 3, 1'000'000) - positionOffset(c);
    c.initializerRange = keys.number("initializer_range", 0.02, 0, 10);
    readActivation(keys, c.activation);
    readActivation(keys, c.rotary.headActivation);
    if (!keys.error() && c.hidden % c.heads != 0)
        keys.fail("num_attention_heads", "does not divide the hidden size");
    for (const char* key : {"is_decoder", "add_cross_attention"})
        if (json.contains(key) && json[key] == true)
            keys.unsupported("This model is a decoder", "Use an encoder.");
    if (json.contains("quantization_config"))
        keys.unsupported(
            "Quantized weights are not supported", "Use it in float32, float16 or bfloat16.");
    if (json.contains("pruned_heads") && !json["pruned_heads"].empty())
        keys.unsupported("A model with pruned heads is not supported", "Use the whole model.");
    readClasses(json, keys, out);
    if (keys.error())
        return *keys.error();
    return out;
}

Result<LoadedConfig> readModelConfig(const std::filesystem::path& folder) {
    const auto path = folder / "config.json";
    auto text = readFile(path, 16 << 20);
    if (!text)
        return text.error();
    return parseModelConfig(*text, path.string());
}

std::string configToJson(const ModelConfig& c, const std::vector<std::string>& id2label) {
    Json json;
    if (c.isDistance())
        json = debertaToJson(c);
    else if (c.isRotary())
        json = modernBertToJson(c);
    else if (c.modelType == "distilbert")
        json = {{"architectures", {"DistilBertForTokenClassification"}},
            {"model_type", "distilbert"}, {"dim", c.hidden}, {"n_layers", c.layers},
            {"n_heads", c.heads}, {"hidden_dim", c.intermediate}, {"dropout", c.hiddenDropout},
            {"attention_dropout", c.attentionDropout}, {"seq_classif_dropout", c.classifierDropout},
            {"activation", c.activation}, {"sinusoidal_pos_embds", false}, {"tie_weights_", true}};
    else
        json = {{"architectures", {architectureOf(c.modelType)}}, {"model_type", c.modelType},
            {"hidden_size", c.hidden}, {"num_hidden_layers", c.layers},
            {"num_attention_heads", c.heads}, {"intermediate_size", c.intermediate},
            {"hidden_dropout_prob", c.hiddenDropout},
            {"attention_probs_dropout_prob", c.attentionDropout},
            {"classifier_dropout", c.classifierDropout}, {"hidden_act", c.activation},
            {"type_vocab_size", c.tokenTypes}, {"layer_norm_eps", c.layerNormEps},
            {"position_embedding_type", "absolute"}};
    json["vocab_size"] = c.vocabulary;
    json["max_position_embeddings"] = c.positions + positionOffset(c);
    json["initializer_range"] = c.initializerRange;
    json["pad_token_id"] = c.padToken;
    if (c.modelType == "electra")
        json["embedding_size"] = c.embeddingWidth();
    if (positionOffset(c) > 0) {
        json["bos_token_id"] = 0;
        json["pad_token_id"] = positionOffset(c) - 1;
        json["eos_token_id"] = 2;
    }
    json["id2label"] = Json::object();
    json["label2id"] = Json::object();
    for (std::size_t i = 0; i < id2label.size(); ++i) {
        json["id2label"][std::to_string(i)] = id2label[i];
        json["label2id"][id2label[i]] = i;
    }
    json["dtype"] = "float32";
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace evenspan::engine
