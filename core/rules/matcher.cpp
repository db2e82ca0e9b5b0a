// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/matcher.h"

#include "core/rules/gazetteer_matcher.h"
#include "core/rules/token_matcher.h"
#include "core/text/pattern.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace evenspan::rules {

struct Matcher::State {
    struct Phrases {
        bool foldCase;
        GazetteerMatcher matcher;
    };
    struct Search {
        std::uint32_t rule;
        int group;
        std::unique_ptr<Pattern> pattern;
    };
    std::chrono::milliseconds limit;
    std::vector<std::string> names;
    std::vector<char> works;
    std::vector<RuleProblem> problems;
    std::vector<Phrases> phrases{
        {false, {false}}, {false, {true}}, {true, {false}}, {true, {true}}};
    TokenMatcher tokens;
    std::vector<Search> expressions;
    PatternText units; // of the text at hand; kept for its memory
    std::vector<std::vector<CodePointRange>> found; // by rule; kept between texts
    std::vector<std::uint32_t> touched;

    void giveUp(std::uint32_t rule, Error error) {
        if (!std::exchange(works[rule], false))
            return;
        problems.push_back({rule, std::move(error)});
    }
    void add(std::uint32_t index, const Rule& rule) {
        if (const auto* gazetteer = std::get_if<Gazetteer>(&rule.body)) {
            Phrases& into =
                phrases[(gazetteer->matchCase ? 0 : 2) + (gazetteer->wholeWord ? 1 : 0)];
            for (const std::string& phrase : gazetteer->phrases)
                into.matcher.add(folded(phrase, into.foldCase), index);
        } else if (const auto* expression = std::get_if<Expression>(&rule.body)) {
            Pattern::Mistake none; // checkRule() has compiled it before
            expressions.push_back({index, expression->group,
                Pattern::compile(expression->pattern, none, expression->matchCase)});
        } else {
            for (const TokenPattern& pattern : std::get<TokenPatterns>(rule.body).patterns)
                tokens.add(pattern, index);
        }
    }
    void note(std::uint32_t rule, CodePointRange range) {
        if (!works[rule])
            return;
        if (found[rule].empty())
            touched.push_back(rule);
        found[rule].push_back(range);
    }
};

Matcher::Matcher(std::span<const Rule> rules, std::chrono::milliseconds timeLimit)
    : m_state(std::make_unique<State>()) {
    m_state->limit = timeLimit;
    m_state->works.assign(rules.size(), true);
    m_state->found.resize(rules.size());
    for (const Rule& rule : rules)
        m_state->names.push_back(rule.name);
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        if (const auto sound = checkRule(rules[i]); !sound)
            m_state->giveUp(i, sound.error());
        else
            m_state->add(i, rules[i]);
    }
    for (State::Phrases& phrases : m_state->phrases)
        phrases.matcher.build();
}

Matcher::~Matcher() = default;

const std::vector<RuleProblem>& Matcher::problems() const {
    return m_state->problems;
}

bool Matcher::works(std::uint32_t rule) const {
    return m_state->works[rule];
}

Result<std::vector<RuleMatch>> Matcher::match(
    std::string_view text, const TokenGrid& grid, const std::stop_token& stop) {
    State& state = *m_state;
    const auto note = [&state](
                          std::uint32_t rule, CodePointRange range) { state.note(rule, range); };
    state.touched.clear();
    for (const bool foldCase : {false, true}) {
        std::optional<FoldedText> folded; // once for both kinds of border
        for (const State::Phrases& phrases : state.phrases) {
            if (phrases.foldCase != foldCase || phrases.matcher.empty())
                continue;
            if (!folded)
                folded = foldText(text, foldCase);
            phrases.matcher.match(*folded, grid, note);
        }
        if (stop.stop_requested())
            break;
    }
    for (TokenMatcher::Late& late : state.tokens.match(text, grid, note)) {
        late.error.where = state.names[late.rule];
        state.giveUp(late.rule, std::move(late.error));
    }
    if (!state.expressions.empty()) {
        state.units.assign(text);
        const auto limit = state.limit * (1 + text.size() / 1'000'000);
        for (const State::Search& search : state.expressions) {
            if (!state.works[search.rule] || stop.stop_requested())
                continue;
            const auto ranges =
                search.pattern->find(state.units, {.group = search.group, .time = limit}, stop);
            if (ranges) {
                for (const CodePointRange range : *ranges)
                    note(search.rule, range);
            } else if (ranges.error().code != ErrorCode::Cancelled) {
                Error error = ranges.error();
                error.where = state.names[search.rule];
                state.giveUp(search.rule, std::move(error));
            }
        }
    }
    std::vector<RuleMatch> out;
    for (const std::uint32_t rule : state.touched) {
        keepLongest(state.found[rule]);
        for (const CodePointRange range : state.found[rule])
            if (state.works[rule])
                out.push_back({range, rule});
        state.found[rule].clear();
    }
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
    std::sort(out.begin(), out.end());
    return out;
}

void keepLongest(std::vector<CodePointRange>& ranges) {
    std::sort(ranges.begin(), ranges.end());
    ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
    std::vector<CodePointRange> out;
    out.reserve(ranges.size());
    for (auto first = ranges.begin(); first != ranges.end();) {
        // Ranges that hang together; mostly one.
        auto last = std::next(first);
        for (std::uint32_t end = first->end; last != ranges.end() && last->begin < end; ++last)
            end = std::max(end, last->end);
        if (std::next(first) == last) {
            out.push_back(*first++);
            continue;
        }
        std::stable_sort(
            first, last, [](CodePointRange a, CodePointRange b) { return a.size() > b.size(); });
        std::set<CodePointRange> kept;
        for (; first != last; ++first) {
            const auto next = kept.lower_bound({first->begin, 0});
            if ((next == kept.end() || next->begin >= first->end)
                && (next == kept.begin() || std::prev(next)->end <= first->begin))
                kept.insert(next, *first);
        }
        out.insert(out.end(), kept.begin(), kept.end());
    }
    ranges = std::move(out);
}

} // namespace evenspan::rules
