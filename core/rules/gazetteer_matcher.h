// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/rules/folding.h"
#include "core/text/token_grid.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::rules {

// The phrases of any number of gazetteers in one trie over folded bytes. A branch that a single
// phrase is left in is not spelt out: its rest is compared with the phrase itself, so that a
// million names take some 100 MB and a step of a walk one look into memory.
// A walk starts at every place where a match may begin; it goes on while any phrase is left, so
// ordinary text costs a few steps a word, whatever the number of phrases.
class GazetteerMatcher {
public:
    GazetteerMatcher(bool wholeWord)
        : m_wholeWord(wholeWord) { }

    // `phrase` as folded() gives it, not empty, below 64 kB; 4 GB in all.
    void add(std::string_view phrase, std::uint32_t rule);
    void build(); // after the last add()
    bool empty() const { return m_rules.empty(); }

    // Calls `visit` for every place of every phrase, by rule; places may overlap. `text` must be
    // folded as the phrases were.
    using Visit = std::function<void(std::uint32_t rule, CodePointRange range)>;
    void match(const FoldedText& text, const TokenGrid& grid, const Visit& visit) const;

private:
    // Sixteen bytes, so that the few children of a deep node share a line of the cache.
    struct Node {
        std::uint32_t first = 0; // child; of a node without children: byte of the phrase in m_pool
        std::uint32_t key = 0; // + 1 of the phrase that ends here or whose rest follows; 0: none
        std::uint16_t children = 0;
        std::uint16_t size = 0; // of the phrase, where there are no children
        unsigned char label = 0; // the byte that leads here
    };
    std::string_view key(std::uint32_t index) const {
        return std::string_view(m_pool).substr(
            m_begins[index], m_begins[index + 1] - m_begins[index]);
    }
    template <class Hit> void walk(std::string_view text, std::size_t from, Hit hit) const;

    bool m_wholeWord;
    std::string m_pool; // phrases one behind the other; sorted and without doubles after build()
    std::vector<std::size_t> m_begins{0};
    std::vector<std::uint32_t> m_rules; // of phrase i: [m_firstRule[i], m_firstRule[i + 1])
    std::vector<std::uint32_t> m_firstRule;
    std::vector<Node> m_nodes;
};

} // namespace evenspan::rules
