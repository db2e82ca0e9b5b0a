// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writer_state.h"

namespace evenspan::store {

// Carries out an event of editSetting(): {"key", "at", "length", "text"} and {"length", "text"}.
// Throws Failure.
void applySetting(Writer::State& state, const nlohmann::json& payload,
    const nlohmann::json& inverse, bool forward);

} // namespace evenspan::store
