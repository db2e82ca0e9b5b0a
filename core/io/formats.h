// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/importer.h"

namespace evenspan::io {

// What one file of one format needs; a new format is one such row in formats.cpp.
struct Format {
    const char* name;
    // How sure a look at the file makes it that this is the format, 0 to 100, and why.
    int (*sniff)(const std::filesystem::path& path, std::vector<std::string>& reasons);
    // Reads one file into the sink, adding to the report.
    Result<void> (*read)(const std::filesystem::path& path, const ImportOptions& options,
        DocumentSink& sink, ImportReport& report, const std::stop_token& stop,
        const ImportProgress& progress);
};

std::span<const Format> formats();

// Adds a document's counts to the report, then hands it on.
Result<void> deliver(DocumentDraft&& document, DocumentSink& sink, ImportReport& report);

int sniffConll(const std::filesystem::path& path, std::vector<std::string>& reasons);
Result<void> readConll(const std::filesystem::path& path, const ImportOptions& options,
    DocumentSink& sink, ImportReport& report, const std::stop_token& stop,
    const ImportProgress& progress);
// Start and end of the parts of a text: all of it, its lines, or what blank lines part.
std::vector<std::pair<std::size_t, std::size_t>> textParts(
    std::string_view text, const std::string& unit);
int sniffText(const std::filesystem::path& path, std::vector<std::string>& reasons);
Result<void> readText(const std::filesystem::path& path, const ImportOptions& options,
    DocumentSink& sink, ImportReport& report, const std::stop_token& stop,
    const ImportProgress& progress);

} // namespace evenspan::io
