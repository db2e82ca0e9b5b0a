// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Label Studio's labelling configuration (labelstud.io/tags/labels and /tags/label): an XML of the
// interface, of which the labels with their colours and keys concern us.
namespace evenspan::io {

struct LabelLook {
    std::string name; // the alias where there is one: exports write that
    std::string colour; // "#rrggbb" or empty
    std::string key; // one letter or digit, small, or empty
    bool operator==(const LabelLook&) const = default;
};

struct LabelConfig {
    std::vector<LabelLook> labels; // each name once, as the file orders them
    std::vector<std::string> warnings; // colours and keys that cannot be taken, each with its label
};

// Reads the labels of text: those under <Labels>, <HyperTextLabels> and <ParagraphLabels>. Colours
// are #rgb, #rrggbb or a name of CSS (w3.org/TR/css-color-4, named colors). Errors, whose `where`
// is `where`: BadFormat (no XML, with the byte; over 4 MiB), Unsafe (a document type), Empty (no
// label).
Result<LabelConfig> readLabelConfig(std::string_view xml, const std::string& where);

// A configuration that Label Studio takes for the JSON that is exported here: text under "text",
// regions from "label". Labels whose names XML cannot hold are left out and counted.
struct LabelConfigText {
    std::string xml;
    std::uint64_t left = 0;
};
LabelConfigText writeLabelConfig(const std::vector<LabelLook>& labels);

// "#rrggbb" of what CSS calls a colour; empty where it is none.
std::string cssColour(std::string_view written);

} // namespace evenspan::io
