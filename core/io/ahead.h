// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace evenspan::io {

// Runs `make` on a thread of its own, ahead of the caller, who takes what it made with next(), in
// order. Between the two waits no more than `most` of weight, or one item.
template <class Item> class Ahead {
public:
    explicit Ahead(std::uint64_t most)
        : m_most(most) { }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;
    ~Ahead() { end(); }

    // Once. `make` calls put() and ends where that says no.
    template <class Make> void start(Make make) {
        m_thread = std::thread([this, make = std::move(make)]() mutable {
            std::exception_ptr thrown;
            try {
                make();
            } catch (...) { // a lack of memory is the caller's to answer
                thrown = std::current_exception();
            }
            const std::lock_guard hold(m_mutex);
            m_thrown = thrown;
            m_made = true;
            m_filled.notify_one();
        });
    }

    // By `make`: false where nothing is taken any more.
    bool put(Item&& item, std::uint64_t weight) {
        std::vector<Item> spent; // goes when the lock is off
        std::unique_lock hold(m_mutex);
        spent.swap(m_spent);
        m_emptied.wait(
            hold, [&] { return m_closed || m_items.empty() || m_weight + weight <= m_most; });
        if (m_closed)
            return false;
        m_weight += weight;
        m_items.emplace_back(std::move(item), weight);
        m_filled.notify_one();
        return true;
    }
    // By `make`: half of what may wait does, so that the caller is the slower of the two.
    bool caughtUp() {
        const std::lock_guard hold(m_mutex);
        return m_weight * 2 >= m_most;
    }

    // By the caller: nothing once all were taken. What `make` threw is thrown here.
    std::optional<Item> next() {
        std::unique_lock hold(m_mutex);
        m_filled.wait(hold, [&] { return m_made || !m_items.empty(); });
        if (m_items.empty()) {
            if (m_thrown)
                std::rethrow_exception(std::exchange(m_thrown, nullptr));
            return {};
        }
        std::optional<Item> item(std::move(m_items.front().first));
        m_weight -= m_items.front().second;
        m_items.pop_front();
        m_emptied.notify_one();
        return item;
    }

    // By the caller: an item that was used up. It is destroyed by the thread that made it, where
    // memory is cheapest to give back.
    void giveBack(Item&& item) {
        const std::lock_guard hold(m_mutex);
        m_spent.push_back(std::move(item));
    }

    // By the caller, who wants no more; `make` has ended when it returns.
    void end() {
        {
            const std::lock_guard hold(m_mutex);
            m_closed = true;
            m_emptied.notify_one();
        }
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_filled, m_emptied;
    std::deque<std::pair<Item, std::uint64_t>> m_items;
    std::vector<Item> m_spent;
    std::uint64_t m_most, m_weight = 0;
    bool m_made = false, m_closed = false;
    std::exception_ptr m_thrown;
    std::thread m_thread;
};

// Files of this size and more are worth a thread.
inline constexpr std::uint64_t kWorthThread = std::uint64_t{1} << 19;

} // namespace evenspan::io
