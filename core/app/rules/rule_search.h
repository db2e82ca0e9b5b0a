// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/place.h"
#include "core/app/rules/rule_set.h"
#include "core/store/labelling.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

// What rules find in a scope: first counted and shown, then suggested in one undo step.
namespace evenspan {

struct RuleSearchRequest {
    std::vector<LoadedRule> rules;
    store::DocumentFilter filter;
    std::optional<DocumentId> only; // this document alone; the filter is not asked
    std::size_t examples = 5; // of each rule, with their context
    bool everyExample = false; // also of places that are not new
    std::size_t limit = 2'000'000; // new places in all
    std::chrono::milliseconds timeLimit{2000}; // see rules::Matcher
    unsigned threads = 0; // that match; 0: as many as there are processors. The answer is the same
};

struct RuleCount {
    std::int64_t rule = 0; // its id
    std::string name, label;
    std::int64_t found = 0; // places in all: the sum of the next three
    std::int64_t fresh = 0; // would become suggestions
    std::int64_t present = 0; // hold the label already, as a label or a suggestion
    std::int64_t rejected = 0; // somebody rejected the label there
    std::vector<Place> examples; // the first ones, of fresh places unless all were asked for
    std::optional<Error> problem; // it found nothing that counts, and why
};

struct RulePlace {
    DocumentId document;
    CodePointRange range;
    std::uint32_t rule = 0; // index among the counts
};

struct RuleFindings {
    std::vector<RuleCount> counts; // in the order of the request
    std::vector<RulePlace> places; // fresh ones, by document and position
    std::int64_t documents = 0; // looked through
};

// A rule that takes too long, cannot be compiled or has a label that is archived or unknown is
// left out with its problem; the others go on. A place that two rules of one label find counts as
// fresh for the first of them, as present for the second. Errors: those of Reader::forEach;
// OutOfMemory past the limit, which names the rule that finds most.
// `progress` gets documents looked through and in all; called for each document: throttle it.
Result<RuleFindings> findByRules(store::Reader& reader, const RuleSearchRequest& request,
    std::stop_token stop = {}, const RuleProgress& progress = {});

// Makes suggestions of the places, each with its rule, as one undo step; documents that nobody had
// begun count as suggested then, none as done. What was decided meanwhile is left alone. Errors: as
// Writer's, Cancelled; after one nothing has changed. `progress` counts places.
Result<store::SuggestionOutcome> suggestByRules(store::Writer& writer, const RuleFindings& findings,
    std::stop_token stop = {}, const RuleProgress& progress = {});

nlohmann::ordered_json toJson(const RuleFindings& findings);

} // namespace evenspan
