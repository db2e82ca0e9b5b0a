// SPDX-License-Identifier: GPL-3.0-or-later
// Reads lines "formula<TAB>name=value<TAB>…" and writes the value of each, "none" where there is
// none, or "error" and what is wrong: for the peer test.
#include "core/base/formula.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

using namespace evenspan;

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream parts(line);
        std::string text, one;
        std::getline(parts, text, '\t');
        std::map<std::string, double> known;
        while (std::getline(parts, one, '\t')) {
            const auto at = one.find('=');
            known[one.substr(0, at)] = std::strtod(one.c_str() + at + 1, nullptr);
        }
        const auto formula = Formula::parse(text);
        if (!formula) {
            std::cout << "error " << formula.error().text() << "\n";
            continue;
        }
        const auto value = formula->value([&](const std::string& name) -> std::optional<double> {
            const auto found = known.find(name);
            return found == known.end() ? std::nullopt : std::optional(found->second);
        });
        char shown[40] = "none";
        if (value)
            std::snprintf(shown, sizeof shown, "%.17g", *value);
        std::cout << shown << "\n";
    }
}
