// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/out_of_fold.h"
#include "core/base/files.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#include "core/text/grid.h"

#include <filesystem>
#include <QtGlobal>
#include <string>
#include <vector>

namespace evenspan::ui {

// A project of decided documents that say the same, and one for each kind of label error; with a
// cross-training "k" by a model that says what is right, or without one.
inline void makeReviewProject(const std::filesystem::path& path, bool withFold) {
    auto project = std::move(*store::Project::create(path));
    const std::string text = "Mira Tolvanen of Okafor Labs came from Ulm yesterday .";
    using Spans = std::vector<std::pair<CodePointRange, const char*>>;
    const Spans right{{{0, 13}, "PER"}, {{17, 28}, "ORG"}, {{39, 42}, "LOC"}};
    std::vector<Spans> documents(8, right);
    documents.push_back({{{0, 13}, "PER"}, {{17, 28}, "LOC"}, {{39, 42}, "LOC"}}); // type
    documents.push_back({{{0, 13}, "PER"}, {{17, 23}, "ORG"}, {{39, 42}, "LOC"}}); // border
    documents.push_back(right);
    documents.back().push_back({{43, 52}, "PER"}); // spurious
    documents.push_back({{{17, 28}, "ORG"}, {{39, 42}, "LOC"}}); // missing
    std::vector<DocumentDraft> drafts;
    for (const Spans& spans : documents) {
        DocumentDraft draft;
        draft.name = "note-" + std::to_string(drafts.size() + 1);
        draft.text = text;
        draft.grid = *makeGrid(text);
        draft.state = DocumentState::Done;
        for (const auto& [range, label] : spans) {
            SpanDraft span;
            span.range = range;
            span.label = label;
            draft.spans.push_back(std::move(span));
        }
        drafts.push_back(std::move(draft));
    }
    const auto ids = project->writer()->addDocuments("Import", drafts);
    if (!ids)
        qFatal("no documents");
    if (!withFold)
        return;
    const std::vector<std::string> words{
        "Mira", "Tolvanen", "of", "Okafor", "Labs", "came", "from", "Ulm", "yesterday", "."};
    const std::vector<std::string> said{
        "B-PER", "I-PER", "O", "B-ORG", "I-ORG", "O", "O", "B-LOC", "O", "O"};
    FoldDraft draft{
        "k", "k-fold-1", 0, 1, {"O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"}, {}};
    for (const auto id : *ids) {
        FoldDraft::Document document{id.value, wordsHash(words), {}};
        for (const auto& tag : said)
            for (const auto& each : draft.tags)
                document.probabilities.push_back(each == tag ? 0.94F : 0.01F);
        draft.documents.push_back(std::move(document));
    }
    const auto folder = project->filesFolder();
    std::filesystem::create_directories(folder);
    const auto file = folder / "k0.safetensors";
    if (!writeFold(file, draft))
        qFatal("no fold");
    store::FileRow row;
    row.sha256 = *sha256File(file);
    row.path = "k0.safetensors";
    row.role = kOutOfFoldRole;
    row.provenance = R"({"kfold":"k","fold":0,"run":"k-fold-1"})";
    if (!project->writer()->addFile(row))
        qFatal("no file");
}

} // namespace evenspan::ui
