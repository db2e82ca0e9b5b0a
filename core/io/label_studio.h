// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/formats.h"

// Label Studio's JSON and JSON-MIN: see label_studio_read.cpp.
namespace evenspan::io {

int sniffLabelStudio(const FileHead& head, std::vector<std::string>& reasons);
Result<void> readLabelStudio(ReadJob& job);

// A key that JSON-MIN takes for itself, beside what the task's data hold.
bool isMinKey(const std::string& key);

} // namespace evenspan::io
