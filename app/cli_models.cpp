// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/model/model_download.h"
#include "core/app/runs/export_model.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ModelArguments {
    std::string target, name;
    DownloadRequest download;
    std::vector<std::string> hashes; // file=sha256
    bool json = false;
};

Json toJson(const ModelEntry& entry) {
    return {{"name", entry.name}, {"path", entry.folder.string()}, {"built_in", entry.builtIn},
        {"type", entry.modelType}, {"layers", entry.layers}, {"hidden", entry.hidden},
        {"bytes", entry.bytes}, {"source", entry.source}, {"revision", entry.revision},
        {"licence", entry.licence}, {"languages", entry.languages}, {"sha256", entry.sha256}};
}

int show(const Result<ModelEntry>& entry, bool json) {
    if (!entry)
        return report(entry.error());
    if (json)
        printJson(toJson(*entry));
    else
        std::printf("%s: %s, %lld layers, %lld wide, %.0f MB\n", entry->name.c_str(),
            entry->modelType.c_str(), static_cast<long long>(entry->layers),
            static_cast<long long>(entry->hidden), static_cast<double>(entry->bytes) / 1e6);
    return Done;
}

int list(const Session& session, const ModelArguments& arguments) {
    const auto entries = makeModelLibrary(session.places).list();
    Json all = Json::array();
    for (const auto& entry : entries) {
        all.push_back(toJson(entry));
        if (!arguments.json)
            show(entry, false);
    }
    if (arguments.json)
        printJson(all);
    else if (entries.empty())
        std::fprintf(stderr, "No model is here. Add a folder with 'models add'.\n");
    return Done;
}

int add(const Session& session, const ModelArguments& arguments) {
    auto library = makeModelLibrary(session.places);
    Progress progress("copying");
    const std::filesystem::path target = arguments.target;
    std::error_code failed;
    const bool archive = std::filesystem::is_regular_file(target, failed);
    const auto name = !arguments.name.empty() ? arguments.name
        : archive                             ? target.stem().string()
                  : std::filesystem::path(target).lexically_normal().filename().string();
    const auto tell = [&](std::uint64_t done, std::uint64_t total) {
        progress.update(done, total);
    };
    return show(archive ? addModelArchive(library, target, name, session.stop, tell)
                        : library.add(target, name, session.stop, tell),
        arguments.json);
}

int verify(const Session& session, const ModelArguments& arguments) {
    auto differing = makeModelLibrary(session.places).verify(arguments.target);
    if (!differing)
        return report(differing.error());
    if (arguments.json)
        printJson({{"ok", differing->empty()}, {"differing", *differing}});
    for (const auto& file : *differing)
        std::fprintf(stderr, "error: %s differs from its record, or is gone\n", file.c_str());
    if (!arguments.json && differing->empty())
        std::printf("%s is as recorded\n", arguments.target.c_str());
    return differing->empty() ? Done : BadInput;
}

int remove(const Session& session, const ModelArguments& arguments) {
    auto done = makeModelLibrary(session.places).remove(arguments.target);
    if (!done)
        return report(done.error());
    std::fprintf(stderr, "removed; bring it back with: evenspan-cli models restore %s\n",
        arguments.target.c_str());
    return Done;
}

int restore(const Session& session, const ModelArguments& arguments) {
    auto library = makeModelLibrary(session.places);
    if (auto done = library.restore(arguments.target); !done)
        return report(done.error());
    return show(library.find(arguments.target), arguments.json);
}

int download(const Session& session, ModelArguments arguments) {
    for (const auto& pair : arguments.hashes) {
        const auto cut = pair.find('=');
        if (cut == std::string::npos || pair.size() - cut != 65)
            return report({ErrorCode::InvalidArgument, "A hash is not of the form FILE=SHA256",
                pair, "Write for example --sha256 model.safetensors=<64 digits>."});
        arguments.download.sha256[pair.substr(0, cut)] = pair.substr(cut + 1);
    }
    auto& request = arguments.download;
    request.name = arguments.name.empty()
        ? request.repository.substr(request.repository.find('/') + 1)
        : arguments.name;
    auto library = makeModelLibrary(session.places);
    Progress progress("downloading");
    return show(downloadModel(library, request, session.stop,
                    [&](const std::string&, std::uint64_t done, std::uint64_t total) {
                        progress.update(done, total);
                    }),
        arguments.json);
}

} // namespace

void addModelVerbs(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand("models", "The encoders that can be fine-tuned");
    verb->require_subcommand(1);
    auto arguments = std::make_shared<ModelArguments>();
    auto command = [&](const char* name, const char* help, std::function<int()> run) {
        auto* sub = verb->add_subcommand(name, help);
        sub->add_flag("--json", arguments->json, "Print one JSON document");
        sub->callback([&session, run = std::move(run)] { session.run = run; });
        return sub;
    };
    command("list", "What is here", [=, &session] { return list(session, *arguments); });
    auto* adding = command("add",
        "Copy a folder in Hugging Face layout, or an exported archive, into the library",
        [=, &session] { return add(session, *arguments); });
    adding->add_option("DIR", arguments->target, "The folder or archive")->required();
    adding->add_option("--name", arguments->name, "Its name here (else the folder's)");
    auto* checking = command("verify", "Hash a model's files again",
        [=, &session] { return verify(session, *arguments); });
    checking->add_option("NAME", arguments->target, "The model")->required();
    auto* removing = command("remove", "Take an added model out of the library",
        [=, &session] { return remove(session, *arguments); });
    removing->add_option("NAME", arguments->target, "The model")->required();
    auto* restoring = command("restore", "Bring back the model that was removed last",
        [=, &session] { return restore(session, *arguments); });
    restoring->add_option("NAME", arguments->target, "The model")->required();
    addModelExport(*verb, session);
    auto* fetching = command("download", "Fetch a model at a pinned revision, checked by SHA-256",
        [=, &session] { return download(session, *arguments); });
    fetching->add_option("REPOSITORY", arguments->download.repository, "owner/name")->required();
    fetching->add_option("--hub", arguments->download.base, "Address of the hub or mirror")
        ->required();
    fetching->add_option("--revision", arguments->download.revision, "Commit, 40 digits")
        ->required();
    fetching->add_option(
        "--mirror", arguments->download.mirrors, "Address to try where the hub fails, any number");
    fetching->add_option("--proxy", arguments->download.proxy,
        "http://HOST:PORT or socks5://HOST:PORT (else http_proxy and https_proxy)");
    fetching
        ->add_option("--silence", arguments->download.silence,
            "Milliseconds without a byte after which the hub counts as gone")
        ->check(CLI::Range(100, 3600000));
    fetching->add_option("--sha256", arguments->hashes, "FILE=HASH, any number");
    fetching->add_option("--name", arguments->name, "Its name here");
}

} // namespace evenspan::cli
