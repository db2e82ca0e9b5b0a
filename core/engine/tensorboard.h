// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::engine {

// Writes an event file that TensorBoard reads. The file is a row of TFRecords: length (uint64),
// masked CRC-32C of the length, bytes, masked CRC-32C of the bytes, all little-endian
// (tensorflow/core/lib/io/record_writer.cc; the mask of tensorflow/core/lib/hash/crc32c.h). Each
// holds an Event message: wall_time = 1 (double), step = 2 (int64), file_version = 3, summary = 5,
// whose values have tag = 1 and simple_value = 2 (float) (tensorflow/core/util/event.proto,
// tensorflow/core/framework/summary.proto). Values are kept as fp32, as TensorBoard does.
class EventFileWriter {
public:
    struct Scalar {
        std::string tag; // "train/loss"
        double value = 0;
    };

    // Makes the folder and, in it, a new file events.out.tfevents.SECONDS.HOST.PID.N: a resumed run
    // adds a file, and TensorBoard reads all of a folder in order. Errors: Io, ReadOnly, NoSpace.
    static Result<EventFileWriter> create(const std::filesystem::path& folder);

    // One event, on the disk's cache when this returns. `wallTime` in seconds since 1970.
    // Errors: Io, NoSpace.
    Result<void> add(double wallTime, std::int64_t step, const std::vector<Scalar>& scalars);
    const std::filesystem::path& path() const { return m_path; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    Result<void> write(std::string_view event);
    std::filesystem::path m_path;
    std::unique_ptr<std::FILE, Close> m_file;
};

// CRC-32C (Castagnoli polynomial, reflected 0x82F63B78; RFC 3720, appendix B.4).
std::uint32_t crc32c(std::string_view bytes);

} // namespace evenspan::engine
