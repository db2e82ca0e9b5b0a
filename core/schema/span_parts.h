// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// A discontinuous span on its way in or out carries its parts as this attribute, in code points of
// the document: "0-5 16-21". The store keeps them in a column of their own (store::SpanRow::parts).
constexpr const char* kPartsAttribute = "parts";

std::string writeParts(std::span<const CodePointRange> parts);
// At least two, none empty, sorted and apart; nothing where the text does not say that.
std::optional<std::vector<CodePointRange>> readParts(std::string_view written);

} // namespace evenspan
