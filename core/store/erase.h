// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/annotations.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

// A value that undo could bring back, that lies in a free page of the file or in its log, is still
// there. These take the values of one attribute out of everything that the project's files hold.
namespace evenspan::store {

class Writer;

struct Erased {
    std::uint64_t documents = 0; // that had a value, themselves or on a span; hidden ones count too
    std::uint64_t spans = 0;
    std::uint64_t events = 0; // of the history, which lost one
    std::uint64_t filters = 0; // saved ones that asked for one: they go
    std::uint64_t records = 0; // settings, runs and files that remembered one
    bool operator==(const Erased&) const = default;
};

// Takes the attribute's values from documents (metadata of that name) or spans, the history's
// payloads and inverses, saved filters (as rows and in the history) and, for documents, what the
// project remembers as filters by metadata: in settings, records of runs and provenances of files
// an object "where" keeps the name with an empty value, and groups that a run was trained by lose
// their names. `alongside` runs within the same transaction. It stands in the history as a record
// called `step`: undo and redo pass it by, and no older step brings a value back.
//
// The free text of documents, notes, guidelines and rules is left alone, as are an attribute's
// definition and its choices. Errors: those of a command of the writer, of `alongside`, Cancelled;
// after one nothing is changed. Time grows with the history.
Result<Erased> eraseAttribute(Writer& writer, AttributeTarget target, const std::string& name,
    const std::string& step, const std::function<Result<void>()>& alongside = {},
    std::stop_token stop = {});

// Writes the project file anew and empties its log, so that neither keeps what was taken out. Needs
// as much room as the file has. Errors: Locked (another program reads the project, so that the log
// stays as it is), NoSpace, Io, Cancelled; what was erased stays erased after one.
Result<void> rewriteFile(Writer& writer, std::stop_token stop = {});

// The same for the backups that opening made beside the project (Project::backupPath). Each is
// changed in one transaction and written anew. The number of them that held a value. Errors: as
// above, of the first that could not be done.
Result<std::uint64_t> eraseInBackups(const std::filesystem::path& project, AttributeTarget target,
    const std::string& name, std::stop_token stop = {});

} // namespace evenspan::store
