// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/extend_vocabulary.h"

#include "core/engine/new_embeddings.h"
#include "core/text/utf8.h"
#include "core/tokenizer/new_pieces.h"

#include <algorithm>

namespace evenspan {

TextReading readingOf(Tokenizer& tokenizer, const std::vector<engine::Example>& examples) {
    TextReading reading;
    Encoding encoding;
    std::vector<std::string_view> words;
    const auto unknown = tokenizer.special().unk;
    for (const auto& example : examples) {
        words.assign(example.words.begin(), example.words.end());
        tokenizer.encodeWords(words, encoding);
        reading.words += std::ssize(words);
        reading.subwords += std::ssize(encoding.ids);
        for (const auto word : words)
            reading.characters += static_cast<std::int64_t>(countCodePoints(word));
        for (std::size_t i = 0; i < encoding.size(); ++i)
            if (encoding.ids[i] == unknown)
                reading.unknown += encoding.ends[i] - encoding.begins[i];
    }
    return reading;
}

std::vector<std::string> newPiecesFor(
    const Tokenizer& tokenizer, const std::vector<engine::Example>& examples, std::int64_t limit) {
    WordCounts counts;
    for (const auto& example : examples)
        for (const auto& word : example.words)
            ++counts[word];
    return proposePieces(
        tokenizer, counts, static_cast<std::size_t>(std::max<std::int64_t>(0, limit)));
}

Result<void> extendModel(engine::ModelFolder& model, std::unique_ptr<Tokenizer>& tokenizer,
    const std::vector<std::string>& pieces, std::uint64_t seed) {
    auto extended = withNewPieces(*tokenizer, pieces);
    if (!extended)
        return extended.error();
    std::vector<std::vector<std::int32_t>> parts;
    for (const auto& piece : pieces)
        parts.push_back(partsOf(*tokenizer, piece));
    if (auto done = engine::addEmbeddings(model, tokenizer->vocabularySize(), parts, seed); !done)
        return done;
    tokenizer = std::move(*extended);
    return {};
}

} // namespace evenspan
