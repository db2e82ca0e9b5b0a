// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/head.h"

#include "core/base/rng.h"
#include "core/engine/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace evenspan::engine {

namespace {

constexpr const char* kWeight = "classifier.weight";
constexpr const char* kBias = "classifier.bias";

} // namespace

Result<std::size_t> carryHead(WeightViews& weights, const std::vector<std::string>& oldTags,
    const std::vector<std::string>& newTags, double deviation, std::uint64_t seed, Head& head) {
    const auto weight = weights.find(kWeight), bias = weights.find(kBias);
    const bool there = weight != weights.end() && bias != weights.end();
    const auto known = [&](const std::string& tag) {
        return std::find(oldTags.begin(), oldTags.end(), tag) - oldTags.begin();
    };
    std::size_t carried = 0;
    for (const auto& tag : newTags)
        carried += known(tag) < std::ssize(oldTags) ? 1 : 0;
    if (!there || carried == 0) {
        weights.erase(kWeight);
        weights.erase(kBias);
        return std::size_t{0};
    }
    const auto rows = static_cast<std::int64_t>(oldTags.size());
    const auto& shape = weight->second.shape;
    const auto old = floatsOf(weight->second), oldBias = floatsOf(bias->second);
    if (!old || !oldBias)
        return !old ? old.error() : oldBias.error();
    if (shape.size() != 2 || shape[0] != rows || std::ssize(*oldBias) != rows
        || std::ssize(*old) != rows * shape[1])
        return Error{ErrorCode::InvalidArgument,
            "The classifier has another number of rows than the model has labels", kWeight,
            "Check that config.json belongs to these weights."};
    const auto width = static_cast<std::size_t>(shape[1]);
    head.weight = {{std::ssize(newTags), shape[1]}, std::vector<float>(newTags.size() * width)};
    head.bias = {{std::ssize(newTags)}, std::vector<float>(newTags.size())};
    Philox rng(seed, 0x4341'5252ull << 32);
    for (std::size_t row = 0; row < newTags.size(); ++row) {
        float* to = head.weight.values.data() + row * width;
        const auto from = static_cast<std::size_t>(known(newTags[row]));
        if (from < oldTags.size()) {
            std::copy_n(old->data() + from * width, width, to);
            head.bias.values[row] = (*oldBias)[from];
            continue;
        }
        for (std::size_t i = 0; i < width; ++i) // Box and Muller 1958
            to[i] = static_cast<float>(deviation * std::sqrt(-2 * std::log(1 - rng.uniform()))
                * std::cos(2 * std::numbers::pi * rng.uniform()));
    }
    weights[kWeight] = viewOf(head.weight);
    weights[kBias] = viewOf(head.bias);
    return carried;
}

std::vector<std::int64_t> classCounts(
    std::span<const EncodedSentence> sentences, std::size_t classes) {
    std::vector<std::int64_t> counts(classes, 0);
    for (const auto& sentence : sentences)
        for (const auto& window : sentence.windows)
            for (const auto label : window.labels)
                if (label >= 0)
                    ++counts[static_cast<std::size_t>(label)];
    return counts;
}

std::vector<float> classWeights(const std::string& kind, const std::vector<std::int64_t>& counts) {
    if (kind != "balanced" && kind != "sqrt")
        return {};
    double total = 0, seen = 0;
    for (const auto count : counts) {
        total += static_cast<double>(count);
        seen += count > 0 ? 1 : 0;
    }
    std::vector<double> raw(counts.size(), 1);
    double sum = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        const auto count = static_cast<double>(counts[k]);
        if (count <= 0)
            continue;
        raw[k] = total / (seen * count);
        if (kind == "sqrt")
            raw[k] = std::sqrt(raw[k]);
        sum += raw[k] * count;
    }
    std::vector<float> out;
    for (std::size_t k = 0; k < counts.size(); ++k)
        out.push_back(counts[k] > 0 ? static_cast<float>(raw[k] * total / sum) : 1.0f);
    return out;
}

} // namespace evenspan::engine
