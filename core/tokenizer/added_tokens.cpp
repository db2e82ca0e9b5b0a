// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/added_tokens.h"

#include "core/text/utf8.h"
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>

namespace evenspan {

namespace {

// Start of the character that ends at `at` (> 0).
std::size_t characterBefore(std::string_view text, std::size_t at) {
    do {
        --at;
    } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end) {
    if (begin > 0) {
        std::size_t at = characterBefore(text, begin);
        if (unicode::isWordCharacter(nextCodePoint(text, at)))
            return false;
    }
    return end == text.size() || !unicode::isWordCharacter(nextCodePoint(text, end));
}

std::size_t blanksBefore(std::string_view text, std::size_t at) {
    while (at > 0) {
        const std::size_t begin = characterBefore(text, at);
        std::size_t next = begin;
        if (!unicode::isWhitespace(nextCodePoint(text, next)))
            break;
        at = begin;
    }
    return at;
}

std::size_t blanksBehind(std::string_view text, std::size_t at) {
    for (std::size_t next = at;
         at < text.size() && unicode::isWhitespace(nextCodePoint(text, next));)
        at = next;
    return at;
}

} // namespace

bool AddedTokenFinder::add(std::string_view pattern, const AddedToken& token) {
    if (pattern.empty() || m_trie.find(pattern) >= 0)
        return false;
    m_trie.insert(PieceTrie::kRoot, pattern, static_cast<std::int32_t>(m_tokens.size()));
    m_tokens.push_back(token);
    m_starts[static_cast<unsigned char>(pattern.front())] = true;
    m_hasPlain = m_hasPlain || !token.special;
    return true;
}

void AddedTokenFinder::find(
    std::string_view text, bool matchSpecial, std::vector<Match>& out) const {
    out.clear();
    std::size_t done = 0; // end of the match before
    for (std::size_t at = 0; at < text.size();) {
        if (!m_starts[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        std::size_t end = at;
        std::int32_t index = -1;
        std::uint32_t node = PieceTrie::kRoot;
        for (std::size_t i = at; i < text.size(); ++i) {
            node = m_trie.next(node, static_cast<unsigned char>(text[i]));
            if (node == 0)
                break;
            if (m_trie.idAt(node) >= 0) {
                index = m_trie.idAt(node);
                end = i + 1;
            }
        }
        if (index < 0) {
            ++at;
            continue;
        }
        std::size_t begin = at;
        at = end; // also behind a match that does not count, as in the reference
        const auto& token = m_tokens[static_cast<std::size_t>(index)];
        if ((token.special && !matchSpecial)
            || (token.singleWord && !standsAlone(text, begin, end)))
            continue;
        if (token.stripLeft)
            begin = std::max(done, blanksBefore(text, begin));
        if (token.stripRight)
            end = blanksBehind(text, end);
        if (begin >= end)
            continue; // nothing is left of a token of blanks
        out.push_back({begin, end, token.id});
        done = end;
    }
}

} // namespace evenspan
