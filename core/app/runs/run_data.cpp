// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_data.h"

#include "core/text/grid.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

constexpr const char* kTrainingFilter = "training.where";

bool matches(const store::DocumentRow& row, const std::map<std::string, std::string>& where) {
    for (const auto& [key, value] : where) {
        const auto found = row.metadata.find(key);
        if (found == row.metadata.end() || found->second != value)
            return false;
    }
    return true;
}

} // namespace

Result<RunData> readRunData(store::Reader& reader, const TagSet& tags,
    const DataSelection& selection, std::stop_token stop) {
    engine::ExampleBuilder builder(tags, selection.decidedOnly);
    store::DocumentFilter filter;
    filter.split = selection.split;
    std::optional<Error> failed;
    std::vector<SpanDraft> spans;
    auto visit = [&](store::DocumentData&& document) {
        const auto id = document.row.id.value;
        if (!matches(document.row, selection.where) || selection.leaveOut.contains(id)
            || (selection.only && !selection.only->contains(id)))
            return true;
        if (document.grid.tokens.empty() && !document.text.empty()) {
            auto grid = makeGrid(document.text);
            if (!grid) {
                failed = grid.error();
                return false;
            }
            document.grid = std::move(*grid);
        }
        spans.clear();
        for (const auto& span : document.spans) {
            SpanDraft draft;
            draft.range = span.range;
            draft.label = span.label;
            draft.state = span.state;
            spans.push_back(std::move(draft));
        }
        builder.add(
            {document.row.id.value, document.text, &document.grid, spans, document.row.state});
        return true;
    };
    if (auto done = reader.forEach(filter, visit, stop); !done)
        return done.error();
    if (failed)
        return *failed;
    RunData data;
    data.hash = builder.hash();
    data.report = builder.report();
    data.examples = std::move(builder.examples());
    return data;
}

Result<LearnableCounts> countLearnable(store::Reader& reader, std::stop_token stop) {
    constexpr std::size_t portion = 4096;
    LearnableCounts counts;
    auto where = trainingFilter(reader);
    if (!where)
        return where.error();
    counts.where = std::move(*where);
    auto info = reader.info(stop);
    if (!info)
        return info.error();
    const auto count = [&](const std::string& split, std::int64_t& decided,
                           std::int64_t& undecided) -> Result<void> {
        store::DocumentFilter filter;
        filter.split = split;
        auto ids = reader.ids(filter, stop);
        if (!ids)
            return ids.error();
        for (std::size_t at = 0; at < ids->size(); at += portion) {
            const auto end = std::min(at + portion, ids->size());
            auto rows = reader.rows(std::vector(ids->begin() + static_cast<std::ptrdiff_t>(at),
                                        ids->begin() + static_cast<std::ptrdiff_t>(end)),
                stop);
            if (!rows)
                return rows.error();
            for (const auto& row : *rows) {
                if (!matches(row, counts.where))
                    continue;
                const bool done =
                    row.state == DocumentState::Done || row.state == DocumentState::Reviewed;
                (done ? decided : undecided) += row.sentences;
            }
        }
        return {};
    };
    std::int64_t ignored = 0;
    if (auto done =
            count(info->splits.contains("train") ? "train" : "", counts.train, counts.undecided);
        !done)
        return done.error();
    if (info->splits.contains("validation"))
        if (auto done = count("validation", counts.validation, ignored); !done)
            return done.error();
    return counts;
}

std::vector<engine::EncodedSentence> encodeExamples(Tokenizer& tokenizer,
    std::span<const engine::Example> examples, std::size_t maxLength, bool labelled) {
    std::vector<engine::EncodedSentence> out;
    out.reserve(examples.size());
    std::vector<std::string_view> words;
    for (const auto& example : examples) {
        words.assign(example.words.begin(), example.words.end());
        out.push_back(engine::encodeSentence(tokenizer, words, maxLength));
        if (labelled)
            engine::setLabels(out.back(), example.classes);
    }
    return out;
}

Result<std::map<std::string, std::string>> trainingFilter(store::Reader& reader) {
    auto text = reader.setting(kTrainingFilter);
    if (!text)
        return text.error();
    std::map<std::string, std::string> where;
    if (!*text)
        return where;
    const auto json = nlohmann::json::parse(**text, nullptr, false);
    if (json.is_object())
        for (const auto& [key, value] : json.items())
            if (value.is_string())
                where[key] = value.get<std::string>();
    return where;
}

Result<void> setTrainingFilter(
    store::Writer& writer, const std::map<std::string, std::string>& where) {
    return writer.setSetting(kTrainingFilter, nlohmann::json(where).dump());
}

Result<std::vector<std::string>> learnableLabels(store::Reader& reader) {
    auto rows = reader.labels();
    if (!rows)
        return rows.error();
    std::vector<std::string> labels;
    for (const auto& row : *rows)
        if (!row.archived && row.spans > 0)
            labels.push_back(row.name);
    if (labels.empty())
        return Error{ErrorCode::Empty, "The project has no labelled span to learn from", "labels",
            "Import labelled text, or label some documents first."};
    return labels;
}

} // namespace evenspan
