// SPDX-License-Identifier: GPL-3.0-or-later
// tool_interval ROUNDS CONFIDENCE SEED: the bootstrap interval of core/metrics/bootstrap.h.
// Each line of stdin is one run: "A" or "B", then gold, predicted and right of each test sentence.
// Prints {"estimate","low","high"} of mean F1 of A minus that of B, in shares.
#include "core/metrics/bootstrap.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

using namespace evenspan;

namespace {

int fail(int status, const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return status;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4)
        return fail(2, "tool_interval ROUNDS CONFIDENCE SEED");
    std::vector<std::vector<SentenceCounts>> a, b;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string side;
        std::vector<SentenceCounts> run;
        words >> side;
        for (SentenceCounts c; words >> c.gold >> c.predicted >> c.right;)
            run.push_back(c);
        if ((side != "A" && side != "B") || !words.eof())
            return fail(3, "a line must be A or B and three counts a sentence");
        (side == "A" ? a : b).push_back(std::move(run));
    }
    const auto found = bootstrapDifference(a, b, static_cast<std::size_t>(std::atoll(argv[1])),
        std::atof(argv[2]), static_cast<std::uint64_t>(std::atoll(argv[3])));
    if (!found)
        return fail(3, found.error().text());
    std::printf("{\"estimate\": %.9g, \"low\": %.9g, \"high\": %.9g}\n", found->estimate,
        found->low, found->high);
}
