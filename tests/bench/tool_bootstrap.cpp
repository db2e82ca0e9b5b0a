// SPDX-License-Identifier: GPL-3.0-or-later
// tool_fairness MENTIONS.csv [rounds]: recall with its interval by bootstrap over 5,000 documents
// for each of 20 groups × 8 types, and the seconds that the bootstrap took. Writes the mentions
// that it made ("document,group,type,found"), so that a peer counts the same.
#include "core/base/rng.h"
#include "core/fairness/resample.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace evenspan;

int main(int argc, char** argv) {
    constexpr std::size_t documents = 5000, groups = 20, types = 8, perDocument = 20;
    if (argc < 2)
        return 2;
    const std::size_t rounds = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10'000;
    struct Cell {
        std::vector<std::uint32_t> documents;
        std::vector<double> found, all;
    };
    std::vector<Cell> cells(groups * types);
    {
        std::ofstream out(argv[1]);
        out << "document,group,type,found\n";
        Philox rng(11);
        for (std::size_t d = 0; d < documents; ++d) {
            const auto home = rng.below(groups); // most mentions of a document are of one group
            for (std::size_t m = 0; m < perDocument; ++m) {
                const auto group = rng.below(4) ? home : rng.below(groups);
                const auto type = rng.below(types);
                const bool found = rng.below(1000) < 900 - 5 * group;
                Cell& cell = cells[group * types + type];
                cell.documents.push_back(static_cast<std::uint32_t>(d));
                cell.found.push_back(found);
                cell.all.push_back(1);
                out << d << ',' << group << ',' << type << ',' << found << '\n';
            }
        }
    }
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::uint32_t> every(documents);
    for (std::size_t d = 0; d < documents; ++d)
        every[d] = static_cast<std::uint32_t>(d);
    fairness::Resampler resampler(documents, {every});
    for (const Cell& cell : cells) {
        resampler.addColumn(cell.documents, cell.found);
        resampler.addColumn(cell.documents, cell.all);
    }
    const auto sums = resampler.sums(rounds, 7);
    if (!sums) {
        std::fprintf(stderr, "%s\n", sums.error().text().c_str());
        return 1;
    }
    std::vector<double> drawn(rounds), low, high;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double* over = sums->data() + 2 * cell * rounds;
        for (std::size_t r = 0; r < rounds; ++r)
            drawn[r] = over[rounds + r] > 0 ? over[r] / over[rounds + r] : 0;
        for (auto [share, out] : {std::pair(0.025, &low), std::pair(0.975, &high)}) {
            const auto at = drawn.begin()
                + static_cast<std::ptrdiff_t>(share * static_cast<double>(rounds - 1));
            std::nth_element(drawn.begin(), at, drawn.end());
            out->push_back(*at);
        }
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    double found = 0, all = 0, width = 0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        for (std::size_t i = 0; i < cells[cell].all.size(); ++i) {
            found += cells[cell].found[i];
            all += 1;
        }
        width += (high[cell] - low[cell]) / static_cast<double>(cells.size());
    }
    std::printf("{\"seconds\": %.6f, \"rounds\": %zu, \"recall\": %.9f, \"width\": %.6f}\n",
        seconds, rounds, found / all, width);
    return 0;
}
