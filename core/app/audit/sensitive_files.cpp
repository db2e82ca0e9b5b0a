// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/sensitive_files.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>
#include <set>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

// What a run tells people: no other file of its folders names its documents.
bool tells(const fs::directory_entry& entry) {
    std::error_code failed;
    return entry.is_regular_file(failed)
        && (entry.path().extension() == ".jsonl" || entry.path().filename() == "README.md");
}

// As it is, and as it stands within a line of JSON.
std::set<std::string> forms(const std::string& words) {
    const std::string quoted = nlohmann::json(words).dump();
    return {words, quoted.substr(1, quoted.size() - 2)};
}

} // namespace

Result<std::vector<SensitiveText>> sensitiveFiles(
    store::Reader& reader, const fs::path& files, bool ofDocuments, const std::string& column) {
    std::vector<SensitiveText> out;
    if (!ofDocuments)
        return out;
    auto runs = reader.runs();
    if (!runs)
        return runs.error();
    for (const auto& run : *runs) {
        const auto record = nlohmann::json::parse(run.record, nullptr, false);
        const auto where = record.is_object() ? record.find("where") : record.end();
        if (!record.is_object() || where == record.end() || !where->is_object()
            || !where->contains(column) || !(*where)[column].is_string())
            continue;
        const std::string value = (*where)[column].get<std::string>();
        if (value.empty())
            continue;
        for (const char* part : {"models", "runs"}) {
            std::error_code failed;
            for (fs::recursive_directory_iterator at(files / part / run.name, failed), end;
                 !failed && at != end; at.increment(failed))
                if (tells(*at))
                    for (const auto& words : forms(column + "=" + value))
                        out.push_back({at->path(), words, column + "="});
        }
    }
    return out;
}

Result<void> cutFromFiles(const std::vector<SensitiveText>& texts) {
    for (const auto& each : texts) {
        auto text = readFile(each.file);
        if (!text)
            return text.error();
        std::size_t at = text->find(each.words);
        if (at == std::string::npos)
            continue;
        for (; at != std::string::npos; at = text->find(each.words, at + each.instead.size()))
            text->replace(at, each.words.size(), each.instead);
        if (auto written = writeFileAtomic(each.file, *text); !written)
            return written;
    }
    return {};
}

} // namespace evenspan
