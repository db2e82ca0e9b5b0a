// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

// What people decide about labels that may be wrong. A decision is an edit like any other: who and
// when, and one step of undo, which takes the changed labels back with it.
namespace evenspan::store {

class Reader;
class Writer;

enum class LabelVerdict : int { Keep = 0, Fix = 1, Unsure = 2 };

struct LabelDecisionRow {
    std::int64_t id = 0; // given by the store, as author and created
    DocumentId document;
    std::string place; // names the labels in question and the proposed ones
    std::string doubt; // "type", "boundary", "spurious", "missing"
    LabelVerdict verdict = LabelVerdict::Unsure;
    std::string source; // what doubted the label: name of a cross-training; empty: strings alone
    std::string author;
    std::int64_t created = 0; // ms since 1970 UTC
    bool operator==(const LabelDecisionRow&) const = default;
};

// A label as it should be.
struct LabelProposal {
    CodePointRange range;
    std::string label;
    bool operator==(const LabelProposal&) const = default;
};

// Keeps the decision in place of an older one about the same document and place. With the verdict
// Fix `proposed` takes the place of the spans `given`: one against one changes the span and keeps
// its attributes, else the given ones go and new ones come. `excerpt` is the text in question, for
// the step's name. Returns the decision's id.
// Errors: InvalidArgument (the spans are not what they were, or another label stands where one
// should come), NotFound, those of Writer; after one nothing has changed.
Result<std::int64_t> decideLabel(Writer& writer, const LabelDecisionRow& decision,
    std::span<const SpanRow> given, std::span<const LabelProposal> proposed,
    std::string_view excerpt);

// In order of their ids; documents in the trash are left out.
Result<std::vector<LabelDecisionRow>> labelDecisions(Reader& reader, std::stop_token stop = {});

} // namespace evenspan::store
