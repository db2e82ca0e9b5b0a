// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/label_queue.h"
#include "core/app/inspect/label_queue_corpus.h"
#include "core/metrics/label_quality.h"

#include <algorithm>
#include <numeric>

namespace evenspan {

Result<std::vector<TokenRow>> tokenQueue(store::Reader& reader,
    const std::filesystem::path& filesFolder, const std::string& kfold, TokenMethod method,
    std::stop_token stop) {
    auto fold = OutOfFold::open(reader, filesFolder, kfold, stop);
    if (!fold)
        return fold.error();
    auto corpus = readCorpus(reader, TagSet::fromTags(fold->tags()), stop,
        [&](DocumentId id) { return fold->of(id).has_value(); });
    if (!corpus)
        return corpus.error();
    const auto classes = corpus->tags.size();
    const auto& tags = corpus->tags.tags();
    // Tokens of documents whose words are what the model read, in one row.
    std::vector<float> probabilities;
    std::vector<std::int32_t> given;
    std::vector<TokenRow> rows;
    std::vector<std::size_t> lengths;
    for (const auto& document : corpus->documents) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", kfold, {}};
        const auto read = fold->of(document.id);
        if (!read || read->words != document.hash)
            continue;
        probabilities.insert(probabilities.end(), read->values.begin(), read->values.end());
        std::size_t at = 0;
        for (auto s = document.first; s < document.last; ++s) {
            const auto& sentence = corpus->sentences[s];
            const auto own = corpus->classesOf(sentence);
            lengths.push_back(own.size());
            for (std::size_t t = 0; t < own.size(); ++t, ++at) {
                const auto p = read->of(at);
                const auto best = std::max_element(p.begin(), p.end()) - p.begin();
                given.push_back(own[t]);
                rows.push_back({document.id, sentence.number, static_cast<std::uint32_t>(t),
                    tags[static_cast<std::size_t>(own[t])], tags[static_cast<std::size_t>(best)],
                    0});
            }
        }
    }
    auto scores = labelQuality(probabilities, classes, given);
    if (!scores)
        return scores.error();
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].score = (*scores)[i];
    std::vector<TokenRow> out;
    if (method == TokenMethod::ConfidentJoint) {
        auto marked = confidentErrors(probabilities, classes, given);
        if (!marked)
            return marked.error();
        for (const auto i : *marked)
            out.push_back(std::move(rows[i]));
    } else if (method == TokenMethod::WorstToken) {
        std::size_t at = 0;
        for (const auto length : lengths) {
            const auto from = rows.begin() + static_cast<std::ptrdiff_t>(at);
            if (length > 0)
                out.push_back(*std::min_element(from, from + static_cast<std::ptrdiff_t>(length),
                    [](const auto& a, const auto& b) { return a.score < b.score; }));
            at += length;
        }
    } else {
        out = std::move(rows);
    }
    std::stable_sort(out.begin(), out.end(),
        [](const TokenRow& a, const TokenRow& b) { return a.score < b.score; });
    return out;
}

} // namespace evenspan
