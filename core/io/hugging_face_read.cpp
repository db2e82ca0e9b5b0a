// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_layout.h"
#include "core/io/hugging_face_rows.h"

#include <deque>

namespace evenspan::io {

namespace {

class HuggingFaceReader {
public:
    HuggingFaceReader(ReadJob& job, std::size_t most)
        : m_job(job)
        , m_most(most)
        , m_rows(job) { }

    Result<void> run() {
        if (auto named = m_rows.findNames(); !named)
            return named;
        SchemeDetector detector;
        std::deque<Row> waiting;
        std::size_t weight = 0;
        bool again = false;
        const auto look = [&](Row&& row) -> Result<void> {
            eachRun(
                row, [&](std::uint32_t, std::span<const std::string> run) { detector.add(run); });
            weight += row.weight();
            if (weight > m_most) {
                again = true;
                waiting = {};
            }
            if (!again)
                waiting.push_back(std::move(row));
            return {};
        };
        if (auto done = m_rows.read(m_job, look); !done)
            return done;
        if (auto known = decide(detector); !known)
            return known;
        m_job.report().unit = "record";
        m_job.report().scheme = m_scheme ? tagSchemeName(*m_scheme) : "";
        for (auto& row : waiting) {
            if (auto done = deliver(std::move(row)); !done)
                return done;
            row = {};
        }
        if (!again)
            return {};
        // What it complains about was told the first time.
        struct NoSink : DocumentSink {
            Result<void> add(DocumentDraft&&) override { return {}; }
        } nowhere;
        ImportOptions lenient = m_job.options();
        lenient.skipBad = true;
        ImportReport aside;
        ReadJob second(m_job.path(), lenient, nowhere, aside, m_job.stop(), {});
        return m_rows.read(second, [&](Row&& row) { return deliver(std::move(row)); });
    }

private:
    template <class Take> void eachRun(const Row& row, Take&& take) {
        m_runs.clear();
        for (const auto& [word, tag] : row.tags)
            m_runs.add(word, m_rows.tag(tag));
        m_runs.each(take);
    }

    Result<void> decide(const SchemeDetector& detector) {
        if (detector.labelledTags() == 0)
            return {};
        m_scheme = m_job.options().scheme ? m_job.options().scheme : detector.best();
        if (!m_scheme)
            return Error{ErrorCode::BadFormat, "The tags mix letters of several schemes",
                m_job.path().string(), "Name the scheme, or mend the tags."};
        std::string why;
        for (const auto& [scheme, violations] : detector.ranking())
            why += (why.empty() ? "tags that break each scheme: " : ", ")
                + std::string(tagSchemeName(scheme)) + " " + std::to_string(violations);
        m_job.found("scheme", tagSchemeName(*m_scheme), why);
        return {};
    }

    Result<void> deliver(Row&& row) {
        auto& document = row.document;
        if (m_scheme)
            eachRun(row, [&](std::uint32_t first, std::span<const std::string> run) {
                m_repairs.clear();
                mentionsFromTags(
                    run, *m_scheme, evenspan::Reading::Lenient, &m_repairs, m_mentions);
                for (const auto& repair : m_repairs)
                    m_job.repaired(repair.tag + " read as " + repair.readAs, m_job.where(row.line));
                addEntities(document, m_mentions, first, [&] {
                    m_job.lost("entity on a word without characters", m_job.where(row.line));
                });
            });
        return m_job.deliver(std::move(document));
    }

    ReadJob& m_job;
    std::size_t m_most; // bytes of rows that wait
    RowReader m_rows;
    std::optional<TagScheme> m_scheme;
    TagRuns m_runs;
    std::vector<TagRepair> m_repairs;
    std::vector<Mention> m_mentions;
};

} // namespace

Result<void> readHuggingFace(ReadJob& job, std::size_t most) {
    return HuggingFaceReader(job, most).run();
}

} // namespace evenspan::io
