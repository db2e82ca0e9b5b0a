// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::store {

class Database;

// One query-only connection, for one thread at a time; taken from Project::reader(). Each call sees
// the last committed state. A stop ends a running query within milliseconds: Cancelled.
class Reader {
public:
    explicit Reader(std::unique_ptr<Database> database);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // From sums that the writer keeps: a few rows, whatever the project's size.
    Result<ProjectInfo> info(std::stop_token stop = {});
    // In order of creation, without those whose creation was undone.
    Result<std::vector<LabelRow>> labels(std::stop_token stop = {});

    // At most `limit` rows after the document `after` (0: from the start), in order of ids.
    Result<std::vector<DocumentRow>> page(const DocumentFilter& filter, DocumentId after,
        std::size_t limit, std::stop_token stop = {});
    // Rows of these documents in this order; unknown ids are left out.
    Result<std::vector<DocumentRow>> rows(
        const std::vector<DocumentId>& ids, std::stop_token stop = {});
    // Ids of every match, ascending: 8 bytes a document, so a table of a million rows keeps it.
    Result<std::vector<DocumentId>> ids(const DocumentFilter& filter, std::stop_token stop = {});
    // The same in another order.
    Result<std::vector<DocumentId>> ids(
        const DocumentFilter& filter, const DocumentOrder& order, std::stop_token stop = {});
    // Names of metadata in use, sorted, at most 100.
    Result<std::vector<std::string>> metadataColumns(std::stop_token stop = {});
    // Where the texts hold what the filter asks for in the text, by document, then place; terms
    // that are denied are left out. At most `limit`. Empty where the filter asks for no text.
    Result<std::vector<TextHit>> hits(
        const DocumentFilter& filter, std::size_t limit, std::stop_token stop = {});
    // Number of matches; from the sums where the filter holds no text.
    Result<std::int64_t> count(const DocumentFilter& filter, std::stop_token stop = {});

    // Errors: NotFound. A document in the trash is found; one whose import was undone is not.
    Result<DocumentData> document(DocumentId id, std::stop_token stop = {});
    // The same without text and grid: what is new after an edit, whatever the text's size.
    Result<DocumentMarks> marks(DocumentId id, std::stop_token stop = {});
    // Every match in order of ids, one at a time and of one consistent state; memory does not grow
    // with their number. A callback that returns false ends the walk without an error.
    Result<void> forEach(const DocumentFilter& filter,
        const std::function<bool(DocumentData&&)>& visit, std::stop_token stop = {});

    // Newest first. `document` unset: everything. At most `limit`, with ids below `before` (0:
    // any).
    Result<std::vector<HistoryRow>> history(std::optional<DocumentId> document, std::size_t limit,
        EventId before = {}, std::stop_token stop = {});

    Result<std::vector<RunRow>> runs(std::stop_token stop = {}); // oldest first
    Result<RunRow> run(const std::string& name, std::stop_token stop = {}); // NotFound
    // In order of steps, those with step > after.
    Result<std::vector<MetricRow>> metrics(
        RunId run, std::int64_t after = -1, std::stop_token stop = {});
    // Documents (of a split where given) that the run predicted, each with its entities, in order
    // of ids; documents in the trash are left out.
    Result<void> forEachPrediction(RunId run, const std::optional<std::string>& split,
        const std::function<bool(DocumentId, std::vector<PredictionRow>&&)>& visit,
        std::stop_token stop = {});

    Result<std::vector<FileRow>> files(std::stop_token stop = {});
    Result<std::optional<std::string>> setting(const std::string& key);

    // What Writer::undo() and redo() would do: the group's name; empty: nothing.
    Result<std::string> undoName();
    Result<std::string> redoName();

    Database& database() { return *m_database; } // for core/store alone

private:
    std::unique_ptr<Database> m_database;
};

} // namespace evenspan::store
