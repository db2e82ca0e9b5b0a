// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_slices.h"

#include "core/app/model/piece_counter.h"
#include "core/app/runs/run_data.h"
#include "core/text/letter_case.h"

#include <algorithm>

namespace evenspan {

namespace {

std::string band(std::uint64_t count) {
    return count == 0 ? "0" : count == 1 ? "1" : count < 10 ? "2–9" : "≥ 10";
}

template <class F> void forWords(const std::string& text, const F& visit) {
    for (std::size_t from = 0; from < text.size();) {
        const auto to = std::min(text.find(' ', from), text.size());
        visit(text.substr(from, to - from));
        from = to + 1;
    }
}

} // namespace

bool AuditSlices::knows(const std::string& way) {
    return way == "subwords" || way == "frequency" || way == "polysemy";
}

Result<AuditSlices> AuditSlices::read(store::Reader& reader, const AuditData& data,
    const std::vector<std::string>& ways, const std::stop_token& stop) {
    AuditSlices out;
    out.m_pieces = &data.pieces;
    if (std::none_of(ways.begin(), ways.end(),
            [](const auto& way) { return way == "frequency" || way == "polysemy"; }))
        return out;
    out.m_words = ordinaryWords(data);
    // Every label of the project counts: a name may be learnt as another type.
    auto labels = reader.labels(stop);
    if (!labels)
        return labels.error();
    std::vector<std::string> names;
    for (const auto& label : *labels)
        names.push_back(label.name);
    if (names.empty())
        return out;
    const TagSet tags(names, TagScheme::Iob2);
    DataSelection selection{"train", data.evaluation.where, true};
    auto learnt = readRunData(reader, tags, selection, stop);
    if (learnt && learnt->examples.empty()) { // a project without splits learns from all of it
        selection.split = "";
        learnt = readRunData(reader, tags, selection, stop);
    }
    if (!learnt)
        return learnt.error();
    std::vector<std::string> said;
    for (const auto& example : learnt->examples) {
        said.clear();
        for (const auto c : example.classes)
            said.push_back(tags.tags()[static_cast<std::size_t>(c)]);
        for (const auto& mention : defaultMentions(said)) {
            std::string text;
            for (auto w = mention.begin; w < mention.end; ++w)
                text += (w == mention.begin ? "" : " ") + example.words[w];
            ++out.m_counts[text];
        }
        for (std::size_t w = 0; w < said.size() && w < example.words.size(); ++w)
            if (said[w] == "O" && lowerCase(example.words[w]) == example.words[w])
                out.m_words.insert(example.words[w]);
    }
    return out;
}

std::string AuditSlices::of(const std::string& way, const DescribedMention& mention) const {
    if (way == "frequency") {
        const auto found = m_counts.find(mention.text);
        return band(found == m_counts.end() ? 0 : found->second);
    }
    if (way == "polysemy") {
        bool all = true;
        forWords(mention.text,
            [&](const std::string& word) { all = all && m_words.contains(lowerCase(word)); });
        return all ? "also a word" : "name only";
    }
    double sum = 0;
    forWords(mention.text, [&](const std::string& word) {
        const auto found = m_pieces->find(word);
        sum += found == m_pieces->end() ? 0 : found->second;
    });
    return pieceBand(static_cast<std::size_t>(sum));
}

} // namespace evenspan
