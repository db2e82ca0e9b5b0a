// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/mention_errors.h"

#include "core/app/model/piece_counter.h"
#include "core/app/runs/run_data.h"
#include "core/text/traits.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

std::string textOf(const std::vector<std::string>& words, const Mention& mention) {
    std::string out;
    for (auto i = mention.begin; i < mention.end && i < words.size(); ++i)
        out += (i == mention.begin ? "" : " ") + words[i];
    return out;
}

// Which labels each string has in the training data.
using Seen = std::map<std::string, std::set<std::string>>;

Result<Seen> seenIn(store::Reader& reader, const Evaluation& evaluation, std::stop_token stop) {
    std::set<std::string> labels;
    for (const auto& tags : evaluation.gold)
        for (const auto& tag : tags)
            if (tag != "O")
                labels.insert(std::string(splitTag(tag).label));
    const TagSet tags({labels.begin(), labels.end()}, TagScheme::Iob2);
    DataSelection selection{"train", evaluation.where, true};
    auto data = readRunData(reader, tags, selection, stop);
    if (data && data->examples.empty()) { // a project without splits learns from all of it
        selection.split = "";
        data = readRunData(reader, tags, selection, stop);
    }
    if (!data)
        return data.error();
    Seen seen;
    for (const auto& example : data->examples) {
        std::vector<std::string> names;
        for (const auto c : example.classes)
            names.push_back(tags.tags()[static_cast<std::size_t>(c)]);
        for (const auto& mention : defaultMentions(names))
            seen[textOf(example.words, mention)].insert(mention.label);
    }
    return seen;
}

DescribedMention describe(const Mention& mention, const engine::Example& example,
    const std::map<std::string, std::string>& metadata, const Seen& seen,
    std::span<const std::uint16_t> pieces) {
    DescribedMention out;
    out.mention = mention;
    out.text = textOf(example.words, mention);
    auto& features = out.features;
    features["type"] = mention.label;
    const auto words = mention.end - mention.begin;
    features["length"] = words > 3 ? "4+" : std::to_string(words);
    features["casing"] = casingName(casingOf(out.text));
    features["script"] = scriptOf(out.text);
    features["position"] = mention.begin == 0 ? "first"
        : mention.end >= example.words.size() ? "last"
                                              : "inside";
    const auto known = seen.find(out.text);
    features["seen"] = known == seen.end()      ? "unseen"
        : known->second.contains(mention.label) ? "seen"
                                                : "other label";
    if (!pieces.empty()) {
        std::size_t sum = 0;
        for (auto w = mention.begin; w < mention.end && w < pieces.size(); ++w)
            sum += pieces[w];
        features["subwords"] = pieceBand(sum);
    }
    for (const auto& [key, value] : metadata)
        features["meta:" + key] = value;
    return out;
}

Result<std::map<std::int64_t, std::map<std::string, std::string>>> metadataOf(
    store::Reader& reader, const Evaluation& evaluation, std::stop_token stop) {
    constexpr std::size_t portion = 1000;
    const std::set<std::int64_t> unique(evaluation.documentOf.begin(), evaluation.documentOf.end());
    std::vector<DocumentId> ids;
    for (const auto id : unique)
        ids.push_back(DocumentId(id));
    std::map<std::int64_t, std::map<std::string, std::string>> out;
    for (std::size_t at = 0; at < ids.size(); at += portion) {
        const std::vector<DocumentId> some(ids.begin() + static_cast<std::ptrdiff_t>(at),
            ids.begin() + static_cast<std::ptrdiff_t>(std::min(at + portion, ids.size())));
        auto rows = reader.rows(some, stop);
        if (!rows)
            return rows.error();
        for (auto& row : *rows)
            out[row.id.value] = std::move(row.metadata);
    }
    return out;
}

// Of the predicted entities of a sentence, in their order.
std::vector<double> scoresOf(const Evaluation& evaluation, std::size_t sentence,
    const std::vector<Mention>& predicted, SpanScore score) {
    if (score == SpanScore::Marginal)
        return evaluation.marginals.at(sentence);
    std::vector<double> out;
    for (const auto& mention : predicted)
        out.push_back(spanScoreOf(std::span(evaluation.sure[sentence])
                                      .subspan(mention.begin, mention.end - mention.begin),
            score));
    return out;
}

} // namespace

ScoredEntities scoredEntities(const Evaluation& evaluation, SpanScore score) {
    ScoredEntities out;
    for (std::size_t i = 0; i < evaluation.predicted.size(); ++i) {
        const auto gold = defaultMentions(evaluation.gold[i]);
        out.gold += gold.size();
        const auto predicted = defaultMentions(evaluation.predicted[i]);
        const auto scores = scoresOf(evaluation, i, predicted, score);
        out.scores.insert(out.scores.end(), scores.begin(), scores.end());
        for (const auto& mention : predicted)
            out.right.push_back(std::find(gold.begin(), gold.end(), mention) != gold.end());
    }
    return out;
}

Result<MentionErrors> mentionErrors(
    store::Reader& reader, const Evaluation& evaluation, std::stop_token stop, SpanScore score) {
    auto seen = seenIn(reader, evaluation, stop);
    if (!seen)
        return seen.error();
    auto metadata = metadataOf(reader, evaluation, stop);
    if (!metadata)
        return metadata.error();
    MentionErrors out;
    for (const CaseKind kind : kAllCaseKinds)
        out.counts[kind] = 0;
    for (std::size_t i = 0; i < evaluation.examples.size(); ++i) {
        const auto& example = evaluation.examples[i];
        const auto& facts = (*metadata)[example.document];
        const auto pieces = i < evaluation.pieces.size() ? std::span(evaluation.pieces[i])
                                                         : std::span<const std::uint16_t>();
        const auto predicted = defaultMentions(evaluation.predicted[i]);
        const auto scores = scoresOf(evaluation, i, predicted, score);
        for (auto& found : mentionCases(defaultMentions(evaluation.gold[i]), predicted)) {
            MentionError error;
            error.kind = found.kind;
            error.otherType = found.otherType;
            error.document = example.document;
            error.sentence = example.sentence;
            const bool right = found.kind == CaseKind::Right;
            for (const auto& mention : found.gold) {
                error.gold.push_back(describe(mention, example, facts, *seen, pieces));
                out.recall.push_back({error.gold.back().features, right});
            }
            for (const auto& mention : found.predicted) {
                error.predicted.push_back(describe(mention, example, facts, *seen, pieces));
                const auto at = std::find(predicted.begin(), predicted.end(), mention);
                error.predicted.back().score =
                    scores[static_cast<std::size_t>(at - predicted.begin())];
                out.precision.push_back({error.predicted.back().features, right});
            }
            ++out.counts[found.kind];
            out.cases.push_back(std::move(error));
        }
    }
    return out;
}

} // namespace evenspan
