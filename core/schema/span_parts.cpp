// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/span_parts.h"

#include <charconv>

namespace evenspan {

std::string writeParts(std::span<const CodePointRange> parts) {
    std::string out;
    for (const auto& part : parts)
        out +=
            (out.empty() ? "" : " ") + std::to_string(part.begin) + "-" + std::to_string(part.end);
    return out;
}

std::optional<std::vector<CodePointRange>> readParts(std::string_view written) {
    std::vector<CodePointRange> parts;
    const char* at = written.data();
    const char* const end = at + written.size();
    while (at != end) {
        CodePointRange part;
        auto read = std::from_chars(at, end, part.begin);
        if (read.ec != std::errc() || read.ptr == end || *read.ptr != '-')
            return std::nullopt;
        read = std::from_chars(read.ptr + 1, end, part.end);
        if (read.ec != std::errc() || part.empty()
            || (!parts.empty() && part.begin <= parts.back().end))
            return std::nullopt;
        parts.push_back(part);
        at = read.ptr;
        if (at != end && (*at++ != ' ' || at == end))
            return std::nullopt;
    }
    if (parts.size() < 2)
        return std::nullopt;
    return parts;
}

} // namespace evenspan
