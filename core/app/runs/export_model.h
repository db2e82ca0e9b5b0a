// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"
#include "core/store/reader.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

enum class ModelFormat {
    HuggingFace, // a folder that transformers opens
    Onnx, // one *.onnx file; any other path: a folder with model.onnx, config.json, the tokenizer
    Archive, // one zip file: the Hugging Face folder with its card and a list of SHA-256 sums
};
std::optional<ModelFormat> modelFormatFromName(std::string_view name); // hf, onnx, archive
const char* modelFormatName(ModelFormat format);

struct ExportModelRequest {
    std::string run;
    ModelFormat format = ModelFormat::HuggingFace;
    std::filesystem::path target; // must not be there
    bool replace = false; // a file there may go, once the new one is whole; never a folder
    std::string version; // of the program, for the ONNX file
};

struct ExportedModel {
    std::filesystem::path target;
    std::uint64_t bytes = 0; // of all files
    std::vector<std::string> files; // names, sorted; one for a single file
};

// Hands a run's best weights over, in a form that other programs read. The weights are checked
// against the hash that the project recorded. Nothing is left where it fails or is stopped.
// Errors: NotFound (the run, its weights), HashMismatch, AlreadyExists, Unsupported (too large for
// ONNX), NoSpace, ReadOnly, Io, Cancelled.
// `files`: the project's files folder.
Result<ExportedModel> exportModel(store::Reader& reader, const std::filesystem::path& files,
    const ExportModelRequest& request, std::stop_token stop = {},
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

// The name of the list in an archive: a line "SHA256  NAME" for every other file.
constexpr const char* kSumsFile = "SHA256SUMS";

// Adds the model of an archive to the library, after each file was compared with the list.
// Errors: those of unpackFile, HashMismatch (a file differs, or is not on the list), those of
// ModelLibrary::add.
Result<ModelEntry> addModelArchive(ModelLibrary& library, const std::filesystem::path& archive,
    const std::string& name, std::stop_token stop = {},
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace evenspan
