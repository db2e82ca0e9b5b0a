// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/inspect_text.h"

#include "core/app/runs/run_data.h"
#include "core/engine/span_score.h"
#include "core/engine/word_logits.h"
#include "core/schema/marginals.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <cmath>

namespace evenspan {

namespace {

constexpr std::size_t kBatch = 32; // sentences a forward pass

void addDoubt(InspectedWord& word) {
    float first = 0, second = 0;
    for (const float p : word.probabilities) {
        if (p > 0)
            word.entropy -= static_cast<double>(p) * std::log(static_cast<double>(p));
        if (p > first) {
            second = first;
            first = p;
        } else {
            second = std::max(second, p);
        }
    }
    word.margin = static_cast<double>(first - second);
}

// Log of the product of the probabilities that the words of a span have for their classes.
double logOf(const Mention& span, const std::vector<InspectedWord>& words,
    std::span<const float> logits, std::size_t classes) {
    double sum = 0;
    for (auto w = span.begin; w < span.end; ++w) {
        const auto p = softmaxOf(logits.subspan(w * classes, classes));
        sum += std::log(
            std::max(static_cast<double>(p[static_cast<std::size_t>(words[w].tag)]), 1e-30));
    }
    return sum;
}

class Inspector {
public:
    Inspector(OpenRun& run, const InspectOptions& options, std::stop_token stop)
        : m_run(run)
        , m_options(options)
        , m_stop(std::move(stop)) { }

    Result<std::vector<ReadSentence>> run(const std::string& text) {
        const std::string decoder =
            m_options.decoder.empty() ? m_run.recipe.decoder : m_options.decoder;
        if (decoder != "viterbi" && decoder != "argmax")
            return Error{ErrorCode::InvalidArgument, "There is no such decoder", decoder,
                "Choose viterbi or argmax."};
        m_viterbi = decoder == "viterbi";
        auto sentences = sentencesOf(text);
        if (!sentences)
            return sentences.error();
        std::vector<ReadSentence> out(sentences->examples.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            for (std::size_t w = 0; w < sentences->ranges[i].size(); ++w) {
                InspectedWord word;
                word.range = sentences->ranges[i][w];
                word.text = sentences->examples[i].words[w];
                out[i].words.push_back(std::move(word));
            }
        const auto encoded =
            encodeExamples(*m_run.tokenizer, sentences->examples, m_run.maxLength, false);
        auto logits = wordLogits(encoded);
        if (!logits)
            return logits.error();
        for (std::size_t s = 0; s < out.size(); ++s) {
            fill(out[s], (*logits)[s]);
            out[s].cut = encoded[s].windows.size() > 1;
            if (m_options.occlusion && !out[s].spans.empty())
                if (auto done = occlude(out[s], encoded[s], (*logits)[s]); !done)
                    return done.error();
        }
        return out;
    }

private:
    Result<std::vector<std::vector<float>>> wordLogits(
        std::span<const engine::EncodedSentence> sentences) {
        return engine::wordLogits(
            [this](const Batch& batch) { return m_run.session->logits(batch); }, m_run.tags.size(),
            sentences, {m_viterbi, kBatch, m_run.padId}, m_stop);
    }

    void fill(ReadSentence& sentence, std::span<const float> raw) {
        const auto classes = m_run.tags.size();
        ConstrainedDecoder decoder(m_run.tags);
        const auto path = m_viterbi ? decoder.decode(raw) : argmaxDecode(raw, classes);
        const auto logits = engine::tempered(raw, m_options.temperature);
        std::vector<std::string> tags;
        for (std::size_t w = 0; w < sentence.words.size(); ++w) {
            InspectedWord& word = sentence.words[w];
            word.tag = path[w];
            word.probabilities = softmaxOf(std::span(logits).subspan(w * classes, classes));
            addDoubt(word);
            tags.push_back(m_run.tags.tags()[static_cast<std::size_t>(word.tag)]);
        }
        const auto mentions = defaultMentions(tags);
        if (mentions.empty())
            return;
        const ConstrainedMarginals marginals(m_run.tags, logits);
        for (const auto& mention : mentions) {
            InspectedSpan span;
            span.marginal = marginals.mention(mention);
            span.words = mention;
            span.range = {sentence.words[mention.begin].range.begin,
                sentence.words[mention.end - 1].range.end};
            span.least = span.product = 1;
            for (auto w = mention.begin; w < mention.end; ++w) {
                const InspectedWord& word = sentence.words[w];
                const double p =
                    static_cast<double>(word.probabilities[static_cast<std::size_t>(word.tag)]);
                span.mean += p / (mention.end - mention.begin);
                span.least = std::min(span.least, p);
                span.product *= p;
            }
            sentence.spans.push_back(std::move(span));
        }
    }

    Result<void> occlude(ReadSentence& sentence, const engine::EncodedSentence& encoded,
        std::span<const float> logits) {
        const auto special = m_run.tokenizer->special();
        const auto mask = special.mask >= 0 ? special.mask : special.unk;
        if (mask < 0)
            return Error{ErrorCode::Unsupported,
                "The encoder has no mask: no word can be taken away", m_run.row.name,
                "Inspect without occlusion."};
        const auto classes = m_run.tags.size();
        std::vector<engine::EncodedSentence> without;
        for (std::size_t w = 0; w < sentence.words.size(); ++w)
            without.push_back(withoutWord(encoded, w, mask));
        auto changed = wordLogits(without);
        if (!changed)
            return changed.error();
        for (InspectedSpan& span : sentence.spans) {
            const double before = logOf(span.words, sentence.words, logits, classes);
            for (std::size_t w = 0; w < sentence.words.size(); ++w)
                span.occlusion.push_back(
                    before - logOf(span.words, sentence.words, (*changed)[w], classes));
        }
        return {};
    }

    OpenRun& m_run;
    const InspectOptions& m_options;
    std::stop_token m_stop;
    bool m_viterbi = true;
};

} // namespace

std::vector<float> softmaxOf(std::span<const float> logits) {
    const float top = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    std::vector<float> out;
    for (const float value : logits)
        sum += std::exp(static_cast<double>(value - top));
    for (const float value : logits)
        out.push_back(static_cast<float>(std::exp(static_cast<double>(value - top)) / sum));
    return out;
}

Result<TextSentences> sentencesOf(const std::string& text) {
    auto grid = makeGrid(text);
    if (!grid)
        return grid.error();
    const OffsetMap map(text);
    TextSentences out;
    for (std::size_t s = 0; s < grid->sentenceCount(); ++s) {
        engine::Example example;
        std::vector<CodePointRange> ranges;
        for (const auto& token : grid->sentence(s)) {
            ranges.push_back({token.begin, token.end});
            example.words.emplace_back(map.slice(ranges.back()));
        }
        if (ranges.empty())
            continue;
        example.classes.assign(example.words.size(), 0);
        example.sentence = static_cast<std::uint32_t>(s);
        out.examples.push_back(std::move(example));
        out.ranges.push_back(std::move(ranges));
    }
    return out;
}

engine::EncodedSentence withoutWord(
    const engine::EncodedSentence& sentence, std::size_t word, std::int32_t id) {
    auto out = sentence;
    const auto place = sentence.words[word];
    auto& ids = out.windows[place.window].ids;
    // Its sub-words run to those of the next word that is read in this window, or to the end.
    std::size_t end = ids.size() - 1;
    for (std::size_t next = word + 1; next < sentence.words.size(); ++next)
        if (sentence.words[next].window == place.window) {
            end = sentence.words[next].position;
            break;
        }
    // Of a window that goes on beyond what is read in it the word's own first piece is sure.
    if (word + 1 < sentence.words.size() && sentence.words[word + 1].window != place.window)
        end = std::min<std::size_t>(end, place.position + 1);
    for (std::size_t at = place.position; at < end; ++at)
        ids[at] = id;
    return out;
}

Result<std::vector<ReadSentence>> inspectText(
    OpenRun& run, const std::string& text, const InspectOptions& options, std::stop_token stop) {
    return Inspector(run, options, std::move(stop)).run(text);
}

} // namespace evenspan
