// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/compute_plan.h"

#include "core/base/threads.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

bool has(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

Result<std::string> chooseDevice(const engine::Info& info, const std::string& wanted) {
    const bool cuda = has(info.devices, "cuda:0");
    if (wanted == "auto")
        return std::string(cuda ? "cuda:0" : "cpu");
    const std::string name = wanted == "cuda" ? "cuda:0" : wanted;
    if (!has(info.devices, name))
        return Error{ErrorCode::Unsupported, "There is no device " + wanted, "device",
            "Run `evenspan-cli doctor` to see what is missing, or use device=cpu."};
    return name;
}

} // namespace

const char* precisionName(engine::Precision precision) {
    switch (precision) {
    case engine::Precision::Fp32:
        return "fp32";
    case engine::Precision::Bf16:
        return "bf16";
    case engine::Precision::Fp16:
        return "fp16";
    }
    return "fp32";
}

Result<ComputePlan> planCompute(
    engine::Engine& engine, const engine::ModelConfig& config, const engine::Recipe& recipe) {
    const auto info = engine.info();
    ComputePlan plan;
    auto device = chooseDevice(info, recipe.device);
    if (!device)
        return device.error();
    plan.options.device = *device;
    const bool cpu = *device == "cpu";
    if (cpu && recipe.precision == "fp16")
        return Error{ErrorCode::Unsupported, "The CPU does not train in fp16", "precision",
            "Use precision=auto, bf16 or fp32, or a graphics card."};
    if (recipe.precision == "bf16" || (recipe.precision == "auto" && !cpu)
        || (recipe.precision == "auto" && has(info.cpuFeatures, "bf16")))
        plan.options.precision = engine::Precision::Bf16;
    else if (recipe.precision == "fp16")
        plan.options.precision = engine::Precision::Fp16;
    plan.options.threads = static_cast<int>(recipe.threads > 0 ? recipe.threads : usualThreads());
    plan.options.deterministic = recipe.deterministic;
    if (!cpu || recipe.deterministic)
        return plan;
    plan.rates =
        engine.measureMatmul(512, config.hidden, config.intermediate, 0.2, plan.options.threads);
    double best = 0;
    for (const auto& rate : plan.rates)
        if (rate.path.rfind("fp32:", 0) == 0 && rate.gflops > best) {
            best = rate.gflops;
            plan.options.matmulPath = rate.path;
        }
    return plan;
}

bool bf16IsSlow(const engine::ComputeOptions& options, const engine::Info& info) {
    return options.device == "cpu" && options.precision == engine::Precision::Bf16
        && !has(info.cpuFeatures, "bf16");
}

engine::OptimizerKind optimizerOf(const engine::Recipe& recipe) {
    return recipe.optimizer == "sgd" ? engine::OptimizerKind::Sgd : engine::OptimizerKind::AdamW;
}

engine::TrainOptions trainOptions(const engine::Recipe& recipe,
    const engine::ComputeOptions& compute, const engine::ModelConfig& config,
    const std::vector<float>& classWeights) {
    engine::TrainOptions options;
    options.compute = compute;
    options.optimizer = optimizerOf(recipe);
    options.weightDecay = recipe.weight_decay;
    options.labelSmoothing = recipe.label_smoothing;
    options.maxGradNorm = recipe.max_grad_norm;
    options.seed = static_cast<std::uint64_t>(recipe.seed);
    options.layerDecay = recipe.layer_decay;
    options.frozenLayers = std::min(recipe.frozen_layers, config.layers);
    options.checkpointing = recipe.gradient_checkpointing;
    options.classWeights = classWeights;
    return options;
}

Json computeToJson(const ComputePlan& plan, const engine::Info& info) {
    Json rates = Json::object();
    for (const auto& rate : plan.rates)
        rates[rate.path] = rate.gflops;
    return {{"torch", info.torchVersion}, {"device", plan.options.device},
        {"cuda", info.cudaDriver}, {"cpu_features", info.cpuFeatures},
        {"precision", precisionName(plan.options.precision)}, {"matmul", plan.options.matmulPath},
        {"matmul_gflops", rates}, {"threads", plan.options.threads},
        {"deterministic", plan.options.deterministic}};
}

Result<engine::ComputeOptions> computeFromJson(const Json& json) {
    engine::ComputeOptions options;
    try {
        options.device = json.at("device").get<std::string>();
        const auto precision = json.at("precision").get<std::string>();
        options.precision = precision == "bf16" ? engine::Precision::Bf16
            : precision == "fp16"               ? engine::Precision::Fp16
                                                : engine::Precision::Fp32;
        options.matmulPath = json.at("matmul").get<std::string>();
        options.threads = json.at("threads").get<int>();
        options.deterministic = json.at("deterministic").get<bool>();
    } catch (const nlohmann::json::exception&) {
        return Error{ErrorCode::Corrupt, "The record of the run cannot be read", "run record",
            "Start the run again under another name."};
    }
    return options;
}

std::string otherMachine(const Json& record, const engine::Info& info) {
    std::string out;
    const auto differs = [&](const char* key, const Json& now) {
        const auto then = record.find(key);
        if (then == record.end() || *then == now)
            return;
        const auto text = [](const Json& value) {
            return value.is_string() ? value.get<std::string>() : value.dump();
        };
        out += (out.empty() ? "" : "; ") + text(*then) + ", now " + text(now);
    };
    differs("torch", info.torchVersion);
    differs("cpu_features", info.cpuFeatures);
    return out;
}

// LibTorch, and what oneDNN compiles for each size of a product and keeps.
constexpr std::uint64_t kLibraryBytes = 400u << 20;

std::uint64_t trainingBytes(const engine::ModelConfig& c, engine::OptimizerKind optimizer,
    std::int64_t rows, std::int64_t length, bool checkpointing) {
    const std::int64_t ups = c.isRotary() ? 3 : 2; // a gated part has two ways up
    const std::int64_t encoder =
        c.layers * (4 * c.hidden * c.hidden + ups * c.hidden * c.intermediate);
    const std::int64_t weights = encoder
        + (c.vocabulary + (c.positionTable ? c.positions : 0) + c.tokenTypes) * c.embeddingWidth()
        + (2 * c.distance.span() + c.classes) * c.hidden;
    // Weights and gradients, then momentum, or both of Adam's moments; bf16 shadows of the encoder.
    const std::int64_t copies = optimizer == engine::OptimizerKind::AdamW ? 4 : 3;
    // By the path of autograd the attention matrix is kept about six times, and twice more for each
    // way that distances are looked at; by the other not at all.
    const std::int64_t matrices = c.isPlain() ? 0 : c.isDistance() ? 10 : 6;
    const std::int64_t perLayer = c.isPlain()
        ? 6 * c.hidden + c.intermediate + c.heads
        : 16 * c.hidden + 2 * ups * c.intermediate + matrices * c.heads * length;
    const std::int64_t shared = c.isPlain() ? 17 * c.hidden + 2 * c.intermediate : 0;
    const std::int64_t perToken =
        shared + (checkpointing ? perLayer + c.layers * 2 * c.hidden : c.layers * perLayer);
    return kLibraryBytes
        + static_cast<std::uint64_t>(
            4 * (copies * weights + rows * length * perToken) + 2 * encoder);
}

std::uint64_t availableBytes() {
    std::ifstream file("/proc/meminfo");
    std::string key, unit;
    std::uint64_t kib = 0;
    while (file >> key >> kib && std::getline(file, unit))
        if (key == "MemAvailable:")
            return kib * 1024;
    return 0;
}

void lowerPriority() {
    // On Linux a priority belongs to a thread; one of the calling thread is asked for.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), 10);
}

} // namespace evenspan
