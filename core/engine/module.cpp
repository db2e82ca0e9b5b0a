// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/module.h"

#include <dlfcn.h>
#include <map>
#include <mutex>

namespace evenspan::engine {

namespace {

Error missing(const std::string& what, const std::filesystem::path& module) {
    return {ErrorCode::EngineMissing, "The engine could not be loaded: " + what, module.string(),
        "Labelling works without it. To train and predict, install LibTorch and build again."};
}

} // namespace

Result<Engine*> loadEngine(const std::filesystem::path& module) {
    static std::mutex mutex;
    static std::map<std::filesystem::path, Engine*> loaded;
    const std::lock_guard lock(mutex);
    if (const auto known = loaded.find(module); known != loaded.end())
        return known->second;
    std::error_code failed;
    if (!std::filesystem::exists(module, failed))
        return missing("there is no such file", module);
    void* handle = ::dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char* why = ::dlerror();
        return missing(why ? why : "unknown reason", module);
    }
    using Create = Engine* (*)(std::uint32_t) noexcept;
    const auto create = reinterpret_cast<Create>(::dlsym(handle, "evenspan_engine_create"));
    if (!create)
        return missing("the file is not Evenspan's engine", module);
    Engine* engine = create(kAbi);
    if (!engine)
        return missing("the engine is of another version than the program", module);
    loaded[module] = engine;
    return engine;
}

} // namespace evenspan::engine
