// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_swaps.h"

#include "core/app/audit/swap_texts.h"
#include "core/app/inspect/slot_answer.h"
#include "core/base/files.h"
#include "core/engine/word_logits.h"
#include "core/fairness/crossed_estimate.h"
#include "core/metrics/paired_tests.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan {

using namespace fairness;

namespace {

constexpr std::size_t kBlock = 4096; // sentences whose probabilities are held at once
constexpr std::size_t kLeastPairs = 11, kLeastDocuments = 5, kTestDocuments = 12;

struct Said {
    SlotAnswer answer;
    double probability = 0; // of the label, mean over the mention's words
};
class SwapMaker {
public:
    SwapMaker(OpenRun& run, const AuditData& data, const std::string& label, const Suite& list)
        : m_run(run)
        , m_texts(data, label, list) {
        out.table.groups = m_texts.groups;
        out.table.tallies.resize(m_texts.groups.size());
        out.facts.name = list.name;
        out.facts.language = list.language;
        out.facts.label = label;
        out.facts.source = list.source;
        out.facts.licence = list.licence;
        out.facts.date = list.date;
        out.facts.rule = list.rule;
        out.facts.names = list.names.size();
        out.facts.hash = sha256Hex(suiteToJson(list));
        // Mentions count in the tags of the label, whatever their position in it.
        for (std::size_t c = 0; c < run.tags.size(); ++c)
            if (splitTag(run.tags.tags()[c]).label == label)
                m_classes.push_back(c);
    }

    SwapTexts& texts() { return m_texts; }

    Result<void> predict(bool viterbi, const std::stop_token& stop,
        const std::function<void(std::size_t, std::size_t)>& progress) {
        const std::size_t variants = out.table.groups.size() + 1; // the first: as written
        m_said.assign(variants, std::vector<Said>(m_texts.slots.size()));
        m_others.assign(variants, {});
        const std::size_t total = variants * m_texts.sentences.size();
        for (std::size_t v = 0; v < variants; ++v)
            for (std::size_t from = 0; from < m_texts.sentences.size(); from += kBlock) {
                const auto to = std::min(from + kBlock, m_texts.sentences.size());
                const std::size_t before = v * m_texts.sentences.size() + from;
                if (auto done = block(v, from, to, viterbi, stop,
                        [&](std::size_t n, std::size_t) { progress(before + n, total); });
                    !done)
                    return done;
            }
        out.facts.sentences = (variants - 1) * m_texts.sentences.size();
        return {};
    }

    void fill() {
        auto& table = out.table;
        table.id = "swap:" + out.facts.label + ":" + out.facts.name;
        table.source = "swap";
        table.unit = "mention";
        table.cluster = "name";
        table.headline = "recall";
        table.types = {out.facts.label};
        table.items = m_texts.documents;
        for (std::size_t g = 0; g < table.groups.size(); ++g)
            fillGroup(g);
        if (table.groups.size() > kSwapGroups)
            return;
        for (std::size_t a = 0; a <= table.groups.size(); ++a)
            for (std::size_t b = 1; b <= table.groups.size(); ++b)
                if (a != b)
                    out.swaps.push_back(swapOf(a, b));
    }

    SwapRun out;

private:
    Result<void> block(std::size_t v, std::size_t from, std::size_t to, bool viterbi,
        const std::stop_token& stop,
        const std::function<void(std::size_t, std::size_t)>& progress) {
        std::vector<engine::EncodedSentence> encoded;
        std::vector<std::vector<Mention>> slots(to - from), others(to - from);
        std::vector<std::string_view> views;
        for (std::size_t s = from; s < to; ++s) {
            const auto words =
                m_texts.variant(m_texts.sentences[s], v, slots[s - from], others[s - from]);
            views.assign(words.begin(), words.end());
            encoded.push_back(engine::encodeSentence(*m_run.tokenizer, views, m_run.maxLength));
            for (const auto& slot : slots[s - from])
                for (auto w = slot.begin; v > 0 && w < slot.end; ++w)
                    countPieces(words[w], v - 1);
        }
        const std::size_t classes = m_run.tags.size();
        auto logits =
            engine::wordLogits([this](const Batch& batch) { return m_run.session->logits(batch); },
                classes, encoded, {viterbi, 32, m_run.padId}, stop, progress);
        if (!logits)
            return logits.error();
        ConstrainedDecoder decoder(m_run.tags);
        for (std::size_t s = from; s < to; ++s) {
            const std::span<const float> values = (*logits)[s - from];
            engine::Prediction said;
            said.classes = viterbi ? decoder.decode(values) : argmaxDecode(values, classes);
            said.scores.assign(said.classes.size(), 0);
            const auto found = engine::mentionsOf(said, m_run.tags);
            for (std::size_t i = 0; i < slots[s - from].size(); ++i) {
                const auto& slot = slots[s - from][i];
                m_said[v][m_texts.sentences[s].slots[i]] = {
                    slotAnswer(found, slot), probability(values, classes, slot)};
            }
            for (const auto& other : others[s - from])
                m_others[v].emplace_back(
                    said.classes.begin() + other.begin, said.classes.begin() + other.end);
        }
        return {};
    }

    double probability(
        std::span<const float> values, std::size_t classes, const Mention& slot) const {
        double sum = 0;
        for (auto w = slot.begin; w < slot.end; ++w) {
            const auto row = values.subspan(w * classes, classes);
            const double top = *std::max_element(row.begin(), row.end());
            double all = 0, own = 0;
            for (const float value : row)
                all += std::exp(value - top);
            for (const auto c : m_classes)
                own += std::exp(row[c] - top);
            sum += own / all;
        }
        return sum / (slot.end - slot.begin);
    }

    void countPieces(std::string_view word, std::size_t group) {
        Encoding encoding;
        m_run.tokenizer->encode(word, encoding);
        out.table.tallies[group].pieces += static_cast<double>(encoding.size());
        out.table.tallies[group].words += 1;
    }

    void fillGroup(std::size_t g) {
        auto& table = out.table;
        auto& tally = table.tallies[g];
        std::map<std::size_t, std::size_t> rows; // by rank
        std::map<std::pair<std::size_t, std::uint32_t>, std::size_t> crossed;
        for (std::size_t i = 0; i < m_texts.slots.size(); ++i) {
            const auto& said = m_said[g + 1][i];
            const auto rank = m_texts.slots[i].rank;
            const auto [row, fresh] = rows.emplace(rank, table.rows.size());
            if (fresh) {
                TableRow own;
                own.cluster = static_cast<std::uint32_t>(table.clusters++);
                own.group = static_cast<std::uint32_t>(g);
                table.rows.push_back(own);
            }
            auto& sum = table.rows[row->second];
            (said.answer.right ? sum.tally.right : sum.tally.missed) += 1;
            const auto document = m_texts.sentences[m_texts.slots[i].sentence].document;
            const auto [cell, freshCell] =
                crossed.emplace(std::pair(rank, document), table.crossed.size());
            if (freshCell)
                table.crossed.push_back({sum.cluster, document, {}});
            table.crossed[cell->second].ratio.over += said.answer.right;
            table.crossed[cell->second].ratio.under += 1;
            tally.outcomes.push_back({said.answer.tag, 0});
            addAnswer(tally, said.answer);
        }
        tally.names = static_cast<double>(rows.size());
    }

    AuditSwap swapOf(std::size_t a, std::size_t b) const {
        AuditSwap swap;
        swap.from = a == 0 ? std::string() : out.table.groups[a - 1];
        swap.to = out.table.groups[b - 1];
        swap.pairs = m_texts.slots.size();
        swap.verdict = "not_assessable";
        std::vector<CrossedPart> net, lost, gained, flips, change;
        for (std::size_t i = 0; i < m_texts.slots.size(); ++i) {
            const auto &from = m_said[a][i], &to = m_said[b][i];
            const double l = from.answer.right && !to.answer.right,
                         g = !from.answer.right && to.answer.right;
            const auto document = m_texts.sentences[m_texts.slots[i].sentence].document;
            const auto name = static_cast<std::uint32_t>(m_texts.slots[i].rank);
            net.push_back({document, name, {g - l, 1}});
            lost.push_back({document, name, {l, 1}});
            gained.push_back({document, name, {g, 1}});
            flips.push_back({document, name, {l + g, 1}});
            change.push_back({document, name, {std::abs(from.probability - to.probability), 1}});
        }
        put(swap.lost, crossedEstimate(lost), true);
        put(swap.gained, crossedEstimate(gained), true);
        put(swap.flips, crossedEstimate(flips), true);
        put(swap.tokenGap, crossedEstimate(change), true);
        const auto gap = crossedEstimate(net);
        put(swap.net, gap, false);
        if (swap.net.value && m_texts.documents >= kTestDocuments) {
            swap.p = gapP(*gap);
            swap.verdict = "not_shown";
        }
        collateral(swap.collateral, a, b);
        return swap;
    }

    void put(AuditMeasure& measure, const std::optional<GapEstimate>& found, bool share) const {
        if (m_texts.slots.size() < kLeastPairs || m_texts.documents < kLeastDocuments) {
            measure.reason = "suppressed";
        } else if (!found) {
            measure.reason = "too_few";
        } else {
            const auto interval = gapInterval(*found);
            measure = {found->difference, interval.low, interval.high, "", "t", false};
            if (share) {
                measure.low = std::max(0.0, *measure.low);
                measure.high = std::min(1.0, *measure.high);
            }
        }
    }

    // Documents alone: a mention beside several slots has no name of its own.
    void collateral(AuditMeasure& measure, std::size_t a, std::size_t b) const {
        std::vector<Ratio> documents(m_texts.documents);
        std::size_t at = 0;
        for (const auto& sentence : m_texts.sentences)
            for (std::size_t i = 0; i < sentence.others.size(); ++i, ++at) {
                documents[sentence.document].over += m_others[a][at] != m_others[b][at];
                documents[sentence.document].under += 1;
            }
        const auto found = estimate(documents);
        if (!found) {
            measure.reason = "nothing";
        } else if (at < kLeastPairs || found->clusters < kLeastDocuments) {
            measure.reason = "suppressed";
        } else {
            put(measure,
                GapEstimate{found->value, std::sqrt(found->variance),
                    static_cast<double>(found->clusters) - 1},
                true);
        }
    }

    OpenRun& m_run;
    SwapTexts m_texts;
    std::vector<std::size_t> m_classes;
    std::vector<std::vector<Said>> m_said; // [variant][slot]
    std::vector<std::vector<std::vector<std::int32_t>>> m_others; // [variant][other mention]
};

} // namespace

Result<SwapRun> runSwaps(OpenRun& run, const AuditData& data, const std::string& label,
    const Suite& list, bool viterbi, const std::set<std::string, std::less<>>& words,
    std::uint64_t seed, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    const auto& labels = run.tags.labels();
    if (std::find(labels.begin(), labels.end(), label) == labels.end())
        return Error{ErrorCode::LabelMismatch,
            "The run does not know the type whose names are "
            "swapped",
            label, "Take one of its labels" + (labels.empty() ? "." : ": " + labels.front() + ".")};
    SwapMaker maker(run, data, label, list);
    maker.out.facts.remarks = lintSuite(list, words);
    if (!maker.texts().choose(seed))
        return Error{ErrorCode::Empty,
            "The split has no entity of the type whose names are swapped", label,
            "Choose another type, or another split."};
    if (auto predicted = maker.predict(viterbi, stop, progress); !predicted)
        return predicted.error();
    maker.fill();
    return std::move(maker.out);
}

void adjustSwaps(AuditResult& audit) {
    for (auto& dimension : audit.dimensions) {
        std::vector<double> p;
        for (const auto& swap : dimension.swaps)
            if (swap.p)
                p.push_back(*swap.p);
        const auto adjusted = holm(p);
        std::size_t at = 0;
        for (auto& swap : dimension.swaps)
            if (swap.p) {
                swap.adjusted = adjusted[at++];
                if (*swap.adjusted <= audit.level)
                    swap.verdict = "gap";
            }
    }
}

} // namespace evenspan
