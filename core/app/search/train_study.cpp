// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/train_study.h"

#include "core/app/project/named_settings.h"
#include "core/app/runs/score_run.h"
#include "core/app/runs/writer_run_store.h"
#include "core/app/train/run_files.h"
#include "core/base/nearest.h"
#include "core/metrics/paired_tests.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace fs = std::filesystem;

namespace evenspan::search {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSetting = "study:";
constexpr const char* kNames = "studies"; // a list, since settings are asked for by key
constexpr std::size_t kRounds = 10'000;

double valueOf(const std::string& metric, const engine::TrainEvent& event) {
    return metric == "loss"    ? -event.loss
        : metric == "macro_f1" ? event.scores.macro.f1
                               : event.scores.micro.f1;
}

// Passes events on and turns the answers of the study into a stop.
class Watch : public engine::EventSink {
public:
    Watch(engine::EventSink& next, std::string metric,
        const std::function<bool(const TrialEvaluation&)>& evaluated,
        const std::function<bool()>& goesOn, std::stop_source& stop)
        : m_next(next)
        , m_metric(std::move(metric))
        , m_evaluated(evaluated)
        , m_goesOn(goesOn)
        , m_stop(stop) { }

    void on(const engine::TrainEvent& event) override {
        m_next.on(event);
        using Kind = engine::TrainEvent::Kind;
        const bool more = event.kind == Kind::Eval
            ? m_evaluated({event.step, valueOf(m_metric, event)})
            : event.kind != Kind::Step || m_goesOn();
        if (!more)
            m_stop.request_stop();
    }

private:
    engine::EventSink& m_next;
    std::string m_metric;
    const std::function<bool(const TrialEvaluation&)>& m_evaluated;
    const std::function<bool()>& m_goesOn;
    std::stop_source& m_stop;
};

class Host : public StudyHost {
public:
    Host(store::Project& project, const ModelLibrary& models, const fs::path& engine,
        StudyWatcher& watcher)
        : m_project(project)
        , m_models(models)
        , m_engine(engine)
        , m_watcher(watcher) { }

    Result<TrialEnd> train(const TrialOrder& order,
        const std::function<bool(const TrialEvaluation&)>& evaluated,
        const std::function<bool()>& goesOn, std::stop_token stop) override {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        TrainRunRequest request;
        request.name = order.run;
        request.recipe = order.recipe;
        request.where = order.where;
        auto row = (*reader)->run(order.run);
        if (row && row->state == store::RunState::Finished)
            return replay(**reader, *row, order.recipe.best_metric, evaluated);
        request.resume = row.ok();
        std::stop_source own;
        const std::stop_callback pass(stop, [&] { own.request_stop(); });
        Watch watch(m_watcher, order.recipe.best_metric, evaluated, goesOn, own);
        auto outcome = TrainRun(m_project, m_models, m_engine).run(request, watch, own.get_token());
        if (!outcome)
            return outcome.error();
        return TrialEnd{outcome->stopped};
    }

    void discard(const std::string& run) override {
        auto reader = m_project.reader();
        if (!reader)
            return;
        auto row = (*reader)->run(run);
        if (!row)
            return;
        WriterRunStore rows(*m_project.writer());
        RunFiles files(m_project, rows, *row);
        for (const char* role : {"weights", "checkpoint", "best"})
            files.drop(role);
        std::error_code ignored;
        if (row->path == "models/" + run)
            fs::remove_all(m_project.filesFolder() / row->path, ignored);
    }

    Result<void> save(const Study& study) override {
        auto* writer = m_project.writer();
        if (auto kept = writer->setSetting(kSetting + study.spec.name, studyToJson(study)); !kept)
            return kept;
        return mark(study);
    }

    Result<Gain> compare(const Study& study, const std::vector<std::string>& winner,
        const std::vector<std::string>& standard, std::stop_token stop) override {
        Gain gain;
        for (const char* split : {"test", "validation"}) {
            gain.split = split;
            std::vector<std::vector<DocumentCounts>> a, b;
            auto read = counts(winner, split, stop, a);
            if (read)
                read = counts(standard, split, stop, b);
            if (!read && read.error().code == ErrorCode::Empty && gain.split == "test")
                continue;
            if (!read)
                return read.error();
            auto test = groupBootstrap(a, b, kRounds, 0.95, study.spec.seed, stop);
            if (!test)
                return test.error();
            gain.documents = static_cast<std::int64_t>(a.front().size());
            gain.winnerRuns = static_cast<std::int64_t>(a.size());
            gain.standardRuns = static_cast<std::int64_t>(b.size());
            gain.winner = mean(a);
            gain.standard = mean(b);
            gain.low = test->difference.low;
            gain.high = test->difference.high;
            break;
        }
        return gain;
    }

    double seconds() override {
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

    void changed(const Study& study, const Trial* trial) override {
        m_watcher.changed(study, trial);
    }

private:
    // The evaluations of a run that had come to its end before its study heard of it.
    Result<TrialEnd> replay(store::Reader& reader, const store::RunRow& row,
        const std::string& metric, const std::function<bool(const TrialEvaluation&)>& evaluated) {
        auto rows = reader.metrics(row.id);
        if (!rows)
            return rows.error();
        std::map<std::int64_t, engine::TrainEvent> events; // by step
        std::map<std::int64_t, std::vector<double>> types;
        for (const auto& one : *rows) {
            if (one.split != "validation")
                continue;
            auto& event = events[one.step];
            event.step = one.step;
            if (one.key == "loss")
                event.loss = one.value;
            else if (one.key == "f1")
                event.scores.micro.f1 = one.value;
            else if (one.key.starts_with("f1:"))
                types[one.step].push_back(one.value);
        }
        for (auto& [step, event] : events) {
            for (const double f1 : types[step])
                event.scores.macro.f1 += f1 / static_cast<double>(types[step].size());
            static_cast<void>(evaluated({step, valueOf(metric, event)}));
        }
        return TrialEnd{};
    }

    // Says in the record of each run whose it is.
    Result<void> mark(const Study& study) {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        for (const auto* list : {&study.trials, &study.repeats})
            for (const auto& trial : *list) {
                if (trial.state == TrialState::Running || !m_marked.insert(trial.run).second)
                    continue;
                auto row = (*reader)->run(trial.run);
                if (!row)
                    continue; // it failed before it was a run
                auto record = Json::parse(row->record, nullptr, false);
                if (!record.is_object())
                    continue;
                Json mark{{"name", study.spec.name}, {"state", trialStateName(trial.state)}};
                if (trial.standard)
                    mark["standard"] = true;
                else
                    mark["trial"] = trial.number + 1;
                if (record.value("study", Json()) == mark)
                    continue;
                record["study"] = std::move(mark);
                row->record = record.dump();
                if (auto done = m_project.writer()->updateRun(*row); !done)
                    return done;
            }
        return {};
    }

    Result<void> counts(const std::vector<std::string>& runs, const std::string& split,
        std::stop_token stop, std::vector<std::vector<DocumentCounts>>& out) {
        for (const auto& run : runs) {
            auto outcome = scoreRun(m_project, m_engine, run, split, stop);
            if (!outcome)
                return outcome.error();
            out.emplace_back();
            for (const auto& [document, counts] : outcome->documents)
                out.back().push_back(counts);
        }
        return {};
    }

    static double mean(const std::vector<std::vector<DocumentCounts>>& runs) {
        double sum = 0;
        for (const auto& run : runs)
            sum += microF1(run);
        return sum / static_cast<double>(runs.size());
    }

    store::Project& m_project;
    const ModelLibrary& m_models;
    const fs::path& m_engine;
    StudyWatcher& m_watcher;
    std::set<std::string> m_marked;
};

Result<void> checkSpec(const StudySpec& spec) {
    const auto bad = [&](const std::string& what, const std::string& remedy) {
        return Error{ErrorCode::InvalidArgument, what, spec.name, remedy};
    };
    if (!isModelName(spec.name))
        return bad(
            "A search's name is made of letters, digits, '.', '_' and '-'", "Choose another name.");
    if (spec.runs < 0 || !(spec.seconds >= 0) || spec.finalists < 0 || spec.seeds < 1
        || spec.halving.reduction < 2 || spec.halving.least < 1)
        return bad("A number of the search is out of range",
            "Runs, time and finalists are at least 0, seeds 1, the reduction 2.");
    if (spec.runs == 0 && spec.seconds == 0 && spec.sampler != SamplerKind::Grid)
        return bad("The search has no end", "Give a number of runs or a time.");
    return {};
}

} // namespace

Result<std::vector<std::string>> studyNames(store::Reader& reader) {
    return settingNames(reader, kNames);
}

Result<Study> openStudy(store::Reader& reader, const std::string& name) {
    auto text = reader.setting(kSetting + name);
    if (!text)
        return text.error();
    if (*text)
        return studyFromJson(**text);
    auto names = studyNames(reader);
    if (!names)
        return names.error();
    std::string all;
    for (const auto& known : *names)
        all += (all.empty() ? "" : ", ") + known;
    return Error{ErrorCode::NotFound, "The project has no search of this name", name,
        all.empty() ? "Start one first." : "There are: " + all};
}

Result<Study> TrainStudy::start(
    const StudySpec& spec, StudyWatcher& watcher, std::stop_token stop) {
    if (auto sound = checkSpec(spec); !sound)
        return sound.error();
    if (!m_project.writer())
        return cannotKeepRuns(m_project);
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto names = studyNames(**reader);
    if (!names)
        return names.error();
    auto runs = (*reader)->runs();
    if (!runs)
        return runs.error();
    bool taken = std::find(names->begin(), names->end(), spec.name) != names->end();
    for (const auto& run : *runs)
        taken = taken || run.name.starts_with(spec.name + "-");
    if (taken)
        return Error{ErrorCode::AlreadyExists, "The project has a search or runs of this name",
            spec.name, "Choose another name, or go on with that search by --resume."};
    if (auto kept = addSettingName(*m_project.writer(), kNames, std::move(*names), spec.name);
        !kept)
        return kept.error();
    Study study;
    study.spec = spec;
    Host host(m_project, m_models, m_engine, watcher);
    if (auto done = runStudy(study, host, std::move(stop)); !done)
        return done.error();
    return study;
}

Result<Study> TrainStudy::resume(
    const std::string& name, StudyWatcher& watcher, std::stop_token stop) {
    if (!m_project.writer())
        return cannotKeepRuns(m_project);
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto names = studyNames(**reader);
    if (!names)
        return names.error();
    auto study = openStudy(**reader, name.empty() && !names->empty() ? names->back() : name);
    if (!study)
        return study.error();
    if (study->done)
        return Error{ErrorCode::InvalidArgument, "The search is finished: nothing is left to do",
            study->spec.name, "Start a new search to go further."};
    Host host(m_project, m_models, m_engine, watcher);
    if (auto done = runStudy(*study, host, std::move(stop)); !done)
        return done.error();
    return study;
}

} // namespace evenspan::search
