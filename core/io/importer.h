// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/document.h"
#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::io {

// What an import made of its files. Messages name file and line, never the document's text; equal
// ones are counted, not repeated.
struct ImportReport {
    std::string format; // name of the format: "conll", "text"
    std::string unit; // what became a document: "document", "sentence", "file", "line", "paragraph"
    std::string scheme; // tag scheme read, empty where the format has none
    std::uint64_t documents = 0, sentences = 0, tokens = 0, spans = 0;
    std::map<std::string, std::uint64_t> labels;
    std::vector<std::string> repaired; // tags that broke their scheme and how they were read
    std::vector<std::string> lost; // what the file holds and the project does not keep
    std::vector<std::string> warnings;
};

// Where documents go, one after another. An error ends the import.
class DocumentSink {
public:
    virtual ~DocumentSink() = default;
    virtual Result<void> add(DocumentDraft&& document) = 0;
};

struct ImportOptions {
    std::string format = "auto"; // or a name of formatNames()
    std::string split; // given to every document
    std::optional<TagScheme> scheme; // else detected
    std::string unit; // "text" only: "file" (default), "line", "paragraph"
};

using ImportProgress = std::function<void(std::uint64_t bytesDone, std::uint64_t bytesTotal)>;

// What a look at a file found, and why.
struct Sniffed {
    std::string format;
    std::vector<std::string> reasons;
};

// Reads the files in order and hands each document to the sink; memory does not grow with a file's
// size (a plain text document is held whole). A file that cannot be read as asked ends the import:
// BadEncoding (with the byte), BadFormat (with file and line), NotFound, InvalidArgument (a folder,
// an unknown format), Empty, Cancelled, or what the sink returned.
Result<ImportReport> importFiles(std::span<const std::filesystem::path> paths,
    const ImportOptions& options, DocumentSink& sink, std::stop_token stop = {},
    const ImportProgress& progress = {});

Result<Sniffed> sniff(const std::filesystem::path& path);

// Names that ImportOptions::format takes beside "auto".
std::vector<std::string> formatNames();

// The split that a file's name speaks of ("train", "dev" and "valid" → validation, "test"), or "".
std::string splitFromName(const std::filesystem::path& path);

} // namespace evenspan::io
