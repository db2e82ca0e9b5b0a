// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/repeats.h"

#include "core/text/text_key.h"

#include <algorithm>
#include <tuple>

namespace evenspan {

void RepeatWatch::add(std::string_view text, const std::string& split, bool known) {
    const auto keys = textKeys(text);
    addKeys(keys.alike, keys.exact, split, known);
}

void RepeatWatch::addKeys(
    std::uint64_t alike, std::uint64_t exact, const std::string& split, bool known) {
    const auto number =
        m_splits.emplace(split, static_cast<std::uint32_t>(m_splits.size())).first->second;
    m_seen.push_back({alike, alike == 0 ? 0 : exact, number, !known});
}

Repeats RepeatWatch::result() {
    Repeats out;
    // Known ones first, so that a new one of the same text is the repeat.
    std::sort(m_seen.begin(), m_seen.end(), [](const Seen& a, const Seen& b) {
        return std::tie(a.alike, a.exact, a.fresh) < std::tie(b.alike, b.exact, b.fresh);
    });
    std::vector<std::string> names(m_splits.size());
    for (const auto& [name, number] : m_splits)
        names[number] = name;
    std::map<std::pair<std::string, std::string>, SplitLeak> leaks;
    struct Amount {
        std::uint64_t all = 0, fresh = 0;
    };
    std::map<std::uint32_t, Amount> here; // split → documents of one text
    const auto leak = [&](auto first, auto last, std::uint64_t SplitLeak::*sum) {
        here.clear();
        for (auto at = first; at != last; ++at)
            if (!names[at->split].empty()) {
                ++here[at->split].all;
                here[at->split].fresh += at->fresh;
            }
        for (const auto& [split, documents] : here)
            for (const auto& [other, others] : here)
                if (const auto count = others.fresh > 0 ? documents.all : documents.fresh;
                    split != other && count > 0)
                    leaks[{names[split], names[other]}].*sum += count;
    };
    const auto repeats = [](auto first, auto last) {
        const auto fresh = std::count_if(first, last, [](const Seen& seen) { return seen.fresh; });
        return static_cast<std::uint64_t>(fresh == last - first && fresh > 0 ? fresh - 1 : fresh);
    };
    for (auto first = m_seen.begin(); first != m_seen.end();) {
        const auto last = std::find_if(
            first, m_seen.end(), [&](const Seen& seen) { return seen.alike != first->alike; });
        out.documents += static_cast<std::uint64_t>(
            std::count_if(first, last, [](const Seen& seen) { return seen.fresh; }));
        if (first->alike != 0) {
            out.alike += repeats(first, last);
            leak(first, last, &SplitLeak::alike);
            for (auto at = first; at != last;) {
                const auto end = std::find_if(
                    at, last, [&](const Seen& seen) { return seen.exact != at->exact; });
                out.exact += repeats(at, end);
                if (!at->fresh)
                    out.known += repeats(at, end);
                leak(at, end, &SplitLeak::exact);
                at = end;
            }
        }
        first = last;
    }
    for (auto& [pair, found] : leaks) {
        found.split = pair.first;
        found.other = pair.second;
        out.leaks.push_back(std::move(found));
    }
    return out;
}

} // namespace evenspan
