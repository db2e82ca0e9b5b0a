// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/reading.h"

#include <map>

namespace evenspan::io {

// An annotation of a CAS (Common Analysis System, docs.oasis-open.org/uima/v1.0) with its type's
// full name, its begin and end in UTF-16 units, and its primitive features.
struct CasAnnotation {
    std::string type; // "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
    std::uint64_t begin = 0, end = 0;
    std::map<std::string, std::string> features;
    std::uint64_t line = 0;
    std::string id; // its number in the file
    // Numbers of the annotations that it links, where it is a relation: from the governor to the
    // dependent.
    std::string governor, dependent;
};

// What a type is to a labeller of entities.
enum class CasRole {
    Entity,
    Token,
    Sentence,
    Document, // DocumentAnnotation and metadata: title, id, language
    Working, // parts of speech, lemmas, syntax, layout: listed, not kept
};
CasRole casRole(std::string_view type);
std::string_view casShortName(std::string_view type); // after the last dot or colon

// Makes a document of one view. The label of an annotation is its feature "value", else "label",
// else the type's short name; the other features are attributes. Tokens and sentences become the
// grid where they are sound. An annotation with a governor and a dependent is a relation of theirs;
// of its features one is the type.
Result<void> deliverCas(
    std::string text, std::vector<CasAnnotation>&& annotations, Reading& reading);

// INCEpTION and WebAnno export a folder for each document, "annotation/DOCUMENT", with a file for
// each annotator in it, "ANNOTATOR.tsv" (inception-project.github.io, user's guide, exporting
// projects). Gives a document that lies so its name and its annotator; without a title of its own
// it would have the annotator's name.
void nameByPlace(DocumentDraft& document, const std::filesystem::path& path);

} // namespace evenspan::io
