// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writer.h"
#include "ui/shell/workbench.h"

#include <functional>
#include <stop_token>

namespace evenspan::ui {

// The importer's work for the window; both block.

// Reads the files without writing anything, and keeps the first documents as samples.
Result<ImportReport> previewFiles(const ImportRequest& request, std::stop_token stop);

// One undo step. `progress` gets documents read and the share of bytes read, at most 20 times a
// second.
Result<ImportReport> importFilesInto(store::Writer& writer, const ImportRequest& request,
    const std::function<void(qint64 documents, double share)>& progress, std::stop_token stop);

QStringList formatsForImport(); // "auto" first

} // namespace evenspan::ui
