// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_backend.h"

#include "core/app/inspect/behaviour_tests.h"
#include "core/app/inspect/inspection.h"
#include "core/app/runs/run_row.h"
#include "core/store/writer.h"

namespace evenspan {

namespace {

class Backend : public ui::RunBackend {
public:
    explicit Backend(const Places& places)
        : m_engine(places.engine)
        , m_library(makeModelLibrary(places)) { }

    Result<RunOutcome> score(store::Project& project, const std::string& run,
        const std::string& split, std::stop_token stop, const Progress& progress) override {
        return scoreRun(
            project, m_engine, run, split, std::move(stop), [&](std::size_t done, std::size_t all) {
                progress(all == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(all));
            });
    }

    Result<Comparison> compare(store::Project& project, const CompareRequest& request,
        std::stop_token stop, const Progress& progress) override {
        return compareRuns(project, m_engine, request, std::move(stop),
            [&](double share, const std::string&) { progress(share); });
    }

    Result<Verification> verify(store::Project& project, const VerifyRequest& request,
        std::stop_token stop, const Progress& progress) override {
        // Training is most of it.
        return verifyRun(project, m_library, m_engine, request, std::move(stop),
            [&](VerifyStage stage, double share) {
                progress(stage == VerifyStage::Preparing ? -1.0
                        : stage == VerifyStage::Training ? 0.9 * share
                                                         : 0.9 + 0.1 * share);
            });
    }

    Result<ui::InspectionPtr> inspect(store::Project& project, const InspectionRequest& request,
        std::stop_token stop, const Progress& progress) override {
        return inspectRun(
            project, m_engine, request, std::move(stop), [&](std::size_t done, std::size_t all) {
                progress(all == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(all));
            });
    }

    Result<BehaviourReport> behave(store::Project& project, const std::string& run,
        const std::vector<BehaviourTest>& tests, std::stop_token stop,
        const Progress& progress) override {
        auto report = runBehaviourTests(
            project, m_engine, run, tests, std::move(stop), [&](std::size_t done, std::size_t all) {
                progress(all == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(all));
            });
        if (!report || !project.writer())
            return report;
        auto reader = project.reader();
        if (!reader)
            return reader.error();
        auto row = findRunRow(**reader, run);
        if (!row)
            return row.error();
        if (auto kept = keepBehaviourReport(*project.writer(), row->id, *report); !kept)
            return kept.error();
        return report;
    }

private:
    std::filesystem::path m_engine;
    ModelLibrary m_library;
};

} // namespace

std::unique_ptr<ui::RunBackend> makeRunBackend(const Places& places) {
    return std::make_unique<Backend>(places);
}

} // namespace evenspan
