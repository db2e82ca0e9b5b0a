// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/config_keys.h"

#include <nlohmann/json.hpp>

namespace evenspan::engine {

std::int64_t ConfigKeys::count(const char* key, std::int64_t least, std::int64_t most) {
    const auto found = m_json.find(key);
    if (found == m_json.end() || !found->is_number_integer()) {
        fail(key, "is missing or no whole number");
        return least;
    }
    const auto value = found->get<std::int64_t>();
    if (value < least || value > most)
        fail(key, "must lie between " + std::to_string(least) + " and " + std::to_string(most));
    return value;
}

double ConfigKeys::number(const char* key, double fallback, double least, double most) {
    const auto found = m_json.find(key);
    if (found == m_json.end() || found->is_null())
        return fallback;
    if (!found->is_number()) {
        fail(key, "is no number");
        return fallback;
    }
    const auto value = found->get<double>();
    if (!(value >= least && value <= most))
        fail(key, "is out of range");
    return value;
}

std::string ConfigKeys::text(const char* key, const std::string& fallback) {
    const auto found = m_json.find(key);
    if (found == m_json.end() || found->is_null())
        return fallback;
    if (!found->is_string()) {
        fail(key, "is no text");
        return fallback;
    }
    return found->get<std::string>();
}

std::int64_t ConfigKeys::count(
    const char* key, std::int64_t least, std::int64_t most, std::int64_t fallback) {
    const auto found = m_json.find(key);
    return found == m_json.end() || found->is_null() ? fallback : count(key, least, most);
}

bool ConfigKeys::flag(const char* key, bool fallback) {
    const auto found = m_json.find(key);
    if (found == m_json.end() || found->is_null())
        return fallback;
    if (!found->is_boolean())
        fail(key, "is neither true nor false");
    return found->is_boolean() ? found->get<bool>() : fallback;
}

void ConfigKeys::fail(const std::string& key, const std::string& what) {
    if (!m_error)
        m_error = Error{ErrorCode::BadConfig, "The key " + key + " " + what, m_where,
            "Take config.json from the place the weights came from."};
}

void ConfigKeys::unsupported(const std::string& what, const std::string& remedy) {
    if (!m_error)
        m_error = Error{ErrorCode::Unsupported, what, m_where, remedy};
}

} // namespace evenspan::engine
