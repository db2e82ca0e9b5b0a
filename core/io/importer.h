// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/offset_unit.h"
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

// Something that was found out about the files rather than said by them.
struct Finding {
    std::string what; // "format", "encoding", "offsets", "text", "label", "delimiter", "scheme"
    std::string value;
    std::string why;
    std::vector<std::string> others; // what the user may choose instead; empty: anything
    bool operator==(const Finding&) const = default;
};

// What an import made of its files. Messages name file and line, never the document's text; equal
// ones are counted, not repeated.
struct ImportReport {
    std::string format; // name of the format: "conll", "text"
    std::string encoding; // that the text was converted from; empty: it is UTF-8
    std::vector<Finding> found;
    std::string unit; // what became a document: "document", "sentence", "file", "line", "paragraph"
    std::string scheme; // tag scheme read, empty where the format has none
    std::uint64_t documents = 0, sentences = 0, tokens = 0, spans = 0;
    std::map<std::string, std::uint64_t> labels;
    std::vector<std::string> repaired; // tags that broke their scheme and how they were read
    std::vector<std::string> lost; // what the file holds and the project does not keep
    std::vector<std::string> warnings;
    std::vector<std::string> problems; // what was left out because it cannot be read
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
    std::string encoding; // a name of encodingNames(); empty: UTF-8, and anything else is refused
    std::optional<OffsetUnit> offsets; // else detected
    std::map<std::string, std::string> settings; // of one format: see Format::settings
    bool skipBad = false; // leave out what cannot be read, and list it, instead of ending there
};

using ImportProgress = std::function<void(std::uint64_t bytesDone, std::uint64_t bytesTotal)>;

// What a look at a file found, and why.
struct Sniffed {
    std::string format;
    std::vector<std::string> reasons;
    bool belongs = false; // it is read along with another file
};

// True of a file that this format reads along with another one; "auto": that any does.
bool isReadAlong(const std::filesystem::path& path, const std::string& format);

// Reads the files in order and hands each document to the sink; memory does not grow with a file's
// size (a plain text document is held whole). A file that cannot be read as asked ends the import:
// BadEncoding (with the byte, and in the remedy the encoding that it is likely in), BadFormat (with
// file and line), NotFound, InvalidArgument (a folder, an unknown format), Empty, Cancelled, or
// what the sink returned.
Result<ImportReport> importFiles(std::span<const std::filesystem::path> paths,
    const ImportOptions& options, DocumentSink& sink, std::stop_token stop = {},
    const ImportProgress& progress = {});

Result<Sniffed> sniff(const std::filesystem::path& path, const std::string& encoding = {});

// Names that ImportOptions::format takes beside "auto".
std::vector<std::string> formatNames();
// "CoNLL columns" for "conll"; the name itself where there is no such format.
std::string formatTitle(const std::string& name);

// The split that a file's name speaks of ("train", "dev" and "valid" → validation, "test"), or "".
std::string splitFromName(const std::filesystem::path& path);

} // namespace evenspan::io
