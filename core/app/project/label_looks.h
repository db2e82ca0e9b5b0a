// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/label_config.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Colours and keys of labels that come and go beside a file of Label Studio.
namespace evenspan {

// Of "a/b.json": "a/b.label_config.xml", which an export writes.
std::filesystem::path labelConfigPath(const std::filesystem::path& json);

struct FoundLabelConfig {
    std::filesystem::path path;
    io::LabelConfig config;
};
// The configuration of one import: the file that `named` (the setting "config"), else the first
// that lies beside one of the files, called like it or label_config.xml; nothing where there is
// none, or where `named` is "no". Errors are those of reading it, of a named one alone: one that
// merely lies there and cannot be read is a warning in an empty configuration.
Result<std::optional<FoundLabelConfig>> findLabelConfig(
    const std::string& named, const std::vector<std::filesystem::path>& files);

struct LookCounts {
    std::int64_t added = 0; // labels that the project did not have
    std::int64_t coloured = 0, keyed = 0; // labels that had no colour, no key
    std::int64_t kept = 0; // keys that another label has already, which are left out
};
// What the project has chosen stays: a colour or key is taken where the label has none. `mapping`
// as in ImportRequest. Part of the undo step that is open.
Result<LookCounts> applyLabelLooks(store::Writer& writer, const std::vector<io::LabelLook>& looks,
    const std::map<std::string, std::string>& mapping = {});

// Writes the project's labels beside an export, whole or not at all; those that are archived stay
// out. The labels that it cannot hold.
Result<std::uint64_t> writeLabelLooks(store::Reader& reader, const std::filesystem::path& path);

} // namespace evenspan
