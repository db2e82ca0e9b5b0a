// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace evenspan {

// What a computation takes of the machine. A value that cannot be had here is below 0.
struct MachineLoad {
    double cpu = -1; // percent of all cores, by this process, since the sample before
    double machine = -1; // percent of all cores, by everybody, since the sample before
    double memory = -1; // bytes resident, of this process
    double gpu = -1; // percent of the time in which the card computed
    double gpuMemory = -1; // bytes in use on the card, by everybody
    bool operator==(const MachineLoad&) const = default;
};

// Reads the process's clock, /proc (proc(5): stat in clock ticks, statm in pages) and, for a device
// "cuda:N", NVIDIA's management library where the machine has it (opened at run time; nothing is
// linked). A sample costs some 50 µs; not thread-safe.
class LoadSampler {
public:
    explicit LoadSampler(const std::string& device = "cpu");
    ~LoadSampler();
    LoadSampler(const LoadSampler&) = delete;
    LoadSampler& operator=(const LoadSampler&) = delete;

    // The shares are over the time since the sample before; the first one has none.
    MachineLoad sample();

private:
    struct Card;
    std::unique_ptr<Card> m_card;
    double m_process = 0; // seconds
    std::chrono::steady_clock::time_point m_at{};
    bool m_sampled = false;
    std::uint64_t m_busy = 0, m_all = 0; // clock ticks
};

// The sums of ticks in the first line of /proc/stat: busy and all. False: not such a line.
bool readCpuLine(const std::string& line, std::uint64_t& busy, std::uint64_t& all);

} // namespace evenspan
