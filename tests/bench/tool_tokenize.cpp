// SPDX-License-Identifier: GPL-3.0-or-later
// tool_tokenize MODEL_FOLDER FILE [PASSES]: encodes each line of a file with offsets on one thread
// and prints one JSON line: MB of text a second (best pass) and sub-words a second.
#include "core/base/files.h"
#include "core/tokenizer/tokenizer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

using namespace evenspan;

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    auto json = readFile(std::filesystem::path(argv[1]) / "tokenizer.json");
    auto text = readFile(argv[2]);
    if (!json || !text)
        return 3;
    auto tokenizer = loadTokenizer({{"tokenizer.json", *json}});
    if (!tokenizer)
        return 3;
    const int passes = argc > 3 ? std::atoi(argv[3]) : 5;
    Encoding out;
    double best = 1e9;
    std::size_t pieces = 0;
    for (int pass = 0; pass < passes; ++pass) {
        // A fresh tokenizer each time, so that no pass profits from the words of the one before.
        const auto fresh = (*tokenizer)->clone();
        const auto begin = std::chrono::steady_clock::now();
        pieces = 0;
        for (std::size_t at = 0; at < text->size();) {
            const auto end = std::min(text->find('\n', at), text->size());
            fresh->encode(std::string_view(*text).substr(at, end - at), out);
            pieces += out.size();
            at = end + 1;
        }
        best = std::min(
            best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::printf("{\"mb_per_second\": %.2f, \"subwords_per_second\": %.0f, \"subwords\": %zu}\n",
        static_cast<double>(text->size()) / 1e6 / best, static_cast<double>(pieces) / best, pieces);
}
