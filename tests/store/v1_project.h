// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/support.h"

// A bit of everything that version 1 of a project can hold. tool_v1_project.cpp wrote
// tests/data/projects/v1/sample.evenspan with it; tst_store_v1.cpp checks that the file still opens
// and says the same.
namespace evenspan::store {

inline Result<void> fillV1(Project& project) {
    Writer& writer = *project.writer();
    writer.setActor("analyst");
    std::vector<DocumentDraft> drafts{
        draft("mail-1", "Mira Tolvanen works at Okafor Labs",
            {span(0, 13, "PER"), span(23, 34, "ORG")}),
        draft("mail-2", "100% of x_y moved to Port Ellery"),
        draft("mail-3", "Nobody is named here"),
    };
    drafts[0].split = "train";
    drafts[0].state = DocumentState::Done;
    drafts[0].gridImported = true;
    drafts[0].metadata = {{"language", "en"}};
    drafts[0].spans[1].source = SpanSource::Import;
    drafts[0].spans[1].attributes = {{"sure", "yes"}};
    DocumentDraft chinese;
    chinese.name = "消息";
    chinese.text = std::string("王小雨在北港银行工作\r\n") + '\0' + "😀";
    chinese.split = "test";
    chinese.grid.tokens = {{0, 3}, {3, 4}, {4, 8}, {8, 10}, {13, 14}};
    chinese.grid.sentenceStarts = {0, 4};
    chinese.spans = {span(0, 3, "PER"), span(4, 8, "ORG")};
    chinese.metadata = {{"language", "zh"}};
    drafts.push_back(chinese);
    const auto ids = writer.addDocuments("Import 4 documents", drafts);
    if (!ids)
        return ids.error();
    LabelRow place;
    place.name = "LOC";
    place.colour = "#2a7f62";
    place.key = "l";
    place.description = "A place";
    if (auto done = writer.addLabel(place); !done)
        return done.error();
    RunRow run;
    run.name = "first";
    run.state = RunState::Finished;
    run.recipe = R"({"epochs":3})";
    run.scores = R"({"micro":{"f1":0.5}})";
    run.path = "runs/first";
    run.created = 1'700'000'000'000;
    run.finished = 1'700'000'060'000;
    const auto runId = writer.createRun(run);
    if (!runId)
        return runId.error();
    SpanRow suggested;
    suggested.document = (*ids)[1];
    suggested.label = "LOC";
    suggested.range = {21, 32};
    suggested.source = SpanSource::Model;
    suggested.state = SpanState::Suggested;
    suggested.score = 0.875;
    suggested.run = *runId;
    if (auto done = writer.addSpan(suggested); !done)
        return done.error();
    const std::vector<MetricRow> metrics{
        {1, 0.5, "train", "loss", 2.25}, {2, 1.0, "validation", "f1", 0.5}};
    const std::vector<PredictionRow> predictions{{(*ids)[3], {0, 3}, "PER", 0.75}};
    FileRow file;
    file.sha256 = std::string(64, 'a');
    file.path = "runs/first/model.safetensors";
    file.size = 1234;
    file.run = *runId;
    file.role = "weights";
    file.created = 1'700'000'060'000;
    for (const Result<void>& done : {writer.appendMetrics(*runId, metrics),
             writer.savePredictions(*runId, std::vector{(*ids)[3], (*ids)[2]}, predictions),
             writer.addFile(file), writer.setSetting("theme", "dark"),
             writer.setTrashed(std::vector{(*ids)[2]}, true),
             writer.setSplit(std::vector{(*ids)[1]}, "validation")})
        if (!done)
            return done.error();
    // One change lies undone, to be redone by whoever opens the file.
    if (auto done = writer.setState(std::vector{(*ids)[1]}, DocumentState::Reviewed); !done)
        return done;
    if (auto done = writer.undo(); !done)
        return done.error();
    return writer.checkpoint();
}

} // namespace evenspan::store
