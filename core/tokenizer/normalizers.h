// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tokenizer/aligned_text.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace evenspan {

// One step that changes a text before it is cut; origins follow, in the way of the reference.
class Normalizer {
public:
    virtual ~Normalizer() = default;
    virtual void apply(AlignedText& text) const = 0; // safe from several threads
};
using Normalizers = std::vector<std::unique_ptr<const Normalizer>>;

// The "normalizer" of a tokenizer.json, sequences flattened; null: none. Errors: BadConfig,
// Unsupported (a type or a pattern that is not known here).
Result<Normalizers> readNormalizers(const nlohmann::json& json);

} // namespace evenspan
