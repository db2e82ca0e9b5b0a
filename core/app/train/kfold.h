// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/train_run.h"

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// Cross-training: the decided documents of all splits are dealt into folds by seed; a run is
// trained for each fold that sees none of its documents, neither to learn from nor to choose its
// best weights by, and then says of each of their tokens how likely every tag is (out_of_fold.h).
struct KFoldSpec {
    std::string name;
    std::int64_t folds = 5; // 2 … 100
    std::uint64_t seed = 0; // of the dealing
    engine::Recipe recipe;
    std::map<std::string, std::string> where; // documents, as TrainRunRequest
    bool operator==(const KFoldSpec&) const = default;
};

struct KFoldFold {
    std::vector<std::int64_t> documents; // ids, ascending
    std::string run; // NAME-fold-1, NAME-fold-2, …: ordinary runs
    bool done = false; // its probabilities are in the project
    double f1 = 0; // micro, of the run on its own documents
    bool operator==(const KFoldFold&) const = default;
};

// As the project keeps it, in its setting "kfold:NAME".
struct KFold {
    KFoldSpec spec;
    std::vector<KFoldFold> folds;
    bool done() const;
    bool operator==(const KFold&) const = default;
};
std::string kfoldToJson(const KFold& kfold);
Result<KFold> kfoldFromJson(const std::string& json); // Corrupt

// Deals ids into folds whose sizes differ by one at most; by the seed alone, whatever their order.
// Each fold ascending.
std::vector<std::vector<std::int64_t>> dealt(
    std::vector<std::int64_t> ids, std::size_t folds, std::uint64_t seed);

Result<std::vector<std::string>> kfoldNames(store::Reader& reader);
// Errors: NotFound, Corrupt.
Result<KFold> openKFold(store::Reader& reader, const std::string& name);

// Called on the thread that runs it.
class KFoldWatcher : public engine::EventSink {
public:
    // A fold begins (counted from 0), or all that is done changed.
    virtual void changed(const KFold& kfold, std::size_t fold) = 0;
    // Of the tagging of a fold's own documents.
    virtual void tagged(std::size_t done, std::size_t total) = 0;
};

class CrossTraining {
public:
    CrossTraining(store::Project& project, const ModelLibrary& models, std::filesystem::path engine)
        : m_project(project)
        , m_models(models)
        , m_engine(std::move(engine)) { }

    // Blocks. Errors: AlreadyExists (the name, or a run of one of its names), InvalidArgument (the
    // name, the number), Empty (fewer decided documents than folds), Cancelled (kept: resume()),
    // those of TrainRun and openRun.
    Result<KFold> start(const KFoldSpec& spec, KFoldWatcher& watcher, std::stop_token stop = {});
    // Goes on after a stop or a kill; finished folds are not done again. `name` empty: the newest.
    // Errors: NotFound, InvalidArgument (nothing is left to do) too.
    Result<KFold> resume(const std::string& name, KFoldWatcher& watcher, std::stop_token stop = {});

private:
    store::Project& m_project;
    const ModelLibrary& m_models;
    std::filesystem::path m_engine;
};

} // namespace evenspan
