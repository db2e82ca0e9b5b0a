// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <mutex>
#include <vector>

namespace evenspan::ui {

// Between the training thread and the window. Holds at most `capacity` steps: above it every second
// of them goes, so that a window that sleeps finds a coarser curve, not a long queue. Other events
// are few and never go. Thread-safe. The window empties it 15 times a second: 2,048 steps each time
// are more than a curve has pixels, and faster than any model learns.
class EventBuffer {
public:
    explicit EventBuffer(std::size_t capacity = 2048)
        : m_capacity(capacity) { }

    void push(TrainEvent&& event) {
        const std::lock_guard lock(m_mutex);
        if (event.kind == TrainEvent::Step && ++m_steps > m_capacity)
            thin();
        m_events.push_back(std::move(event));
    }
    std::vector<TrainEvent> take() {
        const std::lock_guard lock(m_mutex);
        m_steps = 0;
        return std::exchange(m_events, {});
    }

private:
    void thin() {
        std::size_t seen = 0;
        std::erase_if(m_events, [&seen](const TrainEvent& event) {
            return event.kind == TrainEvent::Step && seen++ % 2 == 0;
        });
        m_steps = seen / 2 + 1;
    }
    std::mutex m_mutex;
    std::vector<TrainEvent> m_events;
    std::size_t m_capacity;
    std::size_t m_steps = 0;
};

} // namespace evenspan::ui
