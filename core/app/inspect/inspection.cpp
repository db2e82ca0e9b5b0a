// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/inspection.h"

#include "core/app/inspect/mention_table.h"
#include "core/app/model/piece_counter.h"
#include "core/app/runs/inspection_keys.h"
#include "core/app/runs/run_data.h"
#include "core/app/runs/run_row.h"
#include "core/app/runs/span_score_choice.h"
#include "core/schema/align.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

using Stored = std::map<std::int64_t, std::vector<store::PredictionRow>>;

struct RunFacts {
    std::vector<std::string> labels; // that it can predict; empty: not known
    std::map<std::string, std::string> where;
};

RunFacts factsOf(const store::RunRow& run) {
    RunFacts facts;
    const auto record = nlohmann::json::parse(run.record, nullptr, false);
    if (!record.is_object())
        return facts;
    if (record.contains("where") && record["where"].is_object())
        facts.where = record["where"].get<std::map<std::string, std::string>>();
    if (record.contains("tags") && record["tags"].is_array())
        facts.labels = TagSet::fromTags(record["tags"].get<std::vector<std::string>>()).labels();
    return facts;
}

bool matches(const store::DocumentRow& row, const std::map<std::string, std::string>& where) {
    return std::all_of(where.begin(), where.end(), [&](const auto& one) {
        const auto found = row.metadata.find(one.first);
        return found != row.metadata.end() && found->second == one.second;
    });
}

// The words of a range as a mention; nothing where it touches none.
std::optional<Mention> mentionIn(
    const InspectedSentence& sentence, CodePointRange range, const std::string& label) {
    const auto& places = sentence.places;
    const auto first = std::partition_point(places.begin(), places.end(),
        [&](const CodePointRange& word) { return word.end <= range.begin; });
    auto last = first;
    while (last != places.end() && last->begin < range.end)
        ++last;
    if (first == last)
        return std::nullopt;
    return Mention{static_cast<std::uint32_t>(first - places.begin()),
        static_cast<std::uint32_t>(last - places.begin()), label};
}

class SplitInspector {
public:
    SplitInspector(store::Project& project, const std::filesystem::path& engine,
        const InspectionRequest& request, std::stop_token stop,
        const std::function<void(std::size_t, std::size_t)>& progress)
        : m_project(project)
        , m_engine(engine)
        , m_stop(std::move(stop))
        , m_progress(progress) {
        m_out->request = request;
        m_out->gold = !request.undecided;
    }

    Result<std::shared_ptr<const Inspection>> go() {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = std::move(*reader);
        auto run = findRunRow(*m_reader, m_out->request.run);
        if (!run)
            return run.error();
        m_run = std::move(*run);
        m_out->runId = m_run.id.value;
        const RunFacts facts = factsOf(m_run);
        m_out->where = facts.where;
        auto scoring = scoringOf(*m_reader, m_run);
        if (!scoring)
            return scoring.error();
        setScoring(*scoring);
        if (auto done = readDocuments(); !done)
            return done.error();
        if (auto done = readStored(); !done)
            return done.error();
        if (auto done = predict(); !done)
            return done.error();
        findUnknown(facts.labels);
        if (auto done = makeTable(); !done)
            return done.error();
        return std::shared_ptr<const Inspection>(m_out);
    }

private:
    std::filesystem::path folder() const { return m_project.filesFolder() / m_run.path; }
    std::string key() const {
        return inspectionKey(m_run.id, m_out->request.undecided, m_out->request.split);
    }

    Scoring scoring() const { return {m_out->score, m_out->temperature}; }
    void setScoring(const Scoring& scoring) {
        m_out->score = scoring.score;
        m_out->temperature = scoring.temperature;
    }
    std::string stamp() const { return inspectionStamp(m_run.finished.value_or(0), scoring()); }

    Result<void> readDocuments() {
        auto labels = learnableLabels(*m_reader);
        if (!labels && labels.error().code != ErrorCode::Empty)
            return labels.error();
        const auto known = labels.valueOr({});
        store::DocumentFilter filter;
        if (!m_out->request.undecided || !m_out->request.split.empty())
            filter.split = m_out->request.split;
        std::optional<Error> failed;
        auto done = m_reader->forEach(
            filter,
            [&](store::DocumentData&& document) {
                const auto state = document.row.state;
                const bool decided =
                    state == DocumentState::Done || state == DocumentState::Reviewed;
                if (!matches(document.row, m_out->where))
                    return true;
                if (decided == m_out->request.undecided) {
                    m_out->undecided += decided ? 0 : 1;
                    return true;
                }
                if (m_out->documents.size() >= m_out->request.most) {
                    ++m_out->beyond;
                    return true;
                }
                auto added = addDocument(std::move(document), known);
                if (!added)
                    failed = added.error();
                return added.ok();
            },
            m_stop);
        if (failed)
            return *failed;
        if (!done)
            return done;
        if (!m_out->documents.empty())
            return {};
        if (m_out->request.undecided)
            return Error{ErrorCode::Empty, "Every document is decided",
                m_out->request.split.empty() ? "project" : "split " + m_out->request.split,
                "Choose a split to see what the run marked against what is labelled."};
        return Error{ErrorCode::Empty, "The split has no decided document to hold the run against",
            "split " + m_out->request.split,
            m_out->undecided > 0 ? "Mark its documents as done: " + std::to_string(m_out->undecided)
                    + " are undecided. Or look at documents without labels."
                                 : "Choose another split."};
    }

    Result<void> addDocument(
        store::DocumentData&& document, const std::vector<std::string>& labels) {
        if (document.grid.tokens.empty() && !document.text.empty()) {
            auto grid = makeGrid(document.text);
            if (!grid)
                return grid.error();
            document.grid = std::move(*grid);
        }
        auto& about = m_out->documents[document.row.id.value];
        about.name = document.row.name;
        about.metadata = std::move(document.row.metadata);
        std::vector<SpanDraft> spans;
        for (const auto& span : document.spans) {
            if (!m_out->gold || span.state != SpanState::Accepted
                || std::find(labels.begin(), labels.end(), span.label) == labels.end())
                continue;
            SpanDraft draft;
            draft.range = span.range;
            draft.label = span.label;
            draft.state = span.state;
            spans.push_back(std::move(draft));
            if (!span.attributes.empty())
                about.attributes[{span.range.begin, span.range.end}] = span.attributes;
        }
        auto alignment = alignSpans(document.grid, spans);
        const OffsetMap map(document.text);
        for (std::size_t s = 0; s < document.grid.sentenceCount(); ++s) {
            const auto tokens = document.grid.sentence(s);
            if (tokens.empty())
                continue;
            InspectedSentence sentence;
            sentence.document = document.row.id.value;
            sentence.sentence = static_cast<std::uint32_t>(s);
            sentence.places.assign(tokens.begin(), tokens.end());
            for (std::size_t t = 0; t < tokens.size(); ++t) {
                sentence.words.emplace_back(map.slice(tokens[t]));
                sentence.blankBefore.push_back(t > 0 && tokens[t - 1].end < tokens[t].begin);
            }
            sentence.gold = std::move(alignment.sentences[s]);
            m_out->sentences.push_back(std::move(sentence));
        }
        return {};
    }

    // What is kept is taken where it is of the weights that the run has now; where those are gone,
    // it is all there is.
    Result<void> readStored() {
        std::error_code failed;
        m_out->weightsGone = m_run.path.empty() || !std::filesystem::exists(folder(), failed);
        auto kept = m_reader->setting(key());
        if (!kept)
            return kept.error();
        const bool fresh = *kept && **kept == stamp();
        if (!m_out->weightsGone && !fresh)
            return {};
        if (!fresh) { // it is all there is, whatever its scores are
            const auto old = stampedScoring(kept->value_or("")).value_or(Scoring{});
            m_out->scoreMissed = old != scoring();
            setScoring(old);
        }
        return m_reader->forEachPrediction(
            m_run.id, std::nullopt,
            [&](DocumentId id, std::vector<store::PredictionRow>&& rows) {
                if (m_out->documents.contains(id.value))
                    m_stored[id.value] = std::move(rows);
                return true;
            },
            m_stop);
    }

    void takeStored(InspectedSentence& sentence) {
        const CodePointRange all{sentence.places.front().begin, sentence.places.back().end};
        std::vector<std::pair<Mention, double>> found;
        for (const auto& row : m_stored[sentence.document])
            if (row.range.overlaps(all))
                if (auto mention = mentionIn(sentence, row.range, row.label))
                    found.emplace_back(std::move(*mention), row.score.value_or(kUnknown));
        std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [mention, score] : found) {
            if (!sentence.predicted.empty() && mention.begin < sentence.predicted.back().end)
                continue; // of another decoder, which lets them overlap
            sentence.predicted.push_back(std::move(mention));
            sentence.scores.push_back(score);
        }
    }

    Result<void> predict() {
        std::vector<std::size_t> asked;
        for (std::size_t i = 0; i < m_out->sentences.size(); ++i) {
            if (m_stored.contains(m_out->sentences[i].document))
                takeStored(m_out->sentences[i]);
            else
                asked.push_back(i);
        }
        if (asked.empty())
            return {};
        if (m_out->weightsGone)
            return leaveOut();
        auto run = openRun(m_project, m_run.name, m_engine);
        if (!run)
            return run.error();
        std::vector<engine::EncodedSentence> encoded;
        std::vector<std::string_view> words;
        for (const auto i : asked) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
            words.assign(m_out->sentences[i].words.begin(), m_out->sentences[i].words.end());
            encoded.push_back(engine::encodeSentence(*run->tokenizer, words, run->maxLength));
        }
        auto predictions = predictScored(
            *run, encoded, run->recipe.decoder != "argmax", scoring(), m_stop, m_progress);
        if (!predictions)
            return predictions.error();
        for (std::size_t i = 0; i < asked.size(); ++i)
            for (auto& found : (*predictions)[i].mentions) {
                auto& sentence = m_out->sentences[asked[i]];
                sentence.predicted.push_back(std::move(found.mention));
                sentence.scores.push_back(found.score);
            }
        m_tokenizer = std::move(run->tokenizer);
        return keep(asked);
    }

    Result<void> keep(const std::vector<std::size_t>& asked) {
        auto* writer = m_project.writer();
        if (!writer)
            return {};
        std::vector<DocumentId> ids;
        std::vector<store::PredictionRow> rows;
        for (const auto i : asked) {
            const auto& sentence = m_out->sentences[i];
            const DocumentId id(sentence.document);
            if (ids.empty() || ids.back() != id)
                ids.push_back(id);
            for (std::size_t p = 0; p < sentence.predicted.size(); ++p)
                rows.push_back({id,
                    {sentence.places[sentence.predicted[p].begin].begin,
                        sentence.places[sentence.predicted[p].end - 1].end},
                    sentence.predicted[p].label, sentence.scores[p]});
        }
        if (auto saved = writer->savePredictions(m_run.id, ids, rows); !saved)
            return saved;
        return writer->setSetting(key(), stamp());
    }

    Result<void> leaveOut() {
        const auto all = m_out->documents.size();
        std::erase_if(
            m_out->documents, [&](const auto& one) { return !m_stored.contains(one.first); });
        std::erase_if(m_out->sentences, [&](const InspectedSentence& sentence) {
            return !m_stored.contains(sentence.document);
        });
        m_out->unpredicted = all - m_out->documents.size();
        if (!m_out->documents.empty())
            return {};
        return Error{ErrorCode::NotFound,
            "The weights of the run are missing, and nothing that it predicted here is kept",
            folder().string(),
            "Restore the project's files folder beside it, or train again. Scores and curves of "
            "the run still stand on the training page."};
    }

    void findUnknown(const std::vector<std::string>& own) {
        if (own.empty())
            return;
        std::set<std::string> unknown;
        for (const auto& sentence : m_out->sentences)
            for (const auto& mention : sentence.gold)
                if (std::find(own.begin(), own.end(), mention.label) == own.end())
                    unknown.insert(mention.label);
        m_out->unknownLabels.assign(unknown.begin(), unknown.end());
    }

    // Which labels each string has in the run's training data.
    Result<MentionTable::Seen> readSeen() {
        MentionTable::Seen seen;
        auto info = m_reader->info(m_stop);
        if (!info)
            return info.error();
        store::DocumentFilter filter;
        if (info->splits.contains("train"))
            filter.split = "train";
        else
            filter.split = ""; // a project without splits learns from all of it
        auto done = m_reader->forEach(
            filter,
            [&](store::DocumentData&& document) {
                const auto state = document.row.state;
                if (!matches(document.row, m_out->where)
                    || (state != DocumentState::Done && state != DocumentState::Reviewed))
                    return true;
                const OffsetMap map(document.text);
                for (const auto& span : document.spans)
                    if (span.state == SpanState::Accepted)
                        seen[std::string(map.slice(span.range))].insert(span.label);
                return true;
            },
            m_stop);
        if (!done)
            return done.error();
        return seen;
    }

    Result<void> makeTable() {
        auto seen = readSeen();
        if (!seen)
            return seen.error();
        if (!m_tokenizer && !m_out->weightsGone)
            if (auto tokenizer = openTokenizer(folder()))
                m_tokenizer = std::move(*tokenizer);
        MentionTable::Pieces pieces;
        if (m_tokenizer)
            pieces = [counter = std::make_shared<PieceCounter>(*m_tokenizer)](
                         const InspectedSentence& sentence, const Mention& mention) {
                return counter->of(sentence.words, mention);
            };
        m_out->table = std::make_shared<const MentionTable>(*m_out, &*seen, pieces);
        return {};
    }

    store::Project& m_project;
    const std::filesystem::path& m_engine;
    std::stop_token m_stop;
    const std::function<void(std::size_t, std::size_t)>& m_progress;
    std::shared_ptr<Inspection> m_out = std::make_shared<Inspection>();
    std::shared_ptr<store::Reader> m_reader;
    store::RunRow m_run;
    Stored m_stored;
    std::unique_ptr<Tokenizer> m_tokenizer;
};

} // namespace

std::string textOf(const InspectedSentence& sentence, std::uint32_t begin, std::uint32_t end) {
    std::string out;
    for (auto w = begin; w < end && w < sentence.words.size(); ++w) {
        if (w > begin && sentence.blankBefore[w])
            out += ' ';
        out += sentence.words[w];
    }
    return out;
}

Result<std::shared_ptr<const Inspection>> inspectRun(store::Project& project,
    const std::filesystem::path& engine, const InspectionRequest& request, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    return SplitInspector(project, engine, request, std::move(stop), progress).go();
}

} // namespace evenspan
