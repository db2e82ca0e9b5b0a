// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/score_run.h"

#include "core/app/runs/scores_json.h"
#include "core/metrics/wilson.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kRounds = 2000;
constexpr double kConfidence = 0.95;
constexpr std::uint64_t kSeed = 1;

Json toJson(const DocumentCounts& counts) {
    return {counts.right, counts.wrong, counts.missed};
}

DocumentCounts countsFromJson(const Json& json) {
    return {json.at(0).get<std::uint32_t>(), json.at(1).get<std::uint32_t>(),
        json.at(2).get<std::uint32_t>()};
}

Json toJson(const Interval& interval) {
    return {interval.estimate, interval.low, interval.high};
}

Interval intervalFromJson(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>(), json.at(2).get<double>()};
}

Json toJson(const Confusion& confusion) {
    return {{"labels", confusion.labels}, {"cells", confusion.cells}};
}

Confusion confusionFromJson(const Json& json) {
    Confusion out{json.at("labels").get<std::vector<std::string>>(),
        json.at("cells").get<std::vector<std::uint64_t>>()};
    if (out.cells.size() != out.size() * out.size())
        throw std::invalid_argument("cells");
    return out;
}

Result<Interval> intervalOf(
    const std::map<std::int64_t, DocumentCounts>& documents, const std::stop_token& stop) {
    std::vector<DocumentCounts> counts;
    for (const auto& [id, document] : documents)
        counts.push_back(document);
    return bootstrapF1(counts, kRounds, kConfidence, kSeed, stop);
}

std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

ShareIntervals shareIntervals(const DocumentCounts& counts) {
    const auto wilson = [](std::uint32_t right, std::uint32_t other) {
        const auto share = wilsonInterval(right, std::int64_t{right} + other);
        return share ? Interval{share->estimate, share->low, share->high} : Interval{};
    };
    return {wilson(counts.right, counts.wrong), wilson(counts.right, counts.missed)};
}

Json outcomeToJson(const RunOutcome& outcome) {
    Json labels = Json::object(), documents = Json::array();
    for (const auto& [label, one] : outcome.labels)
        labels[label] = {{"counts", toJson(one.counts)}, {"f1", toJson(one.f1)}};
    for (const auto& [id, counts] : outcome.documents)
        documents.push_back({id, counts.right, counts.wrong, counts.missed});
    return {{"version", 1}, {"split", outcome.split}, {"data", outcome.data},
        {"group", outcome.group}, {"time", outcome.time}, {"run_finished", outcome.runFinished},
        {"scores", scoresToJson(outcome.scores)}, {"micro", toJson(outcome.micro)},
        {"labels", labels}, {"documents", documents}, {"exact", toJson(outcome.exact)},
        {"overlapping", toJson(outcome.overlapping)}, {"sentences", outcome.sentences},
        {"undecided", outcome.undecided}, {"unknown_labels", outcome.unknownLabels}};
}

Result<RunOutcome> outcomeFromJson(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        RunOutcome out;
        out.split = json.at("split").get<std::string>();
        out.data = json.at("data").get<std::string>();
        out.group = json.at("group").get<std::int64_t>();
        out.time = json.at("time").get<std::int64_t>();
        out.runFinished = json.at("run_finished").get<std::int64_t>();
        if (!json.at("scores").is_object())
            throw std::invalid_argument("scores");
        out.scores = scoresFromJson(json.at("scores"));
        out.micro = intervalFromJson(json.at("micro"));
        for (const auto& [label, one] : json.at("labels").items())
            out.labels[label] = {countsFromJson(one.at("counts")), intervalFromJson(one.at("f1"))};
        for (const auto& row : json.at("documents"))
            out.documents[row.at(0).get<std::int64_t>()] = {row.at(1).get<std::uint32_t>(),
                row.at(2).get<std::uint32_t>(), row.at(3).get<std::uint32_t>()};
        out.exact = confusionFromJson(json.at("exact"));
        out.overlapping = confusionFromJson(json.at("overlapping"));
        out.sentences = json.at("sentences").get<std::uint64_t>();
        out.undecided = json.at("undecided").get<std::uint64_t>();
        out.unknownLabels = json.at("unknown_labels").get<std::vector<std::string>>();
        return out;
    } catch (const std::exception&) {
        return Error{ErrorCode::Corrupt, "What the run scored cannot be read", "run score",
            "Score the run again."};
    }
}

Result<RunOutcome> outcomeOf(
    const Evaluation& evaluation, const std::string& split, std::stop_token stop) {
    RunOutcome out;
    out.split = split;
    out.data = evaluation.data;
    out.runFinished = evaluation.runFinished;
    out.time = nowMs();
    out.scores = evaluation.scores;
    out.sentences = evaluation.sentences;
    out.undecided = evaluation.undecided;
    out.unknownLabels = evaluation.unknownLabels;

    std::vector<std::vector<Mention>> gold, predicted;
    std::map<std::string, std::map<std::int64_t, DocumentCounts>> byLabel;
    for (std::size_t s = 0; s < evaluation.gold.size(); ++s) {
        gold.push_back(defaultMentions(evaluation.gold[s]));
        predicted.push_back(defaultMentions(evaluation.predicted[s]));
        const auto document = evaluation.documentOf[s];
        auto& all = out.documents[document];
        const std::set<Mention> known(gold.back().begin(), gold.back().end());
        const std::set<Mention> found(predicted.back().begin(), predicted.back().end());
        for (const auto& mention : known)
            if (!found.contains(mention)) {
                ++all.missed;
                ++byLabel[mention.label][document].missed;
            }
        for (const auto& mention : found) {
            auto& own = byLabel[mention.label][document];
            const bool right = known.contains(mention);
            ++(right ? all.right : all.wrong);
            ++(right ? own.right : own.wrong);
        }
    }
    auto micro = intervalOf(out.documents, stop);
    if (!micro)
        return micro.error();
    out.micro = *micro;
    for (auto& [label, documents] : byLabel) {
        LabelOutcome one;
        // Documents without the label are drawn too: how many hold it is part of the chance.
        for (const auto& [id, counts] : out.documents)
            documents.try_emplace(id);
        for (const auto& [id, counts] : documents) {
            one.counts.right += counts.right;
            one.counts.wrong += counts.wrong;
            one.counts.missed += counts.missed;
        }
        auto interval = intervalOf(documents, stop);
        if (!interval)
            return interval.error();
        one.f1 = *interval;
        out.labels[label] = one;
    }
    out.exact = confusionOf(gold, predicted, Boundaries::Exact);
    out.overlapping = confusionOf(gold, predicted, Boundaries::Overlapping);
    return out;
}

Result<RunOutcome> scoreRun(store::Project& project, const std::filesystem::path& engine,
    const std::string& run, const std::string& split, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    // Before the texts are read: what is changed meanwhile makes the outcome stale, never fresh.
    auto group = store::newestGroup(**reader, {}, stop);
    if (!group)
        return group.error();
    EvaluateRequest request;
    request.run = run;
    request.split = split;
    auto evaluation = evaluateRun(project, engine, request, stop, progress);
    if (!evaluation)
        return evaluation.error();
    auto outcome = outcomeOf(*evaluation, split, stop);
    if (!outcome)
        return outcome.error();
    outcome->group = *group;
    auto row = (*reader)->run(run);
    if (!row)
        return row.error();
    if (auto* writer = project.writer()) {
        const store::RunScoreRow kept{row->id, split, outcome->data, outcome->group, outcome->time,
            outcomeToJson(*outcome).dump()};
        if (auto saved = store::saveRunScore(*writer, kept); !saved)
            return saved.error();
    }
    return outcome;
}

Result<std::vector<RunOutcome>> keptOutcomes(
    store::Reader& reader, const store::RunRow& run, std::stop_token stop) {
    auto rows = store::runScores(reader, run.id, std::move(stop));
    if (!rows)
        return rows.error();
    std::vector<RunOutcome> out;
    for (const auto& row : *rows)
        if (auto outcome = outcomeFromJson(row.outcome))
            out.push_back(std::move(*outcome));
    return out;
}

bool isFresh(const RunOutcome& outcome, const store::RunRow& run, std::int64_t newestGroup) {
    return outcome.group == newestGroup && outcome.runFinished == run.finished.value_or(0);
}

} // namespace evenspan
