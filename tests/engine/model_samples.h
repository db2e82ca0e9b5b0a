// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/engine/model_config.h"
#include "core/engine/model_folder.h"
#include "core/engine/safetensors.h"
#include "core/engine/weights.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <functional>

// Small models of every family, with weights by chance, and a place for their folders.
namespace evenspan::engine {

namespace fs = std::filesystem;

inline const std::vector<std::string> kTags{"O", "B-PER", "I-PER"};

inline ModelConfig smallConfig(const std::string& type, Philox& rng) {
    ModelConfig c;
    c.modelType = type;
    c.heads = 1 + static_cast<std::int64_t>(rng.below(3));
    c.hidden = c.heads * (1 + static_cast<std::int64_t>(rng.below(3)));
    c.layers = 1 + static_cast<std::int64_t>(rng.below(12)); // numbers of one and two digits
    c.intermediate = 1 + static_cast<std::int64_t>(rng.below(6));
    c.vocabulary = 8;
    c.positions = 6;
    c.tokenTypes = type == "distilbert" ? 0 : positionOffset(c) > 0 ? 1 : 2;
    c.classes = static_cast<std::int64_t>(kTags.size());
    if (type == "electra" && rng.below(2) == 0)
        c.embedding = c.hidden + 1;
    if (c.isDistance()) {
        c.tokenTypes = static_cast<std::int64_t>(rng.below(2));
        c.positionTable = rng.below(2) == 0;
        c.embedding = c.hidden + static_cast<std::int64_t>(rng.below(2));
        c.padToken = static_cast<std::int64_t>(rng.below(3));
        const auto flip = [&] { return rng.below(2) == 0; };
        c.distance = {flip(), flip(), flip(), flip(), flip(), 0, 6};
        if (flip())
            c.distance.buckets = 4;
    }
    if (c.isRotary()) {
        c.hidden *= 2; // heads of an even width
        c.tokenTypes = 0;
        c.positionTable = false;
        auto& r = c.rotary;
        r.globalTheta = 1000 + rng.uniform();
        r.localTheta = 100 + rng.uniform();
        r.reach = 1 + static_cast<std::int64_t>(rng.below(9));
        for (bool* bias : {&r.attentionBias, &r.mlpBias, &r.normBias, &r.headBias})
            *bias = rng.below(2) == 0;
        for (std::int64_t n = 0; n < c.layers; ++n)
            r.local.push_back(rng.below(2) == 0);
        r.headActivation = "relu";
        c.padToken = 3;
        c.clsToken = 4;
        c.sepToken = 5;
    }
    return c;
}

inline std::map<std::string, Tensor> randomWeights(const ModelConfig& c, Philox& rng) {
    std::map<std::string, Tensor> out;
    for (const auto& [name, shape] : expectedWeights(c)) {
        std::int64_t n = 1;
        for (const auto s : shape)
            n *= s;
        Tensor t{shape, {}};
        for (std::int64_t i = 0; i < n; ++i)
            t.values.push_back(static_cast<float>(rng.uniform() - 0.5));
        out[name] = std::move(t);
    }
    return out;
}

inline WeightViews views(const std::map<std::string, Tensor>& weights) {
    WeightViews out;
    for (const auto& [name, t] : weights)
        out[name] = viewOf(t);
    return out;
}

inline bool same(const WeightViews& a, const WeightViews& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.type == y.second.type
            && x.second.shape == y.second.shape
            && std::equal(x.second.bytes.begin(), x.second.bytes.end(), y.second.bytes.begin(),
                y.second.bytes.end());
    });
}

inline void renameAll(WeightViews& weights, const std::function<std::string(std::string)>& rename) {
    WeightViews out;
    for (auto& [name, view] : weights)
        out[rename(name)] = view;
    weights = std::move(out);
}

inline std::string swapped(std::string text, const std::string& from, const std::string& to) {
    if (const auto at = text.find(from); at != text.npos)
        text.replace(at, from.size(), to);
    return text;
}

// A model folder and a tokenizer folder under a temporary place.
struct Place {
    QTemporaryDir dir;
    fs::path root, encoder, model;
    Place()
        : root(dir.path().toStdString())
        , encoder(root / "encoder")
        , model(root / "model") {
        fs::create_directory(encoder);
        put(encoder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\n");
        put(encoder / "tokenizer.json", R"({"truncation":{"max_length":128}})");
    }
    static void put(const fs::path& path, const std::string& text) {
        if (!writeFileAtomic(path, text))
            qFatal("no space for a test file");
    }
    std::vector<std::string> names(const fs::path& folder) const {
        std::vector<std::string> out;
        for (const auto& item : fs::directory_iterator(folder))
            out.push_back(item.path().filename());
        std::sort(out.begin(), out.end());
        return out;
    }
};

// The families whose weights are renamed, each as a row.
inline void familyRows() {
    QTest::addColumn<QString>("type");
    QTest::newRow("bert") << "bert";
    QTest::newRow("distilbert") << "distilbert";
    QTest::newRow("electra") << "electra";
    QTest::newRow("deberta") << "deberta-v2";
    QTest::newRow("modernbert") << "modernbert";
}

} // namespace evenspan::engine
