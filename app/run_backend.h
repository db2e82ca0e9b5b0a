// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "ui/shell/run_desk.h"

namespace evenspan {

// Looks into runs with the engine's module.
std::unique_ptr<ui::RunBackend> makeRunBackend(const Places& places);

} // namespace evenspan
