// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_tree.h"

#include "core/io/reading.h"

#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::io {

using nlohmann::json;

namespace {

constexpr int kDeepest = 64;

std::string placeOf(const std::filesystem::path& path, std::string_view bytes, std::size_t at) {
    at = std::min(at, bytes.size());
    const auto before = bytes.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto start = before.rfind('\n');
    const auto column = start == std::string_view::npos ? at + 1 : at - start;
    return path.filename().string() + ": line " + std::to_string(line) + ", column "
        + std::to_string(column);
}

// Where brackets first stand too deep; npos: nowhere. Strings are left out.
std::size_t tooDeepAt(std::string_view bytes) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kDeepest)
                return i;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return std::string_view::npos;
}

} // namespace

Result<json> parseJsonTree(ReadJob& job) {
    const auto& path = job.path();
    auto bytes = readWholeText(job);
    if (!bytes)
        return bytes.error();
    if (const auto at = tooDeepAt(*bytes); at != std::string_view::npos)
        return Error{ErrorCode::BadFormat,
            "The JSON is more than " + std::to_string(kDeepest) + " levels deep",
            placeOf(path, *bytes, at), "Check that this is a file of annotations."};
    std::vector<std::set<std::string>> keys;
    bool twice = false;
    const auto watch = [&](int, json::parse_event_t event, json& value) {
        if (event == json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == json::parse_event_t::key)
            twice = !keys.back().insert(value.get<std::string>()).second || twice;
        return true;
    };
    try {
        auto tree = json::parse(*bytes, watch);
        if (twice)
            return Error{ErrorCode::BadFormat, "A key stands twice in one object", path.string(),
                "Export the file again."};
        return tree;
    } catch (const json::parse_error& fault) {
        return Error{ErrorCode::BadFormat, "The JSON is malformed or ends too early",
            placeOf(path, *bytes, fault.byte > 0 ? fault.byte - 1 : 0),
            "Mend this place, or export the file again."};
    } catch (const json::exception&) {
        return Error{ErrorCode::BadFormat, "The JSON holds a number or text that cannot be read",
            path.string(), "Export the file again."};
    }
}

} // namespace evenspan::io
