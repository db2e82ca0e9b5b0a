// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_cases.h"

#include "core/app/audit/audit_slices.h"
#include "core/app/audit/augment_names.h"
#include "core/app/audit/group_ways.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/app/audit/suite_sentences.h"
#include "core/app/audit/swap_texts.h"
#include "core/fairness/listed_names.h"

#include <algorithm>
#include <map>

namespace evenspan {

using namespace fairness;

namespace {

Error noSuch(const char* what, const std::string& which) {
    return {ErrorCode::NotFound, what, which, "Run the audit again: its lists have changed."};
}

// Two askings of the same sentence: with the name of the wish's group, and with that of `from`.
struct Pair {
    AuditCase one;
    std::size_t asked = 0; // place among the sentences that are asked
    std::optional<std::size_t> before;
    Mention slot, slotBefore; // words
    std::string nameBefore;
    std::size_t name = 0, pattern = 0; // of the suite
};

class CaseFinder {
public:
    CaseFinder(store::Project& project, const std::filesystem::path& engine,
        const AuditRequest& request, const CaseWish& wish, std::size_t most, std::stop_token stop,
        const std::function<void(const AuditProgress&)>& progress)
        : m_project(project)
        , m_engine(engine)
        , m_request(request)
        , m_wish(wish)
        , m_most(most)
        , m_stop(std::move(stop))
        , m_progress(progress) { }

    Result<AuditCases> go() {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = *reader;
        for (const auto& swap : m_request.swaps)
            if (m_wish.dimension == "swap:" + swap.label + ":" + swap.list)
                m_swap = swap;
        const bool suite = m_wish.dimension.starts_with("suite:");
        if (!m_swap && !suite)
            return noSuch(
                "The audit put no names into sentences for these groups", m_wish.dimension);
        if (auto read = readList(suite ? m_wish.dimension.substr(6) : m_swap->list); !read)
            return read.error();
        auto run = openRun(m_project, m_request.run, m_engine, m_request.compute);
        if (!run)
            return run.error();
        m_run = &*run;
        const auto gathered = suite ? ofSuite() : ofText();
        if (!gathered)
            return gathered.error();
        return answered();
    }

private:
    void tell(const char* phase, std::size_t done, std::size_t total) const {
        if (m_progress)
            m_progress({phase, done, total});
    }

    // As the audit took it: without names that one of its runs has learnt.
    Result<void> readList(const std::string& name) {
        auto list = openSuite(*m_reader, m_request.shipped, name);
        if (!list)
            return list.error();
        std::set<std::string> learnt;
        auto runs = m_request.before;
        runs.insert(runs.end(), m_request.after.begin(), m_request.after.end());
        runs.push_back(m_request.run);
        for (const auto& each : runs)
            if (const auto row = m_reader->run(each, m_stop))
                learnt.merge(wordsLearnt(row->record));
        std::uint64_t left = 0;
        m_list = withoutNames(*list, learnt, left);
        const auto has = [&](const std::string& group) {
            return std::any_of(m_list.names.begin(), m_list.names.end(),
                [&](const auto& each) { return each.group == group; });
        };
        if (!m_wish.group.empty() && !has(m_wish.group))
            return noSuch("The list has no such group", m_wish.group);
        if (m_wish.from && !m_wish.from->empty() && !has(*m_wish.from))
            return noSuch("The list has no such group", *m_wish.from);
        return {};
    }

    std::size_t ask(const std::vector<std::string>& words) {
        m_views.assign(words.begin(), words.end());
        m_encoded.push_back(engine::encodeSentence(*m_run->tokenizer, m_views, m_run->maxLength));
        return m_encoded.size() - 1;
    }

    Result<void> ofSuite() {
        std::vector<std::size_t> from; // names of `from`, by their rank
        for (std::size_t n = 0; m_wish.from && n < m_list.names.size(); ++n)
            if (m_list.names[n].group == *m_wish.from)
                from.push_back(n);
        bool known = m_wish.pattern.empty();
        for (std::size_t t = 0; t < m_list.templates.size(); ++t) {
            if (!m_wish.pattern.empty() && m_list.templates[t].id != m_wish.pattern)
                continue;
            known = true;
            std::size_t rank = 0;
            for (std::size_t n = 0; n < m_list.names.size(); ++n) {
                const auto& name = m_list.names[n];
                if (!m_wish.group.empty() && name.group != m_wish.group)
                    continue;
                const std::size_t place = rank++;
                if (m_wish.from && place >= from.size())
                    continue; // without a partner
                const auto made = suiteSentence(m_list, n, t);
                if (!made)
                    return made.error();
                if (!*made)
                    continue;
                Pair pair;
                pair.name = n;
                pair.pattern = t;
                pair.one.group = name.group;
                pair.one.pattern = m_list.templates[t].id;
                pair.one.text = (*made)->text;
                pair.one.answer.name = name.text;
                pair.slot = {(*made)->begin, (*made)->end, m_list.label};
                if (m_wish.from) {
                    const auto other = suiteSentence(m_list, from[place], t);
                    if (!other)
                        return other.error();
                    if (!*other)
                        continue;
                    pair.slotBefore = {(*other)->begin, (*other)->end, m_list.label};
                    pair.nameBefore = m_list.names[from[place]].text;
                    pair.before = ask((*other)->words);
                }
                pair.asked = ask((*made)->words);
                m_pairs.push_back(std::move(pair));
            }
        }
        return known ? Result<void>() : noSuch("The suite has no such sentence", m_wish.pattern);
    }

    // The split as the audit scored it.
    Result<AuditData> scored() const {
        std::vector<std::string> filters = m_request.groups;
        for (const auto& [column, value] : m_request.where)
            filters.push_back("meta:" + column);
        auto ways = waysToGroup(*m_reader, filters, m_stop);
        if (!ways)
            return ways.error();
        if (auto known = admitSensitive(
                m_project, singleWays(*ways), false, m_request.purpose, m_request.name);
            !known)
            return known.error();
        auto evaluation = evaluateRun(m_project, m_engine,
            {m_request.run, m_request.split, m_request.where, false, m_request.decoder,
                m_request.compute},
            m_stop, [&](std::size_t done, std::size_t total) { tell("scoring", done, total); });
        if (!evaluation)
            return evaluation.error();
        AuditData data;
        data.evaluation = std::move(*evaluation);
        auto errors = mentionErrors(*m_reader, data.evaluation, m_stop);
        if (!errors)
            return errors.error();
        data.errors = std::move(*errors);
        return data;
    }

    static SlotAnswer::Kind kindOf(CaseKind kind) {
        switch (kind) {
        case CaseKind::Right:
            return SlotAnswer::Kind::Right;
        case CaseKind::WrongType:
            return SlotAnswer::Kind::OtherType;
        case CaseKind::LeftBorder:
        case CaseKind::RightBorder:
        case CaseKind::BothBorders:
            return SlotAnswer::Kind::Boundary;
        case CaseKind::Split:
            return SlotAnswer::Kind::Split;
        case CaseKind::Merged:
            return SlotAnswer::Kind::Merged;
        case CaseKind::Missed:
        case CaseKind::Spurious:
            break;
        }
        return SlotAnswer::Kind::Missed;
    }

    // Mentions of the project in groups that the inspection page has no column for.
    Result<AuditCases> ofMentions() {
        const std::string& id = m_wish.dimension;
        const bool list = id.starts_with("list:");
        const std::string way = id.substr(id.find(':') + 1);
        const auto& asked = m_request.groups;
        if (std::find(asked.begin(), asked.end(), list ? id : way) == asked.end())
            return noSuch("The audit has no sentences for these groups", id);
        Suite suite;
        if (list) {
            auto opened = openSuite(*m_reader, m_request.shipped, way);
            if (!opened)
                return opened.error();
            suite = std::move(*opened);
        }
        auto data = scored();
        if (!data)
            return data.error();
        const auto slices =
            AuditSlices::read(*m_reader, *data, list ? std::vector<std::string>() : asked, m_stop);
        if (!slices)
            return slices.error();
        const ListedNames names(suite);
        const auto groupOf = [&](const DescribedMention& gold) {
            if (!list)
                return slices->of(way, gold);
            return gold.mention.label == suite.label ? names.groupOf(gold.text) : std::string();
        };
        std::map<std::pair<std::int64_t, std::uint32_t>, std::size_t> examples;
        for (std::size_t i = 0; i < data->evaluation.examples.size(); ++i)
            examples[{
                data->evaluation.examples[i].document, data->evaluation.examples[i].sentence}] = i;
        AuditCases out;
        out.asked = data->evaluation.examples.size();
        for (const auto& error : data->errors.cases)
            for (const auto& gold : error.gold) {
                AuditCase one;
                one.answer.kind = kindOf(error.kind);
                if (groupOf(gold) != m_wish.group || !wanted(one))
                    continue;
                if (++out.found > m_most)
                    continue;
                one.group = m_wish.group;
                one.answer.name = gold.text;
                if (!error.predicted.empty()) {
                    one.answer.said = error.predicted.front().mention.label;
                    if (one.answer.right())
                        one.answer.score = error.predicted.front().score.value_or(0);
                }
                one.document = DocumentId(error.document);
                one.sentence = error.sentence;
                one.mention = gold.mention;
                const auto& words =
                    data->evaluation.examples[examples.at({error.document, error.sentence})].words;
                one.text = joined(words, 0, words.size());
                out.cases.push_back(std::move(one));
            }
        return out;
    }

    Result<void> ofText() {
        auto made = scored();
        if (!made)
            return made.error();
        const AuditData& data = *made;
        SwapTexts texts(data, m_swap->label, m_list);
        if (!texts.choose(m_request.seed))
            return Error{ErrorCode::Empty,
                "The split has no entity of the type whose names are swapped", m_swap->label,
                "Choose another type, or another split."};
        for (std::size_t g = 0; g < texts.groups.size(); ++g)
            if (m_wish.group.empty() || texts.groups[g] == m_wish.group)
                addVariant(data, texts, g + 1);
        return {};
    }

    void addVariant(const AuditData& data, const SwapTexts& texts, std::size_t variant) {
        std::size_t other = 0; // as written
        for (std::size_t g = 0; m_wish.from && g < texts.groups.size(); ++g)
            if (texts.groups[g] == *m_wish.from)
                other = g + 1;
        std::vector<Mention> slots, slotsBefore, rest;
        for (const auto& sentence : texts.sentences) {
            const auto words = texts.variant(sentence, variant, slots, rest);
            const auto asked = ask(words);
            std::optional<std::size_t> before;
            Words wordsBefore;
            if (m_wish.from) {
                wordsBefore = texts.variant(sentence, other, slotsBefore, rest);
                before = ask(wordsBefore);
            }
            const auto& example = data.evaluation.examples[sentence.example];
            for (std::size_t i = 0; i < slots.size(); ++i) {
                Pair pair;
                pair.asked = asked;
                pair.slot = slots[i];
                pair.one.group = texts.groups[variant - 1];
                pair.one.text = joined(words, 0, words.size());
                pair.one.answer.name = joined(words, slots[i].begin, slots[i].end);
                pair.one.document = DocumentId(example.document);
                pair.one.sentence = example.sentence;
                pair.one.mention = texts.slots[sentence.slots[i]].mention;
                if (before) {
                    pair.before = before;
                    pair.slotBefore = slotsBefore[i];
                    pair.nameBefore = joined(wordsBefore, slotsBefore[i].begin, slotsBefore[i].end);
                }
                m_pairs.push_back(std::move(pair));
            }
        }
    }

    static std::string joined(
        const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
        std::string out;
        for (auto w = begin; w < end; ++w)
            out += (w == begin ? "" : " ") + words[w];
        return out;
    }

    static void fill(
        CaseAnswer& answer, const std::vector<engine::ScoredMention>& found, const Mention& slot) {
        const auto said = slotAnswer(found, slot);
        answer.kind = said.kind;
        answer.score = said.score;
        for (const auto& each : found)
            if (each.mention.begin < slot.end && slot.begin < each.mention.end) {
                answer.said = each.mention.label;
                break;
            }
    }

    bool wanted(const AuditCase& one) const {
        if (!m_wish.answers.empty() && !m_wish.answers.contains(one.answer.kind))
            return false;
        if (!one.before)
            return true;
        const bool was = one.before->right(), is = one.answer.right();
        return m_wish.change == CaseWish::Change::Lost  ? was && !is
            : m_wish.change == CaseWish::Change::Gained ? !was && is
                                                        : was != is;
    }

    NameMap mapOf() const {
        NameMap out;
        std::map<std::size_t, std::size_t> patterns, names; // of the suite: their places here
        for (const auto& pair : m_pairs) {
            patterns.emplace(pair.pattern, 0);
            names.emplace(pair.name, 0);
        }
        for (auto& [pattern, place] : patterns) {
            place = out.patterns.size();
            out.patterns.push_back(m_list.templates[pattern].id);
        }
        for (auto& [name, place] : names) {
            place = out.rows.size();
            out.rows.push_back({m_list.names[name].text, m_list.names[name].group, {}});
            out.rows.back().answers.resize(out.patterns.size());
        }
        for (const auto& pair : m_pairs)
            out.rows[names[pair.name]].answers[patterns[pair.pattern]] = pair.one.answer.kind;
        return out;
    }

    Result<AuditCases> answered() {
        const auto& decoder = m_request.decoder.empty() ? m_run->recipe.decoder : m_request.decoder;
        auto said = m_run->predict(m_encoded, decoder != "argmax", m_stop,
            [&](std::size_t done, std::size_t total) { tell("suite", done, total); });
        if (!said)
            return said.error();
        std::vector<std::vector<engine::ScoredMention>> found;
        found.reserve(said->size());
        for (const auto& prediction : *said)
            found.push_back(engine::mentionsOf(prediction, m_run->tags));
        AuditCases out;
        out.asked = m_encoded.size();
        for (auto& pair : m_pairs) {
            fill(pair.one.answer, found[pair.asked], pair.slot);
            if (pair.before) {
                pair.one.before.emplace().name = pair.nameBefore;
                fill(*pair.one.before, found[*pair.before], pair.slotBefore);
            }
        }
        if (!m_swap && !m_wish.from)
            out.map = mapOf();
        for (auto& pair : m_pairs)
            if (wanted(pair.one) && ++out.found <= m_most)
                out.cases.push_back(std::move(pair.one));
        return out;
    }

    store::Project& m_project;
    const std::filesystem::path& m_engine;
    const AuditRequest& m_request;
    const CaseWish& m_wish;
    std::size_t m_most;
    std::stop_token m_stop;
    const std::function<void(const AuditProgress&)>& m_progress;
    std::shared_ptr<store::Reader> m_reader;
    std::optional<SwapWish> m_swap;
    Suite m_list;
    OpenRun* m_run = nullptr;
    std::vector<std::string_view> m_views;
    std::vector<engine::EncodedSentence> m_encoded;
    std::vector<Pair> m_pairs;
};

} // namespace

Result<AuditCases> auditCases(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, const CaseWish& wish, std::size_t most, std::stop_token stop,
    const std::function<void(const AuditProgress&)>& progress) {
    return CaseFinder(project, engine, request, wish, most, std::move(stop), progress).go();
}

Result<CodePointRange> placeOf(store::Reader& reader, const AuditCase& one) {
    const auto document = reader.document(one.document);
    if (!document)
        return document.error();
    const auto& grid = document->grid;
    if (one.sentence < grid.sentenceStarts.size() && one.mention.begin < one.mention.end) {
        const auto first = grid.sentenceStarts[one.sentence];
        if (first + one.mention.end <= grid.tokens.size())
            return CodePointRange{grid.tokens[first + one.mention.begin].begin,
                grid.tokens[first + one.mention.end - 1].end};
    }
    return noSuch("The document has no such words any more", document->row.name);
}

} // namespace evenspan
