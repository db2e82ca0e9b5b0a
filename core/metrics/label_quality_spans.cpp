// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/label_quality_spans.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace evenspan {

namespace {

constexpr double kFaint = 1e-7; // a probability below says no more than this

std::vector<std::string> namesOf(const TagSet& tags, std::span<const std::int32_t> classes) {
    std::vector<std::string> out;
    out.reserve(classes.size());
    for (const auto c : classes)
        out.push_back(c < 0 ? "O" : tags.tags()[static_cast<std::size_t>(c)]);
    return out;
}

// log of the evidence, each token up to a constant of its own.
std::vector<float> evidence(std::span<const float> probabilities, std::span<const double> ratios) {
    std::vector<float> out;
    out.reserve(probabilities.size());
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        double log = std::log(std::clamp(static_cast<double>(probabilities[i]), kFaint, 1.0));
        if (!ratios.empty())
            log += std::log(ratios[i]);
        out.push_back(static_cast<float>(log));
    }
    return out;
}

// Fills in the figures of a change from one path of classes to another over [begin, end).
void weigh(SpanDoubt& doubt, std::span<const float> probabilities, std::span<const float> logs,
    std::size_t classes, std::span<const std::int32_t> from, std::span<const std::int32_t> to,
    std::size_t begin, std::size_t end) {
    double sum = 0;
    std::size_t differ = 0;
    doubt.givenProbability = doubt.proposedProbability = 1;
    for (std::size_t t = begin; t < end; ++t) {
        if (from[t] == to[t] || from[t] < 0 || to[t] < 0)
            continue;
        const auto a = t * classes + static_cast<std::size_t>(from[t]);
        const auto b = t * classes + static_cast<std::size_t>(to[t]);
        sum += static_cast<double>(logs[b]) - static_cast<double>(logs[a]);
        doubt.givenProbability =
            std::min(doubt.givenProbability, static_cast<double>(probabilities[a]));
        doubt.proposedProbability =
            std::min(doubt.proposedProbability, static_cast<double>(probabilities[b]));
        ++differ;
    }
    doubt.odds = differ ? sum / static_cast<double>(differ) : 0;
}

} // namespace

WordVotes::WordVotes(std::size_t classes)
    : m_classes(classes)
    , m_total(classes, 0) { }

void WordVotes::add(std::span<const std::uint32_t> words, std::span<const std::int32_t> given) {
    for (std::size_t i = 0; i < words.size() && i < given.size(); ++i) {
        const auto c = given[i];
        if (c < 0 || static_cast<std::size_t>(c) >= m_classes)
            continue;
        ++m_total[static_cast<std::size_t>(c)];
        ++m_tokens;
        if (words[i] >= m_words.size())
            m_words.resize(std::max<std::size_t>(words[i] + std::size_t{1}, 2 * m_words.size()));
        auto& counts = m_words[words[i]];
        const auto found = std::find_if(
            counts.begin(), counts.end(), [c](const auto& each) { return each.first == c; });
        if (found == counts.end())
            counts.push_back({c, 1});
        else
            ++found->second;
    }
}

std::vector<double> WordVotes::ratios(
    std::span<const std::uint32_t> words, std::span<const std::int32_t> given) const {
    // What the document itself said is taken out, word by word.
    std::vector<std::pair<std::uint32_t, std::int32_t>> own;
    for (std::size_t i = 0; i < words.size() && i < given.size(); ++i)
        if (given[i] >= 0)
            own.push_back({words[i], given[i]});
    std::sort(own.begin(), own.end());
    std::vector<double> out(words.size() * m_classes, 1);
    std::vector<double> counts(m_classes);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] >= m_words.size())
            continue;
        std::fill(counts.begin(), counts.end(), 0);
        for (const auto& [c, count] : m_words[words[i]])
            counts[static_cast<std::size_t>(c)] = count;
        for (auto it =
                 std::lower_bound(own.begin(), own.end(), std::pair(words[i], std::int32_t{0}));
             it != own.end() && it->first == words[i]; ++it)
            counts[static_cast<std::size_t>(it->second)] -= 1;
        double all = 0;
        for (const double count : counts)
            all += count;
        for (std::size_t k = 0; k < m_classes; ++k) {
            const double share = static_cast<double>(m_total[k])
                / static_cast<double>(std::max<std::uint64_t>(m_tokens, 1));
            out[i * m_classes + k] = ((counts[k] > 0 ? counts[k] / share : 0) + 1) / (all + 1);
        }
    }
    return out;
}

const char* doubtKindName(DoubtKind kind) {
    switch (kind) {
    case DoubtKind::Type:
        return "type";
    case DoubtKind::Boundary:
        return "boundary";
    case DoubtKind::Spurious:
        return "spurious";
    case DoubtKind::Missing:
        return "missing";
    }
    return "";
}

DoubtKind doubtKindOf(std::span<const Mention> given, std::span<const Mention> proposed) {
    if (given.empty())
        return DoubtKind::Missing;
    if (proposed.empty())
        return DoubtKind::Spurious;
    const bool same = given.size() == 1 && proposed.size() == 1
        && given[0].begin == proposed[0].begin && given[0].end == proposed[0].end;
    return same ? DoubtKind::Type : DoubtKind::Boundary;
}

Result<std::vector<SpanDoubt>> spanDoubts(const TagSet& tags, ConstrainedDecoder& decoder,
    std::span<const float> probabilities, std::span<const std::int32_t> given,
    std::span<const double> ratios) {
    const std::size_t classes = tags.size();
    if (probabilities.size() != given.size() * classes
        || (!ratios.empty() && ratios.size() != probabilities.size()))
        return Error{ErrorCode::InvalidArgument, "Probabilities and classes do not fit",
            std::to_string(probabilities.size()) + " probabilities, " + std::to_string(given.size())
                + " tokens",
            "Give the probability of every class for each token."};
    for (const auto c : given)
        if (c < 0 || static_cast<std::size_t>(c) >= classes)
            return Error{ErrorCode::InvalidArgument, "There is no such class", std::to_string(c),
                "Give classes from 0 to " + std::to_string(classes - 1) + "."};
    const auto logs = evidence(probabilities, ratios);
    const auto path = decoder.decode(logs);
    const auto old = mentionsFromTags(namesOf(tags, given), tags.scheme());
    const auto fresh = mentionsFromTags(namesOf(tags, path), tags.scheme());
    // What only one side has, in order; neighbours that overlap are one place.
    struct One {
        Mention mention;
        bool given;
    };
    std::vector<One> differing;
    for (const auto& mention : old)
        if (!std::binary_search(fresh.begin(), fresh.end(), mention))
            differing.push_back({mention, true});
    for (const auto& mention : fresh)
        if (!std::binary_search(old.begin(), old.end(), mention))
            differing.push_back({mention, false});
    std::sort(differing.begin(), differing.end(),
        [](const One& a, const One& b) { return a.mention < b.mention; });
    std::vector<SpanDoubt> out;
    for (std::size_t at = 0; at < differing.size();) {
        const std::uint32_t begin = differing[at].mention.begin;
        std::uint32_t end = differing[at].mention.end;
        SpanDoubt doubt;
        for (; at < differing.size()
             && (differing[at].mention.begin < end || differing[at].mention.begin == begin);
             ++at) {
            end = std::max(end, differing[at].mention.end);
            (differing[at].given ? doubt.given : doubt.proposed)
                .push_back(std::move(differing[at].mention));
        }
        doubt.kind = doubtKindOf(doubt.given, doubt.proposed);
        weigh(doubt, probabilities, logs, classes, given, path, begin, end);
        out.push_back(std::move(doubt));
    }
    return out;
}

SpanDoubt weighChange(const TagSet& tags, std::span<const float> probabilities,
    std::span<const std::int32_t> given, std::span<const double> ratios,
    std::vector<Mention> givenMentions, std::vector<Mention> proposed) {
    SpanDoubt out;
    out.kind = doubtKindOf(givenMentions, proposed);
    std::uint32_t begin = UINT32_MAX, end = 0;
    for (const auto* side : {&givenMentions, &proposed})
        for (const auto& mention : *side) {
            begin = std::min(begin, mention.begin);
            end = std::max(end, mention.end);
        }
    end = std::min(end, static_cast<std::uint32_t>(given.size()));
    const auto names =
        tagsFromMentions(proposed, static_cast<std::uint32_t>(given.size()), tags.scheme());
    std::vector<std::int32_t> path;
    for (const auto& name : names)
        path.push_back(tags.indexOf(name));
    if (begin < end)
        weigh(out, probabilities, evidence(probabilities, ratios), tags.size(), given, path, begin,
            end);
    out.given = std::move(givenMentions);
    out.proposed = std::move(proposed);
    return out;
}

} // namespace evenspan
