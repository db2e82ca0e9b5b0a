// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/sensitive_attributes.h"
#include "core/store/writer.h"

namespace evenspan {

// Both belong into a group of the writer, once each: they go by what the reader sees, which is what
// was there before the group.
Result<void> keepSensitive(store::Reader& reader, store::Writer& writer,
    const std::vector<SensitiveAttribute>& attributes);
Result<void> logSensitive(
    store::Reader& reader, store::Writer& writer, const std::vector<SensitiveAccess>& lines);
// The key of a name; one that is not `known` must be a column. Errors: InvalidArgument.
Result<std::string> checkedSensitiveKey(store::Reader& reader, const std::string& name, bool known);
// What cannot be logged is not done.
Error sensitiveReadOnly();

} // namespace evenspan
