// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/reader.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// Attributes that say something sensitive of people (origin, gender, belief, health) are looked at
// after an opt-in with a purpose alone, and each look is logged. Marks, purposes and log are kept
// apart from audits: settings "sensitive" (keys), "sensitive:KEY" and "sensitive-log". A key is a
// way to group of an audit: "meta:COLUMN" of documents, "attribute:NAME" of spans; a plain name is
// a column. Times are milliseconds since 1970, UTC. Who looked is not kept.
enum class SensitiveState {
    Marked, // known to be sensitive: audits by it are refused
    Allowed, // for the purpose
    Deleted, // its values were taken out; audits by it are refused
};
const char* sensitiveStateName(SensitiveState state); // "marked", "allowed", "deleted"

struct SensitiveAttribute {
    std::string key;
    SensitiveState state = SensitiveState::Marked;
    std::string purpose; // of Allowed
    std::int64_t time = 0; // of the state
    bool operator==(const SensitiveAttribute&) const = default;
};

struct SensitiveAccess {
    std::int64_t time = 0;
    std::string key;
    std::string what; // "marked", "allowed", "audit", "deleted"
    std::string purpose;
    std::string audit; // its name, "" where it is not kept
    bool operator==(const SensitiveAccess&) const = default;
};

std::string sensitiveKey(const std::string& name); // "country" → "meta:country"

// In the order in which they were first marked or allowed.
Result<std::vector<SensitiveAttribute>> sensitiveAttributes(store::Reader& reader);
Result<std::vector<SensitiveAccess>> sensitiveLog(store::Reader& reader); // the oldest first

// Errors: InvalidArgument (no such column; a purpose of blanks), ReadOnly.
Result<void> markSensitive(store::Project& project, const std::string& name); // ends a permission
Result<void> allowSensitive(
    store::Project& project, const std::string& name, const std::string& purpose);

// What runAudit asks before it looks at anything. `keys` are ways to group; those that are marked
// must be allowed. `optIn` allows all of them for `purpose`. Each that is sensitive is logged.
// Errors: InvalidArgument (not allowed; opt-in without purpose), ReadOnly (what cannot be logged is
// not looked at).
Result<void> admitSensitive(store::Project& project, const std::vector<std::string>& keys,
    bool optIn, const std::string& purpose, const std::string& audit);

struct SensitiveDeletion {
    std::uint64_t documents = 0; // that had a value, themselves or on a span
    std::uint64_t spans = 0;
    std::uint64_t audits = 0; // whose figures by this key were taken out
    std::uint64_t events = 0; // of the project's history that held a value
    std::uint64_t backups = 0; // beside the project, that held one
    // What could not be done once the values were out, for instance emptying the log while another
    // program reads it: a second call does it. Unset: nothing of a value is left in the project.
    std::optional<Error> rest;
};
// Takes the key's values for good: from all documents (those in the trash and of undone imports
// too), from the history (no undo brings one back), from saved filters, from what runs and settings
// remember as a filter, from the logs and cards of runs, and from the backups that the program made
// beside the project; the groups' figures by the key go from kept audits, with the files of older
// ones. An audit then says that some were deleted; its other figures stay as they were. Then the
// project file is written anew, so that no free page and no log holds a value. Audits by the key
// stay refused until it is allowed again.
//
// It cannot reach what left the project: reports, exports, archives and copies that were made,
// backups by other programs, what a model has learnt, what the texts themselves say, and blocks of
// the disk that a file gave back. Errors: InvalidArgument (no such column), ReadOnly, Cancelled,
// those of openAudit; after one nothing is changed.
Result<SensitiveDeletion> deleteSensitive(
    store::Project& project, const std::string& name, std::stop_token stop = {});

} // namespace evenspan
