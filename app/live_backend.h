// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "ui/shell/live_desk.h"

namespace evenspan {

// Asks runs with the engine's module; the last one asked stays open.
std::unique_ptr<ui::LiveBackend> makeLiveBackend(const Places& places);

} // namespace evenspan
