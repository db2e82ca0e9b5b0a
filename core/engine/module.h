// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <filesystem>

namespace evenspan::engine {

// Loads libevenspan_engine.so, with LibTorch behind it, and returns its engine, which lives until
// the process ends: the module is never unloaded, since LibTorch's threads and static objects do
// not survive that. A second call returns the same engine. Thread-safe; takes about 0.3 s the first
// time, so not for the window's thread. Errors: EngineMissing, with what the loader said.
Result<Engine*> loadEngine(const std::filesystem::path& module);

} // namespace evenspan::engine
