// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/train_data.h"

#include "core/data/bucket.h"

#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kHeldOut = 0.1;

std::map<std::string, std::int64_t> adjusted(const RunData& data) {
    std::map<std::string, std::int64_t> rules;
    for (const auto& note : data.report.notes)
        ++rules[alignmentRuleName(note.rule)];
    return rules;
}

Json reportToJson(const RunData& data, std::size_t sentences) {
    return {{"documents", data.documents()}, {"sentences", sentences},
        {"undecided_documents", data.report.undecided}, {"adjusted_spans", adjusted(data)},
        {"sha256", data.hash}};
}

// By documents, so that no document is on both sides.
void holdOutSome(TrainData& data, std::uint64_t seed) {
    std::vector<std::int64_t> documents;
    for (const auto& example : data.train.examples)
        if (documents.empty() || documents.back() != example.document)
            documents.push_back(example.document);
    const bool bySentence = documents.size() < 2;
    const auto count = bySentence ? data.train.examples.size() : documents.size();
    std::set<std::int64_t> held;
    for (const auto index : holdOut(count, kHeldOut, seed))
        held.insert(bySentence ? index : documents[index]);
    std::vector<engine::Example> kept;
    std::int64_t index = 0;
    for (auto& example : data.train.examples) {
        const auto key = bySentence ? index++ : example.document;
        (held.contains(key) ? data.validation.examples : kept).push_back(std::move(example));
    }
    data.train.examples = std::move(kept);
    data.heldOut = HeldOut{kHeldOut, seed, bySentence, std::move(held)};
}

} // namespace

Result<TrainData> readTrainData(store::Reader& reader, const std::optional<TagSet>& tags,
    const std::map<std::string, std::string>& where, std::uint64_t seed, std::stop_token stop,
    const std::set<std::int64_t>& leaveOut) {
    TrainData data;
    if (tags) {
        data.tags = *tags;
    } else {
        auto labels = learnableLabels(reader);
        if (!labels)
            return labels.error();
        data.tags = TagSet(*labels, TagScheme::Iob2);
    }
    auto info = reader.info(stop);
    if (!info)
        return info.error();
    data.split = info->splits.contains("train") ? "train" : "";
    auto train = readRunData(reader, data.tags, {data.split, where, true, leaveOut, {}}, stop);
    if (!train)
        return train.error();
    if (train->examples.empty())
        return Error{ErrorCode::Empty, "There is no decided document to learn from",
            data.split.empty() ? "documents without a split" : "split train",
            train->report.undecided > 0 ? "Mark documents as done: "
                    + std::to_string(train->report.undecided) + " are undecided."
                                        : "Import or label documents of the split train."};
    auto validation =
        readRunData(reader, data.tags, {"validation", where, true, leaveOut, {}}, stop);
    if (!validation)
        return validation.error();
    data.train = std::move(*train);
    data.validation = std::move(*validation);
    data.decided = data.train.examples.size();
    if (data.validation.examples.empty())
        holdOutSome(data, seed);
    return data;
}

Json recordOf(const TrainData& data) {
    Json out{{"split", data.split}, {"train", reportToJson(data.train, data.decided)}};
    if (const auto& held = data.heldOut)
        out["held_out"] = {{"share", held->share}, {"seed", held->seed},
            {"unit", held->sentences ? "sentences" : "documents"}, {"chosen", held->chosen}};
    out["validation"] = reportToJson(data.validation, data.validation.examples.size());
    out["learnt_sentences"] = data.train.examples.size();
    return out;
}

std::vector<std::string> remarksOn(
    const TrainData& data, const std::map<std::string, std::string>& where) {
    std::vector<std::string> out;
    for (const auto& [key, value] : where)
        out.push_back("only documents with " + key + "=" + value + " are used");
    if (data.train.report.undecided > 0)
        out.push_back(std::to_string(data.train.report.undecided)
            + " undecided documents are left out, not learnt as text without entities");
    for (const auto& [rule, count] : adjusted(data.train))
        out.push_back(std::to_string(count) + " spans do not fit the words: " + rule);
    if (const auto& held = data.heldOut)
        out.push_back("no decided validation split: " + std::to_string(held->chosen.size())
            + (held->sentences ? " sentences" : " documents") + " are held out for it");
    return out;
}

} // namespace evenspan
