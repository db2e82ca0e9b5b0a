// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace evenspan::io {

// Equal messages become one line with their number and first place.
class Tally {
public:
    void add(const std::string& message, const std::string& where, std::uint64_t count = 1) {
        auto& [sum, first] = m_seen[message];
        if (sum == 0)
            first = where;
        sum += count;
    }
    void write(std::vector<std::string>& out) const {
        for (const auto& [message, seen] : m_seen)
            out.push_back(
                std::to_string(seen.first) + " × " + message + " (first at " + seen.second + ")");
    }

private:
    std::map<std::string, std::pair<std::uint64_t, std::string>> m_seen;
};

} // namespace evenspan::io
