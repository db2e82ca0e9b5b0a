// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/document.h"

#include <array>

namespace evenspan {

namespace {
constexpr std::array kNames{"unseen", "suggested", "in work", "done", "reviewed", "disputed"};
}

const char* documentStateName(DocumentState state) {
    return kNames[static_cast<std::size_t>(state)];
}

std::optional<DocumentState> documentStateFromName(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (name == kNames[i])
            return static_cast<DocumentState>(i);
    return std::nullopt;
}

} // namespace evenspan
