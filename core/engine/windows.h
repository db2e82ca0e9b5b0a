// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/batch.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace evenspan::engine {

// Where the answer for a word is read: the first sub-word of the word in one window.
struct WordPlace {
    std::uint32_t window = 0;
    std::uint32_t position = 0; // in the window's ids, [CLS] counted
};

// A sentence as the encoder sees it. Where it is longer than a window, windows overlap by half, and
// each word is read in the window in which it has most context: the largest min(sub-words before,
// sub-words behind). A word that yields no sub-word (nothing but control characters) is given
// [UNK], so every word has its place.
struct EncodedSentence {
    std::vector<EncodedWindow> windows;
    std::vector<WordPlace> words;
};

// Sub-words of a sentence that one window holds, and where each window of a sentence of `count`
// sub-words begins. `maxLength` counts [CLS] and [SEP]; at least 8.
std::size_t windowRoom(std::size_t maxLength);
std::vector<std::size_t> windowStarts(std::size_t count, std::size_t maxLength);

EncodedSentence encodeSentence(
    Tokenizer& tokenizer, std::span<const std::string_view> words, std::size_t maxLength);

// Puts each word's class at its place; everything else is ignored (-100). A class of -100 leaves
// the word out of the loss.
void setLabels(EncodedSentence& sentence, std::span<const std::int32_t> classes);

// Pads windows to the longest of them. Labels are set where every window has them.
Batch makeBatch(std::span<const EncodedWindow* const> windows, std::int32_t padId);

} // namespace evenspan::engine
