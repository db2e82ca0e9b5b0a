// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/label_queue.h"

#include "core/app/inspect/label_queue_corpus.h"
#include "core/app/runs/run_data.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace evenspan {

namespace {

// The model-free check speaks up where a string is something else at least so often, and so many
// times as often as what it is here.
constexpr std::uint64_t kLeastUses = 2, kTimes = 3;
constexpr double kHalf = 0.5; // added to both counts (Haldane 1956, Ann. Hum. Genet. 20:309)

// A row before its text is read.
struct Found {
    std::size_t document = 0, sentence = 0; // of the corpus
    SpanDoubt doubt;
    bool byModel = false, byStrings = false, hasModel = false;
    StringUses::Counts elsewhere;
};

std::uint32_t firstWord(const SpanDoubt& doubt) {
    const auto& mention = doubt.given.empty() ? doubt.proposed.front() : doubt.given.front();
    return mention.begin;
}

bool overlaps(const SpanDoubt& doubt, const Mention& mention) {
    for (const auto* side : {&doubt.given, &doubt.proposed})
        for (const auto& each : *side)
            if (each.begin < mention.end && mention.begin < each.end)
                return true;
    return false;
}

// What the string is most often in other documents, where that is not what it is here.
std::optional<std::string> otherwise(const StringUses::Counts& elsewhere, const std::string& here) {
    const auto most = std::max_element(elsewhere.begin(), elsewhere.end(),
        [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == elsewhere.end() || most->first == here || most->second < kLeastUses)
        return {};
    const auto same = elsewhere.find(here);
    if (same != elsewhere.end() && most->second < kTimes * same->second)
        return {};
    return most->first;
}

double oddsOf(
    const StringUses::Counts& elsewhere, const std::string& proposed, const std::string& given) {
    const auto count = [&](const std::string& label) {
        const auto found = elsewhere.find(label);
        return found == elsewhere.end() ? 0.0 : static_cast<double>(found->second);
    };
    return std::log((count(proposed) + kHalf) / (count(given) + kHalf));
}

class Search {
public:
    Search(const QueueCorpus& corpus, const OutOfFold* fold, LabelQueue& queue)
        : m_corpus(corpus)
        , m_fold(fold)
        , m_queue(queue)
        , m_votes(corpus.tags.size())
        , m_decoder(corpus.tags) { }

    Result<std::vector<Found>> run(
        std::stop_token stop, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
        const StringUses uses(m_corpus, stop);
        for (const auto& document : m_corpus.documents)
            m_votes.add(m_corpus.wordsOf(document), m_corpus.classesOf(document));
        const auto total = m_corpus.documents.size();
        for (std::size_t d = 0; d < total; ++d) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
            if (auto done = lookAt(d, uses); !done)
                return done.error();
            if (progress)
                progress(d + 1, total);
        }
        return std::move(m_found);
    }

private:
    Result<void> lookAt(std::size_t number, const StringUses& uses) {
        const auto& document = m_corpus.documents[number];
        std::optional<TokenProbabilities> read;
        if (m_fold) {
            read = m_fold->of(document.id);
            if (!read)
                ++m_queue.unread;
            if (read && read->words != document.hash) {
                ++m_queue.changed;
                read.reset();
            }
        }
        const auto classes = m_corpus.tags.size();
        std::vector<double> ratios;
        if (read)
            ratios = m_votes.ratios(m_corpus.wordsOf(document), m_corpus.classesOf(document));
        std::size_t at = 0;
        for (auto s = document.first; s < document.last; ++s) {
            const auto& sentence = m_corpus.sentences[s];
            const auto size = sentence.end - sentence.begin;
            const auto first = m_found.size();
            std::span<const float> probabilities;
            std::span<const double> own;
            if (read) {
                probabilities = std::span(read->values).subspan(at * classes, size * classes);
                own = std::span<const double>(ratios).subspan(at * classes, size * classes);
                auto doubts = spanDoubts(
                    m_corpus.tags, m_decoder, probabilities, m_corpus.classesOf(sentence), own);
                if (!doubts)
                    return doubts.error();
                for (auto& doubt : *doubts)
                    m_found.push_back({number, s, std::move(doubt), true, false, true, {}});
            }
            at += size;
            addStrings(number, s, uses, first, probabilities, own);
        }
        return {};
    }

    // The same strings elsewhere: as evidence of the rows that stand from `first` on, and as rows
    // of their own.
    void addStrings(std::size_t document, std::size_t s, const StringUses& uses, std::size_t first,
        std::span<const float> probabilities, std::span<const double> ratios) {
        const auto& sentence = m_corpus.sentences[s];
        const auto words = m_corpus.wordsOf(sentence);
        const auto elsewhere = [&](const Mention& mention) {
            return uses.elsewhere(
                words.subspan(mention.begin, mention.end - mention.begin), document);
        };
        const auto last = m_found.size();
        for (auto at = first; at < last; ++at) {
            auto& row = m_found[at];
            row.elsewhere = elsewhere(
                row.doubt.given.empty() ? row.doubt.proposed.front() : row.doubt.given.front());
        }
        auto places = m_corpus.mentionsOf(sentence);
        for (auto& place : uses.unlabelled(sentence))
            places.push_back(std::move(place));
        for (const auto& place : places) {
            auto counts = elsewhere(place);
            const auto other = otherwise(counts, place.label);
            if (!other)
                continue;
            const auto near = std::find_if(m_found.begin() + static_cast<std::ptrdiff_t>(first),
                m_found.begin() + static_cast<std::ptrdiff_t>(last),
                [&](const Found& row) { return overlaps(row.doubt, place); });
            if (near != m_found.begin() + static_cast<std::ptrdiff_t>(last)) {
                near->byStrings = true; // the model's row speaks for the place
                continue;
            }
            std::vector<Mention> given, proposed;
            if (!place.label.empty())
                given.push_back(place);
            if (!other->empty())
                proposed.push_back({place.begin, place.end, *other});
            Found row{document, s, {}, false, true, !probabilities.empty(), std::move(counts)};
            if (row.hasModel) {
                row.doubt = weighChange(m_corpus.tags, probabilities, m_corpus.classesOf(sentence),
                    ratios, std::move(given), std::move(proposed));
            } else {
                row.doubt.kind = doubtKindOf(given, proposed);
                row.doubt.odds = oddsOf(row.elsewhere, *other, place.label);
                row.doubt.given = std::move(given);
                row.doubt.proposed = std::move(proposed);
            }
            m_found.push_back(std::move(row));
        }
    }

    const QueueCorpus& m_corpus;
    const OutOfFold* m_fold;
    LabelQueue& m_queue;
    WordVotes m_votes;
    ConstrainedDecoder m_decoder;
    std::vector<Found> m_found;
};

std::string placeName(const QueueRow& row) {
    std::string out;
    for (const auto* side : {&row.given, &row.proposed}) {
        for (const auto& each : *side)
            out += (&each == side->data() ? "" : ",") + std::to_string(each.range.begin) + "-"
                + std::to_string(each.range.end) + ":" + each.label;
        if (side == &row.given)
            out += ">";
    }
    return out;
}

// The row with its text; nothing where the labels in the project are not what the tags say (a span
// that does not fit the tokens, parts of a discontinuous one): such a place cannot be fixed by one
// key.
std::optional<QueueRow> rowOf(
    const Found& found, const QueueCorpus& corpus, const store::DocumentData& document) {
    const auto number = corpus.sentences[found.sentence].number;
    if (number >= document.grid.sentenceCount())
        return {};
    const auto tokens = document.grid.sentence(number);
    const OffsetMap map(document.text);
    QueueRow row;
    row.document = document.row.id;
    row.name = document.row.name;
    row.sentence = number;
    row.sentenceRange = {tokens.front().begin, tokens.back().end};
    row.sentenceText = map.slice(row.sentenceRange);
    row.kind = found.doubt.kind;
    row.odds = found.doubt.odds;
    if (found.hasModel) {
        row.givenProbability = found.doubt.givenProbability;
        row.proposedProbability = found.doubt.proposedProbability;
    }
    row.byModel = found.byModel;
    row.byStrings = found.byStrings;
    row.elsewhere.assign(found.elsewhere.begin(), found.elsewhere.end());
    std::stable_sort(row.elsewhere.begin(), row.elsewhere.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& mention : found.doubt.given) {
        QueueMention one{
            {tokens[mention.begin].begin, tokens[mention.end - 1].end}, mention.label, {}, {}};
        for (const auto& span : document.spans)
            if (span.state == SpanState::Accepted && span.range == one.range
                && span.label == one.label && span.parts.empty())
                one.span = span;
        if (!one.span)
            return {};
        one.text = map.slice(one.range);
        row.given.push_back(std::move(one));
    }
    for (const auto& mention : found.doubt.proposed) {
        QueueMention one{
            {tokens[mention.begin].begin, tokens[mention.end - 1].end}, mention.label, {}, {}};
        one.text = map.slice(one.range);
        row.proposed.push_back(std::move(one));
    }
    row.place = placeName(row);
    return row;
}

Error nothingDecided() {
    return {ErrorCode::Empty, "No document is decided, so no label can be wrong", "project",
        "Label some documents and mark them as done."};
}

// The tags of a cross-training, or of the project's labels where there is none.
Result<TagSet> tagsFor(store::Reader& reader, const OutOfFold* fold) {
    if (fold)
        return TagSet::fromTags(fold->tags());
    auto labels = learnableLabels(reader);
    if (!labels)
        return labels.error();
    return TagSet(std::move(*labels), TagScheme::Iob2);
}

} // namespace

Result<LabelQueue> makeLabelQueue(store::Reader& reader, const std::filesystem::path& filesFolder,
    const QueueRequest& request, std::stop_token stop,
    const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    LabelQueue out;
    out.kfold = request.kfold;
    std::optional<OutOfFold> fold;
    if (!request.kfold.empty()) {
        auto opened = OutOfFold::open(reader, filesFolder, request.kfold, stop);
        if (!opened)
            return opened.error();
        fold = std::move(*opened);
    }
    auto tags = tagsFor(reader, fold ? &*fold : nullptr);
    if (!tags)
        return tags.error();
    auto corpus = readCorpus(reader, std::move(*tags), stop);
    if (!corpus)
        return corpus.error();
    out.documents = corpus->documents.size();
    if (corpus->documents.empty())
        return nothingDecided();
    auto found = Search(*corpus, fold ? &*fold : nullptr, out).run(stop, progress);
    if (!found)
        return found.error();
    std::stable_sort(found->begin(), found->end(), [](const Found& a, const Found& b) {
        return std::tuple(-a.doubt.odds, a.document, a.sentence, firstWord(a.doubt))
            < std::tuple(-b.doubt.odds, b.document, b.sentence, firstWord(b.doubt));
    });
    out.more = found->size() > request.limit;
    found->resize(std::min(found->size(), request.limit));
    auto decided = store::labelDecisions(reader, stop);
    if (!decided)
        return decided.error();
    std::map<std::pair<std::int64_t, std::string>, store::LabelVerdict> verdicts;
    for (const auto& row : *decided)
        verdicts[{row.document.value, row.place}] = row.verdict;
    // Texts again, each document once, for the rows that stay.
    std::map<std::size_t, std::vector<std::size_t>> byDocument;
    for (std::size_t n = 0; n < found->size(); ++n)
        byDocument[(*found)[n].document].push_back(n);
    std::vector<std::optional<QueueRow>> rows(found->size());
    for (const auto& [number, places] : byDocument) {
        auto document = reader.document(corpus->documents[number].id, stop);
        if (!document)
            return document.error();
        if (document->grid.tokens.empty())
            if (auto grid = makeGrid(document->text); grid)
                document->grid = std::move(*grid);
        for (const auto n : places) {
            rows[n] = rowOf((*found)[n], *corpus, *document);
            if (rows[n])
                if (const auto known = verdicts.find({rows[n]->document.value, rows[n]->place});
                    known != verdicts.end())
                    rows[n]->verdict = known->second;
        }
    }
    for (auto& row : rows)
        if (row)
            out.rows.push_back(std::move(*row));
    return out;
}

Result<std::int64_t> decideRow(store::Writer& writer, const std::string& kfold, const QueueRow& row,
    store::LabelVerdict verdict) {
    store::LabelDecisionRow decision;
    decision.document = row.document;
    decision.place = row.place;
    decision.doubt = doubtKindName(row.kind);
    decision.verdict = verdict;
    decision.source = kfold;
    std::vector<store::SpanRow> given;
    for (const auto& each : row.given)
        if (each.span)
            given.push_back(*each.span);
    std::vector<store::LabelProposal> proposed;
    for (const auto& each : row.proposed)
        proposed.push_back({each.range, each.label});
    const auto& shown = row.given.empty() ? row.proposed : row.given;
    return store::decideLabel(writer, decision, given, proposed, shown.front().text);
}

QueuePrecision precisionOf(
    const std::vector<store::LabelDecisionRow>& decisions, const std::string& kfold) {
    QueuePrecision out;
    for (const auto& row : decisions) {
        if (row.source != kfold)
            continue;
        out.fixed += row.verdict == store::LabelVerdict::Fix;
        out.kept += row.verdict == store::LabelVerdict::Keep;
        out.unsure += row.verdict == store::LabelVerdict::Unsure;
    }
    out.precision = *wilsonInterval(out.fixed, out.fixed + out.kept);
    return out;
}

} // namespace evenspan
