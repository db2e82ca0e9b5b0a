// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON lines {"a", "b", "rounds"} of [right, wrong, missed] and prints the tests of each.
#include "core/metrics/paired_tests.h"

#include <iostream>
#include <nlohmann/json.hpp>

using namespace evenspan;
using Json = nlohmann::json;

namespace {

std::vector<DocumentCounts> read(const Json& side) {
    std::vector<DocumentCounts> out;
    for (const auto& row : side)
        out.push_back({row[0].get<std::uint32_t>(), row[1].get<std::uint32_t>(),
            row[2].get<std::uint32_t>()});
    return out;
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const Json task = Json::parse(line);
        const auto a = read(task["a"]), b = read(task["b"]);
        const auto rounds = task["rounds"].get<std::size_t>();
        const auto boot = pairedBootstrap(a, b, rounds, 0.95, 1);
        const auto swaps = approximateRandomisation(a, b, rounds, 2);
        const auto exact = exactRandomisation(a, b);
        Json out{{"low", boot->difference.low}, {"high", boot->difference.high},
            {"difference", boot->difference.estimate}, {"boot_p", boot->p}, {"ahead", boot->ahead},
            {"swap_p", swaps->p}};
        if (exact)
            out["exact_p"] = exact->p;
        std::cout << out.dump() << '\n';
    }
    return 0;
}
