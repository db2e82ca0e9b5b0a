// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/model_library.h"

#include "core/base/files.h"
#include "core/base/nearest.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>

namespace fs = std::filesystem;
using SortedJson = nlohmann::json;

namespace evenspan {

namespace {

constexpr const char* kRecord = "model.json";
const std::string kRemoved = ".removed-";
// Published for sentence-transformers/all-MiniLM-L6-v2 at revision 1110a243.
constexpr const char* kMiniLmSha256 =
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";

bool isModelFile(const fs::path& file) {
    const auto name = file.filename().string();
    static const std::vector<std::string> names{"config.json", "tokenizer.json",
        "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "vocab.json", "merges.txt",
        "README.md", "model.safetensors.index.json"};
    return file.extension() == ".safetensors"
        || std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<fs::path> modelFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.is_regular_file() && isModelFile(entry.path()))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

// The head of a model card: the lines between two "---".
std::string cardHead(const fs::path& folder) {
    const auto card = readFile(folder / "README.md", 1 << 20);
    if (!card || card->rfind("---", 0) != 0)
        return {};
    const auto end = card->find("\n---", 3);
    return end == std::string::npos ? std::string() : card->substr(3, end - 3) + "\n";
}

std::string trimmed(std::string text) {
    const char* blank = " \t\r\"'";
    const auto from = text.find_first_not_of(blank);
    return from == std::string::npos ? std::string()
                                     : text.substr(from, text.find_last_not_of(blank) - from + 1);
}

// The values of a key in the little YAML that cards use: "key: a", "key: [a, b]", or "- a" lines.
std::vector<std::string> cardValues(const std::string& head, const std::string& key) {
    const auto at = head.find("\n" + key + ":");
    if (at == std::string::npos)
        return {};
    std::vector<std::string> values;
    auto next = head.find('\n', at + 1);
    std::string line = trimmed(head.substr(at + key.size() + 2, next - at - key.size() - 2));
    if (!line.empty()) {
        if (line.front() == '[' && line.back() == ']')
            line = line.substr(1, line.size() - 2);
        std::istringstream items(line);
        for (std::string item; std::getline(items, item, ',');)
            values.push_back(trimmed(item));
        return values;
    }
    while (next + 1 < head.size()) {
        const auto end = head.find('\n', next + 1);
        const auto item = trimmed(head.substr(next + 1, end - next - 1));
        if (item.rfind("- ", 0) != 0)
            break;
        values.push_back(trimmed(item.substr(2)));
        next = end;
    }
    return values;
}

Error notAModel(const fs::path& folder, const std::string& what) {
    return {ErrorCode::NotFound, what, folder.string(),
        "A model folder holds config.json, a tokenizer (tokenizer.json, vocab.txt or vocab.json), "
        "and model.safetensors."};
}

} // namespace

bool isModelName(const std::string& name) {
    return !name.empty() && name.size() <= 100 && name.front() != '.'
        && std::all_of(name.begin(), name.end(),
            [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '_' || c == '-'; });
}

Result<ModelEntry> describeModelFolder(const fs::path& folder) {
    std::error_code failed;
    if (!fs::is_directory(folder, failed))
        return notAModel(folder, "There is no such model folder");
    auto text = readFile(folder / "config.json", 16 << 20);
    if (!text)
        return notAModel(folder, "The folder has no config.json");
    const auto files = modelFiles(folder);
    const bool weights = std::any_of(files.begin(), files.end(),
        [](const fs::path& file) { return file.extension() == ".safetensors"; });
    if (!weights) {
        if (fs::exists(folder / "pytorch_model.bin", failed))
            return Error{ErrorCode::Unsafe,
                "The weights are a pickle, which can run code when it is read", folder.string(),
                "Take the same model as safetensors, or convert it where it was made."};
        return notAModel(folder, "The folder has no model.safetensors");
    }
    const SortedJson config = SortedJson::parse(*text, nullptr, false);
    if (!config.is_object())
        return Error{ErrorCode::BadConfig, "config.json is not a JSON object",
            (folder / "config.json").string(), "Fetch the model again."};
    ModelEntry entry;
    entry.name = folder.filename().string();
    entry.folder = folder;
    entry.modelType = config.contains("model_type") && config["model_type"].is_string()
        ? config["model_type"].get<std::string>()
        : "unknown";
    auto number = [&](const char* key, const char* other) -> std::int64_t {
        for (const char* name : {key, other})
            if (auto it = config.find(name); it != config.end() && it->is_number_integer())
                return it->get<std::int64_t>();
        return 0;
    };
    entry.layers = number("num_hidden_layers", "n_layers");
    entry.hidden = number("hidden_size", "dim");
    for (const auto& file : files)
        entry.bytes += fs::file_size(file, failed);
    entry.source = folder.string();
    const auto head = cardHead(folder);
    const auto licences = cardValues(head, "license");
    entry.licence = licences.empty() || licences.front().empty() ? "unknown" : licences.front();
    entry.languages = cardValues(head, "language");
    return entry;
}

ModelLibrary::ModelLibrary(std::map<std::string, fs::path> builtIn, fs::path user)
    : m_builtIn(std::move(builtIn))
    , m_user(std::move(user)) { }

std::vector<ModelEntry> ModelLibrary::list() const {
    std::vector<ModelEntry> entries;
    for (const auto& [name, folder] : m_builtIn) {
        if (auto entry = describeModelFolder(folder)) {
            entry->name = name;
            entry->builtIn = true;
            entry->source = "came with Evenspan";
            entries.push_back(*entry);
        }
    }
    std::error_code failed;
    std::vector<fs::path> folders;
    for (const auto& item : fs::directory_iterator(m_user, failed))
        if (item.is_directory() && isModelName(item.path().filename().string()))
            folders.push_back(item.path());
    std::sort(folders.begin(), folders.end());
    for (const auto& folder : folders) {
        auto entry = describeModelFolder(folder);
        if (!entry)
            continue;
        if (auto bytes = readFile(folder / kRecord, 1 << 20)) {
            const SortedJson record = SortedJson::parse(*bytes, nullptr, false);
            // What was damaged counts as not recorded; the model itself may be sound.
            const auto text = [&](const char* key, std::string& to) {
                if (record.is_object() && record.contains(key) && record[key].is_string())
                    to = record[key].get<std::string>();
            };
            text("source", entry->source);
            text("revision", entry->revision);
            if (record.is_object() && record.contains("sha256") && record["sha256"].is_object())
                for (const auto& [file, hash] : record["sha256"].items())
                    if (hash.is_string())
                        entry->sha256[file] = hash.get<std::string>();
        }
        entries.push_back(*entry);
    }
    return entries;
}

Result<ModelEntry> ModelLibrary::find(const std::string& nameOrFolder) const {
    const auto entries = list();
    std::vector<std::string> names;
    for (const auto& entry : entries) {
        if (entry.name == nameOrFolder)
            return entry;
        names.push_back(entry.name);
    }
    std::error_code failed;
    if (fs::is_directory(nameOrFolder, failed))
        return describeModelFolder(nameOrFolder);
    std::string known;
    for (const auto& name : names)
        known += (known.empty() ? "" : ", ") + name;
    const auto near = nearestWord(nameOrFolder, names);
    return Error{ErrorCode::NotFound, "There is no model of this name", nameOrFolder,
        near.empty() ? "Models here: " + (known.empty() ? "none" : known) + "."
                     : "Did you mean " + near + "?"};
}

Result<ModelEntry> ModelLibrary::add(const fs::path& folder, const std::string& name,
    std::stop_token stop, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
    const std::string& source) {
    if (!isModelName(name))
        return Error{ErrorCode::InvalidArgument, "This is no name for a model", name,
            "Use letters, digits, '.', '_' and '-'."};
    auto entry = describeModelFolder(folder);
    if (!entry)
        return entry;
    const auto target = m_user / name;
    std::error_code failed;
    if (fs::exists(target, failed) || m_builtIn.count(name) > 0)
        return Error{ErrorCode::AlreadyExists, "There is a model of this name", name,
            "Give it another name with --name."};
    const auto part = m_user / ("." + name + ".part");
    fs::remove_all(part, failed);
    fs::create_directories(part, failed);
    if (failed)
        return systemError(failed.value(), "The model folder could not be made", part.string());
    struct Cleaner {
        fs::path folder;
        ~Cleaner() {
            std::error_code ignored;
            fs::remove_all(folder, ignored);
        }
    } cleaner{part};

    std::uint64_t done = 0;
    for (const auto& file : modelFiles(folder)) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped; no model was added", name, {}};
        // Hash the bytes that are kept, not the path a second time.
        auto bytes = readFile(file);
        if (!bytes)
            return bytes.error();
        if (auto written = writeFileAtomic(part / file.filename(), *bytes); !written)
            return written.error();
        entry->sha256[file.filename().string()] = sha256Hex(*bytes);
        done += bytes->size();
        if (progress)
            progress(done, entry->bytes);
    }
    if (!source.empty())
        entry->source = source;
    const SortedJson record{{"source", entry->source}, {"revision", entry->revision},
        {"licence", entry->licence}, {"sha256", entry->sha256}};
    if (auto written = writeFileAtomic(part / kRecord, record.dump(2)); !written)
        return written.error();
    fs::rename(part, target, failed);
    if (failed)
        return systemError(failed.value(), "The model could not be put in place", target.string());
    entry->name = name;
    entry->folder = target;
    return entry;
}

Result<void> ModelLibrary::remove(const std::string& name) {
    if (m_builtIn.count(name) > 0)
        return Error{ErrorCode::ReadOnly, "This model came with the program and stays", name,
            "Remove models that you added."};
    const auto folder = m_user / name;
    std::error_code failed;
    if (!isModelName(name) || !fs::is_directory(folder, failed))
        return Error{ErrorCode::NotFound, "There is no model of this name", name,
            "See `evenspan-cli models list`."};
    // One removed model is kept, so that the last removal can be taken back.
    for (const auto& item : fs::directory_iterator(m_user, failed))
        if (item.path().filename().string().rfind(kRemoved, 0) == 0)
            fs::remove_all(item.path(), failed);
    fs::rename(folder, m_user / (kRemoved + name), failed);
    return failed ? Result<void>(
               systemError(failed.value(), "The model could not be removed", folder.string()))
                  : Result<void>();
}

Result<void> ModelLibrary::restore(const std::string& name) {
    std::error_code failed;
    const auto kept = m_user / (kRemoved + name);
    if (!isModelName(name) || !fs::is_directory(kept, failed))
        return Error{
            ErrorCode::NotFound, "The removed model is no longer here", name, "Add it again."};
    if (fs::exists(m_user / name, failed))
        return Error{ErrorCode::AlreadyExists, "There is a model of this name", name,
            "Remove that one first."};
    fs::rename(kept, m_user / name, failed);
    return failed ? Result<void>(
               systemError(failed.value(), "The model could not be brought back", kept.string()))
                  : Result<void>();
}

Result<std::vector<std::string>> ModelLibrary::verify(const std::string& name) const {
    auto entry = find(name);
    if (!entry)
        return entry.error();
    auto expected = entry->sha256;
    if (entry->builtIn)
        expected = {{"model.safetensors", kMiniLmSha256}};
    if (expected.empty())
        return Error{ErrorCode::Unsupported,
            "This folder was never recorded, so nothing is known to compare", name,
            "Add it with 'models add' first."};
    std::vector<std::string> differing;
    for (const auto& [file, hash] : expected) {
        auto now = sha256File(entry->folder / file);
        if (!now || *now != hash)
            differing.push_back(file);
    }
    return differing;
}

} // namespace evenspan
