// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/document.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace evenspan {

// What an export does with accepted spans that share a character. Suggested and rejected spans are
// left to the format's writer.
enum class OverlapPolicy {
    AsFormat, // nothing: the format keeps them, or drops some and says so
    Longest, // of two the longer one stays; of equal length the one that begins first
    First, // of two the one that begins first stays; of equal begin the longer one
    Layers, // each goes to the first of several files in which it has room, longest first
};

const char* overlapPolicyName(OverlapPolicy policy); // "as-format", "longest", "first", "layers"
std::optional<OverlapPolicy> overlapPolicyFromName(std::string_view name);

// Takes out of `spans` what the policy leaves out, in any order, and returns how many. Of Layers it
// keeps those of the layer `layer`, from 0, and sets `layers` to the number that the document
// needs. Equal stretches count as overlapping; of discontinuous spans the whole stretch counts.
std::size_t settleOverlaps(std::vector<SpanDraft>& spans, OverlapPolicy policy,
    std::size_t layer = 0, std::size_t* layers = nullptr);

// "a.conll" → "a.layer2.conll" for layer 1; layer 0 has the name itself.
std::filesystem::path layerPath(const std::filesystem::path& out, std::size_t layer);

} // namespace evenspan
