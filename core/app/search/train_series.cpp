// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/train_series.h"

#include <algorithm>

namespace evenspan {

namespace {

class Folds : public KFoldWatcher {
public:
    explicit Folds(SeriesWatcher& next)
        : m_next(next) { }
    void on(const engine::TrainEvent& event) override { m_next.on(event); }
    void changed(const KFold& kfold, std::size_t) override {
        m_next.progressed(std::ranges::count_if(kfold.folds, &KFoldFold::done),
            static_cast<std::int64_t>(kfold.folds.size()));
    }
    void tagged(std::size_t, std::size_t) override { }

private:
    SeriesWatcher& m_next;
};

class Trials : public search::StudyWatcher {
public:
    explicit Trials(SeriesWatcher& next)
        : m_next(next) { }
    void on(const engine::TrainEvent& event) override { m_next.on(event); }
    void changed(const search::Study& study, const search::Trial*) override {
        const auto [done, all] = studyProgress(study);
        m_next.progressed(done, all);
    }

private:
    SeriesWatcher& m_next;
};

} // namespace

std::pair<std::int64_t, std::int64_t> studyProgress(const search::Study& study) {
    const auto ended = [](const std::vector<search::Trial>& trials) {
        return std::ranges::count_if(trials,
            [](const search::Trial& trial) { return trial.state != search::TrialState::Running; });
    };
    const auto& spec = study.spec;
    std::int64_t trials = spec.runs;
    if (spec.sampler == search::SamplerKind::Grid)
        if (const auto grid = search::gridOf(spec.space))
            trials = trials > 0 ? std::min(trials, static_cast<std::int64_t>(grid->size()))
                                : static_cast<std::int64_t>(grid->size());
    // A finalist's trial is its first seed; the base recipe has none yet.
    const std::int64_t repeats =
        spec.finalists > 0 ? spec.finalists * (spec.seeds - 1) + spec.seeds : 0;
    return {ended(study.trials) + ended(study.repeats), trials > 0 ? trials + repeats : 0};
}

Result<void> trainSeries(store::Project& project, const ModelLibrary& models,
    const std::filesystem::path& engine, const TrainSeries& series, SeriesWatcher& watcher,
    std::stop_token stop) {
    std::optional<Error> error;
    const auto take = [&](const auto& result) {
        if (!result)
            error = result.error();
    };
    if (const auto* spec = std::get_if<KFoldSpec>(&series.spec)) {
        Folds folds(watcher);
        CrossTraining training(project, models, engine);
        take(series.resume ? training.resume(series.name, folds, stop)
                           : training.start(*spec, folds, stop));
    } else {
        Trials trials(watcher);
        search::TrainStudy training(project, models, engine);
        take(series.resume
                ? training.resume(series.name, trials, stop)
                : training.start(std::get<search::StudySpec>(series.spec), trials, stop));
    }
    if (error && !(error->code == ErrorCode::Cancelled && stop.stop_requested()))
        return *error;
    return {};
}

} // namespace evenspan
