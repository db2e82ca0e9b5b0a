// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/entity_scores.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

struct Counts {
    std::uint64_t gold = 0, predicted = 0, right = 0;
};

double ratio(std::uint64_t a, std::uint64_t b) {
    return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
}

Score toScore(const Counts& counts) {
    Score score;
    score.precision = ratio(counts.right, counts.predicted);
    score.recall = ratio(counts.right, counts.gold);
    const double sum = score.precision + score.recall;
    score.f1 = sum == 0 ? 0.0 : 2 * score.precision * score.recall / sum;
    score.support = counts.gold;
    return score;
}

// The tag without its first code point.
std::string_view afterPrefix(std::string_view tag) {
    std::size_t size = tag.empty() ? 0 : 1;
    while (size < tag.size() && (static_cast<unsigned char>(tag[size]) & 0xC0) == 0x80)
        ++size;
    return tag.substr(size);
}

// What stands after the first '-', or after the first letter where there is none.
std::string_view defaultType(std::string_view tag) {
    tag = afterPrefix(tag);
    const auto dash = tag.find('-');
    const auto type = dash == std::string_view::npos ? tag : tag.substr(dash + 1);
    return type.empty() ? std::string_view("_") : type;
}

// The order in which numpy adds up to 128 doubles: eight running sums, joined in pairs. Written out
// so that averages over many types agree to the last digit.
double numpySum(const std::vector<double>& values) {
    double sum = 0;
    std::size_t i = 0;
    if (values.size() >= 8) {
        double r[8];
        std::copy_n(values.begin(), 8, r);
        for (i = 8; i + 8 <= values.size(); i += 8)
            for (std::size_t k = 0; k < 8; ++k)
                r[k] += values[i + k];
        sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    }
    for (; i < values.size(); ++i)
        sum += values[i];
    return sum;
}

EntityScores summarise(const std::map<std::string, Counts>& types) {
    EntityScores out;
    Counts all;
    for (const auto& [type, counts] : types) {
        out.types[type] = toScore(counts);
        all.gold += counts.gold;
        all.predicted += counts.predicted;
        all.right += counts.right;
    }
    out.micro = toScore(all);
    out.macro.support = out.weighted.support = all.gold;
    for (double Score::*part : {&Score::precision, &Score::recall, &Score::f1}) {
        std::vector<double> plain, weighted;
        for (const auto& [type, score] : out.types) {
            plain.push_back(score.*part);
            weighted.push_back(score.*part * static_cast<double>(score.support));
        }
        out.macro.*part = plain.empty() ? 0 : numpySum(plain) / static_cast<double>(plain.size());
        out.weighted.*part = all.gold == 0 ? 0 : numpySum(weighted) / static_cast<double>(all.gold);
    }
    return out;
}

void count(const std::vector<Mention>& gold, const std::vector<Mention>& predicted,
    std::map<std::string, Counts>& types) {
    const std::set<Mention> known(gold.begin(), gold.end());
    const std::set<Mention> found(predicted.begin(), predicted.end());
    for (const auto& mention : known)
        ++types[mention.label].gold;
    for (const auto& mention : found) {
        auto& counts = types[mention.label];
        ++counts.predicted;
        counts.right += known.count(mention);
    }
}

Result<double> accuracy(const TagSequences& gold, const TagSequences& predicted) {
    std::uint64_t equal = 0, all = 0;
    bool same = gold.size() == predicted.size();
    for (std::size_t s = 0; same && s < gold.size(); ++s) {
        same = gold[s].size() == predicted[s].size();
        for (std::size_t i = 0; same && i < gold[s].size(); ++i)
            equal += gold[s][i] == predicted[s][i] ? 1 : 0;
        all += gold[s].size();
    }
    if (!same)
        return Error{ErrorCode::InvalidArgument, "Gold and predicted tags differ in number", {},
            "Score the same sentences on both sides."};
    return ratio(equal, all);
}

// The way seqeval's strict mode sees a tag: its type has no '-' at either end.
std::string strictTag(const std::string& tag) {
    auto type = afterPrefix(tag);
    const auto first = type.find_first_not_of('-');
    if (tag.empty() || first == std::string_view::npos)
        return tag.substr(0, 1);
    type = type.substr(first, type.find_last_not_of('-') - first + 1);
    return writeTag(tag.front(), type);
}

template <class Read>
Result<EntityScores> scoreWith(const TagSequences& gold, const TagSequences& predicted, Read read) {
    const auto equal = accuracy(gold, predicted);
    if (!equal)
        return equal.error();
    std::map<std::string, Counts> types;
    for (std::size_t s = 0; s < gold.size(); ++s)
        count(read(gold[s]), read(predicted[s]), types);
    auto scores = summarise(types);
    scores.tokenAccuracy = *equal;
    return scores;
}

} // namespace

std::vector<Mention> defaultMentions(std::span<const std::string> tags) {
    std::vector<Mention> mentions;
    char before = 'O';
    std::string_view typeBefore;
    std::uint32_t begin = 0;
    const auto in = [](char c, std::string_view set) {
        return set.find(c) != std::string_view::npos;
    };
    // One step past the end: the closing O.
    for (std::uint32_t i = 0; i <= tags.size(); ++i) {
        const std::string_view text = i < tags.size() ? std::string_view(tags[i]) : "O";
        const char tag = text.empty() ? 'O' : text.front();
        const auto type = defaultType(text);
        const bool changes = type != typeBefore;
        const bool ends = in(before, "ES") || (in(before, "BI") && in(tag, "BSO"))
            || (!in(before, "O.") && changes);
        const bool starts =
            in(tag, "BS") || (in(tag, "EI") && in(before, "ESO")) || (!in(tag, "O.") && changes);
        if (ends)
            mentions.push_back({begin, i, std::string(typeBefore)});
        if (starts)
            begin = i;
        before = tag;
        typeBefore = type;
    }
    return mentions;
}

Result<EntityScores> scoreDefault(const TagSequences& gold, const TagSequences& predicted) {
    const auto equal = accuracy(gold, predicted);
    if (!equal)
        return equal.error();
    auto flat = [](const TagSequences& sequences) {
        std::vector<std::string> all;
        for (const auto& tags : sequences) {
            all.insert(all.end(), tags.begin(), tags.end());
            all.emplace_back("O");
        }
        return defaultMentions(all);
    };
    std::map<std::string, Counts> types;
    count(flat(gold), flat(predicted), types);
    auto scores = summarise(types);
    scores.tokenAccuracy = *equal;
    return scores;
}

Result<EntityScores> scoreStrict(
    const TagSequences& gold, const TagSequences& predicted, TagScheme scheme) {
    for (const auto* side : {&gold, &predicted}) {
        SchemeDetector detector;
        for (const auto& tags : *side)
            detector.add(tags);
        const auto fits = detector.ranking();
        if (std::none_of(fits.begin(), fits.end(),
                [&](const auto& evidence) { return evidence.scheme == scheme; }))
            return Error{ErrorCode::BadFormat, "A tag has a prefix that the scheme does not know",
                tagSchemeName(scheme), "Choose the scheme that the tags are written in."};
    }
    return scoreWith(gold, predicted, [scheme](const std::vector<std::string>& tags) {
        std::vector<std::string> seen(tags.size());
        std::transform(tags.begin(), tags.end(), seen.begin(), strictTag);
        return mentionsFromTags(seen, scheme, Reading::Strict);
    });
}

EntityScores scoreMentions(
    std::span<const std::vector<Mention>> gold, std::span<const std::vector<Mention>> predicted) {
    std::map<std::string, Counts> types;
    for (std::size_t s = 0; s < gold.size(); ++s)
        count(gold[s], s < predicted.size() ? predicted[s] : std::vector<Mention>(), types);
    return summarise(types);
}

} // namespace evenspan
