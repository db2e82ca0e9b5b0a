// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "ui/shell/why_desk.h"

namespace evenspan {

// Asks with the engine's module; of the run asked last the training text stays read.
std::unique_ptr<ui::WhyBackend> makeWhyBackend(const Places& places);

} // namespace evenspan
