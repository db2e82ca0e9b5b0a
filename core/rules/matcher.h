// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/rules/rule.h"
#include "core/text/token_grid.h"

#include <chrono>
#include <compare>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace evenspan::rules {

struct RuleMatch {
    CodePointRange range;
    std::uint32_t rule = 0; // index among the rules given
    auto operator<=>(const RuleMatch&) const = default;
};

// A rule that does not work: it cannot be compiled, or took too long in a document.
struct RuleProblem {
    std::uint32_t rule = 0;
    Error error; // names the rule
};

// Rules made ready to look through any number of texts, all in one pass over each; for one thread
// at a time. A rule with a problem finds nothing from then on, the others go on.
class Matcher {
public:
    // `timeLimit` is each regular expression's share of processor time in one document; it grows
    // by as much for each further megabyte of text.
    explicit Matcher(std::span<const Rule> rules,
        std::chrono::milliseconds timeLimit = std::chrono::milliseconds(2000));
    ~Matcher();
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    // Every rule's places in a valid UTF-8 text, by position. Of one rule's places that overlap the
    // longest is kept (of two equally long ones the first); those of different rules are all kept.
    // Error: Cancelled.
    Result<std::vector<RuleMatch>> match(
        std::string_view text, const TokenGrid& grid, const std::stop_token& stop = {});

    const std::vector<RuleProblem>& problems() const; // in the order in which they came up
    bool works(std::uint32_t rule) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Sorts, and of ranges that overlap keeps the longest, then the first.
void keepLongest(std::vector<CodePointRange>& ranges);

} // namespace evenspan::rules
