// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/matcher.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <QString>
#include <QStringList>

#include <algorithm>

// Rules in one line, and what they find.
namespace evenspan::rules {

inline Rule gazetteer(
    std::vector<std::string> phrases, bool matchCase = false, bool wholeWord = true) {
    return {"names", "ORG", Gazetteer{std::move(phrases), matchCase, wholeWord}};
}
inline Rule expression(const std::string& pattern, int group = 0, bool matchCase = true) {
    return {"expression", "ORG", Expression{pattern, matchCase, group}};
}
inline Rule tokens(const std::vector<const char*>& patterns) {
    TokenPatterns body;
    for (const char* pattern : patterns) {
        auto read = patternFromText(pattern);
        if (!read)
            qFatal("%s: %s", pattern, read.error().text().c_str());
        body.patterns.push_back(*read);
    }
    return {"tokens", "ORG", body};
}

inline std::vector<CodePointRange> find(
    const Rule& rule, std::string_view text, const TokenGrid& grid) {
    Matcher matcher(std::span(&rule, 1));
    for (const RuleProblem& problem : matcher.problems())
        qWarning("%s", problem.error.text().c_str());
    std::vector<CodePointRange> out;
    const auto found = matcher.match(text, grid);
    for (const RuleMatch& match : *found)
        out.push_back(match.range);
    return out;
}

// What was found, as the texts it covers.
inline QStringList hits(const Rule& rule, std::string_view text) {
    const OffsetMap map(text);
    QStringList out;
    for (const CodePointRange range : find(rule, text, *makeGrid(text)))
        out << QString::fromStdString(std::string(map.slice(range)));
    return out;
}

inline std::string show(const std::vector<CodePointRange>& ranges) {
    std::string out;
    for (const CodePointRange range : ranges)
        out += std::to_string(range.begin) + "-" + std::to_string(range.end) + " ";
    return out;
}

// By definition: of ranges that overlap the longest, then the first, is kept.
inline std::vector<CodePointRange> naiveLongest(std::vector<CodePointRange> all) {
    std::vector<CodePointRange> kept;
    while (!all.empty()) {
        auto best = all.front();
        for (const CodePointRange range : all)
            if (range.size() > best.size()
                || (range.size() == best.size() && range.begin < best.begin))
                best = range;
        kept.push_back(best);
        std::erase_if(all, [&](CodePointRange range) { return range.overlaps(best); });
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

} // namespace evenspan::rules
