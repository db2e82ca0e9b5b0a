// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/aligned_text.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan {

namespace {

std::size_t lengthAt(const std::string& bytes, std::size_t at) {
    std::size_t next = at;
    nextCodePoint(bytes, next);
    return next - at;
}

} // namespace

void AlignedText::assign(std::string_view utf8, std::uint32_t first) {
    m_first = first;
    m_bytes.assign(utf8);
    m_origins.clear();
    m_origins.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size(); ++first) {
        nextCodePoint(utf8, at);
        m_origins.resize(at, {first, first + 1});
    }
}

bool AlignedText::isAscii() const {
    return std::all_of(m_bytes.begin(), m_bytes.end(),
        [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

void AlignedText::transform(const std::vector<Change>& changes, std::size_t dropped) {
    if (m_bytes.empty())
        return;
    m_newBytes.clear();
    m_newOrigins.clear();
    std::size_t at = 0; // bytes of the old version that are read
    auto skip = [&](std::size_t characters) {
        for (; characters > 0 && at < m_bytes.size(); --characters)
            at += lengthAt(m_bytes, at);
    };
    skip(dropped);
    for (const auto& [c, change] : changes) {
        const Origin start{m_first, m_first};
        const Origin origin = change > 0 ? (at < 1 ? start : m_origins[at - 1])
                                         : m_origins[std::min(at, m_origins.size() - 1)];
        if (change <= 0)
            skip(1 + static_cast<std::size_t>(-change));
        appendUtf8(m_newBytes, c);
        m_newOrigins.resize(m_newBytes.size(), origin);
    }
    m_bytes.swap(m_newBytes);
    m_origins.swap(m_newOrigins);
}

void AlignedText::prepend(std::string_view utf8) {
    if (m_bytes.empty())
        return;
    const Origin origin = m_origins.front();
    m_bytes.insert(0, utf8);
    m_origins.insert(m_origins.begin(), utf8.size(), origin);
}

void AlignedText::replace(
    const std::vector<std::pair<std::size_t, std::size_t>>& ranges, std::string_view content) {
    if (ranges.empty())
        return;
    m_newBytes.clear();
    m_newOrigins.clear();
    std::size_t done = 0;
    auto keepUntil = [&](std::size_t end) {
        m_newBytes.append(m_bytes, done, end - done);
        m_newOrigins.insert(m_newOrigins.end(),
            m_origins.begin() + static_cast<std::ptrdiff_t>(done),
            m_origins.begin() + static_cast<std::ptrdiff_t>(end));
    };
    for (const auto& [begin, end] : ranges) {
        keepUntil(begin);
        m_newBytes.append(content);
        m_newOrigins.resize(
            m_newBytes.size(), end < 1 ? Origin{m_first, m_first} : m_origins[end - 1]);
        done = end;
    }
    keepUntil(m_bytes.size());
    m_bytes.swap(m_newBytes);
    m_origins.swap(m_newOrigins);
}

} // namespace evenspan
