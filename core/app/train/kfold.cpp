// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/kfold.h"

#include "core/app/project/named_settings.h"
#include "core/app/runs/open_run.h"
#include "core/app/runs/out_of_fold.h"
#include "core/app/runs/run_data.h"
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/engine/word_logits.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSetting = "kfold:";
constexpr const char* kNames = "kfolds";
constexpr std::size_t kBatch = 32;

// The softmax of each row, in place.
void toProbabilities(std::vector<float>& logits, std::size_t classes) {
    for (std::size_t at = 0; at < logits.size(); at += classes) {
        const std::span row(logits.data() + at, classes);
        const float top = *std::max_element(row.begin(), row.end());
        double sum = 0;
        for (const float value : row)
            sum += std::exp(static_cast<double>(value - top));
        for (float& value : row)
            value = static_cast<float>(std::exp(static_cast<double>(value - top)) / sum);
    }
}

class FoldsJob {
public:
    FoldsJob(store::Project& project, const ModelLibrary& models, const fs::path& engine,
        KFold& kfold, KFoldWatcher& watcher, std::stop_token stop)
        : m_project(project)
        , m_models(models)
        , m_engine(engine)
        , m_kfold(kfold)
        , m_watcher(watcher)
        , m_stop(std::move(stop)) { }

    Result<void> go() {
        for (std::size_t n = 0; n < m_kfold.folds.size(); ++n) {
            auto& fold = m_kfold.folds[n];
            if (fold.done)
                continue;
            if (m_stop.stop_requested())
                return stopped();
            m_watcher.changed(m_kfold, n);
            if (auto done = train(fold); !done)
                return done;
            if (auto done = predict(n); !done)
                return done;
            fold.done = true;
            if (auto kept = save(); !kept)
                return kept;
            m_watcher.changed(m_kfold, n);
        }
        return {};
    }

    Result<void> save() {
        return m_project.writer()->setSetting(kSetting + m_kfold.spec.name, kfoldToJson(m_kfold));
    }

private:
    Error stopped() const {
        return {ErrorCode::Cancelled, "The cross-training was stopped", m_kfold.spec.name,
            "Go on with it by --resume."};
    }

    Result<void> train(const KFoldFold& fold) {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        auto row = (*reader)->run(fold.run);
        if (row && row->state == store::RunState::Finished)
            return {}; // killed between the training and the tagging
        TrainRunRequest request;
        request.name = fold.run;
        request.recipe = m_kfold.spec.recipe;
        request.where = m_kfold.spec.where;
        request.leaveOut = {fold.documents.begin(), fold.documents.end()};
        request.resume = row.ok();
        auto outcome = TrainRun(m_project, m_models, m_engine).run(request, m_watcher, m_stop);
        if (!outcome)
            return outcome.error();
        return outcome->stopped ? Result<void>(stopped()) : Result<void>();
    }

    Result<void> predict(std::size_t number) {
        auto& fold = m_kfold.folds[number];
        auto run = openRun(m_project, fold.run, m_engine);
        if (!run)
            return run.error();
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        DataSelection selection;
        selection.where = m_kfold.spec.where;
        selection.only = std::set<std::int64_t>(fold.documents.begin(), fold.documents.end());
        // Also where a document was reopened since: what is asked is what the model thinks of it.
        selection.decidedOnly = false;
        auto data = readRunData(**reader, run->tags, selection, m_stop);
        if (!data)
            return data.error();
        const auto encoded = encodeExamples(*run->tokenizer, data->examples, run->maxLength, false);
        const auto classes = run->tags.size();
        auto words =
            engine::wordLogits([&](const Batch& batch) { return run->session->logits(batch); },
                classes, encoded, {false, kBatch, run->padId}, m_stop,
                [&](std::size_t done, std::size_t total) { m_watcher.tagged(done, total); });
        if (!words)
            return words.error().code == ErrorCode::Cancelled ? stopped() : words.error();
        FoldDraft draft{
            m_kfold.spec.name, fold.run, number, m_kfold.folds.size(), run->tags.tags(), {}};
        std::vector<std::string> tokens;
        for (std::size_t s = 0; s < data->examples.size(); ++s) {
            const auto& example = data->examples[s];
            if (draft.documents.empty() || draft.documents.back().id != example.document) {
                close(draft, tokens);
                draft.documents.push_back({example.document, 0, {}});
            }
            toProbabilities((*words)[s], classes);
            auto& to = draft.documents.back().probabilities;
            to.insert(to.end(), (*words)[s].begin(), (*words)[s].end());
            tokens.insert(tokens.end(), example.words.begin(), example.words.end());
        }
        close(draft, tokens);
        fold.f1 = score(*data, *words, run->tags);
        std::sort(draft.documents.begin(), draft.documents.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
        return keep(draft, run->row.id);
    }

    static void close(FoldDraft& draft, std::vector<std::string>& tokens) {
        if (!draft.documents.empty())
            draft.documents.back().words = wordsHash(tokens);
        tokens.clear();
    }

    // Micro F1 of the likeliest tags.
    static double score(
        const RunData& data, const std::vector<std::vector<float>>& words, const TagSet& tags) {
        TagSequences gold, predicted;
        const auto name = [&](std::int32_t c) { return tags.tags()[static_cast<std::size_t>(c)]; };
        for (std::size_t s = 0; s < words.size(); ++s) {
            gold.emplace_back();
            predicted.emplace_back();
            for (const auto c : data.examples[s].classes)
                gold.back().push_back(name(c));
            for (const auto c : argmaxDecode(words[s], tags.size()))
                predicted.back().push_back(name(c));
        }
        auto scores = scoreDefault(gold, predicted);
        return scores ? scores->micro.f1 : 0;
    }

    Result<void> keep(const FoldDraft& draft, RunId run) {
        const fs::path folder = m_project.filesFolder();
        std::error_code failed;
        fs::create_directories(folder, failed);
        const fs::path fresh = folder / ("unfinished-" + draft.run + "-" + kOutOfFoldRole);
        if (auto written = writeFold(fresh, draft); !written)
            return written;
        auto hash = sha256File(fresh);
        if (!hash)
            return hash.error();
        store::FileRow row;
        row.sha256 = *hash;
        row.path = *hash + ".safetensors";
        row.size = static_cast<std::int64_t>(fs::file_size(fresh, failed));
        row.run = run;
        row.role = kOutOfFoldRole;
        row.provenance =
            Json{{"kfold", draft.kfold}, {"fold", draft.fold}, {"run", draft.run}}.dump();
        fs::rename(fresh, folder / row.path, failed);
        if (failed)
            return systemError(
                failed.value(), "The file of a fold could not be put in place", fresh.string());
        return m_project.writer()->addFile(row);
    }

    store::Project& m_project;
    const ModelLibrary& m_models;
    const fs::path& m_engine;
    KFold& m_kfold;
    KFoldWatcher& m_watcher;
    std::stop_token m_stop;
};

// Ids of the decided documents that carry every `where`.
Result<std::vector<std::int64_t>> decidedDocuments(
    store::Reader& reader, const std::map<std::string, std::string>& where, std::stop_token stop) {
    constexpr std::size_t portion = 4096;
    store::DocumentFilter filter;
    filter.states = {DocumentState::Done, DocumentState::Reviewed};
    auto ids = reader.ids(filter, stop);
    if (!ids)
        return ids.error();
    std::vector<std::int64_t> out;
    for (std::size_t at = 0; at < ids->size(); at += portion) {
        const auto end = std::min(at + portion, ids->size());
        auto rows = reader.rows(std::vector(ids->begin() + static_cast<std::ptrdiff_t>(at),
                                    ids->begin() + static_cast<std::ptrdiff_t>(end)),
            stop);
        if (!rows)
            return rows.error();
        for (const auto& row : *rows)
            if (std::all_of(where.begin(), where.end(), [&](const auto& rule) {
                    const auto found = row.metadata.find(rule.first);
                    return found != row.metadata.end() && found->second == rule.second;
                }))
                out.push_back(row.id.value);
    }
    return out;
}

} // namespace

bool KFold::done() const {
    return std::all_of(folds.begin(), folds.end(), [](const KFoldFold& f) { return f.done; });
}

std::vector<std::vector<std::int64_t>> dealt(
    std::vector<std::int64_t> ids, std::size_t folds, std::uint64_t seed) {
    std::sort(ids.begin(), ids.end());
    Philox rng(seed);
    shuffle(std::span(ids), rng);
    std::vector<std::vector<std::int64_t>> out(folds);
    for (std::size_t n = 0; n < ids.size(); ++n)
        out[n % folds].push_back(ids[n]);
    for (auto& fold : out)
        std::sort(fold.begin(), fold.end());
    return out;
}

std::string kfoldToJson(const KFold& kfold) {
    const auto& spec = kfold.spec;
    Json out{{"version", 1}, {"name", spec.name}, {"seed", spec.seed},
        {"recipe", Json::parse(engine::recipeToJson(spec.recipe))}, {"where", spec.where},
        {"folds", Json::array()}};
    for (const auto& fold : kfold.folds)
        out["folds"].push_back({{"run", fold.run}, {"done", fold.done}, {"f1", fold.f1},
            {"documents", fold.documents}});
    return out.dump();
}

Result<KFold> kfoldFromJson(const std::string& text) {
    const Error corrupt{ErrorCode::Corrupt, "The record of the cross-training cannot be read",
        "kfold", "Start it again under another name."};
    try {
        const auto json = Json::parse(text);
        KFold out;
        out.spec.name = json.at("name").get<std::string>();
        out.spec.seed = json.at("seed").get<std::uint64_t>();
        out.spec.where = json.at("where").get<std::map<std::string, std::string>>();
        auto recipe = engine::recipeFromJson(json.at("recipe").dump());
        if (!recipe)
            return corrupt;
        out.spec.recipe = *recipe;
        for (const auto& fold : json.at("folds"))
            out.folds.push_back({fold.at("documents").get<std::vector<std::int64_t>>(),
                fold.at("run").get<std::string>(), fold.at("done").get<bool>(),
                fold.at("f1").get<double>()});
        out.spec.folds = static_cast<std::int64_t>(out.folds.size());
        return out;
    } catch (const Json::exception&) {
        return corrupt;
    }
}

Result<std::vector<std::string>> kfoldNames(store::Reader& reader) {
    return settingNames(reader, kNames);
}

Result<KFold> openKFold(store::Reader& reader, const std::string& name) {
    auto text = reader.setting(kSetting + name);
    if (!text)
        return text.error();
    if (*text)
        return kfoldFromJson(**text);
    return Error{ErrorCode::NotFound, "The project has no cross-training of this name", name,
        "Start one first."};
}

Result<KFold> CrossTraining::start(
    const KFoldSpec& spec, KFoldWatcher& watcher, std::stop_token stop) {
    if (!isModelName(spec.name))
        return Error{ErrorCode::InvalidArgument,
            "A cross-training's name is made of letters, digits, '.', '_' and '-'", spec.name,
            "Choose another name."};
    if (spec.folds < 2 || spec.folds > 100)
        return Error{ErrorCode::InvalidArgument, "The number of folds is out of range",
            std::to_string(spec.folds), "Choose 2 to 100 folds; 5 is usual."};
    if (!m_project.writer())
        return cannotKeepRuns(m_project);
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto names = kfoldNames(**reader);
    if (!names)
        return names.error();
    auto runs = (*reader)->runs();
    if (!runs)
        return runs.error();
    bool taken = std::find(names->begin(), names->end(), spec.name) != names->end();
    for (const auto& run : *runs)
        taken = taken || run.name.starts_with(spec.name + "-fold-");
    if (taken)
        return Error{ErrorCode::AlreadyExists,
            "The project has a cross-training or runs of this name", spec.name,
            "Choose another name, or go on with it by --resume."};
    KFold kfold{spec, {}};
    if (kfold.spec.where.empty()) {
        auto where = trainingFilter(**reader);
        if (!where)
            return where.error();
        kfold.spec.where = std::move(*where);
    }
    auto ids = decidedDocuments(**reader, kfold.spec.where, stop);
    if (!ids)
        return ids.error();
    if (ids->size() < static_cast<std::size_t>(spec.folds))
        return Error{ErrorCode::Empty,
            "The project has " + std::to_string(ids->size()) + " decided documents for "
                + std::to_string(spec.folds) + " folds",
            spec.name, "Choose fewer folds, or mark more documents as done."};
    for (auto& documents : dealt(*ids, static_cast<std::size_t>(spec.folds), spec.seed))
        kfold.folds.push_back({std::move(documents),
            spec.name + "-fold-" + std::to_string(kfold.folds.size() + 1), false, 0});
    if (auto kept = addSettingName(*m_project.writer(), kNames, std::move(*names), spec.name);
        !kept)
        return kept.error();
    FoldsJob job(m_project, m_models, m_engine, kfold, watcher, std::move(stop));
    if (auto kept = job.save(); !kept)
        return kept.error();
    if (auto done = job.go(); !done)
        return done.error();
    return kfold;
}

Result<KFold> CrossTraining::resume(
    const std::string& name, KFoldWatcher& watcher, std::stop_token stop) {
    if (!m_project.writer())
        return cannotKeepRuns(m_project);
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto names = kfoldNames(**reader);
    if (!names)
        return names.error();
    auto kfold = openKFold(**reader, name.empty() && !names->empty() ? names->back() : name);
    if (!kfold)
        return kfold.error();
    if (kfold->done())
        return Error{ErrorCode::InvalidArgument,
            "The cross-training is finished: nothing is left to do", kfold->spec.name,
            "Start a new one under another name."};
    FoldsJob job(m_project, m_models, m_engine, *kfold, watcher, std::move(stop));
    if (auto done = job.go(); !done)
        return done.error();
    return kfold;
}

} // namespace evenspan
