// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace evenspan::store {

class Database;
class Import;

// The one place that changes a project. Every command is one transaction that holds the change and
// its event (what, by whom, when, its inverse, its group); when it returns, the change is on disk
// (WAL, synchronous=FULL). After an error nothing has changed.
//
// Commands may be called from any thread and run one after another. A thread that must not wait
// (the window's) posts jobs instead, which run in order on the writer's own thread.
//
// Errors of every command: NotFound, InvalidArgument, AlreadyExists, NoSpace, Io, Corrupt.
class Writer {
public:
    struct State;
    explicit Writer(std::unique_ptr<State> state);
    ~Writer(); // ends the queue after its last job
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Who makes the changes from now on; stored with each.
    void setActor(const std::string& actor);

    // --- Queue
    // `job` runs on the writer's thread and reports through whatever it captured.
    void post(std::function<void(Writer&)> job);
    void waitIdle(); // until every job posted so far has run

    // --- Groups
    // All commands of `body` become one transaction and one undo step called `name`. An error from
    // body takes everything back and is returned. Groups inside a group join it. Commands of
    // other threads wait.
    Result<void> group(const std::string& name, const std::function<Result<void>()>& body);

    // --- Documents
    // Streams documents in; see Import. `name` is what the undo menu shows ("Import 3 files").
    Result<std::unique_ptr<Import>> beginImport(const std::string& name);
    // The same in one call, for few documents. Returns their ids.
    Result<std::vector<DocumentId>> addDocuments(
        const std::string& name, std::span<const DocumentDraft> drafts);
    Result<void> setSplit(std::span<const DocumentId> ids, const std::string& split);
    Result<void> setState(std::span<const DocumentId> ids, DocumentState state);
    Result<void> setTrashed(std::span<const DocumentId> ids, bool trashed);
    Result<void> setMetadata(DocumentId id, const std::map<std::string, std::string>& metadata);
    // A new version of the token grid; spans stay where they are.
    Result<void> saveGrid(DocumentId id, const TokenGrid& grid, bool imported);

    // --- Spans. `span.id` is given by the store and returned. Its label must exist.
    Result<SpanId> addSpan(const SpanRow& span);
    Result<void> removeSpan(SpanId id);
    // Everything but id and document may change.
    Result<void> changeSpan(const SpanRow& span);

    // --- Labels. Names are unique; AlreadyExists otherwise.
    Result<LabelId> addLabel(const LabelRow& label);
    Result<void> changeLabel(const LabelRow& label); // name, colour, key, description, archived

    // --- Undo. False: there was nothing to undo or redo. Both work across restarts.
    Result<bool> undo();
    Result<bool> redo();

    // --- Runs. Not undone by undo(): they are records, not edits.
    Result<RunId> createRun(const RunRow& run); // AlreadyExists
    Result<void> updateRun(const RunRow& run); // by id; `created` stays
    Result<void> removeRun(RunId id); // with metrics and predictions
    // One transaction; a row of the same step, split and key replaces the older one (resume).
    Result<void> appendMetrics(RunId run, std::span<const MetricRow> rows);
    // Replaces what the run predicted for these documents; `rows` of other documents are refused.
    Result<void> savePredictions(
        RunId run, std::span<const DocumentId> documents, std::span<const PredictionRow> rows);
    Result<void> addFile(const FileRow& file); // replaces a row of the same sha256
    Result<void> removeFile(const std::string& sha256);
    Result<void> setSetting(const std::string& key, const std::string& value);

    // --- Upkeep
    // Moves the write-ahead log into the file.
    Result<void> checkpoint();
    // Deletes documents whose undone import can no longer be redone, and gives space back.
    Result<void> compact();
    // A whole copy, made while others read. AlreadyExists where `target` exists.
    Result<void> backup(const std::filesystem::path& target);

    State& state() { return *m_state; } // for core/store alone

private:
    std::unique_ptr<State> m_state;
};

// One import: one transaction, one undo step, whatever its size. Memory does not grow with the
// number of documents. Destroyed without commit(), it leaves nothing. Commands of other threads
// wait until it ends; add() and commit() are called by the thread that began it.
class Import {
public:
    ~Import();
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;

    // Unknown labels are created (in the same undo step). Errors: InvalidArgument (a span or token
    // outside the text), BadEncoding, NoSpace, Io. After an error the import cannot be committed.
    Result<DocumentId> add(const DocumentDraft& draft);
    // The counts of everything added. Errors: NoSpace, Io.
    Result<Counts> commit();
    // Ids run from first() to last(); last() < first() where nothing was added.
    DocumentId first() const;
    DocumentId last() const;

private:
    friend class Writer;
    struct State;
    explicit Import(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace evenspan::store
