// SPDX-License-Identifier: GPL-3.0-or-later
// Reads lines "name warmup total" and writes a line of the factors of steps 0 … total.
#include "core/engine/recipe.h"

#include <cstdio>
#include <iostream>

int main() {
    std::string name;
    long long warmup = 0, total = 0;
    while (std::cin >> name >> warmup >> total)
        for (long long step = 0; step <= total; ++step)
            std::printf("%.17g%c", evenspan::engine::scheduleFactor(name, step, warmup, total),
                step == total ? '\n' : ' ');
    return 0;
}
