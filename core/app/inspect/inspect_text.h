// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"
#include "core/engine/examples.h"
#include "core/text/token_grid.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// A word with what the model thinks of it: probabilities of all classes, at its first sub-word.
struct InspectedWord {
    CodePointRange range; // of the text
    std::string text;
    std::int32_t tag = 0; // chosen class
    std::vector<float> probabilities;
    double entropy = 0; // −Σ p log p, in nats
    double margin = 1; // the highest probability minus the next
};

struct InspectedSpan {
    Mention words; // of its sentence
    CodePointRange range;
    // Of the probabilities of its words' classes.
    double mean = 0, least = 0, product = 0;
    // How much each word of the sentence speaks for the span: log of the product as it is, minus
    // the same with the word's sub-words replaced by the mask (occlusion: Zeiler and Fergus 2014,
    // arXiv 1311.2901, section 4.2). Above 0 the word supports it. Empty where not asked for.
    std::vector<double> occlusion;
    // That exactly this span stands there, summed over all tag sequences that the scheme allows
    // (core/schema/marginals.h), whatever the decoder.
    double marginal = 0;
};

struct ReadSentence {
    std::vector<InspectedWord> words;
    std::vector<InspectedSpan> spans;
    bool cut = false; // longer than a window: words far apart do not see each other
};

// A text cut as the model reads it: its sentences that hold a word.
struct TextSentences {
    std::vector<engine::Example> examples; // every class is 0
    std::vector<std::vector<CodePointRange>> ranges; // of each word, in the text
};
// Errors: BadEncoding.
Result<TextSentences> sentencesOf(const std::string& text);

struct InspectOptions {
    bool occlusion = false; // one forward pass a word more
    std::string decoder; // empty: as the run's recipe; "viterbi", "argmax"
    // Of probabilities and what is made of them, not of occlusion: logits are divided by it first.
    double temperature = 1;
};

// Errors: BadEncoding, InvalidArgument (a decoder that is not), Unsupported (occlusion, where the
// tokenizer has neither a mask nor an unknown piece), Cancelled, those of the session.
Result<std::vector<ReadSentence>> inspectText(OpenRun& run, const std::string& text,
    const InspectOptions& options = {}, std::stop_token stop = {});

// Probabilities of a word's classes from its logits.
std::vector<float> softmaxOf(std::span<const float> logits);

// A sentence with the sub-words of one word replaced by `id`, in the window in which that word is
// read; in a window that goes on beyond the words read in it, of its last such word the first one.
engine::EncodedSentence withoutWord(
    const engine::EncodedSentence& sentence, std::size_t word, std::int32_t id);

} // namespace evenspan
