// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/suite.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace evenspan::fairness {

// The words of a text that stand between blanks.
std::vector<std::string> wordsOf(std::string_view text);

// The groups of a suite's names, asked by the words of a mention.
class ListedNames {
public:
    explicit ListedNames(const Suite& suite);
    // The group that all listed words of the text (apart by blanks) belong to, by any part of the
    // suite's names and whatever the case of A to Z; empty: none is listed, or they are of several.
    std::string groupOf(std::string_view text) const;

private:
    std::map<std::string, std::set<std::string>> m_groups; // of each word
};

} // namespace evenspan::fairness
