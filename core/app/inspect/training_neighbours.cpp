// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/training_neighbours.h"

#include "core/app/runs/run_data.h"
#include "core/metrics/entity_scores.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

constexpr std::size_t kPortion = 256; // sentences whose features are in memory at once
constexpr std::uint32_t kAround = 6; // words of context on each side

double dot(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

std::vector<float> unit(std::vector<float> v) {
    const double length = std::sqrt(dot(v, v));
    if (length > 0)
        for (float& value : v)
            value = static_cast<float>(static_cast<double>(value) / length);
    return v;
}

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t w = begin; w < end; ++w)
        out += (w == begin ? "" : " ") + words[w];
    return out;
}

TrainingPlace placeOf(
    const engine::Example& example, std::uint32_t begin, std::uint32_t end, std::string label) {
    TrainingPlace out{example.document, example.sentence, begin, end, std::move(label), {}, {}, {}};
    const auto& words = example.words;
    out.text = joined(words, begin, end);
    out.before = joined(words, begin - std::min(begin, kAround), begin);
    out.after = joined(words, end, std::min<std::size_t>(words.size(), end + kAround));
    return out;
}

std::map<std::string, std::string> filterOf(const store::RunRow& run) {
    const auto record = nlohmann::json::parse(run.record, nullptr, false);
    if (record.is_object() && record.contains("where") && record["where"].is_object())
        return record["where"].get<std::map<std::string, std::string>>();
    return {};
}

} // namespace

std::vector<float> headError(std::span<const float> logits, std::int32_t category) {
    auto out = softmaxOf(logits);
    out[static_cast<std::size_t>(category)] -= 1.f;
    return out;
}

double headInfluence(std::span<const float> d1, std::span<const float> h1,
    std::span<const float> d2, std::span<const float> h2) {
    return dot(d1, d2) * (dot(h1, h2) + 1);
}

Result<TrainingIndex> TrainingIndex::build(store::Reader& reader, Explainer& explainer,
    std::stop_token stop, const std::function<void(std::size_t, std::size_t)>& progress) {
    const TagSet& tags = explainer.run().tags;
    DataSelection selection{"train", filterOf(explainer.run().row), true};
    auto data = readRunData(reader, tags, selection, stop);
    if (data && data->examples.empty()) { // a project without splits learns from all of it
        selection.split = "";
        data = readRunData(reader, tags, selection, stop);
    }
    if (!data)
        return data.error();
    if (data->examples.empty())
        return Error{ErrorCode::Empty, "There is no decided training text", "train",
            "Import it, or mark documents as done."};
    TrainingIndex out;
    const auto all = std::span<const engine::Example>(data->examples);
    const auto smaller = [](const Word& a, const Word& b) { return a.size > b.size; };
    for (std::size_t at = 0; at < all.size(); at += kPortion) {
        const auto part = all.subspan(at, std::min(kPortion, all.size() - at));
        auto features = explainer.features(part, stop, [&](std::size_t done, std::size_t total) {
            if (progress)
                progress(at + (total == 0 ? 0 : done * part.size() / total), all.size());
        });
        if (!features)
            return features.error();
        for (std::size_t s = 0; s < part.size(); ++s) {
            const engine::Example& example = part[s];
            const WordFeatures& seen = (*features)[s];
            std::vector<std::string> names;
            for (const auto category : example.classes)
                names.push_back(
                    category < 0 ? "O" : tags.tags()[static_cast<std::size_t>(category)]);
            for (const auto& mention : defaultMentions(names))
                out.m_mentions.push_back(
                    {placeOf(example, mention.begin, mention.end, mention.label),
                        unit(spanVector(seen, mention.begin, mention.end))});
            for (std::uint32_t w = 0; w < example.words.size(); ++w) {
                if (example.classes[w] < 0)
                    continue;
                ++out.m_words;
                const auto row = seen.of(w);
                auto error =
                    headError(std::span(seen.logits).subspan(w * seen.classes, seen.classes),
                        example.classes[w]);
                const double size = std::sqrt(dot(error, error) * (dot(row, row) + 1));
                auto& kept = out.m_influential;
                if (kept.size() == kKept && size <= kept.front().size)
                    continue;
                kept.push_back({placeOf(example, w, w + 1, names[w]), {row.begin(), row.end()},
                    std::move(error), size});
                std::push_heap(kept.begin(), kept.end(), smaller);
                if (kept.size() > kKept) {
                    std::pop_heap(kept.begin(), kept.end(), smaller);
                    kept.pop_back();
                }
            }
        }
        if (progress)
            progress(at + part.size(), all.size());
    }
    return out;
}

std::vector<Neighbour> TrainingIndex::nearest(
    std::span<const float> vector, std::size_t count) const {
    const auto direction = unit({vector.begin(), vector.end()});
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < m_mentions.size(); ++i)
        order.push_back({-dot(direction, m_mentions[i].direction), i});
    const auto n = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end());
    std::vector<Neighbour> out;
    for (std::size_t i = 0; i < n; ++i)
        out.push_back({m_mentions[order[i].second].place, -order[i].first});
    return out;
}

std::vector<Influence> TrainingIndex::influence(std::span<const float> features,
    std::span<const float> logits, std::int32_t category, bool against, std::size_t count) const {
    const auto error = headError(logits, category);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < m_influential.size(); ++i) {
        const Word& word = m_influential[i];
        const double score = headInfluence(error, features, word.error, word.features);
        if (against ? score < 0 : score > 0)
            order.push_back({-std::fabs(score), i});
    }
    const auto n = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end());
    std::vector<Influence> out;
    for (std::size_t i = 0; i < n; ++i)
        out.push_back({m_influential[order[i].second].place, (against ? 1 : -1) * order[i].first});
    return out;
}

} // namespace evenspan
