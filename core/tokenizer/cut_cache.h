// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// One sub-word of a stretch of text; the unit of begin and end is that of the caller.
struct Cut {
    std::int32_t id;
    std::uint32_t begin, end;
};

// Sub-words of the stretches met before, by their bytes. It forgets everything when it is full:
// the words of a language come back soon.
class CutCache {
public:
    struct Entry {
        std::uint64_t hash = 0; // 0: free
        std::uint32_t key = 0, keySize = 0; // bytes in m_keys
        std::uint32_t first = 0, count = 0; // cuts in m_pool
        std::uint32_t extent = 0; // what the cutter returned
    };

    CutCache()
        : m_entries(kSlots) { }

    // The entry of these bytes; cutter(bytes, cuts) appends what is not known yet. The entry and
    // its cuts hold until the next call.
    template <class Cutter> const Entry& get(std::string_view bytes, Cutter&& cutter) {
        if (bytes.size() > kLongestKey) {
            if (m_pool.size() > kPoolLimit)
                clear();
            return fill(m_uncached, bytes, cutter);
        }
        const std::uint64_t hash = hashOf(bytes);
        std::size_t slot = hash & (kSlots - 1);
        while (m_entries[slot].hash != 0) {
            const auto& entry = m_entries[slot];
            if (entry.hash == hash && entry.keySize == bytes.size()
                && std::memcmp(m_keys.data() + entry.key, bytes.data(), bytes.size()) == 0)
                return entry;
            slot = (slot + 1) & (kSlots - 1);
        }
        if (m_used >= kSlots / 2) {
            clear();
            slot = hash & (kSlots - 1);
        }
        auto& entry = m_entries[slot];
        fill(entry, bytes, cutter);
        entry.hash = hash;
        entry.key = static_cast<std::uint32_t>(m_keys.size());
        entry.keySize = static_cast<std::uint32_t>(bytes.size());
        m_keys.append(bytes);
        ++m_used;
        return entry;
    }

    std::span<const Cut> cuts(const Entry& entry) const {
        return {m_pool.data() + entry.first, entry.count};
    }

private:
    static constexpr std::size_t kSlots = std::size_t{1} << 17; // power of two
    static constexpr std::size_t kLongestKey = 64; // bytes; longer stretches are rare
    static constexpr std::size_t kPoolLimit = std::size_t{1} << 22;

    template <class Cutter>
    const Entry& fill(Entry& entry, std::string_view bytes, Cutter& cutter) {
        entry.first = static_cast<std::uint32_t>(m_pool.size());
        entry.extent = cutter(bytes, m_pool);
        entry.count = static_cast<std::uint32_t>(m_pool.size()) - entry.first;
        return entry;
    }

    void clear() {
        std::fill(m_entries.begin(), m_entries.end(), Entry{});
        m_used = 0;
        m_keys.clear();
        m_pool.clear();
    }

    static std::uint64_t hashOf(std::string_view bytes) {
        std::uint64_t hash = 0x9E3779B97F4A7C15ull ^ bytes.size();
        std::size_t i = 0;
        for (; i + 8 <= bytes.size(); i += 8) {
            std::uint64_t word;
            std::memcpy(&word, bytes.data() + i, 8);
            hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
            hash ^= hash >> 32;
        }
        std::uint64_t tail = 0;
        std::memcpy(&tail, bytes.data() + i, bytes.size() - i);
        hash = (hash ^ tail) * 0xC4CEB9FE1A85EC53ull;
        return (hash ^ hash >> 29) | 1; // 0 marks a free slot
    }

    std::vector<Entry> m_entries;
    std::size_t m_used = 0;
    Entry m_uncached; // of a stretch too long to keep
    std::string m_keys;
    std::vector<Cut> m_pool;
};

} // namespace evenspan
