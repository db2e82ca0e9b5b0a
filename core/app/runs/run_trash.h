// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/store/writer.h"

#include <cstdint>
#include <filesystem>

namespace evenspan {

// Deletes a run for ever: its row, curves, predictions and scores from the project, its weights and
// checkpoints from the files folder. Files of other runs and files outside the folder stay. Returns
// the bytes that became free. Errors: NotFound, InvalidArgument (it is training), those of Writer;
// a file that cannot be deleted is no error, since nothing refers to it any more.
Result<std::uint64_t> deleteRun(
    store::Writer& writer, const std::filesystem::path& filesFolder, const store::RunRow& run);

} // namespace evenspan
