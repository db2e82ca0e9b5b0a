// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_index.h"

namespace evenspan::ui {

namespace {

bool before(const SpanIndex::Entry& a, const SpanIndex::Entry& b) {
    return a.key() < b.key();
}

} // namespace

void SpanIndex::assign(std::vector<Entry> entries) {
    m_entries = std::move(entries);
    std::sort(m_entries.begin(), m_entries.end(), before);
    build();
}

void SpanIndex::change(const std::vector<Entry>& out, const std::vector<Entry>& in) {
    if (out.size() + in.size() > 64) { // one sort instead of many moves
        std::vector<Entry> gone = out;
        std::sort(gone.begin(), gone.end(), before);
        std::erase_if(m_entries, [&](const Entry& entry) {
            return std::binary_search(gone.begin(), gone.end(), entry, before);
        });
        m_entries.insert(m_entries.end(), in.begin(), in.end());
        return assign(std::move(m_entries));
    }
    for (const Entry& entry : out) {
        const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), entry, before);
        if (at != m_entries.end() && at->key() == entry.key())
            m_entries.erase(at);
    }
    for (const Entry& entry : in)
        m_entries.insert(
            std::upper_bound(m_entries.begin(), m_entries.end(), entry, before), entry);
    build();
}

void SpanIndex::build() {
    for (m_leaves = 1; m_leaves < m_entries.size();)
        m_leaves *= 2;
    m_reach.assign(2 * m_leaves, 0);
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_reach[m_leaves + i] = m_entries[i].hull.end;
    for (std::size_t i = m_leaves; i-- > 1;)
        m_reach[i] = std::max(m_reach[2 * i], m_reach[2 * i + 1]);
}

} // namespace evenspan::ui
