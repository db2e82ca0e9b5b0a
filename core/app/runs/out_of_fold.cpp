// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/out_of_fold.h"

#include "core/base/files.h"
#include "core/base/half.h"
#include "core/engine/safetensors.h"
#include "core/store/reader.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using SortedJson = nlohmann::json;

constexpr const char* kFormat = "evenspan.out_of_fold.1";

SortedJson provenanceOf(const store::FileRow& row) {
    auto json = SortedJson::parse(row.provenance, nullptr, false);
    return json.is_object() ? json : SortedJson::object();
}

std::int64_t numberAt(std::span<const std::byte> bytes, std::size_t n) {
    std::int64_t value = 0;
    std::memcpy(&value, bytes.data() + n * sizeof value, sizeof value);
    return value;
}

template <class T>
engine::TensorView viewOf(
    engine::DType type, std::vector<std::int64_t> shape, const std::vector<T>& values) {
    return {type, std::move(shape), std::as_bytes(std::span(values))};
}

Error broken(const std::string& where) {
    return {ErrorCode::Corrupt, "The file of a fold breaks its own rules", where,
        "Run the cross-training again."};
}

} // namespace

std::int64_t wordsHash(std::span<const std::string> words) {
    Sha256 hash;
    for (const auto& word : words) {
        hash.add(word);
        hash.add("\n");
    }
    const auto hex = hash.hex();
    std::uint64_t value = 0;
    for (std::size_t byte = 8; byte-- > 0;)
        value = value << 8 | std::stoul(hex.substr(2 * byte, 2), nullptr, 16);
    return static_cast<std::int64_t>(value);
}

struct OutOfFold::Fold {
    engine::SafetensorsFile file;
    std::span<const std::byte> probabilities;
    std::string run;
    std::size_t number = 0;
};

Result<std::vector<std::string>> OutOfFold::names(store::Reader& reader) {
    auto files = reader.files();
    if (!files)
        return files.error();
    std::vector<std::string> out;
    for (const auto& row : *files) {
        if (row.role != kOutOfFoldRole)
            continue;
        const auto name = provenanceOf(row).value("kfold", std::string());
        std::erase(out, name);
        out.push_back(name);
    }
    return out;
}

Result<OutOfFold> OutOfFold::open(
    store::Project& project, const std::string& name, std::stop_token stop) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    return open(**reader, project.filesFolder(), name, std::move(stop));
}

Result<OutOfFold> OutOfFold::open(store::Reader& reader, const std::filesystem::path& folder,
    const std::string& name, std::stop_token stop) {
    auto files = reader.files(stop);
    if (!files)
        return files.error();
    OutOfFold out;
    for (const auto& row : *files) {
        if (row.role != kOutOfFoldRole || provenanceOf(row).value("kfold", std::string()) != name)
            continue;
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", name, {}};
        const auto path = folder / row.path;
        auto file = engine::SafetensorsFile::open(path);
        if (!file)
            return file.error();
        if (sha256Hex(*file->storage()) != row.sha256)
            return Error{ErrorCode::HashMismatch, "The file of a fold is not what was saved",
                path.string(), "Restore the file from a backup, or run the cross-training again."};
        const auto& tensors = file->tensors();
        auto metadata = file->metadata();
        const auto tags = SortedJson::parse(metadata["tags"], nullptr, false);
        for (const char* key : {"probabilities", "documents", "starts", "words"})
            if (!tensors.contains(key))
                return broken(path.string());
        const auto& matrix = tensors.at("probabilities");
        const auto& ids = tensors.at("documents");
        const auto& starts = tensors.at("starts");
        const auto& words = tensors.at("words");
        const auto count = ids.bytes.size() / sizeof(std::int64_t);
        if (metadata["format"] != kFormat || !tags.is_array() || tags.empty()
            || matrix.type != engine::DType::F16 || matrix.shape.size() != 2
            || matrix.shape[1] != static_cast<std::int64_t>(tags.size())
            || ids.type != engine::DType::I64 || starts.type != engine::DType::I64
            || words.type != engine::DType::I64
            || starts.bytes.size() != (count + 1) * sizeof(std::int64_t)
            || words.bytes.size() != count * sizeof(std::int64_t))
            return broken(path.string());
        for (const auto& tag : tags)
            if (!tag.is_string())
                return broken(path.string());
        const auto columns = tags.get<std::vector<std::string>>();
        if (!out.m_tags.empty() && out.m_tags != columns)
            return broken(path.string());
        out.m_tags = columns;
        out.m_folds = std::strtoull(metadata["folds"].c_str(), nullptr, 10);
        auto fold = std::make_shared<Fold>();
        fold->run = metadata["run"];
        fold->number = std::strtoull(metadata["fold"].c_str(), nullptr, 10);
        for (std::size_t n = 0; n < count; ++n) {
            const auto from = numberAt(starts.bytes, n), to = numberAt(starts.bytes, n + 1);
            if (from < 0 || to < from || to > matrix.shape[0])
                return broken(path.string());
            const Place place{out.m_files.size(), static_cast<std::size_t>(from),
                static_cast<std::size_t>(to - from), numberAt(words.bytes, n)};
            if (!out.m_places.emplace(numberAt(ids.bytes, n), place).second)
                return broken(path.string()); // in two folds
        }
        fold->probabilities = matrix.bytes;
        fold->file = std::move(*file); // the views point into its shared bytes
        out.m_files.push_back(std::move(fold));
    }
    if (out.m_files.empty())
        return Error{ErrorCode::NotFound,
            "The project has no out-of-fold probabilities of this "
            "name",
            name, "Run evenspan-cli kfold first."};
    return out;
}

std::vector<DocumentId> OutOfFold::documents() const {
    std::vector<DocumentId> out;
    for (const auto& [id, place] : m_places)
        out.push_back(DocumentId(id));
    return out;
}

std::optional<TokenProbabilities> OutOfFold::of(DocumentId document) const {
    const auto found = m_places.find(document.value);
    if (found == m_places.end())
        return std::nullopt;
    const Place& place = found->second;
    const Fold& fold = *m_files[place.fold];
    TokenProbabilities out;
    out.tokens = place.rows;
    out.classes = m_tags.size();
    out.words = place.words;
    out.run = fold.run;
    out.fold = fold.number;
    out.values.resize(out.tokens * out.classes);
    const auto* from = fold.probabilities.data() + place.row * out.classes * 2;
    for (std::size_t n = 0; n < out.values.size(); ++n) {
        std::uint16_t half = 0;
        std::memcpy(&half, from + n * 2, 2);
        out.values[n] = floatFromHalf(half);
    }
    return out;
}

Result<void> writeFold(const std::filesystem::path& path, const FoldDraft& draft) {
    std::vector<std::uint16_t> halves;
    std::vector<std::int64_t> ids, starts{0}, words;
    for (const auto& document : draft.documents) {
        ids.push_back(document.id);
        words.push_back(document.words);
        for (const float value : document.probabilities)
            halves.push_back(halfFromFloat(value));
        starts.push_back(static_cast<std::int64_t>(halves.size() / draft.tags.size()));
    }
    const auto count = static_cast<std::int64_t>(ids.size());
    const engine::WeightViews tensors{
        {"probabilities",
            viewOf(engine::DType::F16,
                {starts.back(), static_cast<std::int64_t>(draft.tags.size())}, halves)},
        {"documents", viewOf(engine::DType::I64, {count}, ids)},
        {"starts", viewOf(engine::DType::I64, {count + 1}, starts)},
        {"words", viewOf(engine::DType::I64, {count}, words)}};
    return engine::writeSafetensors(path, tensors,
        {{"format", kFormat}, {"kfold", draft.kfold}, {"run", draft.run},
            {"fold", std::to_string(draft.fold)}, {"folds", std::to_string(draft.folds)},
            {"tags", SortedJson(draft.tags).dump()}});
}

} // namespace evenspan
