// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/text_walk.h"

#include "core/store/row_walk.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace evenspan::store {

namespace {

constexpr std::int64_t kAlone = 20'000; // documents that one thread reads before another would run
constexpr std::int64_t kPiece = 8'192; // ids that a thread takes at a time

constexpr const char* kTexts = "SELECT document FROM content WHERE document BETWEEN ?2 AND ?3 AND "
                               "each_row(document, text, ?1)";

// What the threads share; each adds what it found at its end.
class TextWalk {
public:
    TextWalk(const TextRange& range, const TextTestMaker& make, std::int64_t after, bool keepEnds)
        : m_range(range)
        , m_make(make)
        , m_after(after)
        , m_keepEnds(keepEnds)
        , m_next(range.first) { }

    void run(Database& database, const InterruptOnStop& interrupt) noexcept {
        try {
            const TextTest test = m_make();
            DocumentSet found;
            std::vector<TextEnd> ends;
            for (std::int64_t first = take(); first <= m_range.last; first = take()) {
                interrupt.check();
                walkRows(database, kTexts,
                    [&](std::int64_t id, const RowValue& value) {
                        const std::string_view text = value.text();
                        if (test(id, text))
                            found.insert(id);
                        if (m_keepEnds && id > m_after)
                            ends.push_back(endOf(id, text));
                        return !m_failed.load(std::memory_order_relaxed);
                    },
                    {first, std::min(first + kPiece - 1, m_range.last)});
            }
            std::lock_guard hold(m_mutex);
            m_found.unite(found);
            m_ends.insert(m_ends.end(), ends.begin(), ends.end());
        } catch (...) {
            std::lock_guard hold(m_mutex);
            if (!m_failure)
                m_failure = std::current_exception();
            m_failed = true;
        }
    }
    DocumentSet found(std::vector<TextEnd>* ends) {
        if (m_failure)
            std::rethrow_exception(m_failure);
        if (ends)
            ends->swap(m_ends);
        return std::move(m_found);
    }

private:
    std::int64_t take() { return m_failed ? m_range.last + 1 : m_next.fetch_add(kPiece); }

    const TextRange m_range;
    const TextTestMaker& m_make;
    const std::int64_t m_after;
    const bool m_keepEnds;
    std::atomic<std::int64_t> m_next;
    std::atomic<bool> m_failed = false;
    std::mutex m_mutex;
    DocumentSet m_found;
    std::vector<TextEnd> m_ends;
    std::exception_ptr m_failure;
};

// Null where the file is being written by this very connection, which alone sees its changes.
Database* twinOf(Database& database) {
    if (database.mode() != Database::Mode::ReadOnly && database.mode() != Database::Mode::Immutable)
        return nullptr;
    auto& twin = database.searchRoom().twin;
    if (!twin) {
        try {
            twin = std::make_unique<Database>(database.where(), database.mode());
            twin->neverCheckpointOnClose();
            twin->script("PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;");
        } catch (const Failure&) {
            twin.reset(); // the work is done by one, then
        }
    }
    return twin.get();
}

} // namespace

DocumentSet walkTexts(Database& database, const TextRange& range, const TextTestMaker& make,
    const InterruptOnStop& interrupt, std::int64_t after, std::vector<TextEnd>* ends) {
    TextWalk walk(range, make, after, ends != nullptr);
    Database* twin = range.last - range.first >= kAlone && std::thread::hardware_concurrency() > 1
        ? twinOf(database)
        : nullptr;
    std::thread second;
    const auto help = [&] {
        (void)guard([&] {
            InterruptOnStop also(*twin, interrupt.token());
            ReadTransaction view(*twin);
            walk.run(*twin, also);
        });
    };
    if (twin)
        (void)guard([&] { second = std::thread(help); }); // none to be had: one does it all
    walk.run(database, interrupt);
    if (second.joinable())
        second.join();
    return walk.found(ends);
}

} // namespace evenspan::store
