// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"
#include "core/engine/attribution.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/parameters.h"
#include "core/engine/torch/sessions.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>
#include <new>
#include <torch/version.h>

// The module's one entry point. Threads: products and kernels run on the OpenMP pool of the
// calling thread, which inherits that thread's priority, so a caller that wants the engine at
// nice 10 lowers itself before its first call.
namespace evenspan::engine {

namespace {

class TorchEngine final : public Engine {
public:
    Info info() const override {
        Info info;
        try {
            info.torchVersion = TORCH_VERSION;
            info.devices = {"cpu"};
            if (at::globalContext().hasCUDA()) {
                const auto n = static_cast<int>(at::detail::getCUDAHooks().deviceCount());
                for (int i = 0; i < n; ++i)
                    info.devices.push_back("cuda:" + std::to_string(i));
                if (n > 0)
                    info.cudaDriver = "usable";
            }
            __builtin_cpu_init();
            if (__builtin_cpu_supports("avx2"))
                info.cpuFeatures.push_back("avx2");
            if (__builtin_cpu_supports("avx512f"))
                info.cpuFeatures.push_back("avx512");
            if (__builtin_cpu_supports("avx512bf16"))
                info.cpuFeatures.push_back("bf16");
            const std::vector<std::string> paths = fp32Paths();
            info.matmulPaths = paths;
            if (std::string(kernelSet()) != "base")
                info.matmulPaths.push_back("bf16:onednn");
        } catch (...) {
            info.devices = {"cpu"};
        }
        return info;
    }

    std::vector<MatmulRate> measureMatmul(std::int64_t rows, std::int64_t inner,
        std::int64_t columns, double seconds, int threads) override {
        std::vector<MatmulRate> rates;
        try {
            const std::vector<std::string> paths = info().matmulPaths;
            for (const std::string& path : paths)
                rates.push_back({path,
                    measure(path, rows, inner, columns, seconds / static_cast<double>(paths.size()),
                        threads > 0 ? threads : usualThreads())});
        } catch (...) { }
        return rates;
    }

    Result<std::unique_ptr<TrainSession>> train(const ModelConfig& config,
        const WeightViews& weights, const TrainOptions& options) override {
        try {
            if (config.isPlain() && options.compute.device == "cpu"
                && options.compute.precision != Precision::Fp16)
                return packedTrain(config, weights, options);
            return genericTrain(config, weights, options);
        } catch (...) {
            return currentError("model");
        }
    }
    Result<std::unique_ptr<PredictSession>> predict(const ModelConfig& config,
        const WeightViews& weights, const ComputeOptions& options) override {
        try {
            if (config.isPlain() && options.device == "cpu" && options.precision != Precision::Fp16)
                return packedPredict(config, weights, options);
            return genericPredict(config, weights, options);
        } catch (...) {
            return currentError("model");
        }
    }
    Result<std::unique_ptr<ExplainSession>> explain(const ModelConfig& config,
        const WeightViews& weights, const ComputeOptions& options) override {
        try {
            return genericExplain(config, weights, options);
        } catch (...) {
            return currentError("model");
        }
    }
};

} // namespace

} // namespace evenspan::engine

extern "C" __attribute__((visibility("default"))) evenspan::engine::Engine* evenspan_engine_create(
    std::uint32_t abi) noexcept {
    if (abi != evenspan::engine::kAbi)
        return nullptr;
    // The CUDA half of LibTorch registers itself when it is loaded: only where a driver is.
    if (dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL))
        dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
    return new (std::nothrow) evenspan::engine::TorchEngine;
}
