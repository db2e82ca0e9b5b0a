// SPDX-License-Identifier: GPL-3.0-or-later
// Fine-tuning and prediction speed of the engine alone, and the tool behind the peer test.
//   tool_torch_train MODULE WEIGHTS SEQUENCES speed fp32|bf16 [threads]
//   tool_torch_train MODULE WEIGHTS SEQUENCES logits|gradients|steps [fp32|bf16]
// WEIGHTS: text header lines "name dim dim..." ended by an empty line, then fp32 values in that
// order. SEQUENCES: one line each, "id:label id:label ...". speed prints figures and the profile
// (stderr); the others write raw fp32 values to stdout.
#include "tests/torch/engine_module.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

using Sequence = std::vector<std::pair<std::int32_t, std::int32_t>>;

Batch makeBatch(const std::vector<Sequence>& all, std::size_t begin, std::size_t end) {
    Batch b;
    b.rows = static_cast<std::int32_t>(end - begin);
    for (std::size_t i = begin; i < end; ++i)
        b.columns = std::max(b.columns, static_cast<std::int32_t>(all[i].size()));
    for (std::size_t i = begin; i < end; ++i) {
        b.lengths.push_back(static_cast<std::int32_t>(all[i].size()));
        for (std::size_t j = 0; j < static_cast<std::size_t>(b.columns); ++j) {
            b.ids.push_back(j < all[i].size() ? all[i][j].first : 0);
            b.labels.push_back(j < all[i].size() ? all[i][j].second : -100);
        }
    }
    return b;
}

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void write(const std::map<std::string, engine::Tensor>& tensors) {
    for (const auto& [name, t] : tensors)
        std::fwrite(t.values.data(), 4, t.values.size(), stdout);
}

int fail(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return 1;
}

int speed(Engine& engine, const ModelConfig& config, const WeightViews& weights,
    std::vector<Sequence> sequences, TrainOptions options) {
    std::stable_sort(sequences.begin(), sequences.end(),
        [](const auto& a, const auto& b) { return a.size() < b.size(); });
    std::vector<std::pair<std::size_t, std::size_t>> order;
    for (std::size_t i = 0; i < sequences.size(); i += 16)
        order.emplace_back(i, std::min(sequences.size(), i + 16));
    Philox rng(1);
    shuffle(std::span(order), rng);
    auto session = engine.train(config, weights, options);
    if (!session)
        return fail(session.error().text());
    double tokens = 0, sentences = 0, start = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 5) { // the first steps warm up
            tokens = sentences = 0;
            start = seconds();
        }
        const Batch b = makeBatch(sequences, order[i].first, order[i].second);
        if (auto r = (*session)->accumulate(b, std::max(1.0, test::labelled(b)), i); !r)
            return fail(r.error().text());
        if (auto r = (*session)->step(5e-5, 5e-5, false); !r)
            return fail(r.error().text());
        for (const auto l : b.lengths)
            tokens += l;
        sentences += b.rows;
    }
    const double took = seconds() - start;
    const double encoder = static_cast<double>(config.layers)
        * static_cast<double>(
            4 * config.hidden * config.hidden + 2 * config.hidden * config.intermediate);
    std::printf("train %.1f sentences/s, %.0f sub-words/s, %.1f GFLOP/s of products\n",
        sentences / took, tokens / took, 6 * encoder * tokens / took / 1e9);
    (*session).reset();
    for (const auto& r :
        engine.measureMatmul(512, config.hidden, config.intermediate, 1.0, options.compute.threads))
        std::printf("%s %.0f GFLOP/s\n", r.path.c_str(), r.gflops);
    auto predict = engine.predict(config, weights, options.compute);
    if (!predict)
        return fail(predict.error().text());
    for (int round = 0; round < 2; ++round) {
        start = seconds();
        for (std::size_t i = 0; i < sequences.size(); i += 32)
            if (auto r =
                    (*predict)->logits(makeBatch(sequences, i, std::min(sequences.size(), i + 32)));
                !r)
                return fail(r.error().text());
        if (round)
            std::printf("predict %.1f sentences/s\n",
                static_cast<double>(sequences.size()) / (seconds() - start));
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 5)
        return fail("tool_torch_train MODULE WEIGHTS SEQUENCES MODE [PRECISION] [THREADS]");
    std::unique_ptr<Engine> engine(test::loadEngine(argv[1]));
    if (!engine)
        return fail("no engine");
    test::Weights weights;
    std::vector<std::string> names;
    std::ifstream in(argv[2], std::ios::binary);
    for (std::string line; std::getline(in, line) && !line.empty();) {
        std::istringstream words(line);
        std::string name;
        words >> name;
        for (std::int64_t d = 0; words >> d;)
            weights.tensors[name].shape.push_back(d);
        names.push_back(name);
    }
    ModelConfig c;
    for (const std::string& name : names) {
        engine::Tensor& t = weights.tensors[name];
        std::int64_t n = 1;
        for (const auto d : t.shape)
            n *= d;
        t.values.resize(static_cast<std::size_t>(n));
        in.read(reinterpret_cast<char*>(t.values.data()), n * 4);
        c.layers += name.find("intermediate.dense.weight") != std::string::npos;
    }
    const auto& word = weights.tensors["bert.embeddings.word_embeddings.weight"];
    c.vocabulary = word.shape.at(0);
    c.hidden = word.shape.at(1);
    c.heads = 12;
    c.positions = weights.tensors["bert.embeddings.position_embeddings.weight"].shape.at(0);
    c.intermediate = weights.tensors["bert.encoder.layer.0.intermediate.dense.weight"].shape.at(0);
    c.classes = weights.tensors["classifier.bias"].shape.at(0);
    std::vector<Sequence> sequences;
    std::ifstream text(argv[3]);
    for (std::string line; std::getline(text, line);) {
        std::istringstream words(line);
        Sequence s;
        for (std::string pair; words >> pair;) {
            const auto colon = pair.find(':');
            s.emplace_back(std::stoi(pair.substr(0, colon)), std::stoi(pair.substr(colon + 1)));
        }
        sequences.push_back(std::move(s));
    }
    const std::string mode = argv[4];
    TrainOptions o;
    o.compute.precision =
        argc > 5 && std::string(argv[5]) == "bf16" ? Precision::Bf16 : Precision::Fp32;
    o.compute.threads = argc > 6 ? std::atoi(argv[6]) : 0;
    if (mode == "speed")
        return speed(*engine, c, weights.views(), std::move(sequences), o);
    c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0;
    auto session = engine->train(c, weights.views(), o);
    if (!session)
        return fail(session.error().text());
    const Batch b = makeBatch(sequences, 0, sequences.size());
    if (mode == "logits") {
        auto y = (*session)->logits(b);
        if (!y)
            return fail(y.error().text());
        std::fwrite((*y).data(), 4, (*y).size(), stdout);
        return 0;
    }
    const int steps = mode == "steps" ? 3 : 1;
    for (int i = 0; i < steps; ++i) {
        if (auto r = (*session)->accumulate(b, test::labelled(b), 0); !r)
            return fail(r.error().text());
        if (mode == "gradients")
            break;
        if (auto r = (*session)->step(1e-3, 1e-3, false); !r)
            return fail(r.error().text());
    }
    write(mode == "steps" ? (*session)->weights() : (*session)->gradients());
    return 0;
}
