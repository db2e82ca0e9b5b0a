// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's module compiles this file too: nothing but names and shapes stands in it.
#include "core/engine/weights.h"

#include <algorithm>

namespace evenspan::engine {

namespace {

using Shapes = std::vector<std::pair<std::string, std::vector<std::int64_t>>>;

class Lister {
public:
    explicit Lister(const ModelConfig& config)
        : c(config) { }

    Shapes list() {
        embeddings();
        for (std::int64_t n = 0; n < c.layers; ++n) {
            const std::string l = "bert.encoder.layer." + std::to_string(n) + ".";
            if (c.isRotary())
                rotaryLayer(l, n);
            else
                layer(l);
        }
        const auto& d = c.distance;
        if (c.isDistance() && d.on)
            table("bert.encoder.rel_embeddings", 2 * d.span(), c.hidden);
        if (c.isDistance() && d.normed)
            norm("bert.encoder.LayerNorm", c.hidden);
        if (c.isRotary()) {
            norm("bert.encoder.final_norm", c.hidden, c.rotary.normBias);
            linear("head.dense", c.hidden, c.hidden, c.rotary.headBias);
            norm("head.norm", c.hidden, c.rotary.normBias);
        }
        if (c.classes > 0)
            linear("classifier", c.classes, c.hidden);
        std::sort(m_out.begin(), m_out.end());
        return std::move(m_out);
    }

private:
    void embeddings() {
        const std::string e = "bert.embeddings.";
        const auto width = c.embeddingWidth();
        table(e + "word_embeddings", c.vocabulary, width);
        if (c.positionTable)
            table(e + "position_embeddings", c.positions, width);
        if (c.tokenTypes > 0)
            table(e + "token_type_embeddings", c.tokenTypes, width);
        // ELECTRA projects behind the norm, DeBERTa before it.
        norm(
            e + "LayerNorm", c.isDistance() ? c.hidden : width, !c.isRotary() || c.rotary.normBias);
        if (width == c.hidden)
            return;
        if (c.isDistance())
            linear(e + "embed_proj", c.hidden, width, false);
        else
            linear("bert.embeddings_project", c.hidden, width);
    }

    void layer(const std::string& l) {
        for (const char* part : {"query", "key", "value"})
            linear(l + "attention.self." + part, c.hidden, c.hidden);
        if (c.isDistance() && c.distance.on && !c.distance.sharedKeys) {
            if (c.distance.contentToPosition)
                linear(l + "attention.self.pos_key_proj", c.hidden, c.hidden);
            if (c.distance.positionToContent)
                linear(l + "attention.self.pos_query_proj", c.hidden, c.hidden);
        }
        linear(l + "attention.output.dense", c.hidden, c.hidden);
        norm(l + "attention.output.LayerNorm", c.hidden);
        linear(l + "intermediate.dense", c.intermediate, c.hidden);
        linear(l + "output.dense", c.hidden, c.intermediate);
        norm(l + "output.LayerNorm", c.hidden);
    }

    void rotaryLayer(const std::string& l, std::int64_t n) {
        const auto& r = c.rotary;
        if (n > 0) // the first layer starts from what the embeddings' norm gave
            norm(l + "attn_norm", c.hidden, r.normBias);
        linear(l + "attn.Wqkv", 3 * c.hidden, c.hidden, r.attentionBias);
        linear(l + "attn.Wo", c.hidden, c.hidden, r.attentionBias);
        norm(l + "mlp_norm", c.hidden, r.normBias);
        linear(l + "mlp.Wi", 2 * c.intermediate, c.hidden, r.mlpBias);
        linear(l + "mlp.Wo", c.hidden, c.intermediate, r.mlpBias);
    }

    void table(const std::string& name, std::int64_t rows, std::int64_t width) {
        m_out.push_back({name + ".weight", {rows, width}});
    }
    void norm(const std::string& name, std::int64_t width, bool bias = true) {
        m_out.push_back({name + ".weight", {width}});
        if (bias)
            m_out.push_back({name + ".bias", {width}});
    }
    void linear(const std::string& name, std::int64_t to, std::int64_t from, bool bias = true) {
        m_out.push_back({name + ".weight", {to, from}});
        if (bias)
            m_out.push_back({name + ".bias", {to}});
    }

    const ModelConfig& c;
    Shapes m_out;
};

} // namespace

std::vector<std::pair<std::string, std::vector<std::int64_t>>> expectedWeights(
    const ModelConfig& config) {
    return Lister(config).list();
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string out = "[";
    for (const std::int64_t n : shape)
        out += (out.size() > 1 ? ", " : "") + std::to_string(n);
    return out + "]";
}

} // namespace evenspan::engine
