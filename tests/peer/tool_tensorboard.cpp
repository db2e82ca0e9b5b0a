// SPDX-License-Identifier: GPL-3.0-or-later
// tool_tensorboard FOLDER: reads events of a run, one JSON object a line, and writes them for
// TensorBoard. With --crc: reads hexadecimal bytes, one string a line, and prints their CRC-32C.
#include "core/engine/tensorboard_sink.h"

#include <cstdio>
#include <cstring>
#include <iostream>

using namespace evenspan;

namespace {

struct Nothing : engine::EventSink {
    void on(const engine::TrainEvent& event) override {
        if (event.kind == engine::TrainEvent::Kind::Log)
            std::fprintf(stderr, "%s\n", event.message.c_str());
    }
};

std::string bytesOf(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    std::string line;
    if (std::strcmp(argv[1], "--crc") == 0) {
        while (std::getline(std::cin, line))
            std::printf("%u\n", engine::crc32c(bytesOf(line)));
        return 0;
    }
    Nothing nothing;
    engine::TensorBoardSink sink(nothing, argv[1]);
    while (std::getline(std::cin, line)) {
        const auto event = engine::eventFromJsonLine(line);
        if (!event)
            return 3;
        sink.on(*event);
    }
    return 0;
}
