// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::engine {

// The aggregation strategies of transformers' TokenClassificationPipeline, for raw text without
// word borders of its own (huggingface.co/docs/transformers, pipelines; behaviour of 5.23.0).
enum class HfStrategy { Simple, First, Average, Max };
std::optional<HfStrategy> hfStrategyFromName(std::string_view name); // "simple", "first", …

struct HfEntity {
    std::string label;
    std::uint32_t begin = 0, end = 0; // code points of the text
    double score = 0;
};

// What the strategies read: one entry a sub-word, special tokens left out.
struct HfPieces {
    std::vector<std::uint32_t> begins, ends; // code points of the text
    // Continues the piece before it: its name is longer than the text it covers, as that of "##ing"
    // is; where pieces bear no mark, it starts behind a character that is no blank, nor is its
    // first one. Never so for the unknown piece.
    std::vector<bool> continues;
};
HfPieces hfPieces(const Tokenizer& tokenizer, const Encoding& encoding, std::string_view text);

// `logits` is [pieces × classes]; `tags` are the model's id2label. Entities of the class "O" are
// left out.
std::vector<HfEntity> hfEntities(const HfPieces& pieces, std::span<const float> logits,
    std::span<const std::string> tags, HfStrategy strategy);

} // namespace evenspan::engine
