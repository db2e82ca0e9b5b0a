// SPDX-License-Identifier: GPL-3.0-or-later
// Places in texts that a filter hit.
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/writer_state.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::store {

namespace {

constexpr std::uint32_t kContext = 40; // code points a side

// Terms of the text that are not denied.
void collectTexts(const QueryNode& node, std::vector<std::string>& out) {
    if (node.kind == QueryNode::Kind::Not)
        return;
    if (node.kind == QueryNode::Kind::Term && node.key == "text" && !node.value.empty())
        out.push_back(node.value);
    for (const QueryNode& child : node.children)
        collectTexts(child, out);
}

char lower(char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

// Bytes where `wanted` stands, places apart. A search by bytes finds whole characters only: UTF-8
// never has one character begin inside another.
void find(const std::string& text, const std::string& wanted,
    std::vector<std::pair<std::size_t, std::size_t>>& out) {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (auto at = text.begin(); at != text.end();) {
        at = std::search(at, text.end(), wanted.begin(), wanted.end(), same);
        if (at == text.end())
            return;
        const auto begin = static_cast<std::size_t>(at - text.begin());
        out.push_back({begin, begin + wanted.size()});
        at += static_cast<std::ptrdiff_t>(wanted.size());
    }
}

} // namespace

Result<std::vector<TextHit>> Reader::hits(
    const DocumentFilter& filter, std::size_t limit, std::stop_token stop) {
    return guard([&] {
        std::vector<std::string> wanted;
        if (!filter.text.empty())
            wanted.push_back(filter.text);
        if (filter.query)
            collectTexts(*filter.query, wanted);
        std::vector<TextHit> out;
        if (wanted.empty() || limit == 0)
            return out;
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        const DocumentQuery query(filter);
        Statement ids = m_database->prepare(
            "SELECT d.id FROM document d WHERE " + query.where + " ORDER BY d.id");
        query.bind(ids);
        Statement content = m_database->prepare("SELECT text FROM content WHERE document = ?");
        while (out.size() < limit && ids.step()) {
            interrupt.check();
            const DocumentId id(ids.integer(0));
            content.with(id.value);
            if (!content.step())
                continue;
            const std::string text = content.string(0);
            content.reset();
            std::vector<std::pair<std::size_t, std::size_t>> places;
            for (const std::string& word : wanted)
                find(text, word, places);
            std::sort(places.begin(), places.end());
            places.erase(std::unique(places.begin(), places.end()), places.end());
            const OffsetMap map(text);
            const auto point = [&](std::size_t byte) {
                return map.toCodePoint(Utf8Offset(static_cast<std::uint32_t>(byte))).value;
            };
            for (const auto& [begin, end] : places) {
                if (out.size() == limit)
                    break;
                TextHit hit{
                    id, {point(begin), point(end)}, {}, text.substr(begin, end - begin), {}};
                hit.before = map.slice(
                    {hit.range.begin - std::min(hit.range.begin, kContext), hit.range.begin});
                hit.after = map.slice(
                    {hit.range.end, std::min(map.codePoints(), hit.range.end + kContext)});
                out.push_back(std::move(hit));
            }
        }
        return out;
    });
}

} // namespace evenspan::store
