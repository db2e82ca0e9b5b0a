// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/conll_layout.h"
#include "core/io/formats.h"

namespace evenspan::io {

// Reads a file of this layout. Without `tags` the scheme is known, and what the tags say is seen on
// the way.
Result<void> readColumns(ReadJob& job, ConllLayout layout, std::optional<TagScheme> scheme,
    std::optional<ConllTags> tags);

} // namespace evenspan::io
