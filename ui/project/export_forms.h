// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstddef>
#include <utility>
#include <vector>

class QWidget;

namespace evenspan::ui {

class FileDialogs;

// Forms that a format may be written in: what people read, and the setting "KEY=VALUE" of the
// export, empty for the usual one. None where there is one form alone.
std::vector<std::pair<QString, QString>> exportForms(const QString& format);

bool writesTags(const QString& format); // whose tags may follow any scheme

// Asks where to write; with the format's usual ending where the name has none. Empty: the user gave
// up. `files`: how many will be written, see layerPath(). Errors: AlreadyExists (a file that would
// be replaced without the user having been asked).
Result<QString> askExportPlace(FileDialogs& dialogs, QWidget* parent, const QString& format,
    const QString& form, const QString& name, std::size_t files);

} // namespace evenspan::ui
