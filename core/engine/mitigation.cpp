// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mitigation.h"

#include <algorithm>
#include <cmath>

namespace evenspan::engine {

Reweighing reweigh(
    std::span<const std::int32_t> groups, const std::vector<bool>& held, std::size_t count) {
    Reweighing out;
    out.cells.resize(count);
    const auto n = static_cast<double>(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i)
        ++out.cells[static_cast<std::size_t>(groups[i])][held[i]].sentences;
    std::array<double, 2> ofY{};
    for (const auto& cell : out.cells)
        for (std::size_t y : {0U, 1U})
            ofY[y] += static_cast<double>(cell[y].sentences);
    double sum = 0;
    for (auto& cell : out.cells) {
        const auto ofGroup = static_cast<double>(cell[0].sentences + cell[1].sentences);
        for (std::size_t y : {0U, 1U}) {
            if (cell[y].sentences == 0)
                continue;
            const auto own = static_cast<double>(cell[y].sentences);
            const double weight = ofGroup * ofY[y] / (n * own);
            cell[y].weight = std::clamp(weight, kLeastWeight, kMostWeight);
            cell[y].cut = cell[y].weight != weight;
            sum += own * cell[y].weight;
        }
    }
    for (auto& cell : out.cells)
        for (auto& each : cell)
            if (each.sentences > 0)
                each.weight *= n / sum;
    for (std::size_t i = 0; i < groups.size(); ++i)
        out.weights.push_back(
            static_cast<float>(out.cells[static_cast<std::size_t>(groups[i])][held[i]].weight));
    return out;
}

GroupDro::GroupDro(double step, std::vector<double> shares, const std::vector<double>& weights)
    : m_step(step)
    , m_shares(std::move(shares))
    , m_weights(weights) {
    if (m_weights.size() == m_shares.size())
        return;
    const auto there =
        std::count_if(m_shares.begin(), m_shares.end(), [](double p) { return p > 0; });
    m_weights.clear();
    for (const double share : m_shares)
        m_weights.push_back(share > 0 ? 1.0 / static_cast<double>(there) : 0.0);
}

void GroupDro::update(std::span<const double> losses, double labels) {
    if (!(labels > 0)
        || !std::all_of(losses.begin(), losses.end(), [](double l) { return std::isfinite(l); }))
        return;
    // exp() of the largest is 1: none overflows, and the division takes the factor out again.
    std::vector<double> powers;
    for (std::size_t g = 0; g < m_shares.size(); ++g)
        powers.push_back(m_shares[g] > 0 ? m_step * losses[g] / (labels * m_shares[g]) : 0);
    const double top = *std::max_element(powers.begin(), powers.end());
    double sum = 0;
    for (std::size_t g = 0; g < m_weights.size(); ++g)
        sum += m_weights[g] *= std::exp(powers[g] - top);
    for (double& weight : m_weights)
        weight /= sum;
}

double GroupDro::factor(std::size_t group) const {
    return m_shares[group] > 0 ? m_weights[group] / m_shares[group] : 0;
}

std::vector<Partner> partnersOf(const EncodedSentence& sentence, const EncodedSentence& other,
    std::span<const std::array<std::uint32_t, 2>> words) {
    std::vector<Partner> out(sentence.windows.size());
    for (const auto& [a, b] : words) {
        const WordPlace here = sentence.words[a], there = other.words[b];
        if (here.window == there.window)
            out[here.window].pairs.push_back({here.position, there.position});
    }
    for (std::size_t w = 0; w < out.size(); ++w) {
        if (out[w].pairs.empty())
            continue;
        out[w].window.ids = other.windows[w].ids;
        out[w].window.labels.assign(out[w].window.ids.size(), -100);
    }
    return out;
}

Result<void> checkMitigation(const Mitigation& mitigation, std::size_t sentences) {
    const auto fits = [&](const auto& list) { return list.empty() || list.size() == sentences; };
    const bool grouped = mitigation.droStep <= 0
        || (mitigation.groups.size() == sentences
            && std::all_of(mitigation.groups.begin(), mitigation.groups.end(), [&](auto group) {
                   return group >= 0 && static_cast<std::size_t>(group) < mitigation.groupCount;
               }));
    if (fits(mitigation.weights) && fits(mitigation.partners) && grouped
        && (mitigation.droStep <= 0 || mitigation.weights.empty()))
        return {};
    return Error{ErrorCode::InvalidArgument, "groups that do not fit the training sentences",
        "training", "This is a bug: please report it"};
}

const Partner* partnerOf(const Mitigation& mitigation, WindowPlace place, std::int64_t epoch) {
    if (mitigation.pairingWeight <= 0 || mitigation.partners.empty())
        return nullptr;
    const auto& turns = mitigation.partners[place.sentence];
    if (turns.empty())
        return nullptr;
    const auto& windows = turns[static_cast<std::size_t>(epoch) % turns.size()];
    if (place.window >= windows.size() || windows[place.window].pairs.empty())
        return nullptr;
    return &windows[place.window];
}

} // namespace evenspan::engine
