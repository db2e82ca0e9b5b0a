// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/gazetteer_matcher.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <cstring>
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

    // Level by level, so that children of a node lie side by side and upper levels stay in cache.
    struct Open {
        std::uint32_t first, last; // phrases below the node
        std::uint32_t depth;
    };
    std::vector<Open> open{{0, static_cast<std::uint32_t>(m_begins.size() - 1), 0}};
    m_nodes.assign(1, {});
    m_labels.assign(1, '\0');
    for (std::size_t i = 0; i < open.size(); ++i) {
        auto [first, last, depth] = open[i];
        if (first == last)
            continue;
        if (last - first == 1) {
            m_nodes[i].key = first + 1;
            continue;
        }
        if (key(first).size() == depth) {
            m_nodes[i].key = first + 1;
            ++first;
        }
        m_nodes[i].firstChild = static_cast<std::uint32_t>(m_nodes.size());
        while (first < last) {
            const char byte = key(first)[depth];
            std::uint32_t end = first + 1;
            while (end < last && key(end)[depth] == byte)
                ++end;
            open.push_back({first, end, depth + 1});
            m_nodes.emplace_back();
            m_labels += byte;
            ++m_nodes[i].children;
            first = end;
        }
    }
}

template <class Hit>
void GazetteerMatcher::walk(std::string_view text, std::size_t from, Hit hit) const {
    std::uint32_t at = 0;
    for (std::size_t i = from;; ++i) {
        const Node& node = m_nodes[at];
        if (node.key != 0) {
            const std::string_view phrase = key(node.key - 1);
            if (node.children == 0) {
                if (text.substr(from).starts_with(phrase))
                    hit(node.key - 1, from + phrase.size());
                return;
            }
            hit(node.key - 1, i);
        }
        if (i == text.size() || node.children == 0)
            return;
        const char* labels = m_labels.data() + node.firstChild;
        const void* found = std::memchr(labels, text[i], node.children);
        if (found == nullptr)
            return;
        at = node.firstChild + static_cast<std::uint32_t>(static_cast<const char*>(found) - labels);
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
