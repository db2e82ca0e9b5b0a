// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <string>
#include <utility>
#include <vector>

// The names of weights: those found in files, the canonical ones inside, those written back.
namespace evenspan::engine {

// Canonical name and shape of every weight that a model of this config has, sorted by name. The
// head is among them: classifier.* where config.classes > 0, and ModernBERT's head.* before it.
std::vector<std::pair<std::string, std::vector<std::int64_t>>> expectedWeights(
    const ModelConfig& config);

// Renames what a file holds: with the prefix of its family, "model." or none, with the old "gamma"
// and "beta" of LayerNorm, and the own names of DistilBERT, DeBERTa and ModernBERT. What
// belongs to other heads (pooler, cls, ...) and counters such as position_ids are left out; so is
// the head where config.classes is 0. The views still point where those of `raw` do. Errors:
// BadConfig, for a weight that is missing, misshapen (with expected and actual shape), of integers,
// there twice, or that a model of this config does not have.
Result<WeightViews> canonicalWeights(const WeightViews& raw, const ModelConfig& config);

// The way back for saving: names as transformers writes them for config.modelType. Position
// embeddings are as inside: see withUnusedPositions.
std::string savedName(const std::string& canonical, const ModelConfig& config);
// All weights under their saved names. Errors: as canonicalWeights.
Result<WeightViews> savedNames(const WeightViews& canonical, const ModelConfig& config);

// Rows at the start of RoBERTa's position embeddings that no position uses (it counts from behind
// the id of the padding): they are left out on load, so that positions count from 0 as in BERT.
std::int64_t positionOffset(const ModelConfig& config);
// The bytes of the whole table, with zeros in those rows, for saving.
std::vector<std::byte> withUnusedPositions(const TensorView& positions, const ModelConfig& config);

// Leaves the classifier out, for fine-tuning with other labels.
void dropHead(WeightViews& canonical);

// "[2, 3]"
std::string shapeText(const std::vector<std::int64_t>& shape);

} // namespace evenspan::engine
