// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/named_settings.h"

#include <nlohmann/json.hpp>

namespace evenspan {

using SortedJson = nlohmann::json;

Result<std::vector<std::string>> settingNames(store::Reader& reader, const std::string& key) {
    auto text = reader.setting(key);
    if (!text)
        return text.error();
    return settingNamesOf(*text);
}

std::vector<std::string> settingNamesOf(const std::optional<std::string>& value) {
    std::vector<std::string> names;
    const SortedJson json = value ? SortedJson::parse(*value, nullptr, false) : SortedJson();
    for (const auto& name : json)
        if (name.is_string())
            names.push_back(name.get<std::string>());
    return names;
}

Result<void> addSettingName(store::Writer& writer, const std::string& key,
    std::vector<std::string> names, std::string name) {
    names.push_back(std::move(name));
    return writer.setSetting(key, SortedJson(names).dump());
}

} // namespace evenspan
