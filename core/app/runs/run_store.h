// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <span>
#include <string>

namespace evenspan {

// Where a run keeps its row, its curves and the list of its files. A project has one writing
// process: a run of that process writes by WriterRunStore, a run in a process of its own asks its
// parent to write (core/app/train/train_worker.h). Errors are those of store::Writer.
class RunStore {
public:
    virtual ~RunStore() = default;
    virtual Result<RunId> createRun(const store::RunRow& run) = 0;
    virtual Result<void> updateRun(const store::RunRow& run) = 0;
    virtual Result<void> appendMetrics(RunId run, std::span<const store::MetricRow> rows) = 0;
    virtual Result<void> addFile(const store::FileRow& file) = 0;
    virtual Result<void> removeFile(const std::string& sha256) = 0;
};

} // namespace evenspan
