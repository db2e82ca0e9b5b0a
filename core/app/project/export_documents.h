// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/export_overlap.h"
#include "core/io/exporter.h"
#include "core/store/reader.h"

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

struct ExportRequest {
    // A file is replaced where it exists; a folder, for formats of many files, must be empty or not
    // exist. Whole or not at all.
    std::filesystem::path out;
    io::ExportOptions options;
    std::optional<std::string> split; // unset: all documents; "": those without one
    // "gold": the project's accepted spans. Else a run's name: what it predicted, for the documents
    // that it predicted. "annotator:NAME": what this annotator said, for the documents that he or
    // she labelled, as labels of a document that is done.
    std::string source = "gold";
    bool verify = false; // read the file back and compare
    // Only documents that this filter of the store's language finds (core/store/query.h); of a run:
    // whose documents are.
    std::string filter;
    OverlapPolicy overlap = OverlapPolicy::AsFormat;
    // Write nothing: the summary says what would be written and what would be lost. `out` may be
    // empty.
    bool dryRun = false;
    // As a window lists documents, instead of `split` and `filter`; the trash stays out all the
    // same.
    std::optional<store::DocumentFilter> listed;
};

struct ExportSummary : io::ExportReport {
    std::string source;
    std::filesystem::path path;
    // Of OverlapPolicy::Layers: every file, `path` first.
    std::vector<std::filesystem::path> paths;
    bool dryRun = false;
    bool verified = false; // read back: the same documents, words and spans, less what is `lost`
};

constexpr const char* kAnnotatorSource = "annotator:"; // begins ExportRequest::source

using ExportUpdate = std::function<void(std::uint64_t documents, std::uint64_t total)>;

// Streams documents into one file, or a folder, in order of their ids; documents in the trash stay
// out. Errors: NotFound (the run, the annotator, the folder), Empty (no document of this split;
// nothing predicted), InvalidArgument (the format; the filter; a folder as file), AlreadyExists (a
// folder with something in it), Unsupported, NoSpace, Io, Cancelled, Corrupt (the check found a
// difference; the file stays for a look).
Result<ExportSummary> exportDocuments(store::Reader& reader, const ExportRequest& request,
    std::stop_token stop = {}, const ExportUpdate& progress = {});

// The JSON document that the command line prints.
nlohmann::ordered_json toJson(const ExportSummary& summary);

} // namespace evenspan
