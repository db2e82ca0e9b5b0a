// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/token_matcher.h"

#include "core/rules/condition_keys.h"
#include "core/rules/folding.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <bit>

namespace evenspan::rules {

namespace {

constexpr std::size_t kMostWords = std::size_t{1} << 20; // kept; then it starts anew

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

Result<void> checkPattern(const TokenPattern& pattern) {
    if (const auto steps = patternSteps(pattern); !steps)
        return steps.error();
    for (const TokenCondition& condition : pattern)
        for (const Words& words : kWords)
            for (const std::string& expression : condition.*words.regex) {
                evenspan::Pattern::Mistake mistake;
                if (!evenspan::Pattern::compile(expression, mistake))
                    return Error{ErrorCode::InvalidArgument,
                        "a regular expression cannot be read at character "
                            + std::to_string(mistake.at + 1) + ": " + mistake.why,
                        {}, "Mend it; a character with a meaning of its own takes a \\ before it."};
            }
    return {};
}

void TokenMatcher::add(const TokenPattern& conditions, std::uint32_t rule) {
    Pattern pattern;
    pattern.conditions = conditions;
    pattern.steps = *patternSteps(conditions);
    pattern.rule = rule;
    pattern.start = closure(pattern, 1);
    for (const TokenCondition& condition : conditions)
        pattern.compiled.push_back(compile(condition, rule));
    const auto index = static_cast<std::uint32_t>(m_patterns.size());
    const TokenCondition& first = conditions.front();
    const auto& literal = first.text.empty() ? first.lower : first.text;
    if (pattern.steps.front().optional || first.negated || literal.empty()) {
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

TokenMatcher::Compiled TokenMatcher::compile(const TokenCondition& condition, std::uint32_t rule) {
    Compiled out;
    for (std::size_t guise = 0; guise < std::size(kWords); ++guise)
        for (const std::string& expression : condition.*kWords[guise].regex) {
            const auto known =
                std::find_if(m_regexes.begin(), m_regexes.end(), [&](const Regex& regex) {
                    return regex.rule == rule && regex.guise == guise && regex.text == expression;
                });
            out.regexes.push_back(static_cast<std::uint32_t>(known - m_regexes.begin()));
            if (known != m_regexes.end())
                continue;
            evenspan::Pattern::Mistake none; // checkPattern() has compiled it before
            m_regexes.push_back(
                {rule, guise, expression, evenspan::Pattern::compile(expression, none), false});
        }
    return out;
}

bool TokenMatcher::holdsAt(const Pattern& pattern, std::uint32_t condition, Word& word) {
    const TokenCondition& asked = pattern.conditions[condition];
    bool all = holdsPlainly(asked, word.facts);
    for (const std::uint32_t index : pattern.compiled[condition].regexes) {
        if (!all)
            break;
        word.regexes.resize(m_regexes.size(), Unknown);
        Regex& regex = m_regexes[index];
        if (word.regexes[index] == Unknown && !regex.late) {
            const auto found =
                regex.pattern->occurs(guiseOf(word.facts, regex.guise), std::stop_token());
            regex.late = !found;
            if (!found)
                m_late.push_back({regex.rule, found.error()});
            word.regexes[index] = found && *found ? Yes : No;
        }
        all = word.regexes[index] == Yes;
    }
    return all != asked.negated;
}

TokenMatcher::Word& TokenMatcher::wordOf(std::string_view token) {
    if (const auto found = m_words.find(token); found != m_words.end())
        return found->second;
    Word word{tokenFacts(token), {}, {}};
    const auto mayBegin = [&](std::uint32_t index) {
        const Pattern& pattern = m_patterns[index];
        for (std::uint64_t rest = pattern.start; rest != 0; rest &= rest - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(rest));
            if (i < pattern.steps.size() && holdsAt(pattern, pattern.steps[i].condition, word)) {
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
    const Pattern& pattern, const std::vector<Word*>& words, std::size_t from) {
    const std::size_t end = std::min(words.size(), from + kLongestMatch);
    const std::uint64_t through = std::uint64_t{1} << pattern.steps.size();
    std::uint64_t active = pattern.start;
    std::size_t best = from;
    for (std::size_t at = from; at < end && active != 0; ++at) {
        std::uint64_t next = 0;
        for (std::uint64_t rest = active & ~through; rest != 0; rest &= rest - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(rest));
            const PatternStep& step = pattern.steps[i];
            if (holdsAt(pattern, step.condition, *words[at]))
                next |= (std::uint64_t{2} << i) | (step.loop ? std::uint64_t{1} << i : 0);
        }
        active = closure(pattern, next);
        if ((active & through) != 0)
            best = at + 1;
    }
    return best;
}

TokenMatcher::TokenMatcher() = default;
TokenMatcher::~TokenMatcher() = default;

std::vector<TokenMatcher::Late> TokenMatcher::match(
    std::string_view text, const TokenGrid& grid, const Visit& visit) {
    m_late.clear();
    if (empty())
        return {};
    if (m_words.size() > kMostWords)
        m_words.clear();
    std::vector<Word*> words;
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
    return std::move(m_late);
}

} // namespace evenspan::rules
