// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/export_overlap.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <tuple>

namespace evenspan {

namespace {

constexpr OverlapPolicy kAll[] = {
    OverlapPolicy::AsFormat, OverlapPolicy::Longest, OverlapPolicy::First, OverlapPolicy::Layers};

// Stretches without a common character, by their begin.
class Taken {
public:
    bool add(CodePointRange range) {
        const auto after = m_ends.lower_bound(range.begin);
        if (after != m_ends.end() && after->first < range.end)
            return false;
        if (after != m_ends.begin() && std::prev(after)->second > range.begin)
            return false;
        m_ends.emplace_hint(after, range.begin, range.end);
        return true;
    }

private:
    std::map<std::uint32_t, std::uint32_t> m_ends;
};

} // namespace

const char* overlapPolicyName(OverlapPolicy policy) {
    switch (policy) {
    case OverlapPolicy::Longest:
        return "longest";
    case OverlapPolicy::First:
        return "first";
    case OverlapPolicy::Layers:
        return "layers";
    case OverlapPolicy::AsFormat:
        break;
    }
    return "as-format";
}

std::optional<OverlapPolicy> overlapPolicyFromName(std::string_view name) {
    for (const auto policy : kAll)
        if (name == overlapPolicyName(policy))
            return policy;
    return {};
}

std::size_t settleOverlaps(
    std::vector<SpanDraft>& spans, OverlapPolicy policy, std::size_t layer, std::size_t* layers) {
    if (policy == OverlapPolicy::AsFormat)
        return 0;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < spans.size(); ++i)
        if (spans[i].state == SpanState::Accepted && !spans[i].range.empty())
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto& x = spans[a];
        const auto& y = spans[b];
        const auto shorter = [](const SpanDraft& span) {
            return UINT32_MAX - (span.range.end - span.range.begin);
        };
        const auto begins = [](const SpanDraft& span) { return std::uint32_t{span.range.begin}; };
        return policy == OverlapPolicy::First
            ? std::tuple(begins(x), shorter(x), std::string_view(x.label), a)
                < std::tuple(begins(y), shorter(y), std::string_view(y.label), b)
            : std::tuple(shorter(x), begins(x), std::string_view(x.label), a)
                < std::tuple(shorter(y), begins(y), std::string_view(y.label), b);
    });
    std::vector<Taken> taken(1);
    std::vector<bool> leave(spans.size());
    for (const auto i : order) {
        std::size_t found = 0;
        while (!taken[found].add(spans[i].range)) {
            if (policy != OverlapPolicy::Layers) {
                found = 1;
                break;
            }
            if (++found == taken.size())
                taken.emplace_back();
        }
        leave[i] = found != layer;
    }
    if (layers)
        *layers = taken.size();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < spans.size(); ++i)
        if (!leave[i]) {
            if (kept != i)
                spans[kept] = std::move(spans[i]);
            ++kept;
        }
    const auto left = spans.size() - kept;
    spans.resize(kept);
    return left;
}

std::filesystem::path layerPath(const std::filesystem::path& out, std::size_t layer) {
    if (layer == 0)
        return out;
    auto name = out.stem();
    name += ".layer" + std::to_string(layer + 1);
    name += out.extension();
    return out.parent_path() / name;
}

} // namespace evenspan
