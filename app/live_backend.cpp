// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_backend.h"

#include <optional>

namespace evenspan {

namespace {

class Backend : public ui::LiveBackend {
public:
    explicit Backend(std::filesystem::path engine)
        : m_engine(std::move(engine)) { }

    Result<ui::LiveReading> read(
        const ui::LiveRun& run, const std::string& text, std::stop_token stop) override {
        auto open = explainer(run);
        if (!open)
            return open.error();
        InspectOptions options;
        options.temperature = run.temperature;
        auto sentences = inspectText((*open)->run(), text, options, std::move(stop));
        if (!sentences)
            return sentences.error();
        return ui::LiveReading{text, (*open)->run().tags.tags(), std::move(*sentences)};
    }

    Result<Explanation> explain(const ui::LiveRun& run, const std::string& text,
        const ExplainTarget& target, const ExplainOptions& options, std::stop_token stop) override {
        auto open = explainer(run);
        if (!open)
            return open.error();
        return (*open)->explain(text, target, options, std::move(stop));
    }

    void release() override { m_open.reset(); }

private:
    // The project is open only while the run is found in it: beside its writer that costs nothing,
    // and the file can be moved meanwhile.
    Result<Explainer*> explainer(const ui::LiveRun& run) {
        if (m_open && m_of == run)
            return &*m_open;
        m_open.reset();
        auto project = store::Project::openReadOnly(run.project);
        if (!project)
            return project.error();
        auto open = Explainer::open(**project, run.run, m_engine);
        if (!open)
            return open.error();
        m_open.emplace(std::move(*open));
        m_of = run;
        return &*m_open;
    }

    std::filesystem::path m_engine;
    std::optional<Explainer> m_open;
    ui::LiveRun m_of;
};

} // namespace

std::unique_ptr<ui::LiveBackend> makeLiveBackend(const Places& places) {
    return std::make_unique<Backend>(places.engine);
}

} // namespace evenspan
