// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/sqlite.h"

#include <filesystem>
#include <vector>

// What a project file must look like. All functions throw Failure.
namespace evenspan::store {

// Refuses files of other programs (Foreign), of newer versions that may not be read (TooNew) and
// files that hold anything executable or a table that Evenspan did not make (Corrupt). Returns the
// file's version.
int verifyFile(Database& database, const std::vector<Migration>& migrations);

// Applies migrations[from..), one transaction each.
void migrate(Database& database, int from, const std::vector<Migration>& migrations);

// A copy beside the project under a name that was free: `<project>.v<version>-backup[-n]`.
std::filesystem::path backupBefore(
    Database& database, const std::filesystem::path& project, int version);

} // namespace evenspan::store
