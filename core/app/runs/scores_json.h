// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/entity_scores.h"

#include <nlohmann/json_fwd.hpp>

namespace evenspan {

// {"micro":{"precision","recall","f1","support"},"macro":{…},"weighted":{…},"token_accuracy",
// "types":{label:{…}}}; the keys of the command line's `evaluate --json`.
nlohmann::ordered_json scoresToJson(const EntityScores& scores);
// The way back; absent keys are 0.
EntityScores scoresFromJson(const nlohmann::ordered_json& json);

} // namespace evenspan
