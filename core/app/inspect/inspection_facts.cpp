// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/inspection_facts.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

Transitions transitionsOf(const TagSequences& sentences, const std::set<std::string>& labels) {
    Transitions out;
    out.from = {"start", "O"};
    out.to = {"O"};
    for (const auto& label : labels)
        for (const char prefix : {'B', 'I'}) {
            out.from.push_back(writeTag(prefix, label));
            out.to.push_back(writeTag(prefix, label));
        }
    out.to.push_back("end");
    out.cells.resize(out.from.size() * out.to.size());
    std::map<std::string, std::size_t> places; // in `to`; in `from` one further
    for (std::size_t i = 0; i < out.to.size(); ++i)
        places[out.to[i]] = i;
    for (const auto& tags : sentences) {
        if (tags.empty())
            continue;
        std::size_t row = 0;
        for (const auto& tag : tags) {
            const auto column = places.at(tag);
            ++out.cells[row * out.to.size() + column];
            row = column + 1;
        }
        ++out.cells[row * out.to.size() + out.to.size() - 1];
    }
    return out;
}

// All mentions of three sides that hang together, by their words.
struct Places {
    struct Item {
        Mention mention;
        int side = 0;
    };
    static std::vector<ComparedPlace> of(
        const InspectedSentence& first, const InspectedSentence& second) {
        std::vector<Item> items;
        for (const auto& mention : first.gold)
            items.push_back({mention, 0});
        for (const auto& mention : first.predicted)
            items.push_back({mention, 1});
        for (const auto& mention : second.predicted)
            items.push_back({mention, 2});
        std::stable_sort(items.begin(), items.end(),
            [](const Item& a, const Item& b) { return a.mention.begin < b.mention.begin; });
        std::vector<ComparedPlace> out;
        for (auto& item : items) {
            if (out.empty() || item.mention.begin >= out.back().end) {
                out.emplace_back();
                out.back().begin = item.mention.begin;
            }
            auto& place = out.back();
            place.end = std::max(place.end, item.mention.end);
            (item.side == 0          ? place.gold
                    : item.side == 1 ? place.byFirst
                                     : place.bySecond)
                .push_back(std::move(item.mention));
        }
        for (auto& place : out) {
            const bool before = place.byFirst == place.gold, after = place.bySecond == place.gold;
            place.change = before && after        ? PlaceChange::BothRight
                : after                           ? PlaceChange::Fixed
                : before                          ? PlaceChange::Broken
                : place.byFirst == place.bySecond ? PlaceChange::BothWrong
                                                  : PlaceChange::Changed;
        }
        return out;
    }
};

} // namespace

Result<InspectionScores> inspectionScores(const Inspection& inspection, std::stop_token stop) {
    Evaluation evaluation;
    std::vector<std::vector<Mention>> gold, predicted;
    std::set<std::string> labels;
    for (const auto& sentence : inspection.sentences) {
        const auto words = static_cast<std::uint32_t>(sentence.words.size());
        evaluation.gold.push_back(tagsFromMentions(sentence.gold, words, TagScheme::Iob2));
        evaluation.predicted.push_back(
            tagsFromMentions(sentence.predicted, words, TagScheme::Iob2));
        evaluation.documentOf.push_back(sentence.document);
        gold.push_back(sentence.gold);
        predicted.push_back(sentence.predicted);
        for (const auto* side : {&sentence.gold, &sentence.predicted})
            for (const auto& mention : *side)
                labels.insert(mention.label);
    }
    evaluation.sentences = inspection.sentences.size();
    evaluation.unknownLabels = inspection.unknownLabels;
    auto scores = scoreDefault(evaluation.gold, evaluation.predicted);
    if (!scores)
        return scores.error();
    evaluation.scores = *scores;
    auto outcome = outcomeOf(evaluation, inspection.request.split, stop);
    if (!outcome)
        return outcome.error();
    InspectionScores out;
    out.outcome = std::move(*outcome);
    out.overlap = scoreOverlap(gold, predicted);
    out.labelled = transitionsOf(evaluation.gold, labels);
    out.marked = transitionsOf(evaluation.predicted, labels);
    return out;
}

Result<PlaceComparison> comparePlaces(
    const Inspection& first, const Inspection& second, std::stop_token stop) {
    if (!first.gold || !second.gold)
        return Error{ErrorCode::InvalidArgument, "Documents without labels cannot be compared", "",
            "Choose a split with labels."};
    PlaceComparison out;
    for (const auto change : kAllPlaceChanges)
        out.counts[change] = 0;
    const auto key = [](const InspectedSentence& sentence) {
        return std::pair(sentence.document, sentence.sentence);
    };
    std::size_t other = 0;
    std::uint64_t shared = 0;
    for (std::size_t i = 0; i < first.sentences.size(); ++i) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        while (other < second.sentences.size()
            && key(second.sentences[other]) < key(first.sentences[i]))
            ++other;
        if (other == second.sentences.size()
            || key(second.sentences[other]) != key(first.sentences[i])
            || second.sentences[other].words.size() != first.sentences[i].words.size())
            continue;
        ++shared;
        for (auto& place : Places::of(first.sentences[i], second.sentences[other])) {
            place.first = static_cast<std::uint32_t>(i);
            place.second = static_cast<std::uint32_t>(other);
            ++out.counts[place.change];
            out.places.push_back(std::move(place));
        }
    }
    out.sentencesLeftOut = first.sentences.size() + second.sentences.size() - 2 * shared;
    return out;
}

} // namespace evenspan
