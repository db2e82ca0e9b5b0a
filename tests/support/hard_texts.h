// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace evenspan::test {

struct HardSpan {
    CodePointRange range;
    std::string label;
    std::string covered;
};
struct HardText {
    std::string text; // valid UTF-8
    std::vector<HardSpan> spans; // sorted, apart, no blank at either end, inside one line
};

// Texts whose positions differ between code points, UTF-16 units, bytes and graphemes: characters
// beyond the BMP, joined emoji, flags, combining marks, CRLF, right to left, zero width. The first
// is "Zoë 😊 met Ana Ruiz in Oslo."; the same `count` gives the same texts.
inline std::vector<HardText> hardTexts(std::size_t count = 200) {
    static const std::array<const char*, 18> words{"Zoë", "Ana", "Oslo", "Zoe\u0308", "科学",
        "東京", "محمد", "שלום", "हिन्दी", "ไทย", "𝒜𝓃𝒶", "𠀀𠀁", "naïve", "ﬁn", "e\u0301\u0301x",
        "İstanbul", "straße", "한글"};
    static const std::array<const char*, 10> oddities{"😊", "👩\u200D👩\u200D👧\u200D👦", "🇳🇴",
        "👍🏽", "\u200B", "\u200F", "\u2066x\u2069", "\uFE0F", "\u00AD", "\u0301"};
    static const std::array<const char*, 7> gaps{" ", " ", "  ", "\n", "\r\n", "\n\n", "\u00A0"};
    static const std::array<const char*, 3> labels{"PER", "LOC", "ORG"};
    std::vector<HardText> out{{"Zoë 😊 met Ana Ruiz in Oslo.",
        {{{10, 18}, "PER", "Ana Ruiz"}, {{22, 26}, "LOC", "Oslo"}}}};
    std::uint64_t state = 0x9E3779B97F4A7C15u;
    const auto below = [&](std::size_t n) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>((state >> 33) % n);
    };
    while (out.size() < count) {
        HardText made;
        std::uint32_t at = 0;
        const auto add = [&](const std::string& piece) {
            made.text += piece;
            for (const char byte : piece)
                at += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
        };
        for (auto left = 3 + below(10); left > 0; --left) {
            if (below(3) == 0)
                add(oddities[below(oddities.size())]);
            const auto begin = at;
            const auto from = made.text.size();
            add(words[below(words.size())]);
            if (below(3) == 0) {
                add(" ");
                add(words[below(words.size())]);
            }
            if (below(2) == 0)
                made.spans.push_back(
                    {{begin, at}, labels[below(labels.size())], made.text.substr(from)});
            if (below(4) == 0)
                add(".");
            if (left > 1)
                add(gaps[below(gaps.size())]);
        }
        out.push_back(std::move(made));
    }
    return out;
}

} // namespace evenspan::test
