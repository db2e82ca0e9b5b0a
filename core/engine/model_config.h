// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <filesystem>
#include <string>
#include <vector>

namespace evenspan::engine {

struct LoadedConfig {
    ModelConfig config; // classes: as id2label says, else 0
    std::vector<std::string> id2label; // empty where the model is no tagger
};

// Reads a config.json of Hugging Face: BERT, DistilBERT, RoBERTa, XLM-RoBERTa, CamemBERT, ELECTRA,
// DeBERTa-v2 and v3 without convolutions, ModernBERT. Errors: BadConfig (a key missing, of the
// wrong kind or out of range; the key is named), Unsupported (another encoder, a position embedding
// other than "absolute", an activation that the engine lacks).
Result<LoadedConfig> parseModelConfig(const std::string& json, const std::string& where);
// The same from a folder's config.json. Errors: NotFound, Io too.
Result<LoadedConfig> readModelConfig(const std::filesystem::path& folder);

// The way back, for a tagger with these classes; what transformers reads.
std::string configToJson(const ModelConfig& config, const std::vector<std::string>& id2label);

} // namespace evenspan::engine
