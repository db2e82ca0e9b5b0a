// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "ui/shell/training_backend.h"

#include <memory>

namespace evenspan {

// Trains for the window by the same use case as the command line.
std::unique_ptr<ui::TrainingBackend> makeTrainingBackend(const Places& places);

} // namespace evenspan
