// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/document_queue.h"

namespace evenspan::io {

namespace {
constexpr std::uint64_t kSome = std::uint64_t{1} << 17; // of weight
constexpr std::uint64_t kNews = std::uint64_t{1} << 18; // bytes of the file
} // namespace

bool DocumentQueue::put(DocumentDraft&& document, std::uint64_t bytes) {
    m_weight += sizeof document + document.text.size()
        + document.grid.tokens.size() * sizeof(CodePointRange)
        + document.spans.size() * sizeof(SpanDraft);
    m_some.documents.push_back(std::move(document));
    m_some.bytes = bytes;
    return m_weight < kSome || hand();
}

bool DocumentQueue::tell(std::uint64_t bytes) {
    m_some.bytes = bytes;
    return bytes < m_told + kNews || hand();
}

bool DocumentQueue::hand() {
    m_told = m_some.bytes;
    const auto weight = std::exchange(m_weight, 0);
    auto some = std::exchange(m_some, {});
    m_some.bytes = m_told;
    return m_ahead.put(std::move(some), weight);
}

} // namespace evenspan::io
