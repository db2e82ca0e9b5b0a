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
// grid where they are sound.
Result<void> deliverCas(
    std::string text, std::vector<CasAnnotation>&& annotations, Reading& reading);

} // namespace evenspan::io
