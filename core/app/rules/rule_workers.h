// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/matcher.h"
#include "core/store/reader.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace evenspan {

// Documents matched on several threads, batch by batch. What comes back stands in the order of the
// documents and does not depend on the number of threads, as long as whoever reads it counts
// nothing of a rule from the document on in which it came up as a problem.
class RuleWorkers {
public:
    struct Matched {
        store::DocumentData document;
        Result<std::vector<rules::RuleMatch>> matches = std::vector<rules::RuleMatch>();
        std::vector<rules::RuleProblem> problems; // that came up in this document
    };
    // `threads` 0: as many as there are processors, but one alone where the rules are so many that
    // copies of them would fill the memory.
    RuleWorkers(std::span<const rules::Rule> rules, std::chrono::milliseconds timeLimit,
        unsigned threads, const std::stop_token& stop);
    ~RuleWorkers(); // waits for what is under way
    RuleWorkers(const RuleWorkers&) = delete;
    RuleWorkers& operator=(const RuleWorkers&) = delete;

    // Problems of rules that cannot be compiled at all.
    const std::vector<rules::RuleProblem>& unusable() const { return m_unusable; }
    // Gives the batch to the threads and returns the one before it, once that is done; at first an
    // empty one. An empty batch only fetches. One caller.
    std::vector<Matched> exchange(std::vector<Matched> batch);

private:
    void work(rules::Matcher& matcher);

    std::vector<std::unique_ptr<rules::Matcher>> m_matchers; // one a thread
    std::vector<rules::RuleProblem> m_unusable;
    std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable m_more, m_done;
    std::vector<Matched> m_batch;
    std::size_t m_next = 0, m_finished = 0; // of m_batch
    bool m_over = false;
    std::vector<std::jthread> m_threads; // last: they end before what they use
};

} // namespace evenspan
