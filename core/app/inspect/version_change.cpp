// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/version_change.h"

#include <algorithm>
#include <cstdint>

namespace evenspan {

namespace {
constexpr std::size_t kMostPairs = 2'000'000;
}

std::vector<std::optional<double>> changesSince(
    std::span<const InspectedWord> before, std::span<const InspectedWord> now) {
    std::vector<std::optional<double>> out(now.size());
    const auto pair = [&](std::size_t b, std::size_t n) {
        const auto tag = static_cast<std::size_t>(now[n].tag);
        if (tag < now[n].probabilities.size() && tag < before[b].probabilities.size())
            out[n] = static_cast<double>(now[n].probabilities[tag])
                - static_cast<double>(before[b].probabilities[tag]);
    };
    std::size_t head = 0;
    const std::size_t shorter = std::min(before.size(), now.size());
    while (head < shorter && before[head].text == now[head].text) {
        pair(head, head);
        ++head;
    }
    std::size_t tail = 0;
    while (head + tail < shorter
        && before[before.size() - 1 - tail].text == now[now.size() - 1 - tail].text) {
        pair(before.size() - 1 - tail, now.size() - 1 - tail);
        ++tail;
    }
    const std::size_t rows = before.size() - head - tail, columns = now.size() - head - tail;
    if (rows == 0 || columns == 0 || rows > kMostPairs / columns)
        return out;
    // longest[i][j]: of the middle parts from i and j on.
    std::vector<std::uint32_t> longest((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
        return longest[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            at(i, j) = before[head + i].text == now[head + j].text
                ? at(i + 1, j + 1) + 1
                : std::max(at(i + 1, j), at(i, j + 1));
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (before[head + i].text == now[head + j].text) {
            pair(head + i, head + j);
            ++i;
            ++j;
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
    return out;
}

} // namespace evenspan
