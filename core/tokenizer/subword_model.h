// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tokenizer/cut_cache.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace evenspan {

// The vocabulary of a tokenizer and how a piece of text is cut into it. Read-only, safe from
// several threads.
class SubwordModel {
public:
    virtual ~SubwordModel() = default;
    // Appends the sub-words of a piece that is not empty; begin and end are bytes in it.
    virtual void cut(std::string_view piece, std::vector<Cut>& out) const = 0;
    // Whether a sub-word is spelled as it stands in the piece, also where it is unknown; else as
    // its entry in the vocabulary.
    virtual bool spelledAsText() const { return false; }
    virtual std::int32_t unknown() const = 0; // -1: none
    virtual bool marksContinuation() const { return false; } // as Tokenizer's
};

// The "model" of a tokenizer.json of one type; `pieces` (by id) is filled.
// Errors: BadConfig, Unsupported (a random choice of sub-words).
Result<std::unique_ptr<const SubwordModel>> readBpe(
    const nlohmann::json& json, std::vector<std::string>& pieces);
Result<std::unique_ptr<const SubwordModel>> readUnigram(
    const nlohmann::json& json, std::vector<std::string>& pieces);

// The "vocab" object of a model: ids 0, 1, 2, … each once. Error: BadConfig.
Result<std::vector<std::string>> readVocabulary(const nlohmann::json* vocabulary);

} // namespace evenspan
