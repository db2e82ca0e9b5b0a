// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// Comma-separated values as in RFC 4180, with LF, CR or CRLF; empty lines are no records.
// False where a quote is not closed.
bool readCsv(std::string_view csv, std::vector<std::vector<std::string>>& rows);
// A cell, in quotes where it holds a comma, a quote or a line end.
std::string csvCell(std::string_view text);

} // namespace evenspan
