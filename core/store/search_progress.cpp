// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_progress.h"

#include <algorithm>

namespace evenspan::store {

SearchProgress::Now SearchProgress::now() const {
    std::lock_guard hold(m_mutex);
    return m_now;
}

void SearchProgress::add(
    const std::vector<DocumentId>& found, std::int64_t looked, std::int64_t all) {
    std::lock_guard hold(m_mutex);
    m_now.looked = looked;
    m_now.all = all;
    m_now.found += std::int64_t(found.size());
    const std::size_t room = kFirst - m_now.first.size();
    m_now.first.insert(m_now.first.end(), found.begin(),
        found.begin() + std::ptrdiff_t(std::min(room, found.size())));
}

} // namespace evenspan::store
