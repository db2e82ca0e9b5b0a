// SPDX-License-Identifier: GPL-3.0-or-later
// Places in texts that a filter hit.
#include "core/store/excerpt.h"
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/writer_state.h"
#include "core/text/ascii.h"
#include "core/text/pattern.h"

#include <algorithm>

namespace evenspan::store {

namespace {

// What to look for in a text.
struct Wanted {
    std::vector<std::string> words; // letters a–z in either case
    std::vector<std::unique_ptr<Pattern>> patterns;

    // Terms that are not denied.
    void collect(const QueryNode& node) {
        if (node.kind == QueryNode::Kind::Not)
            return;
        for (const QueryNode& child : node.children)
            collect(child);
        if (node.kind != QueryNode::Kind::Term || node.value.empty())
            return;
        if (node.key == "text")
            words.push_back(node.value);
        Pattern::Mistake mistake;
        if (node.key == "re")
            if (auto pattern = Pattern::compile(node.value, mistake))
                patterns.push_back(std::move(pattern));
    }

    // At most `limit` of each, sorted, each place once.
    std::vector<CodePointRange> in(const std::string& text, const OffsetMap& map, DocumentId id,
        std::size_t limit, const std::stop_token& stop) const {
        std::vector<CodePointRange> out;
        for (const std::string& word : words)
            find(text, word, map, limit, out);
        for (const auto& pattern : patterns) {
            const auto found = pattern->find(text, limit, stop);
            if (!found) {
                Error error = found.error();
                error.where = "document " + std::to_string(id.value);
                throw Failure{error};
            }
            out.insert(out.end(), found->begin(), found->end());
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

private:
    // A search by bytes finds whole characters only: in UTF-8 none begins inside another.
    static void find(const std::string& text, const std::string& word, const OffsetMap& map,
        std::size_t limit, std::vector<CodePointRange>& out) {
        const auto same = [](char a, char b) { return asciiLower(a) == asciiLower(b); };
        const auto point = [&](auto at) {
            return map.toCodePoint(Utf8Offset(static_cast<std::uint32_t>(at - text.begin()))).value;
        };
        std::size_t count = 0;
        for (auto at = text.begin(); at != text.end() && count < limit; ++count) {
            at = std::search(at, text.end(), word.begin(), word.end(), same);
            if (at == text.end())
                return;
            const auto end = at + static_cast<std::ptrdiff_t>(word.size());
            out.push_back({point(at), point(end)});
            at = end;
        }
    }
};

} // namespace

Result<std::vector<TextHit>> Reader::hits(
    const DocumentFilter& filter, std::size_t limit, std::stop_token stop) {
    return guard([&] {
        Wanted wanted;
        if (!filter.text.empty())
            wanted.words.push_back(filter.text);
        if (filter.query)
            wanted.collect(*filter.query);
        std::vector<TextHit> out;
        if (limit == 0 || (wanted.words.empty() && wanted.patterns.empty()))
            return out;
        InterruptOnStop interrupt(*m_database, stop);
        ReadTransaction view(*m_database);
        Statement content = m_database->prepare("SELECT text FROM content WHERE document = ?");
        const auto take = [&](std::int64_t id) {
            interrupt.check();
            content.with(id);
            const std::string text = content.step() ? content.string(0) : std::string();
            content.reset();
            const OffsetMap map(text);
            const std::size_t left = limit - out.size();
            for (const CodePointRange range : wanted.in(text, map, DocumentId(id), left, stop)) {
                if (out.size() == limit)
                    break;
                out.push_back(excerptOf(map, DocumentId(id), range));
            }
            return out.size() < limit;
        };
        eachMatch(*m_database, filter, interrupt,
            [&](const DocumentSet& part, std::int64_t, std::int64_t) {
                part.forEach(take);
                return out.size() < limit;
            });
        return out;
    });
}

} // namespace evenspan::store
