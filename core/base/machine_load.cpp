// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine_load.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace evenspan {

bool readCpuLine(const std::string& line, std::uint64_t& busy, std::uint64_t& all) {
    std::istringstream in(line);
    std::string name;
    if (!(in >> name) || name != "cpu")
        return false;
    // user nice system idle iowait irq softirq steal; guest time is part of user already.
    std::uint64_t value = 0;
    busy = all = 0;
    for (int i = 0; i < 8 && in >> value; ++i) {
        all += value;
        if (i != 3 && i != 4)
            busy += value;
    }
    return all > 0;
}

namespace {

std::string firstLine(const char* path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    return line;
}

double processSeconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

} // namespace

// The five functions of NVML that are needed, by the names and layouts of nvml.h.
struct LoadSampler::Card {
    struct Utilization {
        unsigned gpu, memory;
    };
    struct Memory {
        unsigned long long total, free, used;
    };
    void* library = nullptr;
    void* device = nullptr;
    int (*shutdown)() = nullptr;
    int (*utilization)(void*, Utilization*) = nullptr;
    int (*memory)(void*, Memory*) = nullptr;

    template <class F> bool find(F& function, const char* name) {
        function = reinterpret_cast<F>(dlsym(library, name));
        return function != nullptr;
    }
    bool open(unsigned index) {
        library = dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL);
        if (!library)
            return false;
        int (*init)() = nullptr;
        int (*handle)(unsigned, void**) = nullptr;
        if (!find(init, "nvmlInit_v2") || !find(handle, "nvmlDeviceGetHandleByIndex_v2")
            || !find(utilization, "nvmlDeviceGetUtilizationRates")
            || !find(memory, "nvmlDeviceGetMemoryInfo") || !find(shutdown, "nvmlShutdown"))
            return false;
        if (init() != 0) {
            shutdown = nullptr;
            return false;
        }
        return handle(index, &device) == 0;
    }
    ~Card() {
        if (shutdown)
            shutdown();
        if (library)
            dlclose(library);
    }
};

LoadSampler::LoadSampler(const std::string& device) {
    if (device.starts_with("cuda")) {
        const auto colon = device.find(':');
        auto card = std::make_unique<Card>();
        if (card->open(colon == std::string::npos
                    ? 0
                    : static_cast<unsigned>(std::strtoul(&device[colon + 1], nullptr, 10))))
            m_card = std::move(card);
    }
    sample();
}

LoadSampler::~LoadSampler() = default;

MachineLoad LoadSampler::sample() {
    MachineLoad load;
    // By the clocks, not by /proc/self/stat: its ticks are 10 ms, and a container may hide them.
    const double process = processSeconds();
    const auto now = std::chrono::steady_clock::now();
    const double passed = std::chrono::duration<double>(now - m_at).count();
    if (m_sampled && passed > 0) {
        const double cores = std::max(1U, std::thread::hardware_concurrency());
        load.cpu = std::clamp(100.0 * (process - m_process) / (passed * cores), 0.0, 100.0);
    }
    m_process = process;
    m_at = now;
    m_sampled = true;
    std::uint64_t busy = 0, all = 0;
    if (readCpuLine(firstLine("/proc/stat"), busy, all)) {
        if (m_all > 0 && all > m_all) {
            load.machine = 100.0 * static_cast<double>(busy - std::min(busy, m_busy))
                / static_cast<double>(all - m_all);
        }
        m_busy = busy;
        m_all = all;
    }
    std::uint64_t size = 0, resident = 0;
    std::istringstream pages(firstLine("/proc/self/statm"));
    if (pages >> size >> resident)
        load.memory = static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
    if (m_card) {
        Card::Utilization use{};
        Card::Memory memory{};
        if (m_card->utilization(m_card->device, &use) == 0)
            load.gpu = use.gpu;
        if (m_card->memory(m_card->device, &memory) == 0)
            load.gpuMemory = static_cast<double>(memory.used);
    }
    return load;
}

} // namespace evenspan
