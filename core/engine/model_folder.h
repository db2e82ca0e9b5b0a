// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"
#include "core/tokenizer/tokenizer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace evenspan::engine {

// A model in Hugging Face layout, in memory.
struct ModelFolder {
    ModelConfig config; // classes is 0 unless this is a token classifier
    std::vector<std::string> id2label; // tags by class; empty unless a token classifier
    WeightViews weights; // canonical names; they point into `storage`
    std::filesystem::path path;
    // Of model.safetensors; of several shards, the hash over their lines "name sha256\n".
    std::string sha256;
    // Keeps the bytes alive; copies of this struct share them.
    std::vector<std::shared_ptr<const std::string>> storage;
};

// Opens config.json with model.safetensors, or with the shards that model.safetensors.index.json
// names. Errors: NotFound, Unsafe (only a pickle is there; a shard outside the folder), Corrupt,
// Foreign, BadConfig, Unsupported, OutOfMemory.
Result<ModelFolder> openModelFolder(const std::filesystem::path& path);

// Writes a token classifier that transformers opens with AutoModelForTokenClassification,
// AutoTokenizer and pipeline("ner"). The folder appears whole, with every file on the disk, or not
// at all. `target` must be absent or an empty folder.
// weights: all of them, canonical names, with the head. id2label: config.classes distinct tags.
// tokenizerFolder: where tokenizer.json, vocab.txt, special_tokens_map.json and
// tokenizer_config.json are copied from. All keep their bytes except tokenizer_config.json, whose
// model_max_length is lowered to the model's positions (and written where it was absent): the
// pipeline cuts long texts by it, and overrides the truncation and padding of tokenizer.json.
// modelCard: README.md; none where empty.
// Errors: AlreadyExists, InvalidArgument, BadConfig (weights that do not fit), NotFound (no
// tokenizer), NoSpace, ReadOnly, Io.
Result<void> saveModelFolder(const std::filesystem::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const std::map<std::string, Tensor>& weights,
    const std::filesystem::path& tokenizerFolder, const std::string& modelCard);
// With the files of a tokenizer in memory.
Result<void> saveModelFolder(const std::filesystem::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const std::map<std::string, Tensor>& weights,
    const Tokenizer& tokenizer, const std::string& modelCard);
// The same from views (weights as they were opened).
Result<void> saveModelFolder(const std::filesystem::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const WeightViews& weights,
    const std::filesystem::path& tokenizerFolder, const std::string& modelCard);

} // namespace evenspan::engine
