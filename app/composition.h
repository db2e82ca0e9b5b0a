// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"

#include <filesystem>

namespace evenspan {

// Where the program finds its parts. The only place that knows how an installed tree and a build
// tree are laid out.
struct Places {
    std::filesystem::path binary; // folder of the running program
    std::filesystem::path data; // the user's: added models, the sample project
    std::filesystem::path engine; // libevenspan_engine.so, whether or not it is there
    std::filesystem::path sample; // files of the sample project
    std::filesystem::path suites; // shipped suites of audits
    std::filesystem::path miniLm; // the encoder that came with the program
};

Places findPlaces();

ModelLibrary makeModelLibrary(const Places& places);

} // namespace evenspan
