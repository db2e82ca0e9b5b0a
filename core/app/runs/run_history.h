// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// What a run told beside its curves, kept in the project's files folder under runs/NAME/: log.jsonl
// (started, eval, checkpoint, log, finished) and examples.jsonl, one event a line. Both are for
// people to read again; a run is whole without them.
struct RunHistory {
    std::vector<engine::TrainEvent> log; // as told
    std::vector<engine::TrainEvent> examples; // by step; of a step told twice, the later
};

constexpr std::uint64_t kLogBytes = 4u << 20; // of each file; what comes later is not kept
constexpr std::uint64_t kExampleBytes = 16u << 20;

std::filesystem::path runHistoryFolder(
    const std::filesystem::path& filesFolder, const std::string& run);

// Appends; a second sitting of a run goes on in the same files.
class RunHistoryWriter {
public:
    explicit RunHistoryWriter(std::filesystem::path folder)
        : m_folder(std::move(folder)) { }
    // Steps and load are no part of it. Errors: Io, NoSpace; after one, nothing is written any
    // more.
    Result<void> add(const engine::TrainEvent& event);

private:
    std::filesystem::path m_folder;
    bool m_failed = false;
};

// Empty where the run has none. Lines that are no events (a process was killed in the middle of
// one) are left out. Errors: Io, Cancelled.
Result<RunHistory> readRunHistory(const std::filesystem::path& folder, std::stop_token stop = {});

} // namespace evenspan
