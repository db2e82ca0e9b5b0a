// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/mention_cases.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace evenspan {

namespace {

std::uint32_t shared(const Mention& a, const Mention& b) {
    const auto begin = std::max(a.begin, b.begin);
    const auto end = std::min(a.end, b.end);
    return end > begin ? end - begin : 0;
}

bool sameRange(const Mention& a, const Mention& b) {
    return a.begin == b.begin && a.end == b.end;
}

MentionCase borderCase(const Mention& gold, const Mention& predicted) {
    MentionCase out;
    const bool left = gold.begin != predicted.begin;
    const bool right = gold.end != predicted.end;
    out.kind = left && right ? CaseKind::BothBorders
        : left               ? CaseKind::LeftBorder
                             : CaseKind::RightBorder;
    out.otherType = gold.label != predicted.label;
    out.gold = {gold};
    out.predicted = {predicted};
    return out;
}

// Indices into gold, or into predicted moved up by their number.
class Components {
public:
    explicit Components(std::size_t size)
        : m_parent(size) {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t find(std::size_t at) {
        while (m_parent[at] != at)
            at = m_parent[at] = m_parent[m_parent[at]];
        return at;
    }
    void join(std::size_t a, std::size_t b) { m_parent[find(a)] = find(b); }

private:
    std::vector<std::size_t> m_parent;
};

class Sorter {
public:
    Sorter(std::span<const Mention> gold, std::span<const Mention> predicted)
        : m_gold(gold.begin(), gold.end())
        , m_predicted(predicted.begin(), predicted.end()) {
        std::sort(m_gold.begin(), m_gold.end());
        std::sort(m_predicted.begin(), m_predicted.end());
    }

    std::vector<MentionCase> run() {
        takeEqualRanges(true);
        takeEqualRanges(false);
        takeRest();
        std::stable_sort(m_cases.begin(), m_cases.end(),
            [](const MentionCase& a, const MentionCase& b) { return first(a) < first(b); });
        return std::move(m_cases);
    }

private:
    static std::uint32_t first(const MentionCase& a) {
        return a.gold.empty()     ? a.predicted.front().begin
            : a.predicted.empty() ? a.gold.front().begin
                                  : std::min(a.gold.front().begin, a.predicted.front().begin);
    }

    // With the same label first: of two equal ranges the one that fits is the partner.
    void takeEqualRanges(bool sameLabel) {
        for (std::size_t g = 0; g < m_gold.size();) {
            const auto partner =
                std::find_if(m_predicted.begin(), m_predicted.end(), [&](const Mention& p) {
                    return sameRange(m_gold[g], p) && (!sameLabel || p.label == m_gold[g].label);
                });
            if (partner == m_predicted.end()) {
                ++g;
                continue;
            }
            m_cases.push_back({sameLabel ? CaseKind::Right : CaseKind::WrongType, !sameLabel,
                {m_gold[g]}, {*partner}});
            m_predicted.erase(partner);
            m_gold.erase(m_gold.begin() + static_cast<std::ptrdiff_t>(g));
        }
    }

    void takeRest() {
        const auto golds = m_gold.size();
        Components components(golds + m_predicted.size());
        for (std::size_t g = 0; g < golds; ++g)
            for (std::size_t p = 0; p < m_predicted.size(); ++p)
                if (shared(m_gold[g], m_predicted[p]) > 0)
                    components.join(g, golds + p);
        std::vector<bool> done(golds + m_predicted.size(), false);
        for (std::size_t at = 0; at < done.size(); ++at) {
            if (done[at])
                continue;
            std::vector<Mention> gold, predicted;
            for (std::size_t other = at; other < done.size(); ++other)
                if (components.find(other) == components.find(at)) {
                    done[other] = true;
                    (other < golds ? gold : predicted)
                        .push_back(other < golds ? m_gold[other] : m_predicted[other - golds]);
                }
            takeComponent(std::move(gold), std::move(predicted));
        }
    }

    void takeComponent(std::vector<Mention> gold, std::vector<Mention> predicted) {
        if (gold.empty() || predicted.empty()) {
            m_cases.push_back({gold.empty() ? CaseKind::Spurious : CaseKind::Missed, false,
                std::move(gold), std::move(predicted)});
        } else if (gold.size() == 1 && predicted.size() == 1) {
            m_cases.push_back(borderCase(gold.front(), predicted.front()));
        } else if (gold.size() == 1 || predicted.size() == 1) {
            bool other = false;
            for (const Mention& g : gold)
                for (const Mention& p : predicted)
                    other = other || g.label != p.label;
            m_cases.push_back({gold.size() == 1 ? CaseKind::Split : CaseKind::Merged, other,
                std::move(gold), std::move(predicted)});
        } else {
            takePairs(gold, predicted);
        }
    }

    void takePairs(const std::vector<Mention>& gold, const std::vector<Mention>& predicted) {
        std::vector<std::tuple<std::uint32_t, std::size_t, std::size_t>> pairs;
        for (std::size_t g = 0; g < gold.size(); ++g)
            for (std::size_t p = 0; p < predicted.size(); ++p)
                if (const auto tokens = shared(gold[g], predicted[p]); tokens > 0)
                    pairs.emplace_back(tokens, g, p);
        std::stable_sort(pairs.begin(), pairs.end(),
            [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
        std::vector<bool> usedGold(gold.size(), false), usedPredicted(predicted.size(), false);
        for (const auto& [tokens, g, p] : pairs) {
            if (usedGold[g] || usedPredicted[p])
                continue;
            usedGold[g] = usedPredicted[p] = true;
            m_cases.push_back(borderCase(gold[g], predicted[p]));
        }
        for (std::size_t g = 0; g < gold.size(); ++g)
            if (!usedGold[g])
                m_cases.push_back({CaseKind::Missed, false, {gold[g]}, {}});
        for (std::size_t p = 0; p < predicted.size(); ++p)
            if (!usedPredicted[p])
                m_cases.push_back({CaseKind::Spurious, false, {}, {predicted[p]}});
    }

    std::vector<Mention> m_gold, m_predicted;
    std::vector<MentionCase> m_cases;
};

} // namespace

const char* caseKindName(CaseKind kind) {
    switch (kind) {
    case CaseKind::Right:
        return "right";
    case CaseKind::WrongType:
        return "wrong_type";
    case CaseKind::LeftBorder:
        return "left_border";
    case CaseKind::RightBorder:
        return "right_border";
    case CaseKind::BothBorders:
        return "both_borders";
    case CaseKind::Split:
        return "split";
    case CaseKind::Merged:
        return "merged";
    case CaseKind::Missed:
        return "missed";
    case CaseKind::Spurious:
        return "spurious";
    }
    return "";
}

std::vector<MentionCase> mentionCases(
    std::span<const Mention> gold, std::span<const Mention> predicted) {
    return Sorter(gold, predicted).run();
}

} // namespace evenspan
