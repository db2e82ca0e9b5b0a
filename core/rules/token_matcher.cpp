// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/token_matcher.h"

#include "core/rules/folding.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <bit>
#include <unicode/uchar.h>

namespace evenspan::rules {

namespace {

constexpr std::size_t kMostWords = std::size_t{1} << 20; // kept; then it starts anew
constexpr std::size_t kShapeRun = 4;

bool isOneOf(const std::vector<std::string>& wanted, const std::string& value) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool agrees(const std::optional<bool>& wanted, bool value) {
    return !wanted || *wanted == value;
}

Error wrong(const char* what, const char* remedy) {
    return {ErrorCode::InvalidArgument, what, {}, remedy};
}

} // namespace

Result<std::vector<PatternStep>> patternSteps(const TokenPattern& pattern) {
    std::vector<PatternStep> out;
    bool needed = false;
    for (std::uint32_t c = 0; c < pattern.size(); ++c) {
        const auto& [minTimes, maxTimes] = std::pair(pattern[c].minTimes, pattern[c].maxTimes);
        const std::uint32_t most = std::max(minTimes, maxTimes);
        needed = needed || minTimes > 0;
        if (most > kMostSteps)
            return wrong("A token is repeated more than 60 times", "Use + or * instead.");
        for (std::uint32_t i = 0; i < most; ++i)
            out.push_back({c, i >= minTimes, false});
        if (maxTimes == 0 && minTimes == 0)
            out.push_back({c, true, true});
        else if (maxTimes == 0)
            out.back().loop = true;
        if (out.size() > kMostSteps)
            return wrong("The pattern has more than 60 tokens", "Make two patterns of it.");
    }
    if (out.empty())
        return wrong("The pattern has no token", "Write at least one, such as [lower=acme].");
    if (!needed)
        return wrong("The pattern needs no token at all", "Let one token stand without ? or *.");
    return out;
}

TokenFacts tokenFacts(std::string_view token) {
    TokenFacts out;
    out.text = token;
    out.lower = lowered(token);
    bool digits = true, letters = true, punctuation = true, anyLetter = false;
    bool capital = false, smallLetter = false, title = true, first = true;
    char32_t last = 0;
    std::size_t run = 0;
    for (std::size_t at = 0; at < token.size(); ++out.length) {
        const char32_t c = nextCodePoint(token, at);
        const auto u = static_cast<UChar32>(c);
        const bool mark = out.length > 0 && (U_GET_GC_MASK(u) & U_GC_M_MASK) != 0;
        if (mark) { // it belongs to its letter
            digits = punctuation = false;
            continue;
        }
        const bool letter = u_isalpha(u), upper = u_isupper(u) || u_istitle(u);
        digits = digits && u_isdigit(u);
        letters = letters && letter;
        anyLetter = anyLetter || letter;
        punctuation = punctuation && u_ispunct(u);
        if (upper || u_islower(u)) {
            title = title && upper == first;
            first = false;
            capital = capital || upper;
            smallLetter = smallLetter || !upper;
        }
        const char32_t kind = letter ? (upper ? U'X' : U'x') : u_isdigit(u) ? U'd' : c;
        run = kind == last ? run + 1 : 0;
        last = kind;
        if (run < kShapeRun)
            appendUtf8(out.shape, kind);
    }
    const bool any = out.length > 0;
    out.digits = digits && any;
    out.letters = letters && anyLetter;
    out.punctuation = punctuation && any;
    out.capitals = capital && !smallLetter;
    out.small = smallLetter && !capital;
    out.title = title && capital;
    return out;
}

bool holds(const TokenCondition& c, const TokenFacts& facts) {
    return isOneOf(c.text, facts.text) && isOneOf(c.lower, facts.lower)
        && isOneOf(c.shape, facts.shape) && facts.text.starts_with(c.prefix)
        && facts.text.ends_with(c.suffix) && agrees(c.digits, facts.digits)
        && agrees(c.letters, facts.letters) && agrees(c.punctuation, facts.punctuation)
        && agrees(c.capitals, facts.capitals) && agrees(c.small, facts.small)
        && agrees(c.title, facts.title) && facts.length >= c.minLength
        && (c.maxLength == 0 || facts.length <= c.maxLength);
}

void TokenMatcher::add(const TokenPattern& conditions, std::uint32_t rule) {
    Pattern pattern;
    pattern.conditions = conditions;
    pattern.steps = *patternSteps(conditions);
    pattern.rule = rule;
    pattern.start = closure(pattern, 1);
    const auto index = static_cast<std::uint32_t>(m_patterns.size());
    const TokenCondition& first = conditions.front();
    const auto& literal = first.text.empty() ? first.lower : first.text;
    if (pattern.steps.front().optional || literal.empty()) {
        m_others.push_back(index);
    } else {
        for (const std::string& word : literal) {
            auto& list = m_byFirst[lowered(word)];
            if (list.empty() || list.back() != index)
                list.push_back(index);
        }
    }
    m_patterns.push_back(std::move(pattern));
}

// Bit i: step i may take the next token. Bit steps.size(): the pattern is through.
std::uint64_t TokenMatcher::closure(const Pattern& pattern, std::uint64_t active) {
    for (std::size_t i = 0; i < pattern.steps.size(); ++i)
        if ((active >> i & 1) != 0 && pattern.steps[i].optional)
            active |= std::uint64_t{2} << i;
    return active;
}

const TokenMatcher::Word& TokenMatcher::wordOf(std::string_view token) {
    if (const auto found = m_words.find(token); found != m_words.end())
        return found->second;
    Word word{tokenFacts(token), {}};
    const auto mayBegin = [&](std::uint32_t index) {
        const Pattern& pattern = m_patterns[index];
        for (std::uint64_t rest = pattern.start; rest != 0; rest &= rest - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(rest));
            if (i < pattern.steps.size()
                && holds(pattern.conditions[pattern.steps[i].condition], word.facts)) {
                word.begins.push_back(index);
                return;
            }
        }
    };
    if (const auto list = m_byFirst.find(word.facts.lower); list != m_byFirst.end())
        std::for_each(list->second.begin(), list->second.end(), mayBegin);
    std::for_each(m_others.begin(), m_others.end(), mayBegin);
    return m_words.emplace(std::string(token), std::move(word)).first->second;
}

// The token behind the longest match that begins at `from`; `from`: there is none.
std::size_t TokenMatcher::longest(
    const Pattern& pattern, const std::vector<const Word*>& words, std::size_t from) const {
    const std::size_t end = std::min(words.size(), from + kLongestMatch);
    const std::uint64_t through = std::uint64_t{1} << pattern.steps.size();
    std::uint64_t active = pattern.start;
    std::size_t best = from;
    for (std::size_t at = from; at < end && active != 0; ++at) {
        std::uint64_t next = 0;
        for (std::uint64_t rest = active & ~through; rest != 0; rest &= rest - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(rest));
            const PatternStep& step = pattern.steps[i];
            if (holds(pattern.conditions[step.condition], words[at]->facts))
                next |= (std::uint64_t{2} << i) | (step.loop ? std::uint64_t{1} << i : 0);
        }
        active = closure(pattern, next);
        if ((active & through) != 0)
            best = at + 1;
    }
    return best;
}

void TokenMatcher::match(std::string_view text, const TokenGrid& grid, const Visit& visit) {
    if (empty())
        return;
    if (m_words.size() > kMostWords)
        m_words.clear();
    std::vector<const Word*> words;
    std::vector<CodePointRange> ranges;
    std::size_t byte = 0;
    std::uint32_t point = 0;
    const auto seek = [&](std::uint32_t to) {
        for (; point < to && byte < text.size(); ++point)
            nextCodePoint(text, byte);
        return byte;
    };
    for (const CodePointRange& token : grid.tokens) {
        if (token.empty() || token.begin < point)
            continue;
        const std::size_t begin = seek(token.begin);
        words.push_back(&wordOf(text.substr(begin, seek(token.end) - begin)));
        ranges.push_back(token);
    }
    for (std::size_t from = 0; from < words.size(); ++from)
        for (const std::uint32_t index : words[from]->begins)
            if (const std::size_t end = longest(m_patterns[index], words, from); end > from)
                visit(m_patterns[index].rule, {ranges[from].begin, ranges[end - 1].end});
}

} // namespace evenspan::rules
