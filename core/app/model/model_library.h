// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// An encoder on this machine, in Hugging Face layout.
struct ModelEntry {
    std::string name; // unique, what `train --model` takes
    std::filesystem::path folder;
    bool builtIn = false; // came with the program
    std::string modelType; // "bert", "distilbert"
    std::int64_t layers = 0;
    std::int64_t hidden = 0;
    std::uint64_t bytes = 0; // of all files
    std::string source; // address or folder it came from
    std::string revision; // commit of a hub address
    std::string licence; // as its card states, "unknown" where it states none
    std::vector<std::string> languages; // as its card states
    std::map<std::string, std::string> sha256; // file name → hash when it was added
};

// The encoders that may be fine-tuned: those that came with the program, and those that the user
// added, which live as folders with a record (model.json) under one user folder.
class ModelLibrary {
public:
    // builtIn: folders that ship with the program, by name; absent ones are passed over.
    // user: where added models are kept; made on first use.
    ModelLibrary(std::map<std::string, std::filesystem::path> builtIn, std::filesystem::path user);

    std::vector<ModelEntry> list() const;

    // A name of the library, or a folder in Hugging Face layout.
    // Errors: NotFound (with the names there are), Unsafe (only a pickle in it), BadConfig.
    Result<ModelEntry> find(const std::string& nameOrFolder) const;

    // Copies the files that a model needs, with their hashes, under `name`. Nothing is left where
    // it fails or is stopped. `source`: where it came from, where that is not the folder. Errors as
    // find, AlreadyExists, NoSpace, Cancelled.
    Result<ModelEntry> add(const std::filesystem::path& folder, const std::string& name,
        std::stop_token stop = {},
        const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {},
        const std::string& source = {});

    // Takes an added model out of the library; restore() brings it back until another one is
    // removed. Errors: NotFound, ReadOnly (built in), Io.
    Result<void> remove(const std::string& name);
    Result<void> restore(const std::string& name); // NotFound, AlreadyExists, Io

    // Hashes every file again; the names of those that differ from the record or are gone. For the
    // built-in model the published hash is compared.
    Result<std::vector<std::string>> verify(const std::string& name) const;

    // Where a download puts a new model before it is checked and renamed.
    const std::filesystem::path& userFolder() const { return m_user; }

private:
    std::map<std::string, std::filesystem::path> m_builtIn;
    std::filesystem::path m_user;
};

// Reads the facts of a folder. Errors: NotFound, Unsafe, BadConfig.
Result<ModelEntry> describeModelFolder(const std::filesystem::path& folder);

// True for a plain name: letters, digits, '.', '_' and '-', not starting with '.'.
bool isModelName(const std::string& name);

} // namespace evenspan
