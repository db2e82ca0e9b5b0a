// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/examples.h"
#include "core/engine/model_folder.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace evenspan {

// How a tokenizer reads the words of examples.
struct TextReading {
    std::int64_t words = 0, subwords = 0;
    std::int64_t characters = 0, unknown = 0; // code points; unknown: within unknown sub-words
    double unknownShare() const {
        return characters > 0 ? static_cast<double>(unknown) / static_cast<double>(characters) : 0;
    }
};
TextReading readingOf(Tokenizer& tokenizer, const std::vector<engine::Example>& examples);

// New pieces for what these examples hold: core/tokenizer/new_pieces.h.
std::vector<std::string> newPiecesFor(
    const Tokenizer& tokenizer, const std::vector<engine::Example>& examples, std::int64_t limit);

// Puts the pieces into tokenizer and model; nothing changes on an error. Errors: those of
// withNewPieces and addEmbeddings.
Result<void> extendModel(engine::ModelFolder& model, std::unique_ptr<Tokenizer>& tokenizer,
    const std::vector<std::string>& pieces, std::uint64_t seed);

} // namespace evenspan
