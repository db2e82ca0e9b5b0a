// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"
#include "core/tokenizer/wordpiece.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace evenspan {

namespace {

using Json = nlohmann::json;

constexpr const char* kInside = "##";
constexpr std::size_t kLargestVocabulary = 2'000'000;

Error bad(const std::string& what, const std::string& where) {
    return {ErrorCode::BadConfig, what, where, "Fetch the model's tokenizer files again."};
}

// nlohmann-json walks nested values recursively, so depth is bounded while parsing.
std::optional<Json> parse(const std::string& text) {
    auto depthLimit = [](int depth, Json::parse_event_t, Json&) {
        if (depth > 64)
            throw std::length_error("depth");
        return true;
    };
    try {
        return Json::parse(text, depthLimit);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

Result<void> addPieces(WordPieceModel& model, const std::string& where) {
    if (model.pieces.empty())
        return bad("The vocabulary is empty", where);
    model.inside = model.trie.addRoot();
    auto idOf = std::map<std::string, std::int32_t>{};
    for (std::size_t id = 0; id < model.pieces.size(); ++id) {
        const auto& piece = model.pieces[id];
        if (firstInvalidUtf8(piece))
            return bad("A piece of the vocabulary is not UTF-8", where);
        if (piece.empty())
            continue;
        if (piece.rfind(kInside, 0) == 0 && piece.size() > 2)
            model.trie.insert(
                model.inside, std::string_view(piece).substr(2), static_cast<int>(id));
        model.trie.insert(PieceTrie::kRoot, piece, static_cast<int>(id));
        if (piece.size() > 2 && piece.front() == '[' && piece.back() == ']')
            idOf[piece] = static_cast<std::int32_t>(id);
    }
    auto find = [&](const char* name) {
        const auto at = idOf.find(name);
        return at == idOf.end() ? -1 : at->second;
    };
    model.special = {find("[CLS]"), find("[SEP]"), find("[PAD]"), find("[UNK]"), find("[MASK]")};
    if (model.special.cls < 0 || model.special.sep < 0 || model.special.unk < 0
        || model.special.pad < 0)
        return bad("The vocabulary lacks one of [PAD], [UNK], [CLS], [SEP]", where);
    return {};
}

template <class T> T valueOr(const Json& object, const char* key, T other) {
    const auto at = object.find(key);
    if (at == object.end() || at->is_null())
        return other;
    if constexpr (std::is_same_v<T, bool>)
        return at->is_boolean() ? at->template get<bool>() : other;
    else if constexpr (std::is_same_v<T, std::string>)
        return at->is_string() ? at->template get<std::string>() : other;
    else
        return at->is_number_integer() ? at->template get<T>() : other;
}

// strip_accents unset means: as lowercase.
BertNormalization normalization(bool clean, bool chinese, const Json* accents, bool lowercase) {
    const bool strip = accents && accents->is_boolean() ? accents->get<bool>() : lowercase;
    return {clean, chinese, strip, lowercase};
}

const Json* member(const Json& object, const char* key) {
    const auto at = object.find(key);
    return at == object.end() ? nullptr : &*at;
}

Result<void> readNormalizer(const Json& json, WordPieceModel& model) {
    const auto* normalizer = member(json, "normalizer");
    if (!normalizer || normalizer->is_null()) {
        model.normalization = {false, false, false, false};
        return {};
    }
    const auto type = normalizer->is_object() ? valueOr<std::string>(*normalizer, "type", "") : "";
    if (type != "BertNormalizer")
        return Error{ErrorCode::Unsupported,
            "The tokenizer's normalizer is not BERT's: '" + type + "'",
            "tokenizer.json: normalizer", "Choose an encoder with a word-piece tokenizer."};
    model.normalization = normalization(valueOr(*normalizer, "clean_text", true),
        valueOr(*normalizer, "handle_chinese_chars", true), member(*normalizer, "strip_accents"),
        valueOr(*normalizer, "lowercase", true));
    return {};
}

Result<void> readVocabulary(const Json& vocabulary, WordPieceModel& model) {
    const char* where = "tokenizer.json: model.vocab";
    if (!vocabulary.is_object() || vocabulary.empty() || vocabulary.size() > kLargestVocabulary)
        return bad("The vocabulary is missing or of an impossible size", where);
    model.pieces.resize(vocabulary.size());
    std::vector<char> seen(vocabulary.size(), 0);
    for (const auto& [piece, id] : vocabulary.items()) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= model.pieces.size()
            || seen[id.get<std::size_t>()])
            return bad("The ids of the vocabulary are not 0, 1, 2, … each once", where);
        seen[id.get<std::size_t>()] = 1;
        model.pieces[id.get<std::size_t>()] = piece;
    }
    return {};
}

Result<void> readAddedTokens(const Json& json, WordPieceModel& model) {
    const auto* added = member(json, "added_tokens");
    if (!added || !added->is_array())
        return {};
    for (const auto& token : *added) {
        const char* where = "tokenizer.json: added_tokens";
        if (!token.is_object())
            return bad("An added token is not an object", where);
        const auto id = valueOr<std::int64_t>(token, "id", -1);
        const auto content = valueOr<std::string>(token, "content", "");
        if (valueOr(token, "normalized", false))
            return Error{ErrorCode::Unsupported, "An added token is looked for in normalized text",
                where, "Choose a model whose vocabulary was not extended in this way."};
        // Tokens behind the vocabulary extend it.
        if (id == static_cast<std::int64_t>(model.pieces.size()) && !content.empty())
            model.pieces.push_back(content);
        if (id < 0 || id >= static_cast<std::int64_t>(model.pieces.size())
            || model.pieces[static_cast<std::size_t>(id)] != content)
            return bad("An added token contradicts the vocabulary", where);
        if (content.empty())
            continue;
        const bool special = valueOr(token, "special", false);
        model.addedTokens.push_back(
            {content, static_cast<std::int32_t>(id), special, valueOr(token, "single_word", false),
                valueOr(token, "lstrip", false), valueOr(token, "rstrip", false)});
        model.hasPlainTokens = model.hasPlainTokens || !special;
    }
    return {};
}

Result<void> readTokenizerJson(const std::string& text, WordPieceModel& model) {
    const auto json = parse(text);
    if (!json || !json->is_object())
        return bad("The file is not valid JSON, or nested too deep", "tokenizer.json");
    const auto* kind = member(*json, "model");
    if (!kind || !kind->is_object())
        return bad("The file has no model", "tokenizer.json");
    const auto type = valueOr<std::string>(
        *kind, "type", kind->contains("max_input_chars_per_word") ? "WordPiece" : "unknown");
    if (type != "WordPiece")
        return Error{ErrorCode::Unsupported, "The tokenizer is of the kind " + type,
            "tokenizer.json: model",
            "Choose an encoder with a word-piece tokenizer (BERT, DistilBERT)."};
    if (valueOr<std::string>(*kind, "continuing_subword_prefix", kInside) != kInside)
        return Error{ErrorCode::Unsupported, "The pieces inside words are not marked by '##'",
            "tokenizer.json: model", "Choose another encoder."};
    model.maxWordLength = static_cast<std::size_t>(
        std::max<std::int64_t>(1, valueOr<std::int64_t>(*kind, "max_input_chars_per_word", 100)));
    const auto* vocabulary = member(*kind, "vocab");
    if (auto done = readVocabulary(vocabulary ? *vocabulary : Json(), model); !done)
        return done;
    if (auto done = readNormalizer(*json, model); !done)
        return done;
    return readAddedTokens(*json, model);
}

Result<void> readVocabularyFile(
    const std::map<std::string, std::string>& files, WordPieceModel& model) {
    const std::string& text = files.at("vocab.txt");
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        line.erase(line.find_last_not_of(" \t\r\n") + 1);
        model.pieces.push_back(line);
        at = end + 1;
    }
    if (model.pieces.size() > kLargestVocabulary)
        return bad("The vocabulary is of an impossible size", "vocab.txt");
    Json config = Json::object();
    if (const auto file = files.find("tokenizer_config.json"); file != files.end()) {
        auto parsed = parse(file->second);
        if (!parsed || !parsed->is_object())
            return bad("The file is not valid JSON", "tokenizer_config.json");
        config = std::move(*parsed);
    }
    model.normalization = normalization(true, valueOr(config, "tokenize_chinese_chars", true),
        member(config, "strip_accents"), valueOr(config, "do_lower_case", true));
    for (const char* name : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})
        for (std::size_t id = 0; id < model.pieces.size(); ++id)
            if (model.pieces[id] == name)
                model.addedTokens.push_back(
                    {name, static_cast<std::int32_t>(id), true, false, false, false});
    return {};
}

} // namespace

Result<std::unique_ptr<Tokenizer>> loadTokenizer(const std::map<std::string, std::string>& files) {
    auto model = std::make_shared<WordPieceModel>();
    model->files = files;
    Result<void> read;
    const char* where = "tokenizer.json";
    if (const auto file = files.find(where); file != files.end()) {
        read = readTokenizerJson(file->second, *model);
    } else if (files.count("vocab.txt") > 0) {
        where = "vocab.txt";
        read = readVocabularyFile(files, *model);
    } else {
        read = Error{ErrorCode::NotFound, "The model has no tokenizer", "tokenizer.json, vocab.txt",
            "Put one of the two files beside the weights."};
    }
    if (read)
        read = addPieces(*model, where);
    if (!read)
        return read.error();
    return std::unique_ptr<Tokenizer>(std::make_unique<WordPieceTokenizer>(std::move(model)));
}

} // namespace evenspan
