// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_folder.h"

#include "core/base/files.h"
#include "core/engine/model_config.h"
#include "core/engine/safetensors.h"
#include "core/engine/weights.h"
#include "core/tokenizer/tokenizer.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace evenspan::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxJsonBytes = 256u << 20; // tokenizer.json of a large vocabulary
constexpr const char* kWeights = "model.safetensors";
constexpr const char* kIndex = "model.safetensors.index.json";

// Names of the files that hold the weights. A shard's name must be plain, so that an index cannot
// reach outside its folder.
Result<std::vector<std::string>> weightFiles(const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder / kWeights, ignored))
        return std::vector<std::string>{kWeights};
    if (fs::exists(folder / kIndex, ignored)) {
        const fs::path path = folder / kIndex;
        auto text = readFile(path, kMaxJsonBytes);
        if (!text)
            return text.error();
        const auto json = nlohmann::json::parse(*text, nullptr, false);
        const Error bad{ErrorCode::BadConfig, "The list of weight files is malformed",
            path.string(), "Download the model again."};
        if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object())
            return bad;
        std::set<std::string> names;
        for (const auto& [weight, file] : json["weight_map"].items()) {
            if (!file.is_string())
                return bad;
            names.insert(file.get<std::string>());
        }
        for (const std::string& name : names) {
            if (name.empty() || name[0] == '.' || name.find_first_of("/\\") != name.npos
                || name.find('\0') != name.npos)
                return Error{ErrorCode::Unsafe, "A weight file lies outside the folder",
                    path.string(), "Use a model from a source that you trust."};
            if (hasPickleName(name))
                return pickleRefused((folder / name).string());
        }
        if (names.empty())
            return bad;
        return std::vector<std::string>(names.begin(), names.end());
    }
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (hasPickleName(entry.path()))
            return pickleRefused(entry.path().string());
    return Error{ErrorCode::NotFound, "This folder has no model.safetensors", folder.string(),
        "Choose the folder of a model in Hugging Face layout, with weights in safetensors."};
}

// A folder under a temporary name that is deleted unless it is put in place.
class TemporaryFolder {
public:
    static Result<std::unique_ptr<TemporaryFolder>> create(const fs::path& target) {
        std::string pattern = target.string() + ".part-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            return systemError(errno, "The folder could not be created", target.string());
        const mode_t mask = ::umask(0);
        ::umask(mask);
        ::chmod(pattern.c_str(), 0777 & ~mask);
        auto folder = std::make_unique<TemporaryFolder>();
        folder->m_path = pattern;
        return folder;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    const fs::path& path() const { return m_path; }
    Result<void> moveTo(const fs::path& target) {
        if (::rename(m_path.c_str(), target.c_str()) != 0) {
            if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
                return Error{ErrorCode::AlreadyExists, "Something of this name is there already",
                    target.string(), "Choose another name."};
            return systemError(errno, "The folder could not be put in place", target.string());
        }
        m_path.clear();
        const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
        const int fd = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
            return systemError(errno, "The folder could not be flushed", parent.string());
        const int failed = ::fsync(fd) != 0 ? errno : 0;
        ::close(fd);
        if (failed)
            return systemError(failed, "The folder could not be flushed", parent.string());
        return {};
    }

private:
    fs::path m_path;
};

const char* tokenizerClassOf(const std::string& type) {
    return type == "distilbert" ? "DistilBertTokenizer"
        : type == "roberta"     ? "RobertaTokenizer"
        : type == "xlm-roberta" ? "XLMRobertaTokenizer"
        : type == "camembert"   ? "CamembertTokenizer"
        : type == "deberta-v2"  ? "DebertaV2Tokenizer"
        : type == "modernbert"  ? "PreTrainedTokenizerFast"
                                : "BertTokenizer"; // ELECTRA's too
}

// tokenizer_config.json for the saved model; `source` is that of the encoder, or empty.
Result<std::string> tokenizerConfig(
    const std::string& source, const ModelConfig& config, const std::string& where) {
    auto json = nlohmann::ordered_json::object();
    if (!source.empty()) {
        json = nlohmann::ordered_json::parse(source, nullptr, false);
        if (!json.is_object())
            return Error{ErrorCode::BadConfig, "tokenizer_config.json is not a JSON object", where,
                "Download the encoder again."};
    }
    const auto length = json.find("model_max_length");
    const bool fits = length != json.end() && length->is_number() && length->get<double>() >= 1
        && length->get<double>() <= static_cast<double>(config.positions);
    if (!fits)
        json["model_max_length"] = config.positions;
    if (!json.contains("tokenizer_class"))
        json["tokenizer_class"] = tokenizerClassOf(config.modelType);
    json.erase("auto_map"); // names Python code of the encoder's folder, which is not copied
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

using Files = std::map<std::string, std::string>;

Result<Files> readTokenizer(const fs::path& from) {
    Files out;
    for (const char* name : kTokenizerFiles) {
        auto bytes = readFile(from / name, kMaxJsonBytes);
        if (bytes)
            out[name] = std::move(*bytes);
        else if (bytes.error().code != ErrorCode::NotFound)
            return bytes.error();
    }
    return out;
}

Result<void> writeTokenizer(
    const Files& files, const std::string& where, const fs::path& to, const ModelConfig& config) {
    if (!files.contains("tokenizer.json") && !files.contains("vocab.txt")
        && !files.contains("vocab.json"))
        return Error{ErrorCode::NotFound, "The encoder has neither tokenizer.json nor vocab.txt",
            where, "Choose a folder that holds the encoder's tokenizer."};
    constexpr const char* settings = "tokenizer_config.json";
    for (const auto& [name, bytes] : files)
        if (name != settings)
            if (auto done = writeFileAtomic(to / name, bytes); !done)
                return done;
    const auto found = files.find(settings);
    auto text = tokenizerConfig(found == files.end() ? std::string() : found->second, config,
        (fs::path(where) / settings).string());
    if (!text)
        return text.error();
    return writeFileAtomic(to / settings, *text);
}

} // namespace

Result<ModelFolder> openModelFolder(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
        if (hasPickleName(path) && fs::exists(path, ignored))
            return pickleRefused(path.string());
        return Error{ErrorCode::NotFound, "There is no such model folder", path.string(),
            "Name a folder with config.json and model.safetensors."};
    }
    auto config = readModelConfig(path);
    if (!config)
        return config.error();
    auto names = weightFiles(path);
    if (!names)
        return names.error();
    ModelFolder out;
    WeightViews raw;
    std::string hashes, otherType;
    for (const std::string& name : *names) {
        auto file = SafetensorsFile::open(path / name);
        if (!file)
            return file.error();
        const std::string hash = sha256Hex(*file->storage());
        hashes += name + " " + hash + "\n";
        out.sha256 = names->size() == 1 ? hash : sha256Hex(hashes);
        for (const auto& [tensor, view] : file->tensors())
            if (!raw.emplace(tensor, view).second)
                return Error{ErrorCode::BadConfig, "Two weight files hold the same weight", tensor,
                    "Download the model again."};
        if (!file->otherTypes().empty())
            otherType = file->otherTypes().begin()->second;
        out.storage.push_back(file->storage());
    }
    auto weights = canonicalWeights(raw, config->config);
    if (!weights) {
        Error error = weights.error();
        error.where = path.string() + ": " + error.where;
        if (!otherType.empty())
            error.what += "; the file also holds weights of the unsupported type " + otherType;
        return error;
    }
    out.config = config->config;
    out.id2label = std::move(config->id2label);
    out.weights = std::move(*weights);
    out.path = path;
    return out;
}

namespace {

Result<void> saveWithTokenizer(const fs::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const WeightViews& weights, const Files& tokenizer,
    const std::string& tokenizerPlace, const std::string& modelCard) {
    const std::set<std::string> distinct(id2label.begin(), id2label.end());
    if (id2label.empty() || static_cast<std::int64_t>(id2label.size()) != config.classes
        || distinct.size() != id2label.size())
        return Error{ErrorCode::InvalidArgument, "The tags do not fit the model's classes",
            target.string(), "This is a bug: please report it."};
    std::error_code ignored;
    if (fs::exists(target, ignored) && !fs::is_empty(target, ignored))
        return Error{ErrorCode::AlreadyExists, "Something of this name is there already",
            target.string(), "Choose another name."};
    auto named = savedNames(weights, config);
    if (!named)
        return named.error();
    std::vector<std::byte> positions; // for the view of them
    if (positionOffset(config) > 0) {
        auto& view = named->at(savedName("bert.embeddings.position_embeddings.weight", config));
        positions = withUnusedPositions(view, config);
        view.bytes = positions;
        view.shape.front() += positionOffset(config);
    }
    // "name/" has no file name of its own to put the temporary one beside.
    const fs::path place = target.has_filename() ? target : target.parent_path();
    auto folder = TemporaryFolder::create(place);
    if (!folder)
        return folder.error();
    const fs::path& at = (*folder)->path();
    if (auto done = writeTokenizer(tokenizer, tokenizerPlace, at, config); !done)
        return done;
    if (auto done = writeFileAtomic(at / "config.json", configToJson(config, id2label)); !done)
        return done;
    if (!modelCard.empty())
        if (auto done = writeFileAtomic(at / "README.md", modelCard); !done)
            return done;
    // transformers 4 refuses weights that do not name their framework.
    if (auto done = writeSafetensors(at / kWeights, *named, {{"format", "pt"}}); !done)
        return done;
    return (*folder)->moveTo(place);
}

} // namespace

Result<void> saveModelFolder(const fs::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const std::map<std::string, Tensor>& weights,
    const fs::path& tokenizerFolder, const std::string& modelCard) {
    return saveModelFolder(target, config, id2label, viewsOf(weights), tokenizerFolder, modelCard);
}

Result<void> saveModelFolder(const fs::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const WeightViews& weights,
    const fs::path& tokenizerFolder, const std::string& modelCard) {
    auto files = readTokenizer(tokenizerFolder);
    if (!files)
        return files.error();
    return saveWithTokenizer(
        target, config, id2label, weights, *files, tokenizerFolder.string(), modelCard);
}

Result<void> saveModelFolder(const fs::path& target, const ModelConfig& config,
    const std::vector<std::string>& id2label, const std::map<std::string, Tensor>& weights,
    const Tokenizer& tokenizer, const std::string& modelCard) {
    return saveWithTokenizer(
        target, config, id2label, viewsOf(weights), tokenizer.files(), {}, modelCard);
}

} // namespace evenspan::engine
