// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <map>
#include <vector>

namespace evenspan::store {

// A set of ids of documents, one bit each in blocks of 4,096, so that combining the answers of two
// conditions over a million documents takes microseconds.
class DocumentSet {
public:
    void insert(std::int64_t id) {
        const std::int64_t number = id >> kShift;
        if (!m_last || number != m_lastNumber) {
            m_last = known(number);
            if (!m_last)
                m_last = keep(number, &m_blocks[number]);
            m_lastNumber = number;
        }
        (*m_last)[word(id)] |= bit(id);
    }
    bool contains(std::int64_t id) const {
        const std::int64_t number = id >> kShift;
        if (!m_seen || number != m_seenNumber) {
            m_seen = known(number);
            if (!m_seen) {
                const auto at = m_blocks.find(number);
                if (at == m_blocks.end())
                    return false;
                m_seen = keep(number, const_cast<Block*>(&at->second));
            }
            m_seenNumber = number;
        }
        return ((*m_seen)[word(id)] & bit(id)) != 0;
    }
    DocumentSet() = default;
    DocumentSet(const DocumentSet& other)
        : m_blocks(other.m_blocks) { }
    DocumentSet(DocumentSet&& other) noexcept { swap(other); }
    DocumentSet& operator=(DocumentSet other) noexcept {
        swap(other);
        return *this;
    }

    void unite(const DocumentSet& other) {
        for (const auto& [number, block] : other.m_blocks) {
            Block& own = m_blocks[number];
            for (std::size_t i = 0; i < kWords; ++i)
                own[i] |= block[i];
        }
    }
    void intersect(const DocumentSet& other) {
        for (auto at = m_blocks.begin(); at != m_blocks.end();) {
            const auto match = other.m_blocks.find(at->first);
            if (match == other.m_blocks.end()) {
                at = m_blocks.erase(at);
                continue;
            }
            for (std::size_t i = 0; i < kWords; ++i)
                at->second[i] &= match->second[i];
            ++at;
        }
        forget();
    }
    void subtract(const DocumentSet& other) {
        for (auto& [number, block] : m_blocks)
            if (const auto match = other.m_blocks.find(number); match != other.m_blocks.end())
                for (std::size_t i = 0; i < kWords; ++i)
                    block[i] &= ~match->second[i];
    }

    std::int64_t size() const {
        std::int64_t n = 0;
        for (const auto& [number, block] : m_blocks)
            for (const std::uint64_t bits : block)
                n += std::popcount(bits);
        return n;
    }
    bool empty() const {
        for (const auto& [number, block] : m_blocks)
            for (const std::uint64_t bits : block)
                if (bits != 0)
                    return false;
        return true;
    }
    // Ascending, those after `after`; `visit` returns false to end the walk.
    template <class Visit> void forEach(Visit visit, std::int64_t after = INT64_MIN) const {
        for (auto at = m_blocks.lower_bound(after >> kShift); at != m_blocks.end(); ++at)
            for (std::size_t i = 0; i < kWords; ++i)
                for (std::uint64_t bits = at->second[i]; bits != 0; bits &= bits - 1) {
                    const std::int64_t id = (at->first << kShift)
                        + static_cast<std::int64_t>(i * 64) + std::countr_zero(bits);
                    if (id > after && !visit(id))
                        return;
                }
    }

private:
    static constexpr int kShift = 12;
    static constexpr std::size_t kWords = std::size_t{1} << (kShift - 6);
    using Block = std::array<std::uint64_t, kWords>;
    static std::size_t word(std::int64_t id) { return (id >> 6) & (kWords - 1); }
    static std::uint64_t bit(std::int64_t id) { return std::uint64_t{1} << (id & 63); }

    void swap(DocumentSet& other) noexcept {
        m_blocks.swap(other.m_blocks);
        forget();
        other.forget();
    }
    void forget() {
        m_last = nullptr;
        m_seen = nullptr;
        m_near.clear();
    }
    Block* known(std::int64_t number) const {
        return number >= 0 && number < std::ssize(m_near) ? m_near[std::size_t(number)] : nullptr;
    }
    Block* keep(std::int64_t number, Block* block) const {
        if (number >= 0 && number < kNear) {
            if (number >= std::ssize(m_near))
                m_near.resize(std::size_t(number) + 1);
            m_near[std::size_t(number)] = block;
        }
        return block;
    }

    std::map<std::int64_t, Block> m_blocks;
    // Where the blocks of the first kNear numbers lie, as far as they were met: ids that come in
    // the order of a name or a score would else search the map each time.
    static constexpr std::int64_t kNear = 4'096;
    mutable std::vector<Block*> m_near;
    // Ids come in order or nearly: the block of the last one is mostly the next one's.
    Block* m_last = nullptr;
    std::int64_t m_lastNumber = 0;
    mutable const Block* m_seen = nullptr;
    mutable std::int64_t m_seenNumber = 0;
};

} // namespace evenspan::store
