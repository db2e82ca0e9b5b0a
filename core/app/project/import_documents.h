// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/merge_import.h"
#include "core/io/importer.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

struct ImportRequest {
    // Files and folders. A folder stands for the files under it in order of their names, hidden
    // ones left out, as far as they are of one format: where labelled files lie beside plain
    // notes, the notes are left out. What is left out stands in the warnings.
    std::vector<std::filesystem::path> paths;
    std::string format = "auto"; // or a name of io::formatNames()
    std::string split; // empty: as the files say, else by their names
    std::string unit; // plain text only: "file" (default), "line", "paragraph"
    std::string encoding; // see io::ImportOptions, as the next three
    std::optional<io::OffsetUnit> offsets;
    std::optional<TagScheme> scheme;
    std::map<std::string, std::string> settings;
    // Leave out what cannot be read, and list it. A preview always does.
    bool skipBad = false;
    // Labels as the files have them → as the project shall have them. A label mapped to "" is left
    // out, with its spans counted under `lost`.
    std::map<std::string, std::string> mapping;
    std::string name; // of the undo step; empty: "Import 3 files"
    MergeRule merge = MergeRule::Add;
    // Of the layer, where the rule is Layer; empty: whom the file names, else the file's name.
    std::string annotator;
};

// What an import made, or would make, of its files.
struct ImportSummary {
    // Where files differ, all values in order of appearance: "conll, text".
    std::string format, unit, scheme;
    std::uint64_t documents = 0, sentences = 0, tokens = 0, spans = 0;
    std::map<std::string, std::uint64_t> labels; // as mapped
    std::vector<std::string> repaired, lost, warnings, problems; // as in io::ImportReport
    std::vector<io::Finding> found; // each value once, as first found
    std::string encoding;
    MergeRule rule = MergeRule::Add;
    MergeCounts merge; // `added` alone became new documents
    Repeats repeats; // of those, among themselves and with the project's
};
// "38 documents of test have a text that stands in train too": one line each, none where there is
// nothing to say. No text of a document is in them.
std::vector<std::string> repeatLines(const Repeats& repeats);

// Documents read so far, and the share of all bytes read, in [0, 1]. Called often: throttle it.
using ImportUpdate = std::function<void(std::uint64_t documents, double share)>;

// Reads all paths into the project as one undoable step; after an error or a stop the project is as
// before. Blocks. Errors: those of io::importFiles and of the writer; Empty (no path holds a
// document), Cancelled.
Result<ImportSummary> importDocuments(store::Writer& writer, const ImportRequest& request,
    std::stop_token stop = {}, const ImportUpdate& progress = {});

// The same without writing. `visit`, where set, gets every document. `project`: whose documents
// count as known; without it none does.
Result<ImportSummary> previewImport(const ImportRequest& request, std::stop_token stop = {},
    const ImportUpdate& progress = {}, const std::function<void(const DocumentDraft&)>& visit = {},
    store::Reader* project = nullptr);

// The JSON document that the command line prints.
nlohmann::ordered_json toJson(const ImportSummary& summary);

} // namespace evenspan
