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
    {"title", &TokenCondition::title}};

struct Words {
    const char* key;
    std::vector<std::string> TokenCondition::*member;
};
inline constexpr Words kWords[]{{"text", &TokenCondition::text}, {"lower", &TokenCondition::lower},
    {"shape", &TokenCondition::shape}};

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
