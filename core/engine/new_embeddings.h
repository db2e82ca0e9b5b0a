// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/model_folder.h"

#include <cstdint>
#include <vector>

namespace evenspan::engine {

// Gives a model rows for new pieces, whose ids follow the `known` ones of its tokenizer. Row i
// starts as the mean of the rows `parts[i]` that the piece was cut into before; where there are
// none, as the mean of all known rows with noise of a fifth of their spread, so that new pieces
// differ from the first step on (Hewitt 2021, "Initializing New Word Embeddings for Pretrained
// Language Models"). The word table becomes fp32; `seed` draws the noise.
// Errors: BadConfig (a table that does not fit, a part that is not known), OutOfMemory.
Result<void> addEmbeddings(ModelFolder& model, std::int64_t known,
    const std::vector<std::vector<std::int32_t>>& parts, std::uint64_t seed);

} // namespace evenspan::engine
