// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// What a pre-tokenizer or a replacement looks for: a literal text or a regular expression. Safe
// from several threads.
class SplitPattern {
public:
    struct Part {
        std::size_t begin, end; // bytes
        bool match;
    };

    virtual ~SplitPattern() = default;
    // Covers a text that is not empty from its begin to its end. `out` is cleared first.
    virtual void parts(std::string_view text, std::vector<Part>& out) const = 0;
};

// {"String": "..."} or {"Regex": "..."}, as in tokenizer.json; `where` is for errors.
// Errors: BadConfig; Unsupported for an expression that ICU might read in another way than the
// reference (Oniguruma with the syntax of Ruby).
Result<std::unique_ptr<const SplitPattern>> readSplitPattern(
    const nlohmann::json& json, const std::string& where);

// The pattern of GPT-2, which byte-level tokenizers split words by (Radford et al. 2019):
// contractions; letters, digits or other characters with a blank before; blanks.
std::unique_ptr<const SplitPattern> gpt2Pattern();

} // namespace evenspan
