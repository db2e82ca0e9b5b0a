// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/sqlite.h"
#include "core/store/writer.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <thread>
#include <utility>

// What the writer's source files share. Functions throw Failure.
namespace evenspan::store {

using Range = std::pair<std::int64_t, std::int64_t>; // first and last document, both included

// What an event may be about. The names are stored: never change one.
namespace event {
constexpr const char* kImport = "import";
constexpr const char* kSplit = "split";
constexpr const char* kState = "state";
constexpr const char* kTrash = "trash";
constexpr const char* kMetadata = "metadata";
constexpr const char* kGrid = "grid";
constexpr const char* kSpanAdd = "span_add";
constexpr const char* kSpanRemove = "span_remove";
constexpr const char* kSpanChange = "span_change";
constexpr const char* kLabelAdd = "label_add";
constexpr const char* kLabelChange = "label_change";
constexpr const char* kRow = "row";
constexpr const char* kSetting = "setting";
} // namespace event

// What a group of changes is. The names are stored. A record stands in the history and in every
// moment of a document like an edit, but undo and redo pass it by.
constexpr const char* kEdit = "edit";
constexpr const char* kRecord = "record";

std::int64_t nowMilliseconds();
[[noreturn]] void fail(
    ErrorCode code, std::string what, std::string where = {}, std::string remedy = {});
void requireText(std::string_view text, const char* what); // UTF-8, or BadEncoding
std::string toJson(const std::map<std::string, std::string>& map);
std::map<std::string, std::string> mapFromJson(std::string_view json);
// A value of document_meta: SQLite reads JSON texts up to a NUL, so that is what a migration finds.
inline std::string_view metaValue(std::string_view value) {
    return value.substr(0, value.find('\0'));
}

struct Writer::State {
    explicit State(std::unique_ptr<Database> database);

    std::unique_ptr<Database> db;
    std::recursive_mutex mutex;
    std::string actor = "user";

    // --- One transaction
    int depth = 0;
    std::int64_t group = 0; // row of event_group; 0: none yet
    std::string groupName;
    const char* groupKind = kEdit;
    std::map<std::string, std::int64_t> counters; // empty: to be read
    std::int64_t nextId(const char* counter);
    std::int64_t lastId(const char* counter);
    void setCounter(const char* counter, std::int64_t value);
    void writeCounters();

    // Writes the event, and before the first of a transaction its group, which ends what could be
    // redone. Ranges may be 0 for changes of no document.
    void record(const char* kind, Range documents, const nlohmann::json& payload,
        const nlohmann::json& inverse);
    // Carries out a recorded change, forwards or backwards.
    void apply(std::string_view kind, const nlohmann::json& payload, const nlohmann::json& inverse,
        bool forward);

    // Adds (sign 1) or takes away (-1) what the shown ones of these documents hold: called before
    // and after each change, so that no change needs sums of its own.
    void tally(int sign, Range documents, bool labels);
    // The existing, not undone document, or NotFound.
    void requireDocument(std::int64_t id);
    std::int64_t labelId(const std::string& name); // NotFound
    std::int64_t addLabel(const LabelRow& label);

    void checkSearch(CheckReport& report); // the index against the texts; locks

    // --- Queue
    std::mutex queueMutex;
    std::condition_variable wake;
    std::condition_variable idle;
    std::deque<std::function<void(Writer&)>> jobs;
    bool working = false;
    bool ending = false;
    std::thread thread;
};

// The scope of one command: a transaction of its own, or a savepoint inside a group's.
class Change {
public:
    // `kind` counts for the outermost alone: a record inside an edit is part of the edit.
    Change(Writer::State& state, const std::string& name, const char* kind = kEdit);
    ~Change();
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    void commit();

private:
    Writer::State& m_state;
    std::unique_lock<std::recursive_mutex> m_lock;
    std::optional<Transaction> m_transaction; // of the outermost
    bool m_open = true;
};

std::vector<Range> rangesOf(std::vector<std::int64_t> ids); // sorts, drops repeats

} // namespace evenspan::store
