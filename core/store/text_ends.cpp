// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/text_ends.h"

#include "core/text/utf8.h"

#include <utility>

namespace evenspan::store {

TextEnd endOf(std::int64_t document, std::string_view text) {
    text = text.substr(0, text.find('\0'));
    TextEnd out{document, {}};
    std::size_t end = text.size();
    for (std::size_t i = out.last.size(); i-- > 0 && end > 0;) {
        std::size_t at = end - 1;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
            --at;
        end = at;
        out.last[i] = nextCodePoint(text, at);
    }
    return out;
}

std::int64_t TextEnds::upTo() const {
    std::lock_guard hold(m_mutex);
    return m_upTo;
}

std::vector<TextEnds::Part> TextEnds::parts() const {
    std::lock_guard hold(m_mutex);
    return m_parts;
}

void TextEnds::add(std::int64_t after, std::int64_t upTo, std::vector<TextEnd> ends) {
    auto part = std::make_shared<const std::vector<TextEnd>>(std::move(ends));
    std::lock_guard hold(m_mutex);
    if (after != m_upTo || upTo <= after)
        return;
    m_upTo = upTo;
    m_parts.push_back(std::move(part));
}

} // namespace evenspan::store
