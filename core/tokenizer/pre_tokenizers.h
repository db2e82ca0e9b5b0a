// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tokenizer/aligned_text.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace evenspan {

// A normalized text cut into pieces that no sub-word crosses. Pieces are byte ranges of one
// buffer, in the order of the text; bytes between them are not in the text any more.
struct PieceList {
    struct Piece {
        std::uint32_t begin, end; // not empty
        std::int32_t token = -1; // id of an added token, which stays as it is
    };

    std::string bytes;
    std::vector<Origin> origins; // one a byte
    std::vector<Piece> pieces;

    void clear();
    void append(std::string_view text, const Origin* from, std::int32_t token = -1);
    std::string_view text(const Piece& piece) const {
        return std::string_view(bytes).substr(piece.begin, piece.end - piece.begin);
    }
};

// One step that cuts pieces further, or spells them in another way.
class PreTokenizer {
public:
    virtual ~PreTokenizer() = default;
    virtual void apply(PieceList& list) const = 0; // safe from several threads
};
using PreTokenizers = std::vector<std::unique_ptr<const PreTokenizer>>;

// The "pre_tokenizer" of a tokenizer.json, sequences flattened; null: none. Errors: BadConfig,
// Unsupported.
Result<PreTokenizers> readPreTokenizers(const nlohmann::json& json);

// The printable character that stands for a byte in byte-level vocabularies (Radford et al. 2019):
// itself where it is printable in Latin-1, else U+0100 and up in order.
char32_t byteCharacter(unsigned char byte);

} // namespace evenspan
