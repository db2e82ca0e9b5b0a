// SPDX-License-Identifier: GPL-3.0-or-later
// tool_v1_project FILE: writes the project that tests/data/projects/v1 keeps. Run once for each
// version of the format; the file is never written again.
#include "tests/store/v1_project.h"

#include <cstdio>

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    auto project = evenspan::store::Project::create(argv[1]);
    if (!project) {
        std::fprintf(stderr, "%s\n", project.error().text().c_str());
        return 1;
    }
    const auto done = evenspan::store::fillV1(**project);
    if (!done)
        std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return done ? 0 : 1;
}
