// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"
#include "core/store/writer.h"

#include <optional>
#include <string>
#include <vector>

namespace evenspan {

// Searches and cross-trainings lie one to a setting of the project. Settings are asked for by key,
// so a setting more holds their names, in the order in which they began.
Result<std::vector<std::string>> settingNames(store::Reader& reader, const std::string& key);
std::vector<std::string> settingNamesOf(const std::optional<std::string>& value); // of a setting
Result<void> addSettingName(store::Writer& writer, const std::string& key,
    std::vector<std::string> names, std::string name);

} // namespace evenspan
