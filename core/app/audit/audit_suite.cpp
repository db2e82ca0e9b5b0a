// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_tables.h"
#include "core/app/audit/suite_sentences.h"
#include "core/app/inspect/slot_answer.h"
#include "core/base/files.h"
#include "core/engine/word_decode.h"
#include "core/engine/word_logits.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan {

using namespace fairness;

namespace {

constexpr std::size_t kLeastNames = 5; // of a cell that is shown
constexpr double kFloor = 0.05, kCeiling = 0.995; // of a template that tells something

// One sentence: which name, which template, and where the slot's words are.
struct Sentence {
    std::size_t name = 0, pattern = 0;
    std::uint32_t begin = 0, end = 0; // words
};

class SuiteMaker {
public:
    SuiteMaker(OpenRun& run, const Suite& suite, const std::set<std::string, std::less<>>& words,
        SuiteWords* keep)
        : m_run(run)
        , m_suite(suite)
        , m_keep(keep) {
        out.facts.name = suite.name;
        out.facts.language = suite.language;
        out.facts.label = suite.label;
        out.facts.source = suite.source;
        out.facts.licence = suite.licence;
        out.facts.date = suite.date;
        out.facts.rule = suite.rule;
        out.facts.names = suite.names.size();
        out.facts.templates = suite.templates.size();
        out.facts.hash = sha256Hex(suiteToJson(suite));
        out.facts.remarks = lintSuite(suite, words);
        for (const auto& name : suite.names)
            m_groups.emplace(name.group, 0);
        for (auto& [group, number] : m_groups) {
            number = out.table.groups.size();
            out.table.groups.push_back(group);
        }
        m_answers.resize(suite.templates.size() * suite.names.size());
    }

    Result<void> encode() {
        std::vector<std::string_view> words;
        for (std::size_t t = 0; t < m_suite.templates.size(); ++t)
            for (std::size_t n = 0; n < m_suite.names.size(); ++n) {
                const auto made = suiteSentence(m_suite, n, t);
                if (!made)
                    return made.error();
                if (!*made) {
                    ++out.unaligned;
                    continue;
                }
                const auto& sentence = **made;
                words.assign(sentence.words.begin(), sentence.words.end());
                m_sentences.push_back({n, t, sentence.begin, sentence.end});
                m_encoded.push_back(
                    engine::encodeSentence(*m_run.tokenizer, words, m_run.maxLength));
                for (auto w = sentence.begin; t == 0 && w < sentence.end; ++w)
                    countPieces(words[w], m_groups.at(m_suite.names[n].group));
            }
        out.facts.sentences = m_sentences.size();
        return {};
    }

    Result<void> predict(bool viterbi, const std::stop_token& stop,
        const std::function<void(std::size_t, std::size_t)>& progress) {
        auto predictions = m_keep ? predictAndKeep(viterbi, stop, progress)
                                  : m_run.predict(m_encoded, viterbi, stop, progress);
        if (!predictions)
            return predictions.error();
        for (std::size_t i = 0; i < m_sentences.size(); ++i) {
            const auto& sentence = m_sentences[i];
            m_answers[at(sentence.pattern, sentence.name)] =
                slotAnswer(engine::mentionsOf((*predictions)[i], m_run.tags),
                    {sentence.begin, sentence.end, m_suite.label});
        }
        return {};
    }

    void fillTable() {
        auto& table = out.table;
        table.id = "suite:" + m_suite.name;
        table.source = "suite";
        table.unit = "mention";
        table.cluster = "name";
        table.headline = "recall";
        table.types = {m_suite.label};
        table.tallies.insert(table.tallies.end(),
            table.groups.size() - std::min(table.tallies.size(), table.groups.size()), {});
        table.items = m_suite.templates.size();
        chooseTemplates();
        const bool weighted = std::any_of(m_suite.names.begin(), m_suite.names.end(),
            [](const auto& name) { return name.frequency.has_value(); });
        std::map<std::pair<std::size_t, std::string>, std::uint32_t> clusters;
        std::map<std::uint32_t, std::size_t> rows;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> crossed, every;
        for (std::size_t n = 0; n < m_suite.names.size(); ++n) {
            const auto& name = m_suite.names[n];
            const auto group = m_groups.at(name.group);
            const auto cluster =
                clusters
                    .emplace(std::pair(group, name.unit.empty() ? name.text : name.unit),
                        static_cast<std::uint32_t>(clusters.size()))
                    .first->second;
            GroupTally& tally = table.tallies[group];
            tally.names += 1;
            for (std::size_t t = 0; t < m_suite.templates.size(); ++t) {
                const auto& answer = m_answers[at(t, n)];
                if (!answer)
                    continue;
                tally.outcomes.push_back({answer->tag, weighted ? name.frequency.value_or(0) : 0});
                addAnswer(tally, *answer);
                auto [whole, fresh] = every.emplace(
                    std::pair(cluster, static_cast<std::uint32_t>(t)), out.everyTemplate.size());
                if (fresh)
                    out.everyTemplate.push_back({cluster, static_cast<std::uint32_t>(t), {}});
                out.everyTemplate[whole->second].ratio.over += answer->right;
                out.everyTemplate[whole->second].ratio.under += 1;
                if (!m_informative[t])
                    continue;
                auto [row, freshRow] = rows.emplace(cluster, table.rows.size());
                if (freshRow)
                    table.rows.push_back({cluster, static_cast<std::uint32_t>(group), 0, {}});
                auto& sum = table.rows[row->second].tally;
                (answer->right ? sum.right : sum.missed) += 1;
                if (answer->right)
                    out.found.push_back({static_cast<std::uint32_t>(group), answer->score});
                auto [cell, freshCell] = crossed.emplace(
                    std::pair(cluster, static_cast<std::uint32_t>(t)), table.crossed.size());
                if (freshCell)
                    table.crossed.push_back({cluster, static_cast<std::uint32_t>(t), {}});
                table.crossed[cell->second].ratio.over += answer->right;
                table.crossed[cell->second].ratio.under += 1;
            }
        }
        table.clusters = clusters.size();
        fillTemplates();
        fillSwaps();
    }

    // What was kept of each sentence gets its place.
    void keepSlots() {
        m_keep->id = out.table.id;
        for (const auto& sentence : m_sentences)
            m_keep->slots.push_back({static_cast<std::uint32_t>(
                                         m_groups.at(m_suite.names[sentence.name].group)),
                {sentence.begin, sentence.end, m_suite.label}, m_informative[sentence.pattern]});
    }

    SuiteRun out;

private:
    // The same answers as predict(), from logits that stay.
    Result<std::vector<engine::Prediction>> predictAndKeep(bool viterbi,
        const std::stop_token& stop,
        const std::function<void(std::size_t, std::size_t)>& progress) {
        auto logits =
            engine::wordLogits([this](const Batch& batch) { return m_run.session->logits(batch); },
                m_run.tags.size(), m_encoded, {viterbi, 32, m_run.padId}, stop, progress);
        if (!logits)
            return logits.error();
        engine::WordDecoder decoder(m_run.tags, viterbi);
        std::vector<engine::Prediction> out_;
        out_.reserve(logits->size());
        for (const auto& values : *logits)
            out_.push_back(decoder.decode(values));
        m_keep->words = {m_run.tags, viterbi, std::move(*logits)};
        return out_;
    }

    std::size_t at(std::size_t pattern, std::size_t name) const {
        return pattern * m_suite.names.size() + name;
    }

    void countPieces(std::string_view word, std::size_t group) {
        out.table.tallies.resize(out.table.groups.size());
        Encoding encoding;
        m_run.tokenizer->encode(word, encoding);
        out.table.tallies[group].pieces += static_cast<double>(encoding.size());
        out.table.tallies[group].words += 1;
    }

    // A template in which every name is found, or none, only thins the gaps out.
    void chooseTemplates() {
        m_informative.assign(m_suite.templates.size(), true);
        for (std::size_t t = 0; t < m_suite.templates.size(); ++t) {
            Ratio sum;
            for (std::size_t n = 0; n < m_suite.names.size(); ++n)
                if (const auto& answer = m_answers[at(t, n)]) {
                    sum.over += answer->right;
                    sum.under += 1;
                }
            const auto recall = valueOf(sum);
            m_informative[t] = recall && *recall >= kFloor && *recall <= kCeiling;
            if (!m_informative[t])
                out.facts.uninformative.push_back(m_suite.templates[t].id);
        }
        // Where none tells anything, all are shown as they are.
        if (out.facts.uninformative.size() == m_suite.templates.size())
            m_informative.assign(m_suite.templates.size(), true);
    }

    void fillTemplates() {
        for (std::size_t t = 0; t < m_suite.templates.size(); ++t)
            for (const auto& [group, number] : m_groups) {
                AuditTemplateCell cell{m_suite.templates[t].id, group, {}, {}};
                Ratio sum;
                for (std::size_t n = 0; n < m_suite.names.size(); ++n)
                    if (const auto& answer = m_answers[at(t, n)];
                        answer && m_suite.names[n].group == group) {
                        sum.over += answer->right;
                        sum.under += 1;
                    }
                if (sum.under < kLeastNames) {
                    cell.recall.reason = "suppressed";
                } else {
                    cell.names = static_cast<std::uint64_t>(sum.under);
                    const auto interval = wilsonDesign(sum.over, sum.under, 1);
                    cell.recall = {
                        sum.over / sum.under, interval->low, interval->high, "", "wilson", false};
                }
                out.templates.push_back(std::move(cell));
            }
    }

    // The i-th name of one group against the i-th of another in every template.
    void fillSwaps() {
        if (m_groups.size() > kSwapGroups)
            return;
        std::vector<std::vector<std::size_t>> names(m_groups.size());
        for (std::size_t n = 0; n < m_suite.names.size(); ++n)
            names[m_groups.at(m_suite.names[n].group)].push_back(n);
        for (std::size_t a = 0; a < names.size(); ++a)
            for (std::size_t b = 0; b < names.size(); ++b)
                if (a != b)
                    out.swaps.push_back(swapOf(a, b, names[a], names[b]));
    }

    AuditSwap swapOf(std::size_t a, std::size_t b, const std::vector<std::size_t>& from,
        const std::vector<std::size_t>& to) const {
        AuditSwap swap;
        swap.from = out.table.groups[a];
        swap.to = out.table.groups[b];
        swap.verdict = "not_assessable";
        const std::size_t pairs = std::min(from.size(), to.size());
        std::vector<Ratio> net(pairs), lost(pairs), gained(pairs), flips(pairs);
        for (std::size_t t = 0; t < m_suite.templates.size(); ++t)
            for (std::size_t i = 0; m_informative[t] && i < pairs; ++i) {
                const auto &before = m_answers[at(t, from[i])], &after = m_answers[at(t, to[i])];
                if (!before || !after)
                    continue;
                ++swap.pairs;
                const double l = before->right && !after->right, g = !before->right && after->right;
                lost[i].over += l;
                gained[i].over += g;
                flips[i].over += l + g;
                net[i].over += g - l;
                for (auto* each : {&net, &lost, &gained, &flips})
                    (*each)[i].under += 1;
            }
        const auto put = [&](AuditMeasure& out_, const std::vector<Ratio>& clusters) {
            const auto found = estimate(clusters);
            if (!found || pairs < 12) {
                out_.reason = pairs < kLeastNames ? "suppressed" : "too_few";
                return std::optional<GapEstimate>();
            }
            const GapEstimate gap{
                found->value, std::sqrt(found->variance), static_cast<double>(found->clusters) - 1};
            const auto interval = gapInterval(gap);
            out_ = {found->value, interval.low, interval.high, "", "t", false};
            return std::optional(gap);
        };
        put(swap.lost, lost);
        put(swap.gained, gained);
        put(swap.flips, flips);
        if (const auto gap = put(swap.net, net)) {
            swap.p = gapP(*gap);
            swap.verdict = "not_shown";
        }
        for (auto* each : {&swap.lost, &swap.gained, &swap.flips})
            if (each->low)
                each->low = std::max(0.0, *each->low);
        swap.collateral.reason = swap.tokenGap.reason = "not_asked";
        return swap;
    }

    OpenRun& m_run;
    const Suite& m_suite;
    SuiteWords* m_keep; // null: nothing is kept
    std::map<std::string, std::size_t> m_groups;
    std::vector<Sentence> m_sentences;
    std::vector<engine::EncodedSentence> m_encoded;
    std::vector<std::optional<SlotAnswer>> m_answers; // [template × name]
    std::vector<bool> m_informative;
};

} // namespace

Result<SuiteRun> runSuite(OpenRun& run, const Suite& suite, bool viterbi,
    const std::set<std::string, std::less<>>& words, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress, SuiteWords* keep) {
    const auto& labels = run.tags.labels();
    if (std::find(labels.begin(), labels.end(), suite.label) == labels.end())
        return Error{ErrorCode::LabelMismatch, "The run does not know the label of the suite",
            "suite " + suite.name,
            "Take a suite for " + (labels.empty() ? "its labels" : labels.front())
                + ", or train on this label."};
    SuiteMaker maker(run, suite, words, keep);
    if (auto encoded = maker.encode(); !encoded)
        return encoded.error();
    if (auto predicted = maker.predict(viterbi, stop, progress); !predicted)
        return predicted.error();
    maker.fillTable();
    if (keep)
        maker.keepSlots();
    return std::move(maker.out);
}

} // namespace evenspan
