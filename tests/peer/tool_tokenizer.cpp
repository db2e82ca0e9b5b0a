// SPDX-License-Identifier: GPL-3.0-or-later
// tool_tokenizer FOLDER: reads JSON lines, each a string (raw text) or a list of words, or
// {"special": bool} to switch the matching of control tokens; prints ids and offsets of each.
#include "core/base/files.h"
#include "core/tokenizer/tokenizer.h"

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

using namespace evenspan;
using Json = nlohmann::json;

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    std::map<std::string, std::string> files;
    for (const char* name : {"tokenizer.json", "vocab.txt", "tokenizer_config.json",
             "special_tokens_map.json", "vocab.json", "merges.txt"})
        if (auto text = readFile(std::filesystem::path(argv[1]) / name))
            files[name] = *text;
    auto tokenizer = loadTokenizer(files);
    if (!tokenizer) {
        std::cerr << tokenizer.error().text() << '\n';
        return 3;
    }
    std::ios::sync_with_stdio(false);
    Encoding out;
    for (std::string line; std::getline(std::cin, line);) {
        const Json task = Json::parse(line);
        if (task.is_object()) {
            (*tokenizer)->setMatchSpecialTokens(task["special"].get<bool>());
            continue;
        }
        if (task.is_string()) {
            (*tokenizer)->encode(task.get_ref<const std::string&>(), out);
        } else {
            const auto words = task.get<std::vector<std::string>>();
            const std::vector<std::string_view> views(words.begin(), words.end());
            (*tokenizer)->encodeWords(views, out);
        }
        // As Python writes lists, so that the reference's need no work.
        const auto list = [&](auto item) {
            std::string row = "[";
            for (std::size_t i = 0; i < out.size(); ++i)
                row += (i ? ", " : "") + item(i);
            return row + ']';
        };
        std::string row = list([&](std::size_t i) {
            return std::to_string(out.ids[i]);
        }) + list([&](std::size_t i) {
            return '(' + std::to_string(out.begins[i]) + ", " + std::to_string(out.ends[i]) + ')';
        });
        if (task.is_array())
            row += list([&](std::size_t i) { return std::to_string(out.words[i]); });
        std::cout << row << '\n';
    }
}
