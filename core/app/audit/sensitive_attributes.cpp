// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/sensitive_attributes.h"

#include "core/app/audit/audit_tables.h"
#include "core/app/audit/sensitive_store.h"
#include "core/app/project/named_settings.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* kKeys = "sensitive";
constexpr const char* kKey = "sensitive:";
constexpr const char* kLog = "sensitive-log";

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

Error unreadable(const std::string& where) {
    return {ErrorCode::Corrupt, "What is kept of sensitive attributes cannot be read", where,
        "Restore the project from a backup."};
}

SensitiveState stateOf(const std::string& name) {
    return name == "allowed" ? SensitiveState::Allowed
        : name == "deleted"  ? SensitiveState::Deleted
                             : SensitiveState::Marked;
}

Result<SensitiveAttribute> readOne(store::Reader& reader, const std::string& key) {
    auto text = reader.setting(kKey + key);
    if (!text)
        return text.error();
    const auto json = *text ? Json::parse(**text, nullptr, false) : Json();
    try {
        return SensitiveAttribute{key, stateOf(json.at("state").get<std::string>()),
            json.at("purpose").get<std::string>(), json.at("time").get<std::int64_t>()};
    } catch (const std::exception&) {
        return unreadable(key);
    }
}

bool isKnown(const std::vector<SensitiveAttribute>& all, const std::string& key) {
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.key == key; });
}

} // namespace

const char* sensitiveStateName(SensitiveState state) {
    return state == SensitiveState::Allowed ? "allowed"
        : state == SensitiveState::Deleted  ? "deleted"
                                            : "marked";
}

std::string sensitiveKey(const std::string& name) {
    return name.starts_with("meta:") || name.starts_with("attribute:") ? name : "meta:" + name;
}

Error sensitiveReadOnly() {
    return {ErrorCode::ReadOnly,
        "The project cannot be written to, so no look at a sensitive attribute can be logged",
        "sensitive attributes", "Close it elsewhere, or work on a copy."};
}

// A column that there is not would be guarded in vain. Of more than a reader lists, any may be.
Result<std::string> checkedSensitiveKey(
    store::Reader& reader, const std::string& name, bool known) {
    const std::string key = sensitiveKey(name);
    if (blank(key.substr(key.find(':') + 1)))
        return Error{ErrorCode::InvalidArgument, "An attribute needs a name", name,
            "Give a column of the documents, or attribute:NAME."};
    auto columns = reader.metadataColumns();
    if (!columns)
        return columns.error();
    if (known || !key.starts_with("meta:") || columns->size() >= 100 || namesAnnotators(key))
        return key;
    if (auto ways = waysToGroup(reader, {key}, {}); !ways)
        return ways.error();
    return key;
}

Result<std::vector<SensitiveAttribute>> sensitiveAttributes(store::Reader& reader) {
    auto keys = settingNames(reader, kKeys);
    if (!keys)
        return keys.error();
    std::vector<SensitiveAttribute> out;
    for (const auto& key : *keys) {
        auto one = readOne(reader, key);
        if (!one)
            return one.error();
        out.push_back(std::move(*one));
    }
    return out;
}

Result<std::vector<SensitiveAccess>> sensitiveLog(store::Reader& reader) {
    auto text = reader.setting(kLog);
    if (!text)
        return text.error();
    std::vector<SensitiveAccess> out;
    if (!*text)
        return out;
    try {
        for (const auto& line : Json::parse(**text))
            out.push_back({line.at("time").get<std::int64_t>(), line.at("key").get<std::string>(),
                line.at("what").get<std::string>(), line.at("purpose").get<std::string>(),
                line.at("audit").get<std::string>()});
    } catch (const std::exception&) {
        return unreadable(kLog);
    }
    return out;
}

Result<void> logSensitive(
    store::Reader& reader, store::Writer& writer, const std::vector<SensitiveAccess>& lines) {
    auto log = sensitiveLog(reader);
    if (!log)
        return log.error();
    log->insert(log->end(), lines.begin(), lines.end());
    Json json = Json::array();
    for (const auto& line : *log)
        json.push_back({{"time", line.time}, {"key", line.key}, {"what", line.what},
            {"purpose", line.purpose}, {"audit", line.audit}});
    return writer.setSetting(kLog, dumped(json));
}

Result<void> keepSensitive(store::Reader& reader, store::Writer& writer,
    const std::vector<SensitiveAttribute>& attributes) {
    auto keys = settingNames(reader, kKeys);
    if (!keys)
        return keys.error();
    for (const auto& attribute : attributes) {
        if (std::find(keys->begin(), keys->end(), attribute.key) == keys->end())
            keys->push_back(attribute.key);
        if (auto kept = writer.setSetting(kKey + attribute.key,
                dumped({{"state", sensitiveStateName(attribute.state)},
                    {"purpose", attribute.purpose}, {"time", attribute.time}}));
            !kept)
            return kept;
    }
    return writer.setSetting(kKeys, dumped(Json(*keys)));
}

namespace {

Result<void> change(store::Project& project, const std::string& name, SensitiveState state,
    const std::string& purpose) {
    if (!project.writer())
        return sensitiveReadOnly();
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto all = sensitiveAttributes(**reader);
    if (!all)
        return all.error();
    auto key = checkedSensitiveKey(**reader, name, isKnown(*all, sensitiveKey(name)));
    if (!key)
        return key.error();
    auto& writer = *project.writer();
    const SensitiveAttribute attribute{*key, state, purpose, now()};
    return writer.group("Sensitive attribute", [&]() -> Result<void> {
        if (auto kept = keepSensitive(**reader, writer, {attribute}); !kept)
            return kept;
        return logSensitive(
            **reader, writer, {{attribute.time, *key, sensitiveStateName(state), purpose, ""}});
    });
}

Error noPurpose(const std::string& where) {
    return {ErrorCode::InvalidArgument, "A sensitive attribute is looked at for a purpose alone",
        where, "Say what the audit is for (--purpose TEXT)."};
}

} // namespace

Result<void> markSensitive(store::Project& project, const std::string& name) {
    return change(project, name, SensitiveState::Marked, "");
}

Result<void> allowSensitive(
    store::Project& project, const std::string& name, const std::string& purpose) {
    if (blank(purpose))
        return noPurpose(sensitiveKey(name));
    return change(project, name, SensitiveState::Allowed, purpose);
}

Result<void> admitSensitive(store::Project& project, const std::vector<std::string>& keys,
    bool optIn, const std::string& purpose, const std::string& audit) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto all = sensitiveAttributes(**reader);
    if (!all)
        return all.error();
    std::vector<SensitiveAccess> lines;
    std::vector<SensitiveAttribute> fresh;
    const auto time = now();
    for (const auto& key : keys) {
        const bool logged = std::any_of(
            lines.begin(), lines.end(), [&](const auto& line) { return line.key == key; });
        if (logged || !(key.starts_with("meta:") || key.starts_with("attribute:")))
            continue;
        const auto found = std::find_if(
            all->begin(), all->end(), [&](const auto& each) { return each.key == key; });
        const bool allowed = found != all->end() && found->state == SensitiveState::Allowed;
        if (optIn && !allowed) {
            if (blank(purpose))
                return noPurpose(key);
            fresh.push_back({key, SensitiveState::Allowed, purpose, time});
            lines.push_back({time, key, "allowed", purpose, audit});
        } else if (found == all->end()) {
            continue; // nobody calls it sensitive
        } else if (!allowed) {
            return Error{ErrorCode::InvalidArgument,
                found->state == SensitiveState::Deleted
                    ? "The values of this sensitive attribute were deleted"
                    : "This attribute is sensitive and may not be looked at yet",
                key,
                "Allow it for a purpose: evenspan-cli sensitive FILE allow " + key
                    + " --purpose TEXT"};
        }
        lines.push_back({time, key, "audit",
            blank(purpose) && found != all->end() ? found->purpose : purpose, audit});
    }
    if (lines.empty())
        return {};
    if (!project.writer())
        return sensitiveReadOnly();
    auto& writer = *project.writer();
    return writer.group("Sensitive attribute", [&]() -> Result<void> {
        if (auto kept = keepSensitive(**reader, writer, fresh); !kept)
            return kept;
        return logSensitive(**reader, writer, lines);
    });
}

} // namespace evenspan
