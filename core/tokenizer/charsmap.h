// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tokenizer/aligned_text.h"

namespace evenspan {

// The table of replacements that a SentencePiece model carries: a double array (as the Darts-clone
// library writes it) over the bytes of what is replaced, and the replacements, each ended by NUL.
class Charsmap {
public:
    // `base64` as in tokenizer.json. Error: BadConfig.
    static Result<Charsmap> decode(const std::string& base64);

    // Replaces by the table: a short character of several code points as a whole, others one by
    // one.
    void apply(AlignedText& text) const;

private:
    // The replacement of the shortest entry that `chunk` begins with; null where there is none.
    // The whole chunk is meant to be replaced by it, in the way of the reference.
    const char* find(std::string_view chunk) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements; // ends with NUL
};

} // namespace evenspan
