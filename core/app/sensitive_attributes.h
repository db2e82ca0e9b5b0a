// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/reader.h"

#include <cstdint>
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
};
// Takes the key's values from all documents (those in the trash too), as one undo step, and the
// groups' figures by it from kept audits; an audit then says that some were deleted, and its other
// figures stay as they were. Files of older audits of such figures go, too. The history keeps the
// values, so that undo can bring them back: a copy without them is an export. Audits by the key
// stay refused until it is allowed again. Errors: InvalidArgument (no such column), ReadOnly,
// Cancelled, those of openAudit; after one nothing is changed.
Result<SensitiveDeletion> deleteSensitive(
    store::Project& project, const std::string& name, std::stop_token stop = {});

} // namespace evenspan
