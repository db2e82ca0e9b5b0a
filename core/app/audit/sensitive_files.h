// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <filesystem>
#include <string>
#include <vector>

// The logs and cards of runs that were trained on documents of one value name that value.
namespace evenspan {

struct SensitiveText {
    std::filesystem::path file;
    std::string words, instead; // "origin=x", "origin="
};

// What stands in the folders of runs of the values by which a column chose their documents. Empty
// for attributes of spans, by which nothing is chosen.
Result<std::vector<SensitiveText>> sensitiveFiles(store::Reader& reader,
    const std::filesystem::path& files, bool ofDocuments, const std::string& column);

// Writes each file anew without the words. Errors: those of reading and writing, of the first one.
Result<void> cutFromFiles(const std::vector<SensitiveText>& texts);

} // namespace evenspan
