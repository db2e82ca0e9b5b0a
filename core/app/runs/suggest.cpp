// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/suggest.h"

#include "core/app/runs/span_score_choice.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan {

namespace {

constexpr std::size_t kSentences = 2048; // tokenized and predicted together
constexpr std::size_t kDocuments = 64; // read and stored together
constexpr std::size_t kCharacters = 1 << 20; // of their texts

class RunModel : public SuggestionModel {
public:
    RunModel(OpenRun run, std::vector<std::string> unknown)
        : m_run(std::move(run))
        , m_unknown(std::move(unknown)) { }

    RunId run() const override { return m_run.row.id; }
    const std::string& name() const override { return m_run.row.name; }
    const std::vector<std::string>& unknownLabels() const override { return m_unknown; }
    void setScoring(const Scoring& scoring) override { m_scoring = scoring; }

    Result<std::vector<store::Reading>> read(
        std::span<const store::DocumentData> documents, std::stop_token stop) override {
        m_waiting.clear(); // of a reading that failed
        m_sentences.clear();
        std::vector<store::Reading> out(documents.size());
        std::vector<Tally> tallies(documents.size());
        for (std::size_t d = 0; d < documents.size(); ++d) {
            const store::DocumentData& document = documents[d];
            out[d].document = document.row.id;
            TokenGrid made;
            const TokenGrid* grid = &document.grid;
            if (grid->tokens.empty() && !document.text.empty()) {
                auto fresh = makeGrid(document.text);
                if (!fresh)
                    return fresh.error();
                made = std::move(*fresh);
                grid = &made;
            }
            const OffsetMap map(document.text);
            std::vector<std::string_view> words;
            for (std::size_t s = 0; s < grid->sentenceCount(); ++s) {
                const auto tokens = grid->sentence(s);
                if (tokens.empty())
                    continue;
                words.clear();
                for (const CodePointRange& token : tokens)
                    words.push_back(map.slice(token));
                m_waiting.push_back({d, {tokens.begin(), tokens.end()}});
                m_sentences.push_back(
                    engine::encodeSentence(*m_run.tokenizer, words, m_run.maxLength));
                if (m_sentences.size() >= kSentences)
                    if (auto done = predict(out, tallies, stop); !done)
                        return done.error();
            }
        }
        if (auto done = predict(out, tallies, stop); !done)
            return done.error();
        for (std::size_t d = 0; d < out.size(); ++d)
            if (tallies[d].words > 0)
                out[d].uncertainty = tallies[d].sum / static_cast<double>(tallies[d].words);
        return out;
    }

private:
    struct Waiting {
        std::size_t document;
        std::vector<CodePointRange> words;
    };
    struct Tally {
        double sum = 0; // of each sentence's uncertainty × its words
        std::size_t words = 0;
    };

    Result<void> predict(std::vector<store::Reading>& out, std::vector<Tally>& tallies,
        const std::stop_token& stop) {
        const auto waiting = std::exchange(m_waiting, {});
        const auto sentences = std::exchange(m_sentences, {});
        auto predictions =
            predictScored(m_run, sentences, m_run.recipe.decoder != "argmax", m_scoring, stop);
        if (!predictions)
            return predictions.error();
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            const engine::Prediction& prediction = (*predictions)[i].words;
            Tally& tally = tallies[waiting[i].document];
            tally.words += prediction.best.size();
            tally.sum += engine::uncertaintyOf({&prediction, 1})
                * static_cast<double>(prediction.best.size());
            for (const auto& found : (*predictions)[i].mentions) {
                store::SpanRow row;
                row.document = out[waiting[i].document].document;
                row.label = found.mention.label;
                row.range = {waiting[i].words[found.mention.begin].begin,
                    waiting[i].words[found.mention.end - 1].end};
                row.score = found.score;
                if (row.range.empty()) // an imported token may be empty
                    continue;
                out[waiting[i].document].spans.push_back(std::move(row));
            }
        }
        return {};
    }

    OpenRun m_run;
    Scoring m_scoring;
    std::vector<std::string> m_unknown;
    std::vector<Waiting> m_waiting;
    std::vector<engine::EncodedSentence> m_sentences;
};

} // namespace

Result<std::unique_ptr<SuggestionModel>> openSuggestionModel(store::Project& project,
    const std::string& run, const std::filesystem::path& engine, const ComputeWish& compute) {
    auto open = openRun(project, run, engine, compute);
    if (!open)
        return open.error();
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto labels = (*reader)->labels();
    if (!labels)
        return labels.error();
    std::vector<std::string> unknown;
    for (const std::string& label : open->tags.labels())
        if (std::none_of(labels->begin(), labels->end(),
                [&](const store::LabelRow& row) { return row.name == label && !row.archived; }))
            unknown.push_back(label);
    if (unknown.size() == open->tags.labels().size())
        return Error{ErrorCode::LabelMismatch,
            "The project uses none of the labels that the run knows", run,
            "Choose another run, or bring its labels back into use."};
    return std::unique_ptr<SuggestionModel>(
        std::make_unique<RunModel>(std::move(*open), std::move(unknown)));
}

Result<SuggestOutcome> suggest(store::Project& project, SuggestionModel& model,
    const SuggestRequest& request, std::stop_token stop,
    const std::function<void(std::size_t done)>& progress) {
    if (!project.writer())
        return Error{ErrorCode::ReadOnly, "The project is open read-only", {},
            "Close it elsewhere, or copy it to a place you may write."};
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto row = (*reader)->run(model.name(), stop);
    if (!row && row.error().code != ErrorCode::NotFound)
        return row.error();
    if (row) {
        auto scoring = scoringOf(**reader, *row);
        if (!scoring)
            return scoring.error();
        model.setScoring(*scoring);
    }
    SuggestOutcome out;
    for (std::size_t at = 0; at < request.documents.size();) {
        std::vector<store::DocumentData> portion;
        std::size_t characters = 0;
        while (at < request.documents.size() && portion.size() < kDocuments
            && characters < kCharacters) {
            const std::span one(&request.documents[at++], 1);
            if (!request.again) {
                auto fresh = store::unread(**reader, model.run(), one, request.alsoDone, stop);
                if (!fresh)
                    return fresh.error();
                if (fresh->empty())
                    continue;
            }
            auto document = (*reader)->document(one.front(), stop);
            if (!document && document.error().code == ErrorCode::NotFound)
                continue; // it went meanwhile
            if (!document)
                return document.error();
            characters += document->text.size();
            portion.push_back(std::move(*document));
        }
        if (!portion.empty()) {
            auto readings = model.read(portion, stop);
            if (!readings)
                return readings.error();
            auto stored = store::storeReadings(*project.writer(), model.run(),
                "Suggestions of " + model.name(), *readings, request.alsoDone);
            if (!stored)
                return stored.error();
            out.read += static_cast<std::int64_t>(portion.size());
            out.added += stored->added;
            out.withdrawn += stored->withdrawn;
            out.changed.insert(out.changed.end(), stored->changed.begin(), stored->changed.end());
        }
        if (progress)
            progress(at);
    }
    return out;
}

} // namespace evenspan
