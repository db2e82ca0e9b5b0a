// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/marginals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evenspan {

namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

// Log of a sum whose terms are given as logarithms.
class LogSum {
public:
    void add(double term) {
        if (term == kNever)
            return;
        if (term <= m_top) {
            m_sum += std::exp(term - m_top);
        } else {
            m_sum = m_sum * std::exp(m_top - term) + 1;
            m_top = term;
        }
    }
    double value() const { return m_top == kNever ? kNever : m_top + std::log(m_sum); }

private:
    double m_top = kNever, m_sum = 0;
};

bool isIn(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

} // namespace

ConstrainedMarginals::ConstrainedMarginals(const TagSet& tags, std::span<const float> scores)
    : m_tags(&tags)
    , m_classes(tags.size())
    , m_tokens(m_classes == 0 ? 0 : scores.size() / m_classes)
    , m_scores(scores.begin(), scores.end())
    , m_joined(m_classes * m_classes)
    , m_forward(m_tokens * m_classes, kNever)
    , m_backward(m_tokens * m_classes, kNever) {
    const std::size_t n = m_classes;
    for (std::size_t from = 0; from < n; ++from)
        for (std::size_t to = 0; to < n; ++to) {
            const auto a = splitTag(tags.tags()[from]), b = splitTag(tags.tags()[to]);
            m_joined[from * n + to] = a.prefix != 'O' && b.prefix != 'O' && a.label == b.label
                && !isIn(a.prefix, "ELSU") && !isIn(b.prefix, "BSU");
        }
    if (m_tokens == 0)
        return;
    for (std::size_t c = 0; c < n; ++c) {
        if (tags.startAllowed(c))
            m_forward[c] = score(0, c);
        if (tags.endAllowed(c))
            m_backward[(m_tokens - 1) * n + c] = 0;
    }
    for (std::size_t t = 1; t < m_tokens; ++t)
        for (std::size_t c = 0; c < n; ++c) {
            LogSum sum;
            for (std::size_t from = 0; from < n; ++from)
                if (tags.allowed(from, c))
                    sum.add(m_forward[(t - 1) * n + from]);
            m_forward[t * n + c] = sum.value() + score(t, c);
        }
    for (std::size_t t = m_tokens - 1; t-- > 0;)
        for (std::size_t c = 0; c < n; ++c) {
            LogSum sum;
            for (std::size_t to = 0; to < n; ++to)
                if (tags.allowed(c, to))
                    sum.add(m_backward[(t + 1) * n + to] + score(t + 1, to));
            m_backward[t * n + c] = sum.value();
        }
    LogSum all;
    for (std::size_t c = 0; c < n; ++c)
        all.add(m_forward[(m_tokens - 1) * n + c] + m_backward[(m_tokens - 1) * n + c]);
    m_logSum = all.value();
}

double ConstrainedMarginals::tag(std::size_t token, std::size_t category) const {
    if (token >= m_tokens || category >= m_classes || m_logSum == kNever)
        return 0;
    const std::size_t at = token * m_classes + category;
    return std::exp(m_forward[at] + m_backward[at] - m_logSum);
}

double ConstrainedMarginals::mention(const Mention& mention) const {
    const std::size_t n = m_classes, first = mention.begin, end = mention.end;
    if (first >= end || end > m_tokens || m_logSum == kNever)
        return 0;
    std::vector<char> own(n);
    for (std::size_t c = 0; c < n; ++c) {
        const auto parts = splitTag(m_tags->tags()[c]);
        own[c] = parts.prefix != 'O' && parts.label == mention.label;
    }
    // Paths that come to a token inside of the mention, by the token's class.
    std::vector<double> inside(n, kNever), next(n, kNever);
    for (std::size_t c = 0; c < n; ++c) {
        if (!own[c])
            continue;
        LogSum sum;
        if (first == 0) {
            if (m_tags->startAllowed(c))
                sum.add(0);
        } else {
            for (std::size_t from = 0; from < n; ++from)
                if (m_tags->allowed(from, c) && !joined(from, c))
                    sum.add(m_forward[(first - 1) * n + from]);
        }
        inside[c] = sum.value() + score(first, c);
    }
    for (std::size_t t = first + 1; t < end; ++t) {
        for (std::size_t c = 0; c < n; ++c) {
            LogSum sum;
            for (std::size_t from = 0; own[c] && from < n; ++from)
                if (m_tags->allowed(from, c) && joined(from, c))
                    sum.add(inside[from]);
            next[c] = sum.value() + score(t, c);
        }
        std::swap(inside, next);
    }
    LogSum all;
    for (std::size_t c = 0; c < n; ++c) {
        if (!own[c])
            continue;
        if (end == m_tokens) {
            if (m_tags->endAllowed(c))
                all.add(inside[c]);
            continue;
        }
        for (std::size_t to = 0; to < n; ++to)
            if (m_tags->allowed(c, to) && !joined(c, to))
                all.add(inside[c] + score(end, to) + m_backward[end * n + to]);
    }
    return std::min(1.0, std::exp(all.value() - m_logSum));
}

} // namespace evenspan
