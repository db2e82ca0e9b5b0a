// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::store {

class Reader;

// Who is named as an annotator (core/schema/annotators.h) of a document that is not in the trash,
// sorted. Reads the rows of these documents in an index.
Result<std::vector<std::string>> annotatorNames(Reader& reader, std::stop_token stop = {});

} // namespace evenspan::store
