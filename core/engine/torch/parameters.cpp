// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/parameters.h"

#include "core/base/half.h"
#include "core/base/rng.h"
#include "core/engine/weights.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <numbers>
#include <stdexcept>

namespace evenspan::engine {

namespace {

Error bad(std::string what, std::string where) {
    return {ErrorCode::BadConfig, std::move(what), std::move(where),
        "Check that config.json belongs to these weights"};
}

// "bert.encoder.layer.12." -> 13: see Parameter::depth.
std::int64_t depthOf(const std::string& name, const ModelConfig& c) {
    const std::string layer = "bert.encoder.layer.";
    if (name.rfind(layer, 0) == 0)
        return std::stoll(name.substr(layer.size())) + 1;
    if (name.rfind("bert.encoder.final_norm", 0) == 0)
        return c.layers;
    return name.rfind("bert.", 0) == 0 ? 0 : c.layers + 1;
}

// Of models whose layers are not BERT's: the packed path does not run them, so any order will do.
Layout byName(const ModelConfig& c) {
    Layout l;
    for (auto& [name, shape] : expectedWeights(c)) {
        l.total = (l.total + 15) / 16 * 16;
        const auto depth = depthOf(name, c);
        const bool decay = shape.size() > 1;
        Parameter p{name, shape, l.total, 1, decay, depth > c.layers, depth};
        for (const std::int64_t n : p.shape)
            p.size *= n;
        l.total += p.size;
        l.parameters.push_back(std::move(p));
    }
    return l;
}

bool known(const std::string& activation) {
    return activation == "gelu" || activation == "gelu_new" || activation == "relu";
}

} // namespace

Result<Layout> Layout::of(const ModelConfig& c) {
    if (c.vocabulary < 1 || c.hidden < 1 || c.layers < 1 || c.heads < 1 || c.intermediate < 1
        || c.positions < 1 || c.classes < 1 || c.tokenTypes < 0 || c.hidden % c.heads != 0)
        return bad("sizes that make no model", "config.json");
    for (const auto& activation : {c.activation, c.rotary.headActivation})
        if (!known(activation))
            return Error{ErrorCode::Unsupported, "activation not known: " + activation,
                "config.json", "Use a model with gelu, gelu_new or relu"};
    const auto& d = c.distance;
    const bool fits = (!c.isRotary()
                          || (c.rotary.local.size() == static_cast<std::size_t>(c.layers)
                              && c.hidden / c.heads % 2 == 0 && c.rotary.reach >= 0))
        && (!d.on || (d.farthest > 1 && d.buckets >= 0 && (d.buckets == 0 || d.buckets > 3)));
    if (!fits)
        return bad("sizes that make no model", "config.json");
    if (!c.isPlain())
        return byName(c);
    Layout l;
    std::int64_t depth = 0;
    const auto add = [&](std::string name, std::vector<std::int64_t> shape, bool decay = true,
                         bool head = false, bool align = true) {
        if (align)
            l.total = (l.total + 15) / 16 * 16;
        Parameter p{std::move(name), std::move(shape), l.total, 1, decay, head, depth};
        for (const std::int64_t n : p.shape)
            p.size *= n;
        l.total += p.size;
        l.parameters.push_back(std::move(p));
        return l.parameters.back().offset;
    };
    const std::int64_t H = c.hidden, F = c.intermediate;
    l.layers.resize(static_cast<std::size_t>(c.layers));
    const auto prefix = [](std::int64_t n) {
        return "bert.encoder.layer." + std::to_string(n) + ".";
    };
    for (std::int64_t n = 0; n < c.layers; ++n) {
        LayerOffsets& o = l.layers[static_cast<std::size_t>(n)];
        const std::string p = prefix(n);
        depth = n + 1;
        o.qkv = add(p + "attention.self.query.weight", {H, H});
        add(p + "attention.self.key.weight", {H, H}, true, false, false);
        add(p + "attention.self.value.weight", {H, H}, true, false, false);
        o.out = add(p + "attention.output.dense.weight", {H, H});
        o.up = add(p + "intermediate.dense.weight", {F, H});
        o.down = add(p + "output.dense.weight", {H, F});
    }
    l.shadowEnd = l.total;
    depth = 0;
    const std::string e = "bert.embeddings.";
    l.word = add(e + "word_embeddings.weight", {c.vocabulary, H});
    l.wordEnd = l.total;
    l.position = add(e + "position_embeddings.weight", {c.positions, H});
    if (c.tokenTypes > 0)
        l.type = add(e + "token_type_embeddings.weight", {c.tokenTypes, H});
    l.norm = add(e + "LayerNorm.weight", {H}, false);
    l.normBias = add(e + "LayerNorm.bias", {H}, false);
    for (std::int64_t n = 0; n < c.layers; ++n) {
        LayerOffsets& o = l.layers[static_cast<std::size_t>(n)];
        const std::string p = prefix(n);
        depth = n + 1;
        o.qkvBias = add(p + "attention.self.query.bias", {H}, false);
        add(p + "attention.self.key.bias", {H}, false, false, false);
        add(p + "attention.self.value.bias", {H}, false, false, false);
        o.outBias = add(p + "attention.output.dense.bias", {H}, false);
        o.norm1 = add(p + "attention.output.LayerNorm.weight", {H}, false);
        o.norm1Bias = add(p + "attention.output.LayerNorm.bias", {H}, false);
        o.upBias = add(p + "intermediate.dense.bias", {F}, false);
        o.downBias = add(p + "output.dense.bias", {H}, false);
        o.norm2 = add(p + "output.LayerNorm.weight", {H}, false);
        o.norm2Bias = add(p + "output.LayerNorm.bias", {H}, false);
    }
    depth = c.layers + 1;
    l.classifier = add("classifier.weight", {c.classes, H}, true, true);
    l.classifierBias = add("classifier.bias", {c.classes}, false, true);
    return l;
}

const Parameter* Layout::find(const std::string& name) const {
    for (const Parameter& p : parameters)
        if (p.name == name)
            return &p;
    return nullptr;
}

Result<void> readTensor(const TensorView& view, const Parameter& p, float* to) {
    if (view.shape != p.shape)
        return bad("a weight has another shape than config.json says", p.name);
    const auto n = static_cast<std::size_t>(p.size);
    const std::size_t width = view.type == DType::F32 ? 4 : 2;
    if (view.type == DType::I64 || view.type == DType::I32)
        return bad("a weight holds integers", p.name);
    if (view.bytes.size() != n * width)
        return bad("a weight has the wrong number of bytes", p.name);
    if (view.type == DType::F32) {
        std::memcpy(to, view.bytes.data(), n * width);
        return {};
    }
    for (std::size_t i = 0; i < n; ++i) {
        std::uint16_t h = 0;
        std::memcpy(&h, view.bytes.data() + 2 * i, 2);
        to[i] = view.type == DType::F16 ? floatFromHalf(h) : floatFromBf16(h);
    }
    return {};
}

Result<void> loadWeights(const Layout& layout, const ModelConfig& config,
    const WeightViews& weights, std::uint64_t seed, float* flat) {
    for (const Parameter& p : layout.parameters) {
        float* to = flat + p.offset;
        const auto found = weights.find(p.name);
        if (found != weights.end()) {
            if (auto read = readTensor(found->second, p, to); !read)
                return read;
        } else if (!p.head) {
            return bad("a weight is missing", p.name);
        } else {
            // Box and Muller 1958; the bias stays 0, the scale of a norm 1.
            const bool norm = p.name == "head.norm.weight";
            Philox rng(seed, (0x4845'4144ull << 32) + (p.name == "head.dense.weight" ? 1 : 0));
            for (std::int64_t i = 0; i < p.size; ++i)
                to[i] = p.shape.size() == 1 ? (norm ? 1.0f : 0.0f)
                                            : static_cast<float>(config.initializerRange
                                                * std::sqrt(-2 * std::log(1 - rng.uniform()))
                                                * std::cos(2 * std::numbers::pi * rng.uniform()));
        }
    }
    return {};
}

std::map<std::string, Tensor> namedTensors(
    const Layout& layout, const float* flat, const std::string& prefix) {
    std::map<std::string, Tensor> out;
    for (const Parameter& p : layout.parameters)
        out[prefix + p.name] = {
            p.shape, std::vector<float>(flat + p.offset, flat + p.offset + p.size)};
    return out;
}

WeightViews namedViews(const Layout& layout, const float* flat, const std::string& prefix) {
    WeightViews out;
    for (const Parameter& p : layout.parameters)
        out[prefix + p.name] = {DType::F32, p.shape,
            std::as_bytes(std::span(flat + p.offset, static_cast<std::size_t>(p.size)))};
    return out;
}

std::vector<Span> updateSpans(const Layout& layout, bool byLayer) {
    std::vector<Span> spans;
    for (const Parameter& p : layout.parameters) {
        if (p.offset == layout.word)
            continue;
        const std::int64_t end = p.offset + p.size;
        if (!spans.empty() && spans.back().decay == p.decay && spans.back().head == p.head
            && p.offset - spans.back().end < 16 && p.offset != layout.wordEnd
            && (p.offset < layout.shadowEnd) == (spans.back().begin < layout.shadowEnd)
            && (!byLayer || p.depth == spans.back().depth))
            spans.back().end = end;
        else
            spans.push_back({p.offset, end, p.decay, p.head, p.depth});
    }
    return spans;
}

double rateFactor(const TrainOptions& options, const ModelConfig& config, std::int64_t depth) {
    if (depth > config.layers)
        return 1; // the head has a rate of its own
    if (options.frozenLayers > 0 && depth <= options.frozenLayers)
        return 0;
    return std::pow(options.layerDecay, static_cast<double>(config.layers - depth));
}

Result<void> checkOptions(const ModelConfig& config, const TrainOptions& options) {
    const bool weightsFit = options.classWeights.empty()
        || options.classWeights.size() == static_cast<std::size_t>(config.classes);
    if (!weightsFit
        || !std::all_of(options.classWeights.begin(), options.classWeights.end(),
            [](float w) { return w > 0 && std::isfinite(w); }))
        return Error{ErrorCode::InvalidArgument, "the class weights do not fit the classes",
            "class_weights", "Give one number above 0 for each class"};
    if (options.frozenLayers < 0 || options.frozenLayers > config.layers)
        return Error{ErrorCode::InvalidArgument, "the model has fewer layers than are to be frozen",
            "frozen_layers", "It may be 0 … " + std::to_string(config.layers)};
    return {};
}

Result<Packed> pack(const Batch& b, const ModelConfig& c, bool needLabels) {
    const auto bad = [](const char* what) {
        return Error{ErrorCode::InvalidArgument, what, "batch", "This is a bug: please report it"};
    };
    const auto cells = static_cast<std::size_t>(b.rows) * static_cast<std::size_t>(b.columns);
    if (b.rows < 1 || b.columns < 1)
        return Error{ErrorCode::Empty, "an empty batch", "batch", "Give at least one sentence"};
    if (b.ids.size() != cells || b.lengths.size() != static_cast<std::size_t>(b.rows)
        || (!b.labels.empty() && b.labels.size() != cells)
        || (!b.wanted.empty() && b.wanted.size() != cells) || (needLabels && b.labels.empty()))
        return bad("a batch whose arrays do not fit its sizes");
    Packed p;
    p.starts.push_back(0);
    for (std::int32_t r = 0; r < b.rows; ++r) {
        const std::int32_t length = b.lengths[static_cast<std::size_t>(r)];
        if (length < 1 || length > b.columns || length > c.positions)
            return bad("a sequence longer than the model's positions, or empty");
        for (std::int32_t i = 0; i < length; ++i) {
            const auto at = static_cast<std::size_t>(r) * static_cast<std::size_t>(b.columns)
                + static_cast<std::size_t>(i);
            if (b.ids[at] < 0 || b.ids[at] >= c.vocabulary)
                return bad("a sub-word outside the vocabulary");
            p.ids.push_back(b.ids[at]);
            p.positions.push_back(i);
            if (!b.wanted.empty() && b.wanted[at])
                p.kept.push_back(static_cast<std::int32_t>(p.ids.size() - 1));
            if (b.labels.empty())
                continue;
            if (b.labels[at] != -100 && (b.labels[at] < 0 || b.labels[at] >= c.classes))
                return bad("a label outside the classes");
            p.labels.push_back(b.labels[at]);
        }
        p.starts.push_back(p.starts.back() + length);
        p.longest = std::max<std::int64_t>(p.longest, length);
        if (needLabels && !b.terms.none())
            p.rowOf.insert(p.rowOf.end(), static_cast<std::size_t>(length), r);
    }
    if (!needLabels || b.terms.none())
        return p;
    const auto& weights = b.terms.rowWeights;
    if ((!weights.empty() && weights.size() != static_cast<std::size_t>(b.rows))
        || !std::isfinite(b.terms.pairScale) || b.terms.pairScale < 0
        || !std::all_of(
            weights.begin(), weights.end(), [](float w) { return w >= 0 && std::isfinite(w); }))
        return bad("weights that do not fit the rows");
    const auto inside = [&](std::int32_t row, std::int32_t column) {
        return row >= 0 && row < b.rows && column >= 0
            && column < b.lengths[static_cast<std::size_t>(row)];
    };
    const auto place = [&](std::int32_t row, std::int32_t column) {
        return static_cast<std::int32_t>(p.starts[static_cast<std::size_t>(row)]) + column;
    };
    for (const LogitPair& pair : b.terms.pairs) {
        if (!inside(pair.rowA, pair.columnA) || !inside(pair.rowB, pair.columnB))
            return bad("a pair outside the batch");
        p.pairs.push_back({place(pair.rowA, pair.columnA), place(pair.rowB, pair.columnB)});
    }
    return p;
}

void keepLabelled(Packed& packed) {
    std::vector<std::int32_t> labels, rows;
    std::vector<std::uint8_t> paired(packed.pairs.empty() ? 0 : packed.labels.size());
    for (const auto& pair : packed.pairs)
        for (const std::int32_t t : pair)
            paired[static_cast<std::size_t>(t)] = 1;
    packed.kept.clear();
    for (std::size_t t = 0; t < packed.labels.size(); ++t)
        if (packed.labels[t] >= 0 || (!paired.empty() && paired[t])) {
            packed.kept.push_back(static_cast<std::int32_t>(t));
            labels.push_back(packed.labels[t]);
            if (!packed.rowOf.empty())
                rows.push_back(packed.rowOf[t]);
        }
    if (labels.empty())
        return;
    packed.labels = std::move(labels);
    packed.rowOf = std::move(rows);
    for (auto& pair : packed.pairs)
        for (std::int32_t& t : pair)
            t = static_cast<std::int32_t>(
                std::lower_bound(packed.kept.begin(), packed.kept.end(), t) - packed.kept.begin());
}

double crossEntropy(const std::vector<std::int32_t>& labels, const float* logits,
    std::int64_t classes, double smoothing, double normalizer, float* dLogits,
    const std::vector<float>& weights, std::vector<double>* each) {
    double loss = 0;
    if (each)
        each->assign(labels.size(), 0);
    const auto weightOf = [&](std::int64_t k) {
        return weights.empty() ? 1.0 : static_cast<double>(weights[static_cast<std::size_t>(k)]);
    };
    double total = 0; // of the weights
    for (std::int64_t k = 0; k < classes; ++k)
        total += weightOf(k);
    const double off = smoothing / static_cast<double>(classes), on = 1 - smoothing;
    for (std::size_t t = 0; t < labels.size(); ++t) {
        const float* row = logits + static_cast<std::int64_t>(t) * classes;
        float* d = dLogits ? dLogits + static_cast<std::int64_t>(t) * classes : nullptr;
        if (labels[t] < 0) {
            for (std::int64_t k = 0; d && k < classes; ++k)
                d[k] = 0;
            continue;
        }
        double top = static_cast<double>(row[0]), sum = 0, all = 0;
        for (std::int64_t k = 1; k < classes; ++k)
            top = std::max(top, static_cast<double>(row[k]));
        for (std::int64_t k = 0; k < classes; ++k) {
            sum += std::exp(static_cast<double>(row[k]) - top);
            all += weightOf(k) * static_cast<double>(row[k]);
        }
        const double log = top + std::log(sum);
        const double own = on * weightOf(labels[t]);
        const double one =
            own * (log - static_cast<double>(row[labels[t]])) + off * (total * log - all);
        loss += one;
        if (each)
            (*each)[t] = one;
        for (std::int64_t k = 0; d && k < classes; ++k)
            d[k] = static_cast<float>(
                ((own + off * total) * std::exp(static_cast<double>(row[k]) - log)
                    - off * weightOf(k) - (k == labels[t] ? own : 0.0))
                / normalizer);
    }
    return loss;
}

double applyTerms(const LossTerms& terms, std::int32_t batchRows, const Packed& packed,
    const std::vector<double>& each, const float* logits, std::int64_t classes, double normalizer,
    float* dLogits, std::vector<double>& rows) {
    rows.assign(terms.rowLosses ? static_cast<std::size_t>(batchRows) : 0, 0);
    double loss = 0;
    for (std::size_t t = 0; t < each.size(); ++t) {
        const auto row = static_cast<std::size_t>(packed.rowOf[t]);
        if (terms.rowLosses)
            rows[row] += each[t];
        const float weight = terms.rowWeights.empty() ? 1.0f : terms.rowWeights[row];
        loss += static_cast<double>(weight) * each[t];
        float* d = dLogits + static_cast<std::int64_t>(t) * classes;
        for (std::int64_t k = 0; weight != 1.0f && k < classes; ++k)
            d[k] *= weight;
    }
    loss /= normalizer;
    const double scale = terms.pairScale / static_cast<double>(classes);
    for (const auto& [a, b] : packed.pairs)
        for (std::int64_t k = 0; k < classes; ++k) {
            const double gap = static_cast<double>(logits[a * classes + k])
                - static_cast<double>(logits[b * classes + k]);
            loss += scale * gap * gap;
            dLogits[a * classes + k] += static_cast<float>(2 * scale * gap);
            dLogits[b * classes + k] -= static_cast<float>(2 * scale * gap);
        }
    return loss;
}

Error currentError(const char* where) {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfMemory, "out of memory", where, "Use a smaller batch"};
    } catch (const std::exception& e) {
        // The texts of c10::Error (CPU) and c10::OutOfMemoryError (CUDA); a backtrace may follow.
        std::string text = e.what();
        text = text.substr(0, text.find('\n'));
        if (text.find("can't allocate memory") != std::string::npos
            || text.find("out of memory") != std::string::npos)
            return {ErrorCode::OutOfMemory, "out of memory", where, "Use a smaller batch"};
        return {ErrorCode::Internal, text, where, "Please report this"};
    } catch (...) {
        return {ErrorCode::Internal, "unknown failure", where, "Please report this"};
    }
}

} // namespace evenspan::engine
