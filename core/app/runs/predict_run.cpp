// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/predict_run.h"

#include "core/app/model/compute_plan.h"
#include "core/app/project/import_documents.h"
#include "core/app/runs/inspection_keys.h"
#include "core/app/runs/span_score_choice.h"
#include "core/engine/hf_decoder.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

namespace evenspan {

namespace {

constexpr std::size_t kPortion = 2048; // sentences tokenized together
constexpr std::size_t kBatch = 32; // sentences a forward pass

// A sentence on its way: its text, and where its words lie in it.
struct Waiting {
    PredictedSentence out;
    std::vector<CodePointRange> words; // of the sentence's text
    DocumentId document;
};

class Job {
public:
    Job(store::Project& project, OpenRun run, const PredictRequest& request,
        const std::function<void(PredictedSentence&&)>& visit, std::stop_token stop,
        const std::function<void(std::uint64_t)>& progress)
        : m_project(project)
        , m_run(std::move(run))
        , m_request(request)
        , m_visit(visit)
        , m_stop(std::move(stop))
        , m_progress(progress) { }

    Result<void> go() {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        const auto usual = scoringOf(**reader, m_run.row);
        if (!usual)
            return usual.error();
        const auto asked =
            m_request.calibrated ? scoringOf(**reader, m_run.row, *m_request.calibrated) : usual;
        if (!asked)
            return asked.error();
        m_scoring = {m_request.score.value_or(asked->score), asked->temperature};
        std::string decoder = m_request.decoder.empty() ? m_run.recipe.decoder : m_request.decoder;
        if (decoder.rfind("hf:", 0) == 0)
            m_strategy = engine::hfStrategyFromName(std::string_view(decoder).substr(3));
        m_viterbi = decoder == "viterbi";
        m_usual = m_scoring == *usual && decoder == m_run.recipe.decoder;
        if (!m_viterbi && decoder != "argmax" && !m_strategy)
            return Error{ErrorCode::InvalidArgument, "There is no such decoder", decoder,
                "Choose viterbi, argmax, hf:simple, hf:first, hf:average or hf:max."};
        if (m_strategy)
            m_run.tokenizer->setMatchSpecialTokens(true); // as the reference reads raw text
        auto read = m_request.text ? add(m_request.text.value(), {}, "text", {})
            : m_request.split      ? readProject()
                                   : readFiles();
        if (!read)
            return read;
        if (auto done = predict(); !done)
            return done;
        if (m_documents == 0)
            return Error{ErrorCode::Empty, "There is nothing to tag",
                m_request.split ? "split " + *m_request.split : "input",
                "Choose a split that has documents; see `evenspan-cli project info`."};
        return m_request.keep ? forgetInspections(**reader) : Result<void>();
    }

private:
    // Where what is kept now is not what an inspection would have kept, or the inspection says that
    // it is scored otherwise, the next one asks the model again.
    Result<void> forgetInspections(store::Reader& reader) {
        auto* writer = m_project.writer();
        if (!writer)
            return {};
        const auto stamp = inspectionStamp(m_run.row.finished.value_or(0), m_scoring);
        for (const std::string& key : inspectionKeys(m_run.row.id, m_request.split.value_or(""))) {
            const auto kept = reader.setting(key);
            if (!kept)
                return kept.error();
            if (!*kept || (**kept == stamp && m_usual))
                continue;
            if (auto set = writer->setSetting(key, ""); !set)
                return set;
        }
        return {};
    }

    Result<void> readProject() {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        store::DocumentFilter filter;
        filter.split = m_request.split;
        Result<void> state;
        auto done = (*reader)->forEach(
            filter,
            [&](store::DocumentData&& document) {
                for (const auto& [key, value] : m_request.where) {
                    const auto found = document.row.metadata.find(key);
                    if (found == document.row.metadata.end() || found->second != value)
                        return true;
                }
                state = add(document.text, document.grid, document.row.name, document.row.id);
                return state.ok();
            },
            m_stop);
        return state ? done : state;
    }

    Result<void> readFiles() {
        ImportRequest request;
        request.paths = m_request.input;
        Result<void> state;
        auto read = previewImport(request, m_stop, {}, [&](const DocumentDraft& document) {
            if (state)
                state = add(document.text, document.grid, document.name, {});
        });
        if (!state)
            return state;
        return read ? Result<void>() : read.error();
    }

    Result<void> add(
        std::string_view text, TokenGrid grid, const std::string& name, DocumentId document) {
        ++m_documents;
        if (grid.tokens.empty() && !text.empty()) {
            auto made = makeGrid(text);
            if (!made)
                return made.error();
            grid = std::move(*made);
        }
        if (document.value > 0)
            m_ids.push_back(document);
        const OffsetMap map(text);
        for (std::size_t s = 0; s < grid.sentenceCount(); ++s) {
            const auto tokens = grid.sentence(s);
            if (tokens.empty())
                continue;
            Waiting waiting;
            const CodePointRange range{tokens.front().begin, tokens.back().end};
            waiting.out.document = name;
            waiting.out.sentence = static_cast<std::uint32_t>(s);
            waiting.out.offset = range.begin;
            waiting.out.text = map.slice(range);
            waiting.document = document;
            for (const auto& token : tokens)
                waiting.words.push_back({token.begin - range.begin, token.end - range.begin});
            m_waiting.push_back(std::move(waiting));
        }
        return m_waiting.size() >= kPortion ? predict() : Result<void>();
    }

    Result<void> predict() {
        auto done = m_strategy ? predictRaw() : predictWords();
        if (!done)
            return done;
        if (auto kept = keep(); !kept)
            return kept;
        for (auto& waiting : m_waiting)
            m_visit(std::move(waiting.out));
        m_waiting.clear();
        m_ids.clear();
        if (m_progress)
            m_progress(m_documents);
        return {};
    }

    Result<void> predictWords() {
        std::vector<engine::EncodedSentence> sentences;
        std::vector<std::string_view> words;
        for (const auto& waiting : m_waiting) {
            const OffsetMap map(waiting.out.text);
            words.clear();
            for (const auto& word : waiting.words)
                words.push_back(map.slice(word));
            sentences.push_back(engine::encodeSentence(*m_run.tokenizer, words, m_run.maxLength));
        }
        auto predictions = predictScored(m_run, sentences, m_viterbi, m_scoring, m_stop);
        if (!predictions)
            return predictions.error();
        for (std::size_t i = 0; i < m_waiting.size(); ++i)
            for (const auto& found : (*predictions)[i].mentions) {
                const auto& all = m_waiting[i].words;
                m_waiting[i].out.spans.push_back({all[found.mention.begin].begin,
                    all[found.mention.end - 1].end, found.mention.label, found.score});
            }
        return {};
    }

    // As transformers' pipeline: the raw sentence, cut at the model's length, one class a piece.
    Result<void> predictRaw() {
        std::size_t room = static_cast<std::size_t>(m_run.positions) - 2;
        const auto& files = m_run.tokenizer->files();
        if (const auto found = files.find("tokenizer_config.json"); found != files.end()) {
            const auto json = nlohmann::json::parse(found->second, nullptr, false);
            if (json.is_object() && json.contains("model_max_length")
                && json["model_max_length"].is_number() && json["model_max_length"] >= 3)
                room = std::min(room,
                    static_cast<std::size_t>(std::min(json["model_max_length"].get<double>(), 1e9))
                        - 2);
        }
        const auto special = m_run.tokenizer->special();
        std::vector<Encoding> encodings(m_waiting.size());
        std::vector<EncodedWindow> windows(m_waiting.size());
        for (std::size_t i = 0; i < m_waiting.size(); ++i) {
            auto& encoding = encodings[i];
            m_run.tokenizer->encode(m_waiting[i].out.text, encoding);
            const std::size_t size = std::min(room, encoding.size());
            encoding.ids.resize(size);
            encoding.begins.resize(size);
            encoding.ends.resize(size);
            encoding.words.resize(size);
            auto& ids = windows[i].ids;
            ids.push_back(special.cls);
            ids.insert(ids.end(), encoding.ids.begin(), encoding.ids.end());
            ids.push_back(special.sep);
        }
        // Sentences of like length together, so that little is padded.
        std::vector<std::size_t> order(windows.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return windows[a].ids.size() > windows[b].ids.size();
        });
        const std::size_t classes = m_run.tags.size();
        for (std::size_t at = 0; at < order.size(); at += kBatch) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", "prediction", {}};
            std::vector<const EncodedWindow*> batch;
            for (std::size_t i = at; i < std::min(at + kBatch, order.size()); ++i)
                batch.push_back(&windows[order[i]]);
            auto logits = m_run.session->logits(engine::makeBatch(batch, m_run.padId));
            if (!logits)
                return logits.error();
            std::size_t row = 0;
            for (std::size_t i = at; i < std::min(at + kBatch, order.size()); ++i) {
                const auto& encoding = encodings[order[i]];
                const auto pieces =
                    engine::hfPieces(*m_run.tokenizer, encoding, m_waiting[order[i]].out.text);
                const auto values =
                    std::span(*logits).subspan((row + 1) * classes, encoding.size() * classes);
                for (const auto& entity :
                    engine::hfEntities(pieces, values, m_run.tags.tags(), *m_strategy))
                    m_waiting[order[i]].out.spans.push_back(
                        {entity.begin, entity.end, entity.label, entity.score});
                row += windows[order[i]].ids.size();
            }
        }
        return {};
    }

    Result<void> keep() {
        if (!m_request.keep || m_ids.empty() || !m_project.writer())
            return {};
        std::vector<store::PredictionRow> rows;
        for (const auto& waiting : m_waiting)
            for (const auto& span : waiting.out.spans)
                rows.push_back({waiting.document,
                    {span.begin + waiting.out.offset, span.end + waiting.out.offset}, span.label,
                    span.score});
        return m_project.writer()->savePredictions(m_run.row.id, m_ids, rows);
    }

    store::Project& m_project;
    OpenRun m_run;
    const PredictRequest& m_request;
    const std::function<void(PredictedSentence&&)>& m_visit;
    std::stop_token m_stop;
    const std::function<void(std::uint64_t)>& m_progress;
    std::optional<engine::HfStrategy> m_strategy;
    bool m_viterbi = true;
    bool m_usual = true; // as the run's recipe and the project say
    Scoring m_scoring;
    std::vector<Waiting> m_waiting;
    std::vector<DocumentId> m_ids; // whole documents among those waiting
    std::uint64_t m_documents = 0;
};

} // namespace

Result<void> predictRun(store::Project& project, const std::filesystem::path& enginePath,
    const PredictRequest& request, const std::function<void(PredictedSentence&&)>& visit,
    std::stop_token stop, const std::function<void(std::uint64_t)>& progress) {
    const int sources = (request.split ? 1 : 0) + (request.text ? 1 : 0) + !request.input.empty();
    if (sources != 1)
        return Error{ErrorCode::InvalidArgument, "What is to be tagged must be said once",
            "predict", "Give one of --split, --text and --input."};
    auto run = openRun(project, request.run, enginePath, request.compute);
    if (!run)
        return run.error();
    return Job(project, std::move(*run), request, visit, std::move(stop), progress).go();
}

} // namespace evenspan
