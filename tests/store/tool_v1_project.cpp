// SPDX-License-Identifier: GPL-3.0-or-later
// tool_v1_project FILE [1|2|3|4]: writes what a project of version 1, 2, 3 or 4 can hold. Run once
// for each version of the format, by the program of that version; tests/data/projects keeps the
// file, which is never written again.
#include "tests/store/v4_project.h"

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    auto project = evenspan::store::Project::create(argv[1]);
    if (!project) {
        std::fprintf(stderr, "%s\n", project.error().text().c_str());
        return 1;
    }
    const std::string_view version = argc > 2 ? argv[2] : "1";
    const auto done = version == "4" ? evenspan::store::fillV4(**project)
        : version == "3"             ? evenspan::store::fillV3(**project)
        : version == "2"             ? evenspan::store::fillV2(**project)
                                     : evenspan::store::fillV1(**project);
    if (!done)
        std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return done ? 0 : 1;
}
