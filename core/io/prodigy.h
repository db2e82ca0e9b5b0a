// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/span_records.h"

namespace evenspan::io {

// A record of Prodigy's as ParseRecord takes it; other formats shape theirs so.
Result<bool> parseProdigy(
    ReadJob& job, nlohmann::json&& record, const std::string& where, RawRecord& out);

} // namespace evenspan::io
