// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/tokenizer.h"

#include <nlohmann/json_fwd.hpp>

namespace evenspan {

// What a "post_processor" says: the control tokens around a sentence, and byte-level offsets.
struct PostProcessing {
    std::int32_t cls = -1, sep = -1; // -1: none named
    bool trimOffsets = false, prefix = false;
};

// Null: nothing. Errors: BadConfig; Unsupported for anything but one token before and one behind
// the sentence.
Result<PostProcessing> readPostProcessor(const nlohmann::json& json);

// The list "added_tokens" of a tokenizer.json, or the object "added_tokens_decoder" of a
// tokenizer_config.json, by ascending id and each id once. Tokens with ids behind `pieces` extend
// it. Error: BadConfig (a token contradicts the vocabulary).
Result<std::vector<AddedToken>> readAddedTokens(
    const nlohmann::json& json, std::vector<std::string>& pieces, const std::string& where);

// Ids of the control tokens, by their names in tokenizer_config.json and special_tokens_map.json,
// else by the names that the families of encoders use. `post` and `unknown` (-1: none) are taken
// before any name. Error: BadConfig (no token before or behind a sentence).
Result<SpecialIds> findSpecialTokens(const std::vector<std::string>& pieces,
    const std::map<std::string, std::string>& files, const PostProcessing& post,
    std::int32_t unknown);

} // namespace evenspan
