// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/new_embeddings.h"

#include "core/base/half.h"
#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <numbers>

namespace evenspan::engine {

namespace {

constexpr const char* kTable = "bert.embeddings.word_embeddings.weight";
constexpr double kNoise = 0.2;

// Box and Muller 1958.
double normal(Philox& rng) {
    const double radius = std::sqrt(-2 * std::log(1 - rng.uniform()));
    return radius * std::cos(2 * std::numbers::pi * rng.uniform());
}

void copyFloats(const TensorView& view, float* to) {
    const auto size = view.bytes.size();
    if (view.type == DType::F32) {
        std::memcpy(to, view.bytes.data(), size);
        return;
    }
    for (std::size_t i = 0; i < size / 2; ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, view.bytes.data() + 2 * i, 2);
        to[i] = view.type == DType::F16 ? floatFromHalf(half) : floatFromBf16(half);
    }
}

} // namespace

Result<void> addEmbeddings(ModelFolder& model, std::int64_t known,
    const std::vector<std::vector<std::int32_t>>& parts, std::uint64_t seed) {
    const auto found = model.weights.find(kTable);
    const Error bad{ErrorCode::BadConfig, "The word embeddings do not fit the tokenizer", kTable,
        "Take tokenizer and weights from the same model."};
    if (found == model.weights.end() || found->second.shape.size() != 2 || known < 1
        || known > found->second.shape[0] || found->second.shape[0] != model.config.vocabulary)
        return bad;
    for (const auto& ids : parts)
        for (const auto id : ids)
            if (id < 0 || id >= known)
                return bad;
    const auto old = static_cast<std::size_t>(found->second.shape[0]);
    const auto width = static_cast<std::size_t>(found->second.shape[1]);
    // Models may have more rows than their tokenizer has pieces: those are used first.
    const auto rows = std::max(old, static_cast<std::size_t>(known) + parts.size());
    std::shared_ptr<std::string> bytes;
    try {
        bytes = std::make_shared<std::string>(rows * width * sizeof(float), '\0');
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "Memory ran out", "extend_vocabulary",
            "Lower extend_vocabulary."};
    }
    auto* table = reinterpret_cast<float*>(bytes->data());
    copyFloats(found->second, table);
    std::vector<double> mean(width), spread(width);
    const auto count = static_cast<double>(known);
    for (std::size_t r = 0; r < static_cast<std::size_t>(known); ++r)
        for (std::size_t i = 0; i < width; ++i) {
            const auto value = static_cast<double>(table[r * width + i]);
            mean[i] += value / count;
            spread[i] += value * value / count;
        }
    for (std::size_t i = 0; i < width; ++i)
        spread[i] = std::sqrt(std::max(0.0, spread[i] - mean[i] * mean[i]));
    Philox rng(seed, 0x4E45'5750ull << 32); // of this use alone
    for (std::size_t p = 0; p < parts.size(); ++p) {
        float* row = table + (static_cast<std::size_t>(known) + p) * width;
        for (std::size_t i = 0; i < width; ++i) {
            double value = 0;
            for (const auto id : parts[p])
                value += static_cast<double>(table[static_cast<std::size_t>(id) * width + i]);
            row[i] =
                static_cast<float>(parts[p].empty() ? mean[i] + kNoise * spread[i] * normal(rng)
                                                    : value / static_cast<double>(parts[p].size()));
        }
    }
    auto& view = found->second;
    view.type = DType::F32;
    view.shape[0] = static_cast<std::int64_t>(rows);
    view.bytes = std::as_bytes(std::span(bytes->data(), bytes->size()));
    model.config.vocabulary = static_cast<std::int64_t>(rows);
    model.storage.push_back(std::move(bytes));
    return {};
}

} // namespace evenspan::engine
