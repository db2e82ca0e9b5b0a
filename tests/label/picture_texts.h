// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/document.h"
#include "core/text/find_equal.h"

#include <optional>
#include <string>

namespace evenspan::ui {

// A span on the first place of `words`: positions by hand would only be wrong.
inline SpanDraft mark(const DocumentDraft& in, const std::string& words, const char* label,
    std::optional<double> suggested = {}) {
    const auto found = findText(in.text, in.grid, words, {false, true});
    if (found.empty())
        qFatal("no such words");
    SpanDraft span;
    span.range = found.front();
    span.label = label;
    if (suggested) {
        span.state = SpanState::Suggested;
        span.source = SpanSource::Model;
        span.score = suggested;
    }
    return span;
}

} // namespace evenspan::ui
