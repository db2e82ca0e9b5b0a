// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// Half-open range of code points in the text that the user sees.
struct Origin {
    std::uint32_t begin, end;
};

// A text on its way through normalization: for each of its bytes, where it comes from.
class AlignedText {
public:
    // One character of a new version of the text, and what it stands for, in the way of the
    // reference: 0, the next character of the old version; above 0, an insertion, which shares the
    // origin of what was read last; -n, the next character and n more that are dropped.
    struct Change {
        char32_t c;
        int change;
    };

    // The text itself, whose first character has the number `first`.
    void assign(std::string_view utf8, std::uint32_t first);

    const std::string& bytes() const { return m_bytes; }
    const std::vector<Origin>& origins() const { return m_origins; } // one a byte
    bool empty() const { return m_bytes.empty(); }
    bool isAscii() const;

    // Replaces the whole text, after dropping the first `dropped` characters of it.
    void transform(const std::vector<Change>& changes, std::size_t dropped = 0);
    // Puts text before the first character, whose origin it shares; nothing into an empty text.
    void prepend(std::string_view utf8);
    // Replaces half-open byte ranges, sorted and apart, by one text, which gets the origin of the
    // last byte replaced.
    void replace(
        const std::vector<std::pair<std::size_t, std::size_t>>& ranges, std::string_view content);
    // Bytes for bytes, where no length and no origin changes.
    template <class F> void mapAscii(F&& map) {
        for (char& byte : m_bytes)
            byte = map(byte);
    }

private:
    std::string m_bytes;
    std::vector<Origin> m_origins;
    std::uint32_t m_first = 0;
    std::string m_newBytes; // kept for their memory
    std::vector<Origin> m_newOrigins;
};

} // namespace evenspan
