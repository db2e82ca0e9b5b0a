// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/annotations.h"
#include "core/store/labelling.h"
#include "tests/store/v1_project.h"

// What version 2 of a project can hold beyond version 1. tool_v1_project.cpp wrote
// tests/data/projects/v2/sample.evenspan with it; tst_store_v1.cpp checks that the file still opens
// and says the same.
namespace evenspan::store {

inline Result<void> fillV2(Project& project) {
    if (auto done = fillV1(project); !done)
        return done;
    Writer& writer = *project.writer();
    writer.setActor("reviewer");
    Annotations annotations(writer);
    const AttributeRow certainty{
        0, "sure", AttributeTarget::Span, AttributeKind::Choice, {"yes", "no"}, "How sure", false};
    const auto attribute = annotations.saveAttribute(certainty);
    const auto rule = annotations.saveRule({0, "ports", R"({"words":["Port Ellery"]})"});
    if (!rule || !attribute)
        return (rule ? attribute : rule).error();
    SpanRow apart; // "Mira" and "Labs"
    apart.document = DocumentId(1);
    apart.label = "PER";
    apart.range = {0, 34};
    apart.parts = {{0, 4}, {30, 34}};
    SpanRow ruled;
    ruled.document = DocumentId(2);
    ruled.label = "LOC";
    ruled.range = {21, 25};
    ruled.source = SpanSource::Rule;
    ruled.state = SpanState::Suggested;
    ruled.rule = *rule;
    const auto discontinuous = writer.addSpan(apart);
    const auto suggestion = writer.addSpan(ruled);
    if (!discontinuous || !suggestion)
        return (discontinuous ? suggestion : discontinuous).error();
    NoteRow comment;
    comment.document = DocumentId(1);
    comment.span = *discontinuous;
    comment.text = "One name in two places?";
    NoteRow flag;
    flag.document = DocumentId(4);
    flag.kind = NoteKind::Flag;
    NoteRow settled = comment;
    settled.document = DocumentId(2);
    settled.span = {};
    settled.resolved = true;
    for (const NoteRow& note : {comment, flag, settled})
        if (auto id = annotations.saveNote(note); !id)
            return id.error();
    const auto run = (*project.reader())->run("first");
    if (!run)
        return run.error();
    const std::vector<std::pair<DocumentId, double>> unsure{
        {DocumentId(1), 0.25}, {DocumentId(2), 0.75}};
    for (const auto& done : {annotations.setGuideline(LabelId(1), "# Persons\n"),
             annotations.setGuideline(LabelId(1), "# Persons\nNo titles.\n"),
             annotations.saveFilter({0, "mine", "label:PER"})})
        if (!done)
            return done.error();
    for (const auto& done : {annotations.addActiveTime(DocumentId(1), 90'000),
             annotations.setUncertainty(run->id, unsure),
             Labelling(writer).reject(std::vector{*suggestion}, "Port"), writer.checkpoint()})
        if (!done)
            return done.error();
    return {};
}

} // namespace evenspan::store
