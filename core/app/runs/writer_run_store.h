// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_store.h"
#include "core/store/writer.h"

namespace evenspan {

// The run store of the process that may write to the project.
class WriterRunStore : public RunStore {
public:
    explicit WriterRunStore(store::Writer& writer)
        : m_writer(writer) { }
    Result<RunId> createRun(const store::RunRow& run) override { return m_writer.createRun(run); }
    Result<void> updateRun(const store::RunRow& run) override { return m_writer.updateRun(run); }
    Result<void> appendMetrics(RunId run, std::span<const store::MetricRow> rows) override {
        return m_writer.appendMetrics(run, rows);
    }
    Result<void> addFile(const store::FileRow& file) override { return m_writer.addFile(file); }
    Result<void> removeFile(const std::string& sha256) override {
        return m_writer.removeFile(sha256);
    }

private:
    store::Writer& m_writer;
};

} // namespace evenspan
