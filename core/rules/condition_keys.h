// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/rule.h"

// The keys of a token's conditions, for JSON and for patterns as people write them alike.
namespace evenspan::rules {

struct Flag {
    const char* key;
    std::optional<bool> TokenCondition::*member;
};
inline constexpr Flag kFlags[]{{"digits", &TokenCondition::digits},
    {"letters", &TokenCondition::letters}, {"punct", &TokenCondition::punctuation},
    {"capitals", &TokenCondition::capitals}, {"small", &TokenCondition::small},
    {"title", &TokenCondition::title}, {"ascii", &TokenCondition::ascii},
    {"blank", &TokenCondition::blank}, {"bracket", &TokenCondition::bracket},
    {"quote", &TokenCondition::quote}, {"opening", &TokenCondition::opening},
    {"closing", &TokenCondition::closing}, {"currency", &TokenCondition::currency}};

// A word in three guises: one of `member`, none of `none`, found by each of `regex`.
struct Words {
    const char* key;
    std::vector<std::string> TokenCondition::*member;
    std::vector<std::string> TokenCondition::*none;
    std::vector<std::string> TokenCondition::*regex;
    const char* noneKey; // in JSON
    const char* regexKey;
};
inline constexpr Words kWords[]{{"text", &TokenCondition::text, &TokenCondition::notText,
                                    &TokenCondition::textRegex, "text_not", "text_regex"},
    {"lower", &TokenCondition::lower, &TokenCondition::notLower, &TokenCondition::lowerRegex,
        "lower_not", "lower_regex"},
    {"shape", &TokenCondition::shape, &TokenCondition::notShape, &TokenCondition::shapeRegex,
        "shape_not", "shape_regex"}};

struct Affix {
    const char* key;
    std::string TokenCondition::*member;
};
inline constexpr Affix kAffixes[]{
    {"prefix", &TokenCondition::prefix}, {"suffix", &TokenCondition::suffix}};

// "3", "2-5", "3-" (high 0: no limit).
std::string lengthText(std::uint32_t low, std::uint32_t high);
bool lengthFrom(std::string_view text, std::uint32_t& low, std::uint32_t& high);

} // namespace evenspan::rules
