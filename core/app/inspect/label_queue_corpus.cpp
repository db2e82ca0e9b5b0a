// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/label_queue_corpus.h"

#include "core/rules/folding.h"
#include "core/text/grid.h"

#include <algorithm>

namespace evenspan {

std::span<const std::uint32_t> QueueCorpus::wordsOf(const Document& d) const {
    if (d.first == d.last)
        return {};
    const auto begin = sentences[d.first].begin;
    return std::span(words).subspan(begin, sentences[d.last - 1].end - begin);
}

std::span<const std::int32_t> QueueCorpus::classesOf(const Document& d) const {
    if (d.first == d.last)
        return {};
    const auto begin = sentences[d.first].begin;
    return std::span(classes).subspan(begin, sentences[d.last - 1].end - begin);
}

std::vector<Mention> QueueCorpus::mentionsOf(const Sentence& s) const {
    std::vector<std::string> names;
    for (const auto c : classesOf(s))
        names.push_back(tags.tags()[static_cast<std::size_t>(c)]);
    return mentionsFromTags(names, tags.scheme());
}

Result<QueueCorpus> readCorpus(store::Reader& reader, TagSet tags, std::stop_token stop,
    const std::function<bool(DocumentId)>& wanted,
    const std::function<void(std::uint64_t)>& progress) {
    QueueCorpus out;
    out.tags = std::move(tags);
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::optional<Error> failed;
    store::DocumentFilter filter;
    filter.states = {DocumentState::Done, DocumentState::Reviewed};
    auto visit = [&](store::DocumentData&& document) {
        if (wanted && !wanted(document.row.id))
            return true;
        if (document.grid.tokens.empty() && !document.text.empty()) {
            auto grid = makeGrid(document.text);
            if (!grid) {
                failed = grid.error();
                return false;
            }
            document.grid = std::move(*grid);
        }
        std::vector<SpanDraft> spans;
        for (const auto& span : document.spans) {
            SpanDraft draft;
            draft.range = span.range;
            draft.label = span.label;
            draft.state = span.state;
            spans.push_back(std::move(draft));
        }
        engine::ExampleBuilder builder(out.tags, true);
        builder.add(
            {document.row.id.value, document.text, &document.grid, spans, document.row.state});
        QueueCorpus::Document one{document.row.id, out.sentences.size(), 0, 0};
        std::vector<std::string> words;
        for (auto& example : builder.examples()) {
            const auto begin = out.words.size();
            for (auto& word : example.words) {
                const auto [at, fresh] = numbers.try_emplace(
                    rules::lowered(word), static_cast<std::uint32_t>(numbers.size()));
                out.words.push_back(at->second);
                words.push_back(std::move(word));
            }
            out.classes.insert(out.classes.end(), example.classes.begin(), example.classes.end());
            out.sentences.push_back({begin, out.words.size(), example.sentence});
        }
        one.last = out.sentences.size();
        one.hash = wordsHash(words);
        out.documents.push_back(one);
        if (progress)
            progress(out.documents.size());
        return true;
    };
    if (auto done = reader.forEach(filter, visit, std::move(stop)); !done)
        return done.error();
    if (failed)
        return *failed;
    out.wordCount = numbers.size();
    return out;
}

StringUses::StringUses(const QueueCorpus& corpus, std::stop_token stop)
    : m_corpus(corpus) {
    const auto count = [](Use& use, std::size_t document, const std::string& label) {
        ++use.all[label];
        const auto number = static_cast<std::uint32_t>(document);
        if (use.documents.empty() || use.documents.back().first != number)
            use.documents.push_back({number, {}});
        ++use.documents.back().second[label];
    };
    const auto walk = [&](const auto& visit) {
        for (std::size_t d = 0; d < corpus.documents.size() && !stop.stop_requested(); ++d)
            for (auto s = corpus.documents[d].first; s < corpus.documents[d].last; ++s)
                visit(d, corpus.sentences[s]);
    };
    // Which strings there are, before their uses are counted in the order of the documents.
    walk([&](std::size_t, const QueueCorpus::Sentence& sentence) {
        const auto words = corpus.wordsOf(sentence);
        for (const auto& mention : corpus.mentionsOf(sentence)) {
            const std::size_t size = mention.end - mention.begin;
            if (size > kLongest)
                continue;
            m_longest = std::max(m_longest, size);
            m_uses[keyOf(words.subspan(mention.begin, size))];
        }
    });
    walk([&](std::size_t d, const QueueCorpus::Sentence& sentence) {
        const auto words = corpus.wordsOf(sentence);
        for (const auto& mention : corpus.mentionsOf(sentence))
            if (const auto found =
                    m_uses.find(keyOf(words.subspan(mention.begin, mention.end - mention.begin)));
                found != m_uses.end())
                count(found->second, d, mention.label);
        for (const auto& mention : unlabelled(sentence))
            count(m_uses[keyOf(words.subspan(mention.begin, mention.end - mention.begin))], d, {});
    });
}

StringUses::Counts StringUses::elsewhere(
    std::span<const std::uint32_t> words, std::size_t document) const {
    const auto found = m_uses.find(keyOf(words));
    if (found == m_uses.end())
        return {};
    Counts out = found->second.all;
    const auto& documents = found->second.documents;
    const auto own = std::lower_bound(documents.begin(), documents.end(), document,
        [](const auto& each, std::size_t number) { return each.first < number; });
    if (own != documents.end() && own->first == document)
        for (const auto& [label, count] : own->second)
            if ((out[label] -= count) == 0)
                out.erase(label);
    return out;
}

std::vector<Mention> StringUses::unlabelled(const QueueCorpus::Sentence& sentence) const {
    const auto words = m_corpus.wordsOf(sentence);
    const auto classes = m_corpus.classesOf(sentence);
    std::vector<Mention> out;
    for (std::size_t at = 0; at < words.size(); ++at) {
        std::size_t free = 0; // words from here on without a label
        while (free < m_longest && at + free < words.size() && classes[at + free] == 0)
            ++free;
        for (std::size_t size = free; size > 0; --size)
            if (m_uses.contains(keyOf(words.subspan(at, size)))) {
                // The longest string alone: a name is not also its first name.
                out.push_back(
                    {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size), {}});
                at += size - 1;
                break;
            }
    }
    return out;
}

} // namespace evenspan
