// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/decode.h"

#include <algorithm>
#include <limits>
#include <set>

namespace evenspan {

namespace {

std::string_view prefixesOf(TagScheme scheme) {
    switch (scheme) {
    case TagScheme::Io:
        return "I";
    case TagScheme::Ioe2:
        return "IE";
    case TagScheme::Iobes:
        return "BIES";
    case TagScheme::Bilou:
        return "BILU";
    case TagScheme::Bmes:
        return "BMES";
    default:
        return "BI";
    }
}

} // namespace

TagSet::TagSet(std::vector<std::string> labels, TagScheme scheme)
    : m_labels(std::move(labels))
    , m_scheme(scheme) {
    m_tags.emplace_back("O");
    for (const auto& label : m_labels)
        for (const char prefix : prefixesOf(scheme))
            m_tags.push_back(writeTag(prefix, label));
    buildRules();
}

TagSet TagSet::fromTags(std::vector<std::string> tags) {
    TagSet set;
    std::set<char> prefixes;
    for (const auto& tag : tags) {
        const auto parts = splitTag(tag);
        if (parts.prefix == 'O')
            continue;
        prefixes.insert(parts.prefix);
        if (std::find(set.m_labels.begin(), set.m_labels.end(), parts.label) == set.m_labels.end())
            set.m_labels.emplace_back(parts.label);
    }
    for (const auto scheme : {TagScheme::Io, TagScheme::Iob2, TagScheme::Ioe2, TagScheme::Iobes,
             TagScheme::Bilou, TagScheme::Bmes}) {
        const auto letters = prefixesOf(scheme);
        if (std::all_of(prefixes.begin(), prefixes.end(),
                [&](char c) { return letters.find(c) != std::string_view::npos; })) {
            set.m_scheme = scheme;
            break;
        }
    }
    set.m_tags = std::move(tags);
    set.buildRules();
    return set;
}

void TagSet::buildRules() {
    const std::size_t n = m_tags.size();
    m_allowed.resize(n * n);
    m_start.resize(n);
    m_end.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        m_start[i] = followsIn(m_scheme, "O", m_tags[i]);
        m_end[i] = followsIn(m_scheme, m_tags[i], "O");
        for (std::size_t j = 0; j < n; ++j)
            m_allowed[i * n + j] = followsIn(m_scheme, m_tags[i], m_tags[j]);
    }
}

std::int32_t TagSet::indexOf(std::string_view tag) const {
    const auto at = std::find(m_tags.begin(), m_tags.end(), tag);
    return at == m_tags.end() ? -1 : static_cast<std::int32_t>(at - m_tags.begin());
}

ConstrainedDecoder::ConstrainedDecoder(const TagSet& tags)
    : m_tags(&tags)
    , m_before(tags.size())
    , m_best(tags.size())
    , m_next(tags.size()) {
    for (std::size_t to = 0; to < tags.size(); ++to)
        for (std::size_t from = 0; from < tags.size(); ++from)
            if (tags.allowed(from, to))
                m_before[to].push_back(static_cast<std::int32_t>(from));
}

std::vector<std::int32_t> ConstrainedDecoder::decode(std::span<const float> scores) {
    std::vector<std::int32_t> path;
    decode(scores, path);
    return path;
}

void ConstrainedDecoder::decode(std::span<const float> scores, std::vector<std::int32_t>& path) {
    constexpr double never = -std::numeric_limits<double>::infinity();
    const std::size_t n = m_tags->size(), tokens = n > 0 ? scores.size() / n : 0;
    path.resize(tokens);
    if (tokens == 0)
        return;
    m_back.resize(tokens * n);
    for (std::size_t c = 0; c < n; ++c)
        m_best[c] = m_tags->startAllowed(c) ? static_cast<double>(scores[c]) : never;
    for (std::size_t t = 1; t < tokens; ++t) {
        for (std::size_t c = 0; c < n; ++c) {
            double best = never;
            std::int32_t from = 0;
            for (const auto candidate : m_before[c]) {
                if (m_best[static_cast<std::size_t>(candidate)] > best) {
                    best = m_best[static_cast<std::size_t>(candidate)];
                    from = candidate;
                }
            }
            m_next[c] = best + static_cast<double>(scores[t * n + c]);
            m_back[t * n + c] = from;
        }
        std::swap(m_best, m_next);
    }
    std::size_t last = 0;
    double best = never;
    for (std::size_t c = 0; c < n; ++c) {
        if (m_tags->endAllowed(c) && m_best[c] > best) {
            best = m_best[c];
            last = c;
        }
    }
    for (std::size_t t = tokens; t-- > 0;) {
        path[t] = static_cast<std::int32_t>(last);
        if (t > 0)
            last = static_cast<std::size_t>(m_back[t * n + last]);
    }
}

std::vector<std::int32_t> argmaxDecode(std::span<const float> scores, std::size_t classes) {
    std::vector<std::int32_t> path(classes > 0 ? scores.size() / classes : 0);
    for (std::size_t t = 0; t < path.size(); ++t) {
        const auto row = scores.subspan(t * classes, classes);
        path[t] = static_cast<std::int32_t>(std::max_element(row.begin(), row.end()) - row.begin());
    }
    return path;
}

} // namespace evenspan
