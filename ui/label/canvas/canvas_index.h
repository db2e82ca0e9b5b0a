// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

namespace evenspan::ui {

// Finds the spans that overlap a range among any number: their hulls by begin, the longest first,
// under a tree of the furthest ends. A change of a few among n costs O(n) moves of 24 bytes, which
// for 20,000 is some ten microseconds.
class SpanIndex {
public:
    struct Entry {
        CodePointRange hull;
        SpanId id;
        std::uint32_t span = 0; // the caller's place of it
        auto key() const { return std::tuple(hull.begin, ~hull.end, id.value, span); }
    };

    void assign(std::vector<Entry> entries);
    // Takes out and puts in; entries to take out must be as they were put in.
    void change(const std::vector<Entry>& out, const std::vector<Entry>& in);

    // Visits those that overlap `range`, in order: O(found × log n).
    template <class F> void eachIn(CodePointRange range, F visit) const {
        const auto walk = [&](auto& self, std::size_t node, std::size_t low,
                              std::size_t size) -> void {
            if (m_reach[node] <= range.begin || low >= m_entries.size()
                || m_entries[low].hull.begin >= range.end)
                return;
            if (size == 1)
                return visit(m_entries[low]);
            self(self, 2 * node, low, size / 2);
            self(self, 2 * node + 1, low + size / 2, size / 2);
        };
        if (!m_entries.empty())
            walk(walk, 1, 0, m_leaves);
    }
    const std::vector<Entry>& entries() const { return m_entries; }

private:
    void build();
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_reach; // furthest end, a tree over m_entries
    std::size_t m_leaves = 1;
};

} // namespace evenspan::ui
