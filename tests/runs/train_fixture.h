// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/run_files.h"
#include "core/app/train/train_run.h"
#include "core/base/files.h"
#include "core/engine/model_folder.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "tests/torch/engine_module.h"
#include "tests/torch/small_tagger.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>

namespace evenspan::test {

namespace fs = std::filesystem;

// A fault of the toy engine as long as it lives; see toy_engine.cpp.
class ToyFault {
public:
    explicit ToyFault(const std::string& fault) {
        ::setenv("EVENSPAN_TOY_FAULT", fault.c_str(), 1);
    }
    ~ToyFault() { ::unsetenv("EVENSPAN_TOY_FAULT"); }
    ToyFault(const ToyFault&) = delete;
    ToyFault& operator=(const ToyFault&) = delete;
};

struct RunEvents : engine::EventSink {
    std::vector<engine::TrainEvent> all;
    std::function<void(const engine::TrainEvent&)> seen;
    void on(const engine::TrainEvent& event) override {
        all.push_back(event);
        if (seen)
            seen(event);
    }
    std::size_t count(engine::TrainEvent::Kind kind) const {
        return static_cast<std::size_t>(std::ranges::count(all, kind, &engine::TrainEvent::kind));
    }
    bool said(const std::string& words) const {
        return std::ranges::any_of(all, [&](const engine::TrainEvent& event) {
            return event.message.find(words) != std::string::npos;
        });
    }
};

// A small encoder of random weights in Hugging Face layout, and a project of 40 short documents in
// which words above w60 are people: a run over it takes 20 steps.
struct TrainFixture {
    QTemporaryDir folder;
    fs::path root{folder.path().toStdString()};
    fs::path path{root / "p.evenspan"};
    std::unique_ptr<store::Project> project;
    ModelLibrary models{{}, root / "models"};

    TrainFixture() {
        writeSmallTokenizer(root);
        const engine::ModelConfig config = smallConfig();
        // One direction tells people apart, so that there is something to learn.
        auto weights = randomWeights(config, 5).tensors;
        auto& table = weights["bert.embeddings.word_embeddings.weight"].values;
        for (std::int64_t i = 0; i < config.vocabulary; ++i)
            table[static_cast<std::size_t>(i * config.hidden)] = i > 60 ? 0.5f : -0.5f;
        saveSmallTagger(root, root / "base", {"a", "b", "c", "d", "e"}, weights);
        project = std::move(*store::Project::create(path));
        store::LabelRow label;
        label.name = "PER";
        if (!project->writer()->addLabel(label))
            qFatal("no label");
        Philox rng(3);
        std::vector<DocumentDraft> drafts;
        for (int d = 0; d < 40; ++d) {
            DocumentDraft draft;
            draft.name = "d" + std::to_string(d);
            draft.split = d < 32 ? "train" : "validation";
            draft.state = DocumentState::Done;
            for (int w = 0; w < 8; ++w) {
                const auto word = 5 + rng.below(92);
                const auto begin = static_cast<std::uint32_t>(draft.text.size());
                draft.text += "w" + std::to_string(word);
                if (word > 60) {
                    SpanDraft span;
                    span.range = {begin, static_cast<std::uint32_t>(draft.text.size())};
                    span.label = "PER";
                    draft.spans.push_back(span);
                }
                draft.text += ' ';
            }
            draft.text += '.';
            draft.grid = *makeGrid(draft.text);
            drafts.push_back(std::move(draft));
        }
        if (!project->writer()->addDocuments("Import", drafts))
            qFatal("no documents");
    }
    void close() { project.reset(); }
    void open() { project = std::move(*store::Project::open(path)); }

    engine::Recipe recipe() const {
        engine::Recipe recipe;
        recipe.model = (root / "base").string();
        recipe.epochs = 5;
        recipe.batch_size = 8;
        recipe.save_every = 2;
        recipe.eval_every = 4;
        recipe.best_metric = "loss"; // falls from each evaluation to the next
        recipe.deterministic = true;
        recipe.precision = "fp32";
        return recipe;
    }
    TrainRunRequest request(const std::string& name, bool resume = false) const {
        TrainRunRequest request;
        request.name = name;
        request.recipe = recipe();
        request.resume = resume;
        return request;
    }
    Result<TrainRunOutcome> train(
        const TrainRunRequest& request, engine::EventSink& events, std::stop_token stop = {}) {
        return TrainRun(*project, models, EVENSPAN_TOY_ENGINE).run(request, events, stop);
    }
    store::RunRow row(const std::string& name) {
        auto run = (*project->reader())->run(name);
        if (!run)
            qFatal("no run %s", name.c_str());
        return *run;
    }
    // Of the weights that a run ended with.
    QString hash(const std::string& name) {
        auto hash = sha256File(project->filesFolder() / "models" / name / "model.safetensors");
        return hash ? QString::fromStdString(*hash) : QString();
    }
};

} // namespace evenspan::test
