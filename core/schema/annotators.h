// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace evenspan
