// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_window.h"

#include <algorithm>

namespace evenspan::io {

bool JsonWindow::more(const char** from) {
    constexpr std::size_t kBlock = std::size_t{1} << 18;
    if (!m_source || m_error)
        return false;
    const bool first = !m_at;
    const std::size_t kept = from ? static_cast<std::size_t>(m_end - *from) : 0;
    if (!first)
        m_passed += static_cast<std::uint64_t>(m_at - m_lineStart);
    if (kept > 0)
        m_block.erase(0, m_block.size() - kept);
    else
        m_block.clear();
    // Long values double the block, so that one of any length is read in linear time.
    while (m_block.size() == kept) {
        auto got = m_source->read(m_block, std::max(kBlock, kept));
        if (!got)
            m_error = got.error();
        if (!got || !*got)
            break;
    }
    m_at = m_block.data() + kept;
    m_end = m_block.data() + m_block.size();
    m_lineStart = m_at;
    if (from)
        *from = m_block.data();
    if (first)
        skipMark();
    return m_at != m_end;
}

} // namespace evenspan::io
