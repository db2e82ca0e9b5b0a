// SPDX-License-Identifier: GPL-3.0-or-later
// Token patterns for the peer test: one JSON task a line in ({"text", "pattern"}), one answer a
// line out: the tokens, whether the pattern is left out and why, the longest match from each token
// on.
#include "core/rules/rule_file.h"
#include "core/rules/token_matcher.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

using namespace evenspan;
using Json = nlohmann::json;

namespace {

Json answer(const Json& task) {
    const std::string text = task["text"];
    const auto grid = *makeGrid(text);
    const OffsetMap map(text);
    Json out{{"tokens", Json::array()}, {"lost", ""}, {"matches", Json::array()}};
    std::map<std::uint32_t, std::size_t> begins, ends; // of tokens, by code point
    for (const CodePointRange token : grid.tokens) {
        begins[token.begin] = out["tokens"].size();
        ends[token.end] = out["tokens"].size() + 1;
        out["tokens"].push_back(std::string(map.slice(token)));
    }
    // A plain phrase behind it, so that a pattern that is left out leaves a file that is not empty.
    std::vector<std::string> lines{Json{{"label", "A"}, {"pattern", task["pattern"]}}.dump(),
        Json{{"label", "A"}, {"pattern", "x"}}.dump()};
    std::size_t at = 0;
    const auto file = rules::readRules(
        [&](std::string_view& line) -> Result<bool> {
            if (at == lines.size())
                return false;
            line = lines[at++];
            return true;
        },
        "patterns.jsonl", {});
    if (!file->report.lost.empty()) {
        out["lost"] = file->report.lost.front();
        return out;
    }
    rules::TokenMatcher matcher;
    for (const rules::FileRule& rule : file->rules)
        if (const auto* body = std::get_if<rules::TokenPatterns>(&rule.rule.body))
            matcher.add(body->patterns.front(), 0);
    const auto late = matcher.match(text, grid, [&](std::uint32_t, CodePointRange range) {
        out["matches"].push_back({begins.at(range.begin), ends.at(range.end)});
    });
    if (!late.empty())
        out["lost"] = late.front().error.what;
    return out;
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);)
        std::cout << answer(Json::parse(line)).dump() << '\n';
}
