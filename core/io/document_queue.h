// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/ahead.h"
#include "core/io/read_job.h"

#include <vector>

namespace evenspan::io {

// Documents on their way from the thread that reads a file to the one that keeps them, some at a
// time: most are too small for a hand-over each.
class DocumentQueue {
public:
    struct Some {
        std::vector<DocumentDraft> documents;
        std::uint64_t bytes = 0; // of the file, read so far
    };

    // Runs `read` on a thread of its own. Once.
    template <class Read> void start(Read read) {
        m_ahead.start([this, read = std::move(read)]() mutable {
            read();
            (void)hand();
        });
    }
    std::optional<Some> next() { return m_ahead.next(); }
    void end() { m_ahead.end(); }

    // By the reading thread; false where nothing is taken any more.
    bool put(DocumentDraft&& document, std::uint64_t bytes);
    bool tell(std::uint64_t bytes); // progress alone
    // The one who takes them is the slower of the two.
    bool caughtUp() { return m_ahead.caughtUp(); }

private:
    bool hand();
    Some m_some;
    std::uint64_t m_weight = 0, m_told = 0;
    Ahead<Some> m_ahead{std::uint64_t{4} << 20}; // last: its thread ends before the others go
};

} // namespace evenspan::io
