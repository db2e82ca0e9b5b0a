// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <cstdint>
#include <mutex>
#include <stop_token>
#include <vector>

namespace evenspan::store {

class Reader;

// How far a search is, for those who look at it from another thread.
class SearchProgress {
public:
    static constexpr std::size_t kFirst = 256; // matches that can be seen before the end

    struct Now {
        std::int64_t looked = 0; // documents, of `all`
        std::int64_t all = 0;
        std::int64_t found = 0;
        std::vector<DocumentId> first; // of the matches, in order of ids
    };
    Now now() const;
    void add(const std::vector<DocumentId>& found, std::int64_t looked, std::int64_t all);

private:
    mutable std::mutex m_mutex;
    Now m_now;
};

// True where a search by this filter may have to read every text and match an expression: a second
// and more for a million documents.
bool searchIsSlow(const DocumentFilter& filter);

// As Reader::ids(), which says meanwhile what it found.
Result<std::vector<DocumentId>> idsWithProgress(Reader& reader, const DocumentFilter& filter,
    const DocumentOrder& order, SearchProgress& progress, std::stop_token stop);

} // namespace evenspan::store
