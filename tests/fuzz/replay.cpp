// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a harness without libFuzzer: the files of a folder, its seeds under every first byte, then
// so many mutations of all of them. The numbers are the same each time.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);
extern const char* const kSeeds[];

namespace {

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(input.data()), input.size());
}

} // namespace

int main(int count, char** arguments) {
    const long mutations = count > 1 ? std::atol(arguments[1]) : 1000;
    std::vector<std::string> seeds;
    std::vector<std::filesystem::path> files;
    if (count > 2 && std::filesystem::is_directory(arguments[2]))
        for (const auto& file : std::filesystem::directory_iterator(arguments[2]))
            files.push_back(file.path());
    std::sort(files.begin(), files.end()); // a folder has no order
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        run(seeds.back());
    }
    for (int i = 0; kSeeds[i]; ++i)
        for (int format = 0; format < 32; ++format) {
            seeds.push_back(static_cast<char>(format) + std::string(kSeeds[i]));
            run(seeds.back());
        }
    std::uint64_t state = 1;
    const auto below = [&](std::size_t n) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>((state >> 33) % n);
    };
    const char* const pieces[] = {"\n", "\r", "\t", " ", "\"", "\\", "<", ">", "&", "</a>", "{",
        "]", "-1", "99999999999999999999", "18446744073709551615", "\xFF", "\xF0\x9F\x98\x8A", "_",
        "*", "|", "[1]", ";", "1-2", "0"};
    for (long n = 0; n < mutations; ++n) {
        auto input = seeds[below(seeds.size())];
        for (auto changes = 1 + below(5); changes > 0; --changes) {
            const auto at = 1 + below(input.size());
            const auto length = below(20);
            switch (below(4)) {
            case 0:
                input.insert(at, pieces[below(std::size(pieces))]);
                break;
            case 1:
                input.erase(at, length);
                break;
            case 2:
                if (at < input.size())
                    input[at] = static_cast<char>(below(256));
                break;
            default:
                input.insert(at, input.substr(below(input.size()), length));
            }
        }
        run(input);
    }
    std::printf("%zu seeds, %ld mutations\n", seeds.size(), mutations);
}
