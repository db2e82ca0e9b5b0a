// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/engine/module.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <QtGlobal>
#include <thread>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

// Families that the window would use, as fontconfig lists them.
std::vector<std::string> fontsFor(const char* language) {
    std::vector<std::string> families;
    const std::string command =
        std::string("fc-list :lang=") + language + " family 2>/dev/null | sort -u | head -n 3";
    if (std::FILE* pipe = ::popen(command.c_str(), "r")) {
        char line[512];
        while (std::fgets(line, sizeof line, pipe)) {
            std::string family(line);
            while (!family.empty() && (family.back() == '\n' || family.back() == '\r'))
                family.pop_back();
            families.push_back(family);
        }
        ::pclose(pipe);
    }
    return families;
}

Json examine(const Session& session) {
    Json missing = Json::array();
    Json json{{"version", EVENSPAN_VERSION}, {"torch", nullptr}, {"cuda", Json::object()},
        {"cpu", Json::object()}, {"matmul", Json::object()}, {"sqlite", store::sqliteVersion()},
        {"qt", qVersion()}};
    json["cpu"]["cores"] = std::thread::hardware_concurrency();
    json["cuda"] = {{"devices", Json::array()}, {"driver", ""}, {"needed_driver", ""}};
    auto engine = engine::loadEngine(session.places.engine);
    if (engine) {
        const auto info = (*engine)->info();
        json["torch"] = info.torchVersion;
        json["cpu"]["features"] = info.cpuFeatures;
        json["cuda"]["driver"] = info.cudaDriver;
        for (const auto& device : info.devices)
            if (device != "cpu")
                json["cuda"]["devices"].push_back(device);
        // The last builds for CUDA 12.8 are those of torch 2.10; later ones ask for CUDA 13.
        json["cuda"]["needed_driver"] =
            info.torchVersion < "2.11" ? "570 or later (CUDA 12.8)" : "580 or later (CUDA 13)";
        for (const auto& rate : (*engine)->measureMatmul(512, 384, 1536, 0.6, 0))
            json["matmul"][rate.path] = rate.gflops;
    } else {
        missing.push_back(
            {{"what", "engine"}, {"why", engine.error().what}, {"remedy", engine.error().remedy}});
    }
    const auto latin = fontsFor("en"), chinese = fontsFor("zh-cn");
    json["fonts"] = {{"en", latin}, {"zh_CN", chinese}};
    if (chinese.empty())
        missing.push_back({{"what", "a Chinese font"}, {"why", "Chinese text would show as boxes"},
            {"remedy", "Install fonts-noto-cjk."}});
    std::error_code failed;
    const auto path = [&](const char* name, const std::filesystem::path& at, const char* remedy) {
        json["paths"][name] = at.string();
        if (!std::filesystem::exists(at, failed) && *remedy)
            missing.push_back(
                {{"what", name}, {"why", "not at " + at.string()}, {"remedy", remedy}});
    };
    path("engine", session.places.engine, "");
    path("data", session.places.data, "");
    path("sample", session.places.sample, "Install Evenspan again.");
    path("minilm", session.places.miniLm, "Run packaging/run, or add a model by `models add`.");
    json["missing"] = missing;
    return json;
}

int doctor(const Session& session, bool asJson) {
    const Json json = examine(session);
    if (asJson) {
        printJson(json);
        return Done;
    }
    for (const char* key : {"version", "torch", "qt", "sqlite"})
        std::printf("%-10s %s\n", key,
            json[key].is_string() ? json[key].get<std::string>().c_str() : "missing");
    std::printf("%-10s %s\n", "cpu", json["cpu"].dump().c_str());
    std::printf("%-10s %s\n", "cuda", json["cuda"].dump().c_str());
    for (const auto& [name, rate] : json["matmul"].items())
        std::printf("%-10s %s %.0f GFLOP/s\n", "matmul", name.c_str(), rate.get<double>());
    for (const auto& [name, at] : json["paths"].items())
        std::printf("%-10s %s\n", name.c_str(), at.get<std::string>().c_str());
    for (const auto& item : json["missing"])
        std::printf("missing: %s (%s). %s\n", item["what"].get<std::string>().c_str(),
            item["why"].get<std::string>().c_str(), item["remedy"].get<std::string>().c_str());
    return Done;
}

} // namespace

void addDoctor(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("doctor", "Versions, devices, folders, and what is missing");
    auto json = std::make_shared<bool>(false);
    verb->add_flag("--json", *json, "Print one JSON document");
    verb->callback(
        [&session, json] { session.run = [&session, json] { return doctor(session, *json); }; });
}

} // namespace evenspan::cli
