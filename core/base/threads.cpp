// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace evenspan {

int usualThreads() {
    if (const char* wanted = std::getenv("OMP_NUM_THREADS")) {
        int count = 0;
        const auto read = std::from_chars(wanted, wanted + std::strlen(wanted), count);
        if (read.ec == std::errc() && count > 0 && (*read.ptr == 0 || *read.ptr == ','))
            return count;
    }
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace evenspan
