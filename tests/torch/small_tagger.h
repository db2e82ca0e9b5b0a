// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/model_folder.h"
#include "tests/torch/engine_module.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace evenspan::test {

// The tokenizer's files of smallConfig(): the words w5, w6, … are one sub-word each.
inline void writeSmallTokenizer(const std::filesystem::path& folder) {
    std::ofstream words(folder / "vocab.txt");
    words << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (std::int64_t i = 5; i < smallConfig().vocabulary; ++i)
        words << 'w' << i << '\n';
    std::ofstream config(folder / "tokenizer_config.json");
    config << R"({"tokenizer_class":"BertTokenizer","do_lower_case":true})";
    words.flush();
    config.flush();
    if (!words || !config) {
        std::fprintf(stderr, "cannot write a test file\n");
        std::abort();
    }
}

// A model of smallConfig() in a folder that is made here, with the tokenizer of `root`.
inline void saveSmallTagger(const std::filesystem::path& root, const std::filesystem::path& folder,
    const std::vector<std::string>& tags = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"},
    const std::map<std::string, engine::Tensor>& weights =
        randomWeights(smallConfig(), 5).tensors) {
    std::filesystem::create_directories(folder.parent_path());
    const auto saved = engine::saveModelFolder(folder, smallConfig(), tags, weights, root, "");
    if (!saved) {
        std::fprintf(stderr, "%s\n", saved.error().text().c_str());
        std::abort();
    }
}

} // namespace evenspan::test
