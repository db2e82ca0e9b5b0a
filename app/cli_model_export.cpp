// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/runs/export_model.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

struct Arguments {
    std::string file, run, format = "hf", out;
    bool json = false;
};

int exportRun(const Session& session, const Arguments& arguments) {
    const auto format = modelFormatFromName(arguments.format);
    if (!format)
        return report({ErrorCode::InvalidArgument, "There is no such format", arguments.format,
            "Choose hf, onnx or archive."});
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    Progress progress("exporting");
    auto done = exportModel(**reader, (*project)->filesFolder(),
        {arguments.run, *format, arguments.out, false, EVENSPAN_VERSION}, session.stop,
        [&](std::uint64_t bytes, std::uint64_t total) { progress.update(bytes, total); });
    if (!done)
        return report(done.error());
    if (arguments.json)
        printJson({{"run", arguments.run}, {"format", arguments.format},
            {"path", done->target.string()}, {"bytes", done->bytes}, {"files", done->files}});
    else
        std::printf("%s: %.1f MB\n", done->target.c_str(), static_cast<double>(done->bytes) / 1e6);
    return Done;
}

} // namespace

void addModelExport(CLI::App& models, Session& session) {
    auto* verb = models.add_subcommand(
        "export", "Hand a trained run over: a Hugging Face folder, an ONNX file, or one archive");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->run, "The run")->required();
    verb->add_option("--format", arguments->format, "hf, onnx or archive (else hf)");
    verb->add_option("--out", arguments->out,
            "The new folder or file; with onnx: NAME.onnx for the file alone, else a folder with "
            "its tokenizer")
        ->required();
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return exportRun(session, *arguments); };
    });
}

} // namespace evenspan::cli
