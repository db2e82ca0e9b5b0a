// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/document.h"
#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::io {

// What an export wrote. Messages name documents by their place in the export, never by their text.
struct ExportReport {
    std::string format;
    std::string scheme; // empty where the format has none
    std::uint64_t documents = 0, sentences = 0, tokens = 0, spans = 0; // as written
    std::vector<std::string> lost; // what the documents hold and the file does not
    std::vector<std::string> warnings;
};

struct ExportOptions {
    std::string format; // a name of exportFormatNames()
    TagScheme scheme = TagScheme::Iob2;
    std::map<std::string, std::string> settings = {}; // of one format, as its file says
    // For formats that write a folder: begins the file of this name; the bytes that follow are its.
    std::function<Result<void>(const std::string& name)> nextFile = {};
};

// Takes bytes in order; an error ends the export.
using ByteSink = std::function<Result<void>(std::string_view)>;
// Gets what a reader of the file will find: documents as written, after everything in `lost`.
using KeptSink = std::function<void(DocumentDraft&&)>;

// One format's writer. Memory does not grow with the number of documents.
//
//   conll  Word, tab, tag; any tag scheme. With the comment lines of conll_dialect.h, so that
//          text, names, splits, states, metadata, words and sentences come back exactly. Written
//          are accepted spans; those that do not fit the words go by core/schema/align.h.
//   text   The texts, byte for byte: one document alone, more with a blank line between them.
class DocumentWriter {
public:
    virtual ~DocumentWriter() = default;
    // Errors: BadEncoding; InvalidArgument (a span or word outside the text); Unsupported (a label
    // that the format cannot write); what the sink returned.
    virtual Result<void> add(const DocumentDraft& document) = 0;
    virtual Result<ExportReport> finish() = 0;
    // What the format keeps; a check of the written file compares the rest only.
    virtual bool keepsWords() const = 0; // and spans, names, splits, states, metadata: as `kept`
    // Spans, where the words are not kept.
    virtual bool keepsSpans() const { return keepsWords(); }
    virtual std::string unit() const = 0; // ImportOptions::unit to read the file back with
};

// Errors: InvalidArgument (an unknown format; the remedy names the nearest).
Result<std::unique_ptr<DocumentWriter>> makeWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept = {});

std::vector<std::string> exportFormatNames();
bool writesFolder(const std::string& format);
bool readsBack(const std::string& format); // false: written only, so that it cannot be verified

// Of the formats whose reader stands in another file.
std::unique_ptr<DocumentWriter> makeConllWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);
std::unique_ptr<DocumentWriter> makeTextWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);
std::unique_ptr<DocumentWriter> makeCsvWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);

} // namespace evenspan::io
