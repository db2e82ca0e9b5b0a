// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/why_backend.h"

#include "core/store/reader.h"

#include <optional>

namespace evenspan {

namespace {

class Backend : public ui::WhyBackend {
public:
    explicit Backend(std::filesystem::path engine)
        : m_engine(std::move(engine)) { }

    Result<ui::WhyAnswer> why(const ui::LiveRun& run, const std::string& text,
        const ExplainTarget& target, std::stop_token stop, const Progress& progress) override {
        if (auto read = prepare(run, stop, progress); !read)
            return read.error();
        auto sentences = sentencesOf(text);
        if (!sentences)
            return sentences.error();
        auto features = m_open->features(sentences->examples, stop);
        if (!features)
            return features.error();
        if (target.sentence >= features->size() || target.classes.empty())
            return Error{ErrorCode::InvalidArgument, "The text has no such words", "",
                "Choose a word or an entity of the text."};
        const WordFeatures& seen = (*features)[target.sentence];
        const auto logits =
            std::span(seen.logits).subspan(target.begin * seen.classes, seen.classes);
        ui::WhyAnswer out;
        out.nearest = m_index->nearest(spanVector(seen, target.begin, target.end));
        out.with = m_index->influence(seen.of(target.begin), logits, target.classes.front(), false);
        out.against =
            m_index->influence(seen.of(target.begin), logits, target.classes.front(), true);
        out.mentions = m_index->mentions();
        out.words = m_index->words();
        out.kept = m_index->kept();
        return out;
    }

    void release() override {
        m_index.reset();
        m_open.reset();
    }

private:
    // The project is open only while it is read: beside its writer that costs nothing.
    Result<void> prepare(const ui::LiveRun& run, std::stop_token stop, const Progress& progress) {
        if (m_index && m_of == run)
            return {};
        release();
        auto project = store::Project::openReadOnly(run.project);
        if (!project)
            return project.error();
        auto open = Explainer::open(**project, run.run, m_engine);
        if (!open)
            return open.error();
        auto reader = (*project)->reader();
        if (!reader)
            return reader.error();
        m_open.emplace(std::move(*open));
        auto index = TrainingIndex::build(
            **reader, *m_open, std::move(stop), [&](std::size_t done, std::size_t all) {
                progress(all == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(all));
            });
        if (!index)
            return index.error();
        m_index.emplace(std::move(*index));
        m_of = run;
        return {};
    }

    std::filesystem::path m_engine;
    std::optional<Explainer> m_open;
    std::optional<TrainingIndex> m_index;
    ui::LiveRun m_of;
};

} // namespace

std::unique_ptr<ui::WhyBackend> makeWhyBackend(const Places& places) {
    return std::make_unique<Backend>(places.engine);
}

} // namespace evenspan
