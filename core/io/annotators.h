// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/span_records.h"

namespace evenspan::io {

// What one person said about one document.
struct Answer {
    std::string annotator; // may be empty: the file does not say
    bool preferred = false; // marked as the truth by the file
    std::vector<RawLabel> labels;
    std::vector<RawRelation> relations; // among these labels
};

// The labels of the answer asked for by the setting "annotator", else of the preferred one, else of
// the first, become the document's; those of others stand beside them as layers, as
// core/schema/annotators.h says. `gold` false: the document has no labels of its own, so that all
// are layers. Call it when the document's metadata are complete.
void takeAnswers(ReadJob& job, std::vector<Answer>&& answers, const std::string& where,
    RawRecord& out, bool gold = true);

// Whether Evenspan's own part of a record says that its answers are layers alone: {"gold": false}.
bool saysNoGold(const nlohmann::json& holder);

} // namespace evenspan::io
