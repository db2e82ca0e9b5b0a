// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/mention_table.h"

#include "core/app/model/piece_counter.h"
#include "core/text/traits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan {

namespace {

constexpr const char* kNone = "none";

std::string folded(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

const char* scoreBand(double score) {
    return std::isnan(score) ? kNone
        : score < 0.5        ? "0.0–0.5"
        : score < 0.7        ? "0.5–0.7"
        : score < 0.9        ? "0.7–0.9"
        : score < 0.99       ? "0.9–0.99"
                             : "0.99–1.0";
}

const Mention& mainOf(const TableCase& one) {
    return one.gold.empty() ? one.predicted.front() : one.gold.front();
}

// Label of the predicted mention that shares most words with the main one; the earlier of two.
std::string predictedLabel(const TableCase& one) {
    if (one.predicted.empty())
        return kNone;
    if (one.gold.empty())
        return one.predicted.front().label;
    const Mention* best = nullptr;
    std::uint32_t most = 0;
    for (const Mention& mention : one.predicted) {
        const auto begin = std::max(mention.begin, one.gold.front().begin);
        const auto end = std::min(mention.end, one.gold.front().end);
        const auto shared = end > begin ? end - begin : 0;
        if (!best || shared > most) {
            best = &mention;
            most = shared;
        }
    }
    return best->label;
}

const std::string& labelAt(const std::vector<Mention>& mentions, std::uint32_t word) {
    static const std::string none = kNone;
    for (const Mention& mention : mentions)
        if (mention.begin <= word && word < mention.end)
            return mention.label;
    return none;
}

MentionTable::Matrix matrixOf(
    const std::map<std::pair<std::string, std::string>, std::uint64_t>& of) {
    std::set<std::string> labels;
    for (const auto& [cell, count] : of)
        for (const auto& label : {cell.first, cell.second})
            if (label != kNone)
                labels.insert(label);
    MentionTable::Matrix out;
    out.labels.assign(labels.begin(), labels.end());
    out.labels.push_back(kNone);
    out.cells.resize(out.labels.size() * out.labels.size());
    const auto place = [&](const std::string& label) {
        return static_cast<std::size_t>(
            std::find(out.labels.begin(), out.labels.end(), label) - out.labels.begin());
    };
    for (const auto& [cell, count] : of)
        out.cells[place(cell.first) * out.labels.size() + place(cell.second)] += count;
    return out;
}

} // namespace

MentionTable::MentionTable(const Inspection& inspection, const Seen* seen, const Pieces& pieces) {
    addCases(inspection);
    addColumns(inspection, seen, pieces);
    order();
}

void MentionTable::addCases(const Inspection& inspection) {
    for (std::size_t s = 0; s < inspection.sentences.size(); ++s) {
        const auto& sentence = inspection.sentences[s];
        const auto from = m_cases.size();
        for (auto& found : mentionCases(sentence.gold, sentence.predicted)) {
            TableCase one;
            one.sentence = static_cast<std::uint32_t>(s);
            one.kind = found.kind;
            one.otherType = found.otherType;
            one.gold = std::move(found.gold);
            one.predicted = std::move(found.predicted);
            one.begin = std::numeric_limits<std::uint32_t>::max();
            for (const auto* side : {&one.gold, &one.predicted})
                for (const Mention& mention : *side) {
                    one.begin = std::min(one.begin, mention.begin);
                    one.end = std::max(one.end, mention.end);
                }
            for (const Mention& mention : one.predicted) {
                const auto at = static_cast<std::size_t>(
                    std::find(sentence.predicted.begin(), sentence.predicted.end(), mention)
                    - sentence.predicted.begin());
                const double score = sentence.scores[at];
                if (std::isnan(one.score) || score < one.score)
                    one.score = score;
            }
            const Mention& main = mainOf(one);
            one.text = textOf(sentence, main.begin, main.end);
            m_cases.push_back(std::move(one));
        }
        addWords(sentence, from);
    }
}

void MentionTable::addWords(const InspectedSentence& sentence, std::size_t from) {
    std::uint64_t none = 0;
    for (std::uint32_t w = 0; w < sentence.words.size(); ++w) {
        const auto& gold = labelAt(sentence.gold, w);
        const auto& predicted = labelAt(sentence.predicted, w);
        if (gold == kNone && predicted == kNone) {
            ++none;
            continue;
        }
        const Cell cell{gold, predicted};
        ++m_words[cell];
        auto& rows = m_rowsOfWord[cell];
        for (auto row = from; row < m_cases.size(); ++row)
            if (m_cases[row].begin <= w && w < m_cases[row].end
                && (labelAt(m_cases[row].gold, w) == gold
                    && labelAt(m_cases[row].predicted, w) == predicted)
                && (rows.empty() || rows.back() != row))
                rows.push_back(static_cast<std::uint32_t>(row));
    }
    if (none > 0)
        m_words[{kNone, kNone}] += none;
}

void MentionTable::addColumn(const std::string& name, std::vector<std::string> values) {
    TableColumn column;
    column.name = name;
    column.values = values;
    std::sort(column.values.begin(), column.values.end());
    column.values.erase(
        std::unique(column.values.begin(), column.values.end()), column.values.end());
    if (name == "class") { // in the order of the cases, not of the alphabet
        column.values.clear();
        for (const CaseKind kind : kAllCaseKinds)
            if (std::find(values.begin(), values.end(), caseKindName(kind)) != values.end())
                column.values.push_back(caseKindName(kind));
        if (std::find(values.begin(), values.end(), "predicted") != values.end())
            column.values.push_back("predicted");
    }
    std::map<std::string, std::uint32_t> places;
    for (std::size_t i = 0; i < column.values.size(); ++i)
        places[column.values[i]] = static_cast<std::uint32_t>(i);
    column.of.reserve(values.size());
    for (const auto& value : values)
        column.of.push_back(places[value]);
    m_columns.push_back(std::move(column));
}

void MentionTable::addColumns(
    const Inspection& inspection, const Seen* seen, const Pieces& pieces) {
    const auto add = [&](const std::string& name, const auto& of) {
        std::vector<std::string> values;
        values.reserve(m_cases.size());
        for (const TableCase& one : m_cases)
            values.push_back(of(one, inspection.sentences[one.sentence], mainOf(one)));
        addColumn(name, std::move(values));
    };
    using Case = TableCase;
    using Sentence = InspectedSentence;
    add("class", [&](const Case& one, const Sentence&, const Mention&) -> std::string {
        return inspection.gold ? caseKindName(one.kind) : "predicted";
    });
    add("type", [](const Case&, const Sentence&, const Mention& main) { return main.label; });
    if (inspection.gold) {
        add("gold", [](const Case& one, const Sentence&, const Mention&) {
            return one.gold.empty() ? std::string(kNone) : one.gold.front().label;
        });
        add("predicted",
            [](const Case& one, const Sentence&, const Mention&) { return predictedLabel(one); });
    }
    add("length", [](const Case&, const Sentence&, const Mention& main) -> std::string {
        const auto words = main.end - main.begin;
        return words > 3 ? "4+" : std::to_string(words);
    });
    if (pieces)
        add("subwords", [&](const Case&, const Sentence& sentence, const Mention& main) {
            return pieceBand(pieces(sentence, main));
        });
    add("casing", [](const Case& one, const Sentence&, const Mention&) -> std::string {
        return casingName(casingOf(one.text));
    });
    add("script",
        [](const Case& one, const Sentence&, const Mention&) { return scriptOf(one.text); });
    add("position", [](const Case&, const Sentence& sentence, const Mention& main) -> std::string {
        return main.begin == 0 ? "first" : main.end >= sentence.words.size() ? "last" : "inside";
    });
    if (seen)
        add("seen", [&](const Case& one, const Sentence&, const Mention& main) -> std::string {
            const auto known = seen->find(one.text);
            return known == seen->end()              ? "unseen"
                : known->second.contains(main.label) ? "seen"
                                                     : "other label";
        });
    add("score", [](const Case& one, const Sentence&, const Mention&) -> std::string {
        return scoreBand(one.score);
    });
    std::set<std::string> metadata, attributes;
    for (const auto& [id, document] : inspection.documents) {
        for (const auto& [key, value] : document.metadata)
            metadata.insert(key);
        for (const auto& [range, own] : document.attributes)
            for (const auto& [key, value] : own)
                attributes.insert(key);
    }
    for (const auto& key : metadata)
        add("meta:" + key, [&](const Case&, const Sentence& sentence, const Mention&) {
            const auto& own = inspection.documents.at(sentence.document).metadata;
            const auto found = own.find(key);
            return found == own.end() ? std::string() : found->second;
        });
    for (const auto& key : attributes)
        add("attr:" + key, [&](const Case& one, const Sentence& sentence, const Mention& main) {
            if (one.gold.empty())
                return std::string();
            const auto& own = inspection.documents.at(sentence.document).attributes;
            const auto found =
                own.find({sentence.places[main.begin].begin, sentence.places[main.end - 1].end});
            if (found == own.end() || !found->second.contains(key))
                return std::string();
            return found->second.at(key);
        });
}

void MentionTable::order() {
    m_folded.reserve(m_cases.size());
    for (const TableCase& one : m_cases)
        m_folded.push_back(folded(one.text));
    std::vector<std::uint32_t> rows(m_cases.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::stable_sort(rows.begin(), rows.end(),
        [&](std::uint32_t a, std::uint32_t b) { return m_folded[a] < m_folded[b]; });
    m_byText.resize(rows.size());
    std::uint32_t place = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) { // equal texts have one place
        if (i > 0 && m_folded[rows[i]] != m_folded[rows[i - 1]])
            ++place;
        m_byText[rows[i]] = place;
    }
}

const TableColumn* MentionTable::column(const std::string& name) const {
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
        [&](const TableColumn& column) { return column.name == name; });
    return found == m_columns.end() ? nullptr : &*found;
}

std::vector<std::uint32_t> MentionTable::select(const MentionFilter& filter) const {
    std::vector<std::uint32_t> rows;
    if (filter.word) {
        if (const auto found = m_rowsOfWord.find(*filter.word); found != m_rowsOfWord.end())
            rows = found->second;
    } else {
        rows.resize(m_cases.size());
        std::iota(rows.begin(), rows.end(), 0U);
    }
    for (const auto& [name, values] : filter.wanted) {
        const TableColumn* known = column(name);
        if (!known)
            return {};
        std::vector<char> passes(known->values.size(), 0);
        for (std::size_t i = 0; i < passes.size(); ++i)
            passes[i] = values.contains(known->values[i]) ? 1 : 0;
        std::erase_if(rows, [&](std::uint32_t row) { return !passes[known->of[row]]; });
    }
    if (!filter.text.empty()) {
        const std::string wanted = folded(filter.text);
        std::erase_if(rows,
            [&](std::uint32_t row) { return m_folded[row].find(wanted) == std::string::npos; });
    }
    return rows;
}

void MentionTable::sort(
    std::vector<std::uint32_t>& rows, const std::string& by, bool descending) const {
    const auto with = [&](const auto& key) {
        std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            return descending ? key(b) < key(a) : key(a) < key(b);
        });
    };
    if (by == "text") {
        with([&](std::uint32_t row) { return m_byText[row]; });
    } else if (by == "document") {
        with([&](std::uint32_t row) { return row; });
    } else if (by == "score") {
        // What has no score stands last either way.
        const auto known = std::stable_partition(rows.begin(), rows.end(),
            [&](std::uint32_t row) { return !std::isnan(m_cases[row].score); });
        std::stable_sort(rows.begin(), known, [&](std::uint32_t a, std::uint32_t b) {
            return descending ? m_cases[b].score < m_cases[a].score
                              : m_cases[a].score < m_cases[b].score;
        });
    } else if (const TableColumn* known = column(by)) {
        with([&](std::uint32_t row) { return known->of[row]; });
    }
}

std::vector<TableGroup> MentionTable::groups(
    const std::vector<std::uint32_t>& rows, const std::string& name) const {
    const TableColumn* known = column(name);
    if (!known)
        return {};
    std::vector<TableGroup> out(known->values.size());
    for (const auto row : rows) {
        auto& group = out[known->of[row]];
        ++group.count;
        group.right += m_cases[row].kind == CaseKind::Right ? 1 : 0;
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].value = known->values[i];
    std::erase_if(out, [](const TableGroup& group) { return group.count == 0; });
    return out;
}

MentionTable::Matrix MentionTable::byCase() const {
    std::map<Cell, std::uint64_t> counts;
    const TableColumn* gold = column("gold");
    const TableColumn* predicted = column("predicted");
    for (std::size_t row = 0; gold && predicted && row < m_cases.size(); ++row)
        ++counts[{value(row, *gold), value(row, *predicted)}];
    return matrixOf(counts);
}

MentionTable::Matrix MentionTable::byWord() const {
    return matrixOf(m_words);
}

Result<std::vector<Slice>> MentionTable::slices(bool found, std::stop_token stop) const {
    static const std::set<std::string> outcomes{"class", "gold", "predicted", "score"};
    std::vector<SliceRow> rows;
    for (std::size_t row = 0; row < m_cases.size(); ++row) {
        const TableCase& one = m_cases[row];
        if (found ? one.gold.empty() : one.predicted.empty())
            continue;
        SliceRow slice;
        slice.right = one.kind == CaseKind::Right;
        for (const TableColumn& column : m_columns)
            if (!outcomes.contains(column.name) && !value(row, column).empty())
                slice.features[column.name] = value(row, column);
        rows.push_back(std::move(slice));
    }
    return slicesOf(rows, {}, std::move(stop));
}

} // namespace evenspan
