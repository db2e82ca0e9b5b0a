// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

// A project as one file that loses nothing: a zip with manifest.json (a SHA-256 and a size for each
// other file), project.evenspan (the whole project: texts, words, spans of every state, labels with
// colours and keys, rules, notes, runs, settings, history) and files/ (weights and checkpoints).
namespace evenspan {

constexpr int kArchiveVersion = 1;

struct ArchiveSummary {
    std::filesystem::path path;
    std::uint64_t files = 0, bytes = 0; // without the manifest, unpacked
    std::vector<std::string> missing; // listed by the project, not in its folder
};
using ArchiveProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// The archive appears whole or not at all. Errors: ReadOnly (the project is open read-only),
// NoSpace, Io, Cancelled.
Result<ArchiveSummary> writeArchive(store::Project& project, const std::filesystem::path& target,
    std::stop_token stop = {}, const ArchiveProgress& progress = {});

// Makes the project `target` and its folder of files. Every file is compared with the manifest
// before anything is put in place. Errors: AlreadyExists (`target` or its folder is there), Unsafe
// (a path that leaves the archive, a link, two files of one name, far too much for its size),
// HashMismatch, BadFormat (no archive of a project), TooNew, those of Project::open.
Result<ArchiveSummary> restoreArchive(const std::filesystem::path& archive,
    const std::filesystem::path& target, std::stop_token stop = {},
    const ArchiveProgress& progress = {});

} // namespace evenspan
