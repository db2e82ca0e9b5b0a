// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of zip and tar files: whatever it is given, nothing appears outside its folder.
#include "core/io/pack_file.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace evenspan;

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const auto folder =
        fs::temp_directory_path() / ("evenspan-fuzz-pack-" + std::to_string(::getpid()));
    static const int registered = std::atexit([] { fs::remove_all(folder); });
    (void)registered;
    fs::create_directories(folder);
    const auto path = folder / "a.zip", out = folder / "out";
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    fs::remove_all(out);
    const auto names = unpackFile(path, out);
    std::size_t beside = 0;
    for (const auto& entry : fs::directory_iterator(folder))
        beside += entry.path() != path && entry.path() != out;
    bool odd = beside > 0;
    if (fs::exists(out))
        for (const auto& entry : fs::recursive_directory_iterator(out))
            odd = odd || entry.is_symlink() || !(entry.is_directory() || entry.is_regular_file());
    if (names)
        for (const auto& name : *names)
            odd = odd || !fs::is_regular_file(out / name);
    if (odd) {
        std::fprintf(stderr, "unsound: something stands where it must not\n");
        std::abort();
    }
    return 0;
}

// Beginnings; whole archives lie in tests/fuzz/found/fuzz_archive.
extern const char* const kSeeds[];
const char* const kSeeds[] = {"PK\x03\x04", "\x1F\x8B\x08", "x", nullptr};
