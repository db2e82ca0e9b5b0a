// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/piece_trie.h"

#include <utility>

namespace evenspan {

PieceTrie::PieceTrie()
    : m_ids{-1}
    , m_keys(1 << 12)
    , m_values(1 << 12) { }

std::uint32_t PieceTrie::next(std::uint32_t node, unsigned char byte) const {
    const std::uint64_t key = (static_cast<std::uint64_t>(node) << 8 | byte) + 1;
    const std::size_t mask = m_keys.size() - 1;
    for (std::size_t slot = (key * 0x9E3779B97F4A7C15ull) >> 32 & mask;; slot = (slot + 1) & mask) {
        if (m_keys[slot] == key)
            return m_values[slot];
        if (m_keys[slot] == 0)
            return 0;
    }
}

std::uint32_t PieceTrie::add(std::uint32_t node, unsigned char byte) {
    if (const auto found = next(node, byte))
        return found;
    if (m_used * 2 >= m_keys.size())
        grow();
    const std::uint64_t key = (static_cast<std::uint64_t>(node) << 8 | byte) + 1;
    const std::size_t mask = m_keys.size() - 1;
    std::size_t slot = (key * 0x9E3779B97F4A7C15ull) >> 32 & mask;
    while (m_keys[slot] != 0)
        slot = (slot + 1) & mask;
    m_keys[slot] = key;
    m_values[slot] = static_cast<std::uint32_t>(m_ids.size());
    m_ids.push_back(-1);
    ++m_used;
    return m_values[slot];
}

void PieceTrie::grow() {
    const auto keys = std::move(m_keys);
    const auto values = std::move(m_values);
    m_keys.assign(keys.size() * 2, 0);
    m_values.assign(keys.size() * 2, 0);
    const std::size_t mask = m_keys.size() - 1;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == 0)
            continue;
        std::size_t slot = (keys[i] * 0x9E3779B97F4A7C15ull) >> 32 & mask;
        while (m_keys[slot] != 0)
            slot = (slot + 1) & mask;
        m_keys[slot] = keys[i];
        m_values[slot] = values[i];
    }
}

std::uint32_t PieceTrie::addRoot() {
    m_ids.push_back(-1);
    return static_cast<std::uint32_t>(m_ids.size() - 1);
}

void PieceTrie::insert(std::uint32_t root, std::string_view bytes, std::int32_t id) {
    std::uint32_t node = root;
    for (const char byte : bytes)
        node = add(node, static_cast<unsigned char>(byte));
    m_ids[node] = id;
}

std::int32_t PieceTrie::find(std::string_view bytes) const {
    std::uint32_t node = kRoot;
    for (const char byte : bytes)
        if ((node = next(node, static_cast<unsigned char>(byte))) == 0)
            return -1;
    return bytes.empty() ? -1 : m_ids[node];
}

} // namespace evenspan
