// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/confusion.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace evenspan {

namespace {

struct Pair {
    bool otherRange = false;
    std::int64_t apart = 0; // shared tokens, negative: fewer is later
    bool otherLabel = false;
    std::size_t gold = 0, predicted = 0;
    auto key() const { return std::tie(otherRange, apart, otherLabel, gold, predicted); }
};

// Every pair that may answer each other, the best first.
std::vector<Pair> pairsOf(const std::vector<Mention>& gold, const std::vector<Mention>& predicted,
    Boundaries boundaries) {
    std::vector<Pair> pairs;
    for (std::size_t g = 0; g < gold.size(); ++g)
        for (std::size_t p = 0; p < predicted.size(); ++p) {
            const auto& a = gold[g];
            const auto& b = predicted[p];
            const bool same = a.begin == b.begin && a.end == b.end;
            const auto shared = std::int64_t{std::min(a.end, b.end)} - std::max(a.begin, b.begin);
            if (same || (boundaries == Boundaries::Overlapping && shared > 0))
                pairs.push_back({!same, -shared, a.label != b.label, g, p});
        }
    std::sort(
        pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.key() < b.key(); });
    return pairs;
}

} // namespace

Confusion confusionOf(std::span<const std::vector<Mention>> gold,
    std::span<const std::vector<Mention>> predicted, Boundaries boundaries) {
    Confusion out;
    std::set<std::string> labels;
    for (const auto& side : {gold, predicted})
        for (const auto& sentence : side)
            for (const auto& mention : sentence)
                labels.insert(mention.label);
    out.labels.assign(labels.begin(), labels.end());
    const std::size_t none = out.labels.size();
    out.cells.assign(out.size() * out.size(), 0);
    const auto place = [&](const Mention& mention) {
        return static_cast<std::size_t>(
            std::lower_bound(out.labels.begin(), out.labels.end(), mention.label)
            - out.labels.begin());
    };
    const auto add = [&](std::size_t row, std::size_t column) {
        ++out.cells[row * out.size() + column];
    };
    for (std::size_t s = 0; s < std::max(gold.size(), predicted.size()); ++s) {
        auto known = s < gold.size() ? gold[s] : std::vector<Mention>{};
        auto found = s < predicted.size() ? predicted[s] : std::vector<Mention>{};
        std::sort(known.begin(), known.end());
        std::sort(found.begin(), found.end());
        std::vector<bool> answered(known.size()), used(found.size());
        for (const Pair& pair : pairsOf(known, found, boundaries)) {
            if (answered[pair.gold] || used[pair.predicted])
                continue;
            answered[pair.gold] = used[pair.predicted] = true;
            add(place(known[pair.gold]), place(found[pair.predicted]));
        }
        for (std::size_t g = 0; g < known.size(); ++g)
            if (!answered[g])
                add(place(known[g]), none);
        for (std::size_t p = 0; p < found.size(); ++p)
            if (!used[p])
                add(none, place(found[p]));
    }
    return out;
}

} // namespace evenspan
