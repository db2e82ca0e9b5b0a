// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/exporter.h"
#include "core/io/format_list.h"
#include "core/io/importer.h"
#include "core/io/read_job.h"

#include <span>

namespace evenspan::io {

// The start of a file, as every format looks at it.
struct FileHead {
    std::filesystem::path path;
    std::string encoding; // to read it with; empty: as it is
    std::string_view bytes; // the first 64 KB as UTF-8, cut between characters; no mark
    bool whole = false; // there is no more
};

// How much of core/schema/annotators.h a writer keeps.
enum class AnnotatorsKept {
    None, // names and layers are taken out before it, and told
    Own, // names on accepted spans, as any attribute; layers are taken out
    Layers, // all
};

// What one format is. Each stands in a file of its own, with a line in format_list.h.
struct Format {
    const char* name; // what the command line takes: "conll"
    const char* title; // what people call it: "CoNLL columns"
    // How sure the start of a file makes it that this is the format, 0 to 100, and why.
    int (*sniff)(const FileHead& head, std::vector<std::string>& reasons) = nullptr;
    // Reads one file, handing its documents on by ReadJob::deliver. Null: written only.
    Result<void> (*read)(ReadJob& job) = nullptr;
    // Null: read only.
    std::unique_ptr<DocumentWriter> (*write)(
        const ExportOptions& options, ByteSink bytes, KeptSink kept) = nullptr;
    // Keys of ImportOptions::settings that it takes, apart by blanks.
    const char* settings = "";
    // Writes a folder of files: begins each by ExportOptions::nextFile.
    bool folder = false;
    // True of a file that is read along with another one, so that a folder's walk passes it by.
    bool (*belongs)(const std::filesystem::path& path) = nullptr;
    // Whether its writer keeps relations (core/schema/relations.h) by these options. Null: never;
    // they are taken out before it, and told.
    bool (*relations)(const ExportOptions& options) = nullptr;
    AnnotatorsKept (*annotators)(const ExportOptions& options) = nullptr; // null: None
};

std::span<const Format> formats();

#define EVENSPAN_DECLARE(name) Format name##Format();
EVENSPAN_FORMATS(EVENSPAN_DECLARE)
#undef EVENSPAN_DECLARE

// Start and end of the parts of a text: all of it, its lines, or what blank lines part.
std::vector<std::pair<std::size_t, std::size_t>> textParts(
    std::string_view text, const std::string& unit);

} // namespace evenspan::io
