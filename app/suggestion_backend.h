// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "ui/shell/suggestion_service.h"

namespace evenspan {

// Opens runs with the engine's module.
std::unique_ptr<ui::SuggestionBackend> makeSuggestionBackend(const Places& places);

} // namespace evenspan
