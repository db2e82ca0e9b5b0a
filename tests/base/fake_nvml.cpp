// SPDX-License-Identifier: GPL-3.0-or-later
// NVIDIA's management library as far as LoadSampler asks it: one card, at work 37 % of the time.
// Signatures and layouts as in nvml.h.
extern "C" {

struct Utilization {
    unsigned gpu, memory;
};
struct Memory {
    unsigned long long total, free, used;
};

static int opened = 0;
static int card = 0;

int nvmlInit_v2() {
    ++opened;
    return 0;
}
int nvmlShutdown() {
    --opened;
    return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
    if (opened <= 0 || index != 0)
        return 2; // NVML_ERROR_INVALID_ARGUMENT
    *device = &card;
    return 0;
}
int nvmlDeviceGetUtilizationRates(void* device, Utilization* out) {
    if (opened <= 0 || device != &card)
        return 2;
    *out = {37, 12};
    return 0;
}
int nvmlDeviceGetMemoryInfo(void* device, Memory* out) {
    if (opened <= 0 || device != &card)
        return 2;
    *out = {80'000'000'000, 75'000'000'000, 5'000'000'000};
    return 0;
}
}
