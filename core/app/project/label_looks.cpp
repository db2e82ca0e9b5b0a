// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/label_looks.h"

#include "core/base/files.h"
#include "core/store/label_rows.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".label_config.xml";
constexpr std::uintmax_t kLongest = std::uintmax_t{8} << 20; // bytes that are read at all

Result<io::LabelConfig> read(const fs::path& path) {
    std::error_code failed;
    if (fs::file_size(path, failed) > kLongest && !failed)
        return Error{ErrorCode::BadFormat, "A label configuration is no longer than 4 MiB",
            path.string(), "Choose another file."};
    auto bytes = readFile(path);
    if (!bytes)
        return bytes.error();
    return io::readLabelConfig(*bytes, path.string());
}

} // namespace

fs::path labelConfigPath(const fs::path& json) {
    fs::path out = json;
    return out.replace_extension(kEnding);
}

Result<std::optional<FoundLabelConfig>> findLabelConfig(
    const std::string& named, const std::vector<fs::path>& files) {
    if (named == "no")
        return std::optional<FoundLabelConfig>();
    if (!named.empty()) {
        auto config = read(named);
        if (!config)
            return config.error();
        return std::optional(FoundLabelConfig{named, std::move(*config)});
    }
    for (const fs::path& file : files)
        for (const fs::path& path :
            {labelConfigPath(file), file.parent_path() / "label_config.xml"}) {
            std::error_code unknown;
            if (!fs::is_regular_file(path, unknown))
                continue;
            FoundLabelConfig found{path, {}};
            if (auto config = read(path))
                found.config = std::move(*config);
            else
                found.config.warnings.push_back(
                    path.filename().string() + " was not read: " + config.error().what);
            return std::optional(std::move(found));
        }
    return std::optional<FoundLabelConfig>();
}

Result<LookCounts> applyLabelLooks(store::Writer& writer, const std::vector<io::LabelLook>& looks,
    const std::map<std::string, std::string>& mapping) {
    auto rows = store::labelRows(writer);
    if (!rows)
        return rows.error();
    std::set<std::string> keys;
    for (const store::LabelRow& row : *rows)
        if (!row.archived)
            keys.insert(row.key);
    LookCounts out;
    for (const io::LabelLook& look : looks) {
        const auto mapped = mapping.find(look.name);
        const std::string& name = mapped == mapping.end() ? look.name : mapped->second;
        if (name.empty())
            continue;
        auto row = std::find_if(rows->begin(), rows->end(),
            [&](const store::LabelRow& one) { return one.name == name; });
        const bool fresh = row == rows->end();
        if (fresh) {
            row = rows->insert(rows->end(), store::LabelRow());
            row->name = name;
        }
        const store::LabelRow before = *row;
        if (row->colour.empty() && !look.colour.empty()) {
            row->colour = look.colour;
            ++out.coloured;
        }
        if (row->key.empty() && !look.key.empty()) {
            const bool free = keys.insert(look.key).second;
            row->key = free ? look.key : std::string();
            ++(free ? out.keyed : out.kept);
        }
        if (fresh) {
            auto id = writer.addLabel(*row);
            if (!id)
                return id.error();
            row->id = *id;
            ++out.added;
        } else if (!(*row == before)) {
            if (auto changed = writer.changeLabel(*row); !changed)
                return changed.error();
        }
    }
    return out;
}

Result<std::uint64_t> writeLabelLooks(store::Reader& reader, const fs::path& path) {
    auto rows = reader.labels();
    if (!rows)
        return rows.error();
    std::vector<io::LabelLook> looks;
    for (const store::LabelRow& row : *rows)
        if (!row.archived)
            looks.push_back({row.name, row.colour, row.key});
    const auto text = io::writeLabelConfig(looks);
    if (auto written = writeFileAtomic(path, text.xml); !written)
        return written.error();
    return text.left;
}

} // namespace evenspan
