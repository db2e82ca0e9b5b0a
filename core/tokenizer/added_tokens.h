// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/piece_trie.h"

#include <array>
#include <string>

namespace evenspan {

// A token that is looked for in the text itself and never cut.
struct AddedToken {
    std::string content;
    std::int32_t id = 0;
    bool special = true; // looked for only on request
    bool singleWord = false; // not between letters or digits
    bool stripLeft = false, stripRight = false; // takes the blanks on that side too
    bool normalized = false; // looked for in the normalized text, in its normalized form
};

// Finds added tokens: from the left, the longest at each place, none inside another.
class AddedTokenFinder {
public:
    struct Match {
        std::size_t begin, end; // bytes, with the blanks that the token takes
        std::int32_t id;
    };

    // `pattern` is the token's content or its normalized form. False where the pattern is empty or
    // another token has it.
    bool add(std::string_view pattern, const AddedToken& token);
    // Whether there is something to look for.
    bool active(bool matchSpecial) const { return matchSpecial ? !m_tokens.empty() : m_hasPlain; }
    // `out` is cleared first. A match may begin before the end of the one before it, where that one
    // took the blanks behind it and this one begins with a blank.
    void find(std::string_view text, bool matchSpecial, std::vector<Match>& out) const;

private:
    PieceTrie m_trie; // ids: index in m_tokens
    std::vector<AddedToken> m_tokens;
    std::array<bool, 256> m_starts{}; // first bytes
    bool m_hasPlain = false; // whether one of them is not special
};

} // namespace evenspan
