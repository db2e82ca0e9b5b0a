// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/gazetteer_matcher.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <numeric>

namespace evenspan::rules {

void GazetteerMatcher::add(std::string_view phrase, std::uint32_t rule) {
    m_pool += phrase;
    m_begins.push_back(m_pool.size());
    m_rules.push_back(rule);
}

void GazetteerMatcher::build() {
    // Sorted, equal phrases as one with all their rules.
    std::vector<std::uint32_t> order(m_rules.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
        const int compared = key(a).compare(key(b));
        return compared != 0 ? compared < 0 : m_rules[a] < m_rules[b];
    });
    std::string pool;
    pool.reserve(m_pool.size());
    std::vector<std::size_t> begins{0};
    std::vector<std::uint32_t> rules;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool fresh = i == 0 || key(order[i]) != key(order[i - 1]);
        if (fresh) {
            pool += key(order[i]);
            begins.push_back(pool.size());
            m_firstRule.push_back(static_cast<std::uint32_t>(rules.size()));
        }
        if (fresh || rules.back() != m_rules[order[i]])
            rules.push_back(m_rules[order[i]]);
    }
    m_firstRule.push_back(static_cast<std::uint32_t>(rules.size()));
    m_pool = std::move(pool);
    m_begins = std::move(begins);
    m_rules = std::move(rules);

    // Children of a node lie side by side, and behind them what is below the first: the long
    // branches without a fork lie in one piece, and a walk down them stays in cache.
    struct Open {
        std::uint32_t first, last; // phrases below the node
        std::uint32_t depth;
        std::uint32_t node;
    };
    std::vector<Open> open{{0, static_cast<std::uint32_t>(m_begins.size() - 1), 0, 0}};
    m_nodes.assign(1, {});
    while (!open.empty()) {
        auto [first, last, depth, node] = open.back();
        open.pop_back();
        if (first == last)
            continue;
        if (last - first == 1) {
            m_nodes[node].key = first + 1;
            m_nodes[node].first = static_cast<std::uint32_t>(m_begins[first]);
            m_nodes[node].size = static_cast<std::uint16_t>(key(first).size());
            continue;
        }
        if (key(first).size() == depth) {
            m_nodes[node].key = first + 1;
            ++first;
        }
        m_nodes[node].first = static_cast<std::uint32_t>(m_nodes.size());
        const std::size_t begin = open.size();
        while (first < last) {
            const char byte = key(first)[depth];
            std::uint32_t end = first + 1;
            while (end < last && key(end)[depth] == byte)
                ++end;
            open.push_back({first, end, depth + 1, static_cast<std::uint32_t>(m_nodes.size())});
            m_nodes.emplace_back().label = static_cast<unsigned char>(byte);
            ++m_nodes[node].children;
            first = end;
        }
        std::reverse(open.begin() + static_cast<std::ptrdiff_t>(begin), open.end());
    }
}

template <class Hit>
void GazetteerMatcher::walk(std::string_view text, std::size_t from, Hit hit) const {
    const Node* node = m_nodes.data();
    for (std::size_t i = from;; ++i) {
        if (node->children == 0) {
            const std::size_t depth = i - from;
            const auto rest =
                std::string_view(m_pool).substr(node->first + depth, node->size - depth);
            if (text.substr(i).starts_with(rest))
                hit(node->key - 1, from + node->size);
            return;
        }
        if (node->key != 0)
            hit(node->key - 1, i);
        if (i == text.size())
            return;
        // Children are in the order of their bytes.
        const auto byte = static_cast<unsigned char>(text[i]);
        const Node* child = m_nodes.data() + node->first;
        const Node* end = child + node->children;
        if (node->children > 8)
            child = std::lower_bound(
                child, end, byte, [](const Node& a, unsigned char b) { return a.label < b; });
        else
            while (child != end && child->label < byte)
                ++child;
        if (child == end || child->label != byte)
            return;
        node = child;
    }
}

namespace {

char32_t pointAt(const std::string& bytes, std::size_t at) {
    return at < bytes.size() ? nextCodePoint(bytes, at) : U' ';
}

// The last code point of what lies before `at`; what a character decomposed into counts whole, so
// that the base of "é" is seen behind its accent.
char32_t characterBefore(const std::string& bytes, std::size_t at) {
    while (at > 0) {
        do
            --at;
        while (at > 0 && (bytes[at] & 0xC0) == 0x80);
        const char32_t c = pointAt(bytes, at);
        if (!continuesCharacter(c))
            return c;
    }
    return U' ';
}

} // namespace

void GazetteerMatcher::match(
    const FoldedText& text, const TokenGrid& grid, const Visit& visit) const {
    if (empty())
        return;
    const std::string& bytes = text.bytes;
    const auto ends = [&grid](std::uint32_t at) {
        return std::ranges::binary_search(grid.tokens, at, {}, &CodePointRange::end);
    };
    auto token = grid.tokens.begin();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == ' ' || (bytes[i] & 0xC0) == 0x80 || !text.opens(i))
            continue;
        const std::uint32_t begin = text.source[i];
        if (m_wholeWord) {
            while (token != grid.tokens.end() && token->begin < begin)
                ++token;
            const bool ascii = (bytes[i] & 0x80) == 0 && (i == 0 || (bytes[i - 1] & 0x80) == 0);
            if ((token == grid.tokens.end() || token->begin != begin)
                && (ascii
                    || (!isWrittenWithoutBlanks(pointAt(bytes, i))
                        && !isWrittenWithoutBlanks(characterBefore(bytes, i)))))
                continue;
        }
        if (continuesCharacter(pointAt(bytes, i)))
            continue;
        walk(bytes, i, [&](std::uint32_t phrase, std::size_t end) {
            // Neither half of what came of one character, nor a letter without its accent.
            if (end < bytes.size() && (!text.opens(end) || continuesCharacter(pointAt(bytes, end))))
                return;
            const std::uint32_t last = text.source[end - 1] + 1;
            if (m_wholeWord && !ends(last) && !isWrittenWithoutBlanks(characterBefore(bytes, end))
                && !isWrittenWithoutBlanks(pointAt(bytes, end)))
                return;
            for (std::uint32_t r = m_firstRule[phrase]; r < m_firstRule[phrase + 1]; ++r)
                visit(m_rules[r], {begin, last});
        });
    }
}

} // namespace evenspan::rules
