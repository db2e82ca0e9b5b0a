// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/listed_names.h"

#include "core/text/ascii.h"

#include <algorithm>

namespace evenspan::fairness {

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from < text.size();) {
        const auto to = std::min(text.find(' ', from), text.size());
        if (to > from)
            out.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

ListedNames::ListedNames(const Suite& suite) {
    for (const auto& name : suite.names)
        for (auto& word : wordsOf(name.text))
            m_groups[asciiLower(std::move(word))].insert(name.group);
}

std::string ListedNames::groupOf(std::string_view text) const {
    std::set<std::string> common;
    for (auto& word : wordsOf(text))
        if (const auto found = m_groups.find(asciiLower(std::move(word))); found != m_groups.end())
            common.insert(found->second.begin(), found->second.end());
    return common.size() == 1 ? *common.begin() : std::string();
}

} // namespace evenspan::fairness
