// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evenspan::engine {

// Cuts packed sequences into parts of neighbours that are computed one after the other: none has
// more than `most` rows unless it is one sequence, and each end is put where the fewest rows are
// lost to rounding its rows up to a multiple of `step` (the most rows among equals, at least half
// of `most` while more follow).
// starts: first row of each sequence and, at the end, the number of rows. Returns the sequence
// behind the last one of each part.
inline std::vector<std::size_t> rowParts(
    std::span<const std::int64_t> starts, std::int64_t most, std::int64_t step) {
    std::vector<std::size_t> ends;
    const std::size_t sequences = starts.empty() ? 0 : starts.size() - 1;
    for (std::size_t begin = 0; begin < sequences;) {
        std::size_t best = begin + 1;
        double bestShare = 0;
        for (std::size_t end = begin + 1; end <= sequences; ++end) {
            const std::int64_t rows = starts[end] - starts[begin];
            if (rows > most)
                break;
            const double share =
                static_cast<double>(rows) / static_cast<double>((rows + step - 1) / step * step);
            const bool small = 2 * rows < most;
            if (end == sequences || small || share >= bestShare) {
                best = end;
                bestShare = small ? 0 : share;
            }
        }
        ends.push_back(best);
        begin = best;
    }
    return ends;
}

} // namespace evenspan::engine
