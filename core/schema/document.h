// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/text/token_grid.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenspan {

// Where a span came from. The names are stored in project files: never renumber.
enum class SpanSource : int { Human = 0, Model = 1, Rule = 2, Import = 3 };

// Accepted spans are labels; suggested ones are proposals; rejected ones stay on record.
enum class SpanState : int { Accepted = 0, Suggested = 1, Rejected = 2 };

// What is decided about a document (design: "no entities here" is a decision).
enum class DocumentState : int {
    Unseen = 0,
    Suggested = 1,
    InWork = 2,
    Done = 3,
    Reviewed = 4,
    Disputed = 5
};

const char* documentStateName(DocumentState state);
std::optional<DocumentState> documentStateFromName(std::string_view name);

// One labelled stretch of a document's text, in code points.
struct SpanDraft {
    CodePointRange range;
    std::string label;
    SpanSource source = SpanSource::Human;
    SpanState state = SpanState::Accepted;
    std::optional<double> score; // probability in [0, 1] where a model gave one
    std::map<std::string, std::string> attributes;
    bool operator==(const SpanDraft&) const = default;
};

// A document on its way into a project (from an importer) or out of it (to an exporter).
struct DocumentDraft {
    std::string name; // as the source calls it: file name, sent_id, row number
    std::string text; // exact UTF-8, never normalised
    TokenGrid grid; // empty: the importer knows no tokens, the store's caller makes a grid
    bool gridImported = false; // true: tokens came from the file and are kept as given
    std::vector<SpanDraft> spans; // any order, may overlap
    std::string split; // "train", "validation", "test", any name, or empty
    DocumentState state = DocumentState::Unseen;
    std::map<std::string, std::string> metadata; // for example {"language", "en"}
    bool operator==(const DocumentDraft&) const = default;
};

} // namespace evenspan
