// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/contained.h"

#include <array>
#include <cstring>

namespace evenspan::store {

namespace {

constexpr std::array<char, 256> kSmall = [] {
    std::array<char, 256> out{};
    for (int c = 0; c < 256; ++c)
        out[std::size_t(c)] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return out;
}();

// How rare a byte is in a text, roughly: letters by their use in European languages; the last byte
// of a Chinese character tells more than the first.
std::size_t rarity(char c) {
    constexpr std::string_view common = " etaoinsrhldcumfpgwybvkxjqz";
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xC0)
        return 10;
    const std::size_t at = common.find(c);
    return at == std::string_view::npos ? common.size() : at;
}

const char* find(const char* from, const char* end, char byte) {
    const void* found = from < end ? std::memchr(from, byte, std::size_t(end - from)) : nullptr;
    return found ? static_cast<const char*>(found) : end;
}

} // namespace

char small(char c) {
    return kSmall[static_cast<unsigned char>(c)];
}

Contained::Contained(std::string_view text)
    : m_text(text) {
    for (char& c : m_text)
        c = small(c);
    for (std::size_t i = 1; i < m_text.size(); ++i)
        if (rarity(m_text[i]) > rarity(m_text[m_anchor]))
            m_anchor = i;
}

bool Contained::stands(const char* at) const {
    for (std::size_t i = 0; i < m_text.size(); ++i)
        if (small(at[i]) != m_text[i])
            return false;
    return true;
}

bool Contained::isIn(std::string_view text) const {
    if (m_text.empty())
        return true;
    if (m_text.size() > text.size())
        return false;
    // Where the anchor can lie.
    const char* const begin = text.data() + m_anchor;
    const char* const end = text.data() + text.size() - (m_text.size() - 1 - m_anchor);
    const char low = m_text[m_anchor];
    const char high = static_cast<char>(low >= 'a' && low <= 'z' ? low - 32 : low);
    const char* lower = find(begin, end, low);
    const char* upper = low == high ? end : find(begin, end, high);
    while (lower != end || upper != end) {
        const char*& next = lower < upper ? lower : upper;
        if (stands(next - m_anchor))
            return true;
        next = find(next + 1, end, next == lower ? low : high);
    }
    return false;
}

} // namespace evenspan::store
