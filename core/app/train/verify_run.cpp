// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/verify_run.h"

#include "core/app/model/compute_plan.h"
#include "core/app/runs/open_run.h"
#include "core/app/runs/start_model.h"
#include "core/app/train/train_data.h"
#include "core/app/train/train_run.h"
#include "core/base/files.h"
#include "core/engine/module.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kRounds = 10'000;
constexpr std::string_view kRunPrefix = "run:";

// A folder that is there while this lives.
class Scratch {
public:
    explicit Scratch(fs::path path)
        : m_path(std::move(path)) {
        std::error_code failed;
        fs::remove_all(m_path, failed); // of a program that was killed
    }
    ~Scratch() {
        std::error_code failed;
        fs::remove_all(m_path, failed);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Result<void> make() {
        std::error_code failed;
        fs::create_directories(m_path, failed);
        if (failed)
            return systemError(
                failed.value(), "The scratch folder cannot be made", m_path.string());
        return {};
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

class StepCounter : public engine::EventSink {
public:
    explicit StepCounter(const std::function<void(double)>& share)
        : m_share(share) { }
    void on(const engine::TrainEvent& event) override {
        if (event.kind == engine::TrainEvent::Kind::Step && event.totalSteps > 0)
            m_share(static_cast<double>(event.step) / static_cast<double>(event.totalSteps));
    }

private:
    const std::function<void(double)>& m_share;
};

class VerifyJob {
public:
    VerifyJob(store::Project& project, const ModelLibrary& models, const fs::path& engine,
        const VerifyRequest& request, std::stop_token stop,
        const std::function<void(VerifyStage, double)>& progress)
        : m_project(project)
        , m_models(models)
        , m_engine(engine)
        , m_request(request)
        , m_stop(std::move(stop))
        , m_progress(progress) { }

    Result<Verification> go() {
        tell(VerifyStage::Preparing, -1);
        if (auto done = readRun(); !done)
            return done.error();
        if (auto done = doubt(); !done)
            return done.error();
        Scratch scratch(m_project.filesFolder() / ("verify-" + std::to_string(m_row.id.value)));
        if (auto done = scratch.make(); !done)
            return done.error();
        auto copy = copyProject(scratch.path() / "copy.evenspan");
        if (!copy)
            return copy.error();
        if (auto done = train(**copy); !done)
            return done.error();
        if (!m_out.sameBits())
            if (auto done = score(**copy); !done)
                return done.error();
        return std::move(m_out);
    }

private:
    void tell(VerifyStage stage, double share) const {
        if (m_progress)
            m_progress(stage, share);
    }

    Result<void> readRun() {
        if (!m_project.writer())
            return Error{ErrorCode::ReadOnly, "A project that is open read-only cannot be copied",
                m_project.path().string(), "Close it elsewhere, then verify again."};
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = *reader;
        m_out.run = m_request.run;
        auto row = m_reader->run(m_request.run);
        if (!row)
            return row.error();
        m_row = std::move(*row);
        if (m_row.state != store::RunState::Finished)
            return Error{ErrorCode::InvalidArgument, "Only a finished run can be trained again",
                m_row.name, "Let the run end first: evenspan-cli train FILE --resume"};
        auto recipe = engine::recipeFromJson(m_row.recipe);
        if (!recipe)
            return recipe.error();
        m_recipe = *recipe;
        m_record = Json::parse(m_row.record, nullptr, false);
        if (!m_record.is_object() || !m_record.contains("compute"))
            return Error{ErrorCode::Corrupt, "The record of the run cannot be read", m_row.name,
                "Train it again under another name, then compare the two."};
        auto before = weightsOf(m_project, m_row);
        if (!before)
            return before.error();
        m_out.before = *before;
        return {};
    }

    // Of the file itself: the project lists a file once, so of two runs with the same bits one has
    // no row of its own.
    Result<std::string> weightsOf(store::Project& project, const store::RunRow& row) const {
        const fs::path path = project.filesFolder() / row.path / "model.safetensors";
        auto hash = sha256File(path);
        if (!hash && hash.error().code == ErrorCode::NotFound)
            return Error{ErrorCode::NotFound, "The weights of the run are missing", path.string(),
                "Restore the project's files folder beside it."};
        if (!hash)
            return hash.error();
        auto reader = project.reader();
        if (!reader)
            return reader.error();
        auto files = (*reader)->files();
        if (!files)
            return files.error();
        for (const auto& file : *files)
            if (file.run == row.id && file.role == "weights" && file.sha256 != *hash)
                return Error{ErrorCode::HashMismatch, "The weights are not what the run saved",
                    path.string(), "Restore the file from a backup."};
        return hash;
    }

    void add(BitsDoubt kind, std::string detail = {}) {
        m_out.doubts.push_back({kind, std::move(detail)});
    }

    Result<void> doubt() {
        const auto compute = m_record["compute"];
        const auto device = compute.value("device", std::string());
        if (device != "cpu")
            add(BitsDoubt::NotOnCpu, device);
        if (!m_recipe.deterministic)
            add(BitsDoubt::NotDeterministic);
        auto engine = engine::loadEngine(m_engine);
        if (!engine)
            return engine.error();
        const auto other = otherMachine(compute, (*engine)->info());
        if (!other.empty())
            add(BitsDoubt::OtherMachine, other);
        auto start = openStartModel(m_project, *m_reader, m_models, m_recipe);
        if (!start)
            return start.error();
        if (const auto model = m_record.find("model"); model != m_record.end()
            && model->value("sha256", std::string()) != start->folder.sha256)
            add(BitsDoubt::OtherModel, m_recipe.model);
        if (const auto where = m_record.find("where"); where != m_record.end())
            m_where = where->get<std::map<std::string, std::string>>();
        std::optional<TagSet> tags;
        if (m_record.contains("tags"))
            tags = TagSet::fromTags(m_record["tags"].get<std::vector<std::string>>());
        auto data =
            readTrainData(*m_reader, tags, m_where, static_cast<std::uint64_t>(m_recipe.seed),
                m_stop, m_record.value("left_out", std::set<std::int64_t>()));
        if (!data)
            return data.error();
        m_otherData = m_record["data"] != recordOf(*data);
        if (m_otherData)
            add(BitsDoubt::OtherData);
        if (const auto result = m_record.find("result"); result != m_record.end()
            && result->value("micro_batch", std::int64_t{0})
                < std::min(m_record.value("micro_batch", std::int64_t{0}), m_recipe.batch_size))
            add(BitsDoubt::MemoryFallback);
        return {};
    }

    // The run stands in the copy as one that was stopped before its first step: a resume takes
    // recipe, tags and arithmetic from its record.
    Result<std::unique_ptr<store::Project>> copyProject(const fs::path& path) {
        if (auto done = m_project.writer()->backup(path); !done)
            return done.error();
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", {}, {}};
        auto copy = store::Project::open(path);
        if (!copy)
            return copy;
        auto& writer = *(*copy)->writer();
        auto reader = (*copy)->reader();
        if (!reader)
            return reader.error();
        auto files = (*reader)->files();
        if (!files)
            return files.error();
        for (const auto& file : *files)
            if (file.run == m_row.id)
                if (auto done = writer.removeFile(file.sha256); !done)
                    return done.error();
        if (m_recipe.model.starts_with(kRunPrefix)) {
            // Its weights lie beside the project, not beside the copy.
            auto start = (*reader)->run(m_recipe.model.substr(kRunPrefix.size()));
            if (!start)
                return start.error();
            start->path = fs::absolute(m_project.filesFolder() / start->path).string();
            if (auto done = writer.updateRun(*start); !done)
                return done.error();
        }
        auto row = m_row;
        row.state = store::RunState::Stopped;
        row.finished.reset();
        if (auto done = writer.updateRun(row); !done)
            return done.error();
        return copy;
    }

    Result<void> train(store::Project& copy) {
        const std::function<void(double)> share = [this](double done) {
            tell(VerifyStage::Training, done);
        };
        share(0);
        StepCounter events(share);
        TrainRunRequest request;
        request.name = m_row.name;
        const bool again = !m_otherData && !has(BitsDoubt::OtherMachine);
        if (again) {
            request.resume = true;
        } else {
            // Its record does not fit what is here: a run of its own, with what is here.
            request.name = m_row.name.substr(0, 40) + "-again";
            request.recipe = m_recipe;
            request.where = m_where;
            request.leaveOut = m_record.value("left_out", std::set<std::int64_t>());
        }
        auto outcome = TrainRun(copy, m_models, m_engine).run(request, events, m_stop);
        if (!outcome)
            return outcome.error();
        if (outcome->stopped)
            return Error{ErrorCode::Cancelled, "Verifying was cancelled", m_row.name, {}};
        m_out.seconds = outcome->seconds;
        m_again = outcome->run;
        auto reader = copy.reader();
        if (!reader)
            return reader.error();
        auto row = (*reader)->run(m_again);
        if (!row)
            return row.error();
        auto after = weightsOf(copy, *row);
        if (!after)
            return after.error();
        m_out.after = *after;
        return {};
    }

    bool has(BitsDoubt kind) const {
        for (const auto& doubt : m_out.doubts)
            if (doubt.kind == kind)
                return true;
        return false;
    }

    Result<void> score(store::Project& copy) {
        auto info = m_reader->info();
        if (!info)
            return info.error();
        std::string split = m_request.split;
        for (const char* name : {"test", "validation"})
            if (split.empty() && info->splits.contains(name))
                split = name;
        if (split.empty())
            return {};
        const auto part = [this](double from) {
            return [this, from](std::size_t done, std::size_t total) {
                if (total > 0)
                    tell(VerifyStage::Scoring,
                        from + 0.5 * static_cast<double>(done) / static_cast<double>(total));
            };
        };
        auto before = scoreRun(m_project, m_engine, m_row.name, split, m_stop, part(0));
        if (!before)
            return before.error().code == ErrorCode::Empty && m_request.split.empty()
                ? Result<void>()
                : before.error();
        auto after = scoreRun(copy, m_engine, m_again, split, m_stop, part(0.5));
        if (!after)
            return after.error();
        std::vector<DocumentCounts> a, b;
        for (const auto& [id, counts] : after->documents)
            if (const auto old = before->documents.find(id); old != before->documents.end()) {
                a.push_back(counts);
                b.push_back(old->second);
            }
        auto test = pairedBootstrap(a, b, kRounds, 0.95, 1, m_stop);
        if (!test)
            return test.error();
        m_out.scores = {split, a.size(), microF1(b), microF1(a), *test};
        return {};
    }

    store::Project& m_project;
    const ModelLibrary& m_models;
    const fs::path& m_engine;
    const VerifyRequest& m_request;
    std::stop_token m_stop;
    const std::function<void(VerifyStage, double)>& m_progress;
    std::shared_ptr<store::Reader> m_reader;
    store::RunRow m_row;
    engine::Recipe m_recipe;
    Json m_record;
    std::map<std::string, std::string> m_where;
    std::string m_again; // name of the new run in the copy
    bool m_otherData = false;
    Verification m_out;
};

} // namespace

Result<Verification> verifyRun(store::Project& project, const ModelLibrary& models,
    const fs::path& engine, const VerifyRequest& request, std::stop_token stop,
    const std::function<void(VerifyStage, double)>& progress) {
    return VerifyJob(project, models, engine, request, std::move(stop), progress).go();
}

const char* doubtName(BitsDoubt kind) {
    switch (kind) {
    case BitsDoubt::NotOnCpu:
        return "not_on_cpu";
    case BitsDoubt::NotDeterministic:
        return "not_deterministic";
    case BitsDoubt::OtherMachine:
        return "other_machine";
    case BitsDoubt::OtherData:
        return "other_data";
    case BitsDoubt::OtherModel:
        return "other_model";
    case BitsDoubt::MemoryFallback:
        return "memory_fallback";
    }
    return "";
}

std::string doubtText(const Doubt& doubt) {
    switch (doubt.kind) {
    case BitsDoubt::NotOnCpu:
        return "it was trained on " + doubt.detail + ", where sums come in any order";
    case BitsDoubt::NotDeterministic:
        return "its recipe did not ask for determinism";
    case BitsDoubt::OtherMachine:
        return "it was trained on another machine (" + doubt.detail + ")";
    case BitsDoubt::OtherData:
        return "the documents changed since";
    case BitsDoubt::OtherModel:
        return "the model that it started from changed since (" + doubt.detail + ")";
    case BitsDoubt::MemoryFallback:
        return "memory was short, so its batches became smaller while it ran";
    }
    return {};
}

Json verificationToJson(const Verification& verification) {
    Json doubts = Json::array();
    for (const auto& doubt : verification.doubts)
        doubts.push_back({{"kind", doubtName(doubt.kind)}, {"words", doubtText(doubt)}});
    Json json{{"run", verification.run}, {"promised", verification.promised()}, {"doubts", doubts},
        {"same_bits", verification.sameBits()}, {"before", verification.before},
        {"after", verification.after}, {"seconds", verification.seconds}};
    if (const auto& scores = verification.scores)
        json["scores"] = {{"split", scores->split}, {"documents", scores->documents},
            {"before", scores->before}, {"after", scores->after},
            {"difference", scores->test.difference.estimate}, {"low", scores->test.difference.low},
            {"high", scores->test.difference.high}, {"p", scores->test.p}};
    return json;
}

} // namespace evenspan
