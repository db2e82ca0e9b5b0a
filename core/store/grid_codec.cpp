// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/grid_codec.h"

#include <cstdint>

namespace evenspan::store {

namespace {

void put(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>((value & 0x7f) | 0x80);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

// Values above 2^32 - 1 are refused: no field can hold them.
bool take(std::string_view& in, std::uint32_t& value) {
    std::uint64_t out = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        if (in.empty())
            return false;
        const auto byte = static_cast<unsigned char>(in.front());
        in.remove_prefix(1);
        out |= std::uint64_t{byte & 0x7fu} << shift;
        if (!(byte & 0x80)) {
            value = static_cast<std::uint32_t>(out);
            return out <= UINT32_MAX;
        }
    }
    return false;
}

} // namespace

std::string encodeGrid(const TokenGrid& grid) {
    std::string out;
    out.reserve(4 + grid.tokens.size() * 2 + grid.sentenceStarts.size());
    put(out, 1);
    put(out, grid.sentenceStarts.size());
    put(out, grid.tokens.size());
    for (std::size_t i = 1; i < grid.sentenceStarts.size(); ++i)
        put(out, grid.sentenceStarts[i] - grid.sentenceStarts[i - 1]);
    std::uint32_t end = 0;
    for (const CodePointRange& token : grid.tokens) {
        put(out, token.begin - end);
        put(out, token.size());
        end = token.end;
    }
    return out;
}

std::optional<TokenGrid> decodeGrid(std::string_view in) {
    std::uint32_t format = 0;
    std::uint32_t sentences = 0;
    std::uint32_t tokens = 0;
    if (!take(in, format) || format != 1 || !take(in, sentences) || !take(in, tokens))
        return {};
    // Each entry takes at least one byte, so a false count cannot ask for more memory than that.
    if (std::uint64_t{tokens} * 2 + (sentences ? sentences - 1 : 0) > in.size())
        return {};
    TokenGrid grid;
    grid.sentenceStarts.reserve(sentences);
    std::uint64_t start = 0;
    for (std::uint32_t i = 0; i < sentences; ++i) {
        std::uint32_t step = 0;
        if (i > 0 && !take(in, step))
            return {};
        start += step;
        if (start > tokens)
            return {};
        grid.sentenceStarts.push_back(static_cast<std::uint32_t>(start));
    }
    grid.tokens.reserve(tokens);
    std::uint64_t end = 0;
    for (std::uint32_t i = 0; i < tokens; ++i) {
        std::uint32_t gap = 0;
        std::uint32_t size = 0;
        if (!take(in, gap) || !take(in, size))
            return {};
        const std::uint64_t begin = end + gap;
        end = begin + size;
        if (end > UINT32_MAX)
            return {};
        grid.tokens.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    if (!in.empty())
        return {};
    return grid;
}

bool gridIsSound(const TokenGrid& grid, std::uint64_t characters) {
    std::uint32_t end = 0;
    for (const CodePointRange& token : grid.tokens) {
        if (token.begin < end || token.end < token.begin || token.end > characters)
            return false;
        end = token.end;
    }
    if (grid.sentenceStarts.empty())
        return grid.tokens.empty();
    std::uint32_t before = 0;
    for (const std::uint32_t start : grid.sentenceStarts) {
        if (start < before || start > grid.tokens.size())
            return false;
        before = start;
    }
    return grid.sentenceStarts.front() == 0;
}

} // namespace evenspan::store
