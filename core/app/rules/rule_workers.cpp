// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/rules/rule_workers.h"

#include <algorithm>
#include <utility>

namespace evenspan {

namespace {

constexpr std::size_t kMostCopied = 500'000; // phrases and patterns of which each thread has a copy
constexpr unsigned kMostThreads = 16;

unsigned threadsFor(std::span<const rules::Rule> rules, unsigned asked) {
    if (asked > 0)
        return asked;
    std::size_t entries = 0;
    for (const rules::Rule& rule : rules)
        entries += rules::entryCount(rule);
    return entries > kMostCopied
        ? 1
        : std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
}

} // namespace

RuleWorkers::RuleWorkers(std::span<const rules::Rule> rules, std::chrono::milliseconds timeLimit,
    unsigned threads, const std::stop_token& stop)
    : m_stop(stop) {
    for (unsigned i = threadsFor(rules, threads); i > 0; --i)
        m_matchers.push_back(std::make_unique<rules::Matcher>(rules, timeLimit));
    m_unusable = m_matchers.front()->problems();
    for (const auto& matcher : m_matchers)
        m_threads.emplace_back([this, &matcher] { work(*matcher); });
}

RuleWorkers::~RuleWorkers() {
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_more.notify_all();
}

void RuleWorkers::work(rules::Matcher& matcher) {
    std::size_t known = matcher.problems().size();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_more.wait(lock, [this] { return m_over || m_next < m_batch.size(); });
        if (m_over)
            return;
        Matched& one = m_batch[m_next++];
        lock.unlock();
        one.matches = matcher.match(one.document.text, one.document.grid, m_stop);
        const auto& problems = matcher.problems();
        one.problems.assign(problems.begin() + static_cast<std::ptrdiff_t>(known), problems.end());
        known = problems.size();
        lock.lock();
        if (++m_finished == m_batch.size())
            m_done.notify_all();
    }
}

std::vector<RuleWorkers::Matched> RuleWorkers::exchange(std::vector<Matched> batch) {
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this] { return m_finished == m_batch.size(); });
    std::vector<Matched> out = std::exchange(m_batch, std::move(batch));
    m_next = m_finished = 0;
    lock.unlock();
    m_more.notify_all();
    return out;
}

} // namespace evenspan
