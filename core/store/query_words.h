// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

// The fixed words of the query language, for the parser and for completion.
namespace evenspan::store {

inline bool isQueryBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
const std::vector<std::string>& queryKeys(); // "meta." and "attr." want a name behind them
const std::vector<std::string>& querySortKeys();
bool queryKeyIsNumeric(std::string_view key);
// The only values of a key; empty: any.
std::span<const std::string> queryValues(std::string_view key);

} // namespace evenspan::store
