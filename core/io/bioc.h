// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/reading.h"

#include <map>
#include <unordered_map>

// BioC (Comeau et al. 2013, doi 10.1093/database/bat064): collection, document, passage, sentence,
// annotation with one or more locations, as XML or as JSON. Positions count from the document's
// start; in which unit the format leaves open, so it is found from the covered texts and written as
// code points.
//
// The infon "type" of an annotation is its label, the others are attributes. Infons of a document
// are metadata, but for evenspan.split and evenspan.state. Passages are put at their offsets with
// line ends between; one passage is written. A relation of two annotations is one of their spans,
// its infon "type" the type; what more it says, and one of one or of three, is not kept.
namespace evenspan::io {

constexpr const char* kBiocSplit = "evenspan.split";
constexpr const char* kBiocState = "evenspan.state";
constexpr const char* kBiocScore = "evenspan.score";
constexpr const char* kBiocFrom = "Arg1"; // roles as they are written
constexpr const char* kBiocTo = "Arg2";

std::unique_ptr<DocumentWriter> makeBiocXmlWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);
std::unique_ptr<DocumentWriter> makeBiocJsonWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);

using Infons = std::map<std::string, std::string>;

// What both notations say of an annotation, its place in the document included.
struct BiocAnnotation {
    std::string id, type;
    Infons infons; // but for the type
    std::vector<std::pair<std::uint64_t, std::uint64_t>> locations; // offset, length
    std::optional<std::string> text;
    std::uint64_t line = 0;
};
struct BiocRelation {
    Infons infons;
    std::vector<std::pair<std::string, std::string>> nodes; // id of an annotation, role
    std::uint64_t line = 0;
};
struct BiocPassage {
    std::optional<std::uint64_t> offset;
    std::string text;
    Infons infons;
};

// Collects one document from what a notation holds, then hands it on.
class BiocDocument {
public:
    BiocDocument(Reading& reading, std::string id, Infons infons);
    void addPassage(BiocPassage&& passage, std::uint64_t line);
    void addAnnotation(BiocAnnotation&& annotation);
    void addRelation(BiocRelation&& relation);
    Result<void> finish();

private:
    void placeAll(const std::vector<std::optional<std::size_t>>& places);

    Reading& m_reading;
    DocumentDraft m_document;
    bool m_stated = false;
    std::vector<std::pair<BiocPassage, std::uint64_t>> m_passages;
    std::vector<GivenSpan> m_spans;
    std::unordered_map<std::string, std::size_t> m_ids; // of annotations, their places in m_spans
    std::vector<BiocRelation> m_relations;
};

} // namespace evenspan::io
