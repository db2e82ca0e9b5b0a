// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/config_keys.h"
#include "core/engine/engine.h"

#include <nlohmann/json_fwd.hpp>

// config.json of the families whose layers are not those of BERT; core/engine/model_config.h reads
// and writes what all have. Keys as transformers has them: configuration_deberta_v2.py,
// configuration_modernbert.py, the latter as version 4 wrote them too.
namespace evenspan::engine {

void readDeberta(ConfigKeys& keys, ModelConfig& config);
void readModernBert(ConfigKeys& keys, ModelConfig& config);

nlohmann::ordered_json debertaToJson(const ModelConfig& config);
nlohmann::ordered_json modernBertToJson(const ModelConfig& config);

} // namespace evenspan::engine
