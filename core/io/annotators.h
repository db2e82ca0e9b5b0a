// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/span_records.h"

namespace evenspan::io {

// What one person said about one document.
struct Answer {
    std::string annotator;
    bool preferred = false; // marked as the truth by the file
    std::vector<RawLabel> labels;
};

// The labels of the answer asked for by the setting "annotator", else of the preferred one, else of
// the first, become the document's; those of others stand beside them as suggestions. Each carries
// the attribute "annotator" where there are several.
void takeAnswers(
    ReadJob& job, std::vector<Answer>&& answers, const std::string& where, RawRecord& out);

} // namespace evenspan::io
