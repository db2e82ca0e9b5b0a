// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenspan {

// A set of byte strings with an id each, for longest-match look-up byte by byte.
class PieceTrie {
public:
    static constexpr std::uint32_t kRoot = 0;
    PieceTrie();
    // A string that is there already gets the new id.
    void insert(std::uint32_t root, std::string_view bytes, std::int32_t id);
    std::uint32_t addRoot();
    // The node behind `node` on `byte`, or 0 where there is none (no edge leads to the root).
    std::uint32_t next(std::uint32_t node, unsigned char byte) const;
    std::int32_t idAt(std::uint32_t node) const { return m_ids[node]; }
    // The id of a whole string under kRoot, or -1.
    std::int32_t find(std::string_view bytes) const;

private:
    void grow();
    std::uint32_t add(std::uint32_t node, unsigned char byte);
    std::vector<std::int32_t> m_ids; // by node, -1: no string ends here
    std::vector<std::uint64_t> m_keys; // node << 8 | byte, + 1; 0: free
    std::vector<std::uint32_t> m_values;
    std::size_t m_used = 0;
};

} // namespace evenspan
