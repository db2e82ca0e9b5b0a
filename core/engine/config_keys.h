// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace evenspan::engine {

// Reads the keys of a JSON object and keeps the first thing that is wrong. A fallback stands for a
// key that is absent or null.
class ConfigKeys {
public:
    ConfigKeys(const nlohmann::ordered_json& json, std::string where)
        : m_json(json)
        , m_where(std::move(where)) { }

    std::int64_t count(const char* key, std::int64_t least, std::int64_t most);
    std::int64_t count(
        const char* key, std::int64_t least, std::int64_t most, std::int64_t fallback);
    double number(const char* key, double fallback, double least, double most);
    std::string text(const char* key, const std::string& fallback);
    bool flag(const char* key, bool fallback);

    void fail(const std::string& key, const std::string& what);
    void unsupported(const std::string& what, const std::string& remedy);
    const nlohmann::ordered_json& json() const { return m_json; }
    const std::optional<Error>& error() const { return m_error; }

private:
    const nlohmann::ordered_json& m_json;
    std::string m_where;
    std::optional<Error> m_error;
};

} // namespace evenspan::engine
