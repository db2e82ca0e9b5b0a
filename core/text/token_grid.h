// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace evenspan {

// The words of one document and the sentences they form. Tokens are sorted, non-overlapping
// code-point ranges of the text; an imported token may be empty (begin == end). Sentence s holds
// the tokens [sentenceStarts[s], sentenceStarts[s+1] or tokens.size()); the first start is 0.
struct TokenGrid {
    std::vector<CodePointRange> tokens;
    std::vector<std::uint32_t> sentenceStarts;

    std::size_t sentenceCount() const { return sentenceStarts.size(); }
    std::span<const CodePointRange> sentence(std::size_t s) const {
        const std::size_t from = sentenceStarts[s];
        const std::size_t to =
            s + 1 < sentenceStarts.size() ? sentenceStarts[s + 1] : tokens.size();
        return std::span(tokens).subspan(from, to - from);
    }
    bool operator==(const TokenGrid&) const = default;
};

} // namespace evenspan
