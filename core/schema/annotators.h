// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// Several people's labels on one document stand as layers: each span names its annotator by the
// attribute kAnnotatorAttribute; the layer that is the document's gold is accepted, those of others
// are suggestions. The document's metadata kAnnotatorsKey name everybody who answered, the gold
// layer's first, so that "no entities" of one is not lost.
constexpr const char* kAnnotatorAttribute = "annotator";
constexpr const char* kAnnotatorsKey = "annotators";

// "ana, bo": a comma and a backslash of a name stand behind a backslash.
std::string writeAnnotators(const std::vector<std::string>& names);
// Without empty names and repeats.
std::vector<std::string> readAnnotators(std::string_view written);

// What one person says of a document, its spans accepted and without the attribute.
struct AnnotatorLayer {
    std::string name;
    std::vector<SpanDraft> spans;
};
struct AnnotatorLayers {
    std::string gold; // whose the document's own labels are; "": nobody's, or several people's
    std::vector<AnnotatorLayer> others; // in order of kAnnotatorsKey
    bool any() const { return !gold.empty() || !others.empty(); }
};
// Takes them out of a document, with the names of annotators in its metadata and on its spans, but
// for accepted spans that are not all one person's: those keep the attribute.
AnnotatorLayers takeLayers(DocumentDraft& document);
// Puts them back.
void putLayers(DocumentDraft& document, AnnotatorLayers&& layers);
// Names `name` as the one whose labels the document holds.
void nameAnnotator(DocumentDraft& document, const std::string& name);
// Leaves of a document what this annotator says of it, as its own labels. False: nothing.
bool keepAnnotator(DocumentDraft& document, const std::string& name);

} // namespace evenspan
