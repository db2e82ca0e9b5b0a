// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/suite_sentences.h"

#include "core/text/grid.h"
#include "core/text/offset_map.h"

namespace evenspan {

Result<std::optional<SuiteSentence>> suiteSentence(
    const fairness::Suite& suite, std::size_t name, std::size_t pattern) {
    const auto filled = fill(suite.templates[pattern], suite.names[name]);
    const auto grid = makeGrid(filled.text);
    if (!grid)
        return grid.error();
    const OffsetMap map(filled.text);
    const auto point = [&](std::size_t byte) {
        return map.toCodePoint(Utf8Offset(static_cast<std::uint32_t>(byte))).value;
    };
    SuiteSentence out{
        name, pattern, filled.text, {point(filled.begin), point(filled.end)}, {}, 0, 0};
    bool begins = false, ends = false;
    for (const auto& token : grid->tokens) {
        const auto at = static_cast<std::uint32_t>(out.words.size());
        if (token.begin == out.slot.begin) {
            begins = true;
            out.begin = at;
        }
        if (token.end == out.slot.end) {
            ends = true;
            out.end = at + 1;
        }
        out.words.emplace_back(map.slice({token.begin, token.end}));
    }
    if (!begins || !ends || out.end <= out.begin)
        return std::optional<SuiteSentence>();
    return std::optional(std::move(out));
}

} // namespace evenspan
