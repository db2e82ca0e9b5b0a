// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/data_facts.h"

#include "core/app/runs/run_data.h"
#include "core/text/grid.h"

#include <algorithm>

namespace evenspan {

namespace {

constexpr std::size_t kMostDocuments = 100;
constexpr std::size_t kMostSentences = 20'000;

bool has(const store::DocumentRow& row, const std::map<std::string, std::string>& where) {
    return std::all_of(where.begin(), where.end(), [&](const auto& rule) {
        const auto found = row.metadata.find(rule.first);
        return found != row.metadata.end() && found->second == rule.second;
    });
}

} // namespace

Result<DataFacts> readDataFacts(store::Reader& reader, std::stop_token stop) {
    DataFacts facts;
    auto labels = reader.labels(stop);
    if (!labels)
        return labels.error();
    for (const auto& label : *labels)
        if (!label.archived && label.spans > 0)
            facts.mentions.push_back(label.spans);
    auto where = trainingFilter(reader);
    if (!where)
        return where.error();
    auto info = reader.info(stop);
    if (!info)
        return info.error();
    store::DocumentFilter filter;
    filter.states = {DocumentState::Done, DocumentState::Reviewed};
    if (info->splits.contains("train"))
        filter.split = "train";
    auto ids = reader.ids(filter, stop);
    if (!ids)
        return ids.error();
    std::vector<std::int64_t> lengths;
    const std::size_t step = std::max<std::size_t>(1, ids->size() / kMostDocuments);
    for (std::size_t at = 0; at < ids->size() && lengths.size() < kMostSentences; at += step) {
        auto document = reader.document((*ids)[at], stop);
        if (!document)
            return document.error();
        if (!has(document->row, *where))
            continue;
        if (document->grid.tokens.empty() && !document->text.empty()) {
            auto grid = makeGrid(document->text);
            if (!grid)
                return grid.error();
            document->grid = std::move(*grid);
        }
        for (std::size_t s = 0; s < document->grid.sentenceCount(); ++s)
            lengths.push_back(std::ssize(document->grid.sentence(s)));
    }
    facts.sentences = std::ssize(lengths);
    if (lengths.empty())
        return facts;
    const auto place = lengths.begin() + (std::ssize(lengths) * 99 - 1) / 100;
    std::nth_element(lengths.begin(), place, lengths.end());
    facts.longSentence = *place;
    return facts;
}

} // namespace evenspan
