// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"
#include "core/tokenizer/json_keys.h"
#include "core/tokenizer/pipeline.h"
#include "core/tokenizer/special_tokens.h"
#include "core/tokenizer/wordpiece.h"

#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using namespace tokenizer_json;
using Files = std::map<std::string, std::string>;
using Loaded = Result<std::unique_ptr<Tokenizer>>;

constexpr const char* kInside = "##";
constexpr std::size_t kLargestVocabulary = 2'000'000;

Json orNull(const Json& object, const char* key) {
    const auto* found = member(object, key);
    return found ? *found : Json();
}

// Word pieces as one step of a pipeline.
class WordPieceStep final : public SubwordModel {
public:
    explicit WordPieceStep(WordPieceVocabulary vocabulary)
        : m_vocabulary(std::move(vocabulary)) { }
    void cut(std::string_view piece, std::vector<Cut>& out) const override {
        m_vocabulary.cut(piece, countCodePoints(piece), out);
    }
    std::int32_t unknown() const override { return m_vocabulary.unknown; }
    bool marksContinuation() const override { return true; }

private:
    WordPieceVocabulary m_vocabulary;
};

// What both ways to a tokenizer read first.
struct FileParts {
    std::vector<std::string> pieces;
    std::size_t modelSize = 0; // pieces of the model; added tokens follow
    std::unique_ptr<const SubwordModel> model; // none for word pieces that go the fast way
    std::int64_t maxWordLength = 100;
    std::vector<AddedToken> added;
    SpecialIds special;
    PostProcessing post;
};

WordPieceVocabulary wordPieces(const FileParts& parts) {
    WordPieceVocabulary out;
    out.inside = out.trie.addRoot();
    for (std::size_t id = 0; id < parts.modelSize; ++id) {
        const std::string_view piece = parts.pieces[id];
        if (piece.empty())
            continue;
        if (piece.starts_with(kInside) && piece.size() > 2)
            out.trie.insert(out.inside, piece.substr(2), static_cast<int>(id));
        out.trie.insert(PieceTrie::kRoot, piece, static_cast<int>(id));
    }
    out.unknown = parts.special.unk;
    out.maxWordLength = static_cast<std::size_t>(std::max<std::int64_t>(1, parts.maxWordLength));
    return out;
}

// Whether this is the plain tokenizer of BERT, all of whose steps WordPieceTokenizer does at once.
bool isPlainBert(const Json& json, const std::vector<AddedToken>& added) {
    const auto normalizer = orNull(json, "normalizer");
    if (!normalizer.is_null() && typeOf(normalizer) != "BertNormalizer")
        return false;
    for (const auto& token : added)
        if (token.normalized)
            return false;
    return typeOf(orNull(json, "pre_tokenizer")) == "BertPreTokenizer";
}

BertNormalization bertNormalization(const Json& json) {
    if (json.is_null())
        return {false, false, false, false};
    const bool lower = valueOr(json, "lowercase", true);
    return {valueOr(json, "clean_text", true), valueOr(json, "handle_chinese_chars", true),
        valueOr(json, "strip_accents", lower), lower}; // unset means: as lowercase
}

Loaded plainBert(const BertNormalization& normalization, FileParts parts, const Files& files) {
    auto model = std::make_shared<WordPieceModel>();
    model->normalization = normalization;
    model->vocabulary = wordPieces(parts);
    model->special = parts.special;
    for (const auto& token : parts.added)
        model->addedTokens.add(token.content, token);
    model->pieces = std::move(parts.pieces);
    model->files = files;
    return std::unique_ptr<Tokenizer>(std::make_unique<WordPieceTokenizer>(std::move(model)));
}

// Sets add_prefix_space in every byte-level step; false where none lacks it.
bool addPrefix(Json& json) {
    bool changed = false;
    if (typeOf(json) == "ByteLevel" && !valueOr(json, "add_prefix_space", true)) {
        json["add_prefix_space"] = true;
        changed = true;
    }
    if (json.is_object() && json.contains("pretokenizers") && json["pretokenizers"].is_array())
        for (auto& item : json["pretokenizers"])
            changed = addPrefix(item) || changed;
    return changed;
}

Result<void> addTokens(const std::vector<AddedToken>& tokens, PipelineModel& model) {
    AlignedText text;
    for (const auto& token : tokens) {
        std::string pattern = token.content;
        if (token.normalized) {
            text.assign(token.content, 0);
            for (const auto& step : model.normalizers)
                step->apply(text);
            pattern = text.bytes();
        }
        auto& finder = token.normalized ? model.normalizedTokens : model.rawTokens;
        if (!finder.add(pattern, token))
            return bad("Two added tokens are the same, or one is empty, after normalization",
                "tokenizer.json: added_tokens");
    }
    return {};
}

Loaded pipeline(const Json& json, FileParts parts, const Files& files) {
    auto model = std::make_shared<PipelineModel>();
    auto normalizers = readNormalizers(orNull(json, "normalizer"));
    if (!normalizers)
        return normalizers.error();
    model->normalizers = std::move(*normalizers);
    auto steps = orNull(json, "pre_tokenizer");
    auto preTokenizers = readPreTokenizers(steps);
    if (!preTokenizers)
        return preTokenizers.error();
    model->preTokenizers = std::move(*preTokenizers);
    model->trimOffsets = parts.post.trimOffsets;
    model->prefix = model->wordPrefix = parts.post.prefix;
    if (addPrefix(steps)) {
        auto forWords = readPreTokenizers(steps);
        if (!forWords)
            return forWords.error();
        model->wordPreTokenizers = std::move(*forWords);
        model->hasWordPreTokenizers = model->wordPrefix = true;
    }
    if (parts.model)
        model->model = std::move(parts.model);
    else
        model->model = std::make_unique<WordPieceStep>(wordPieces(parts));
    if (auto added = addTokens(parts.added, *model); !added)
        return added.error();
    model->pieces = std::move(parts.pieces);
    model->special = parts.special;
    model->files = files;
    return std::unique_ptr<Tokenizer>(std::make_unique<PipelineTokenizer>(std::move(model)));
}

// The pieces and, but for word pieces, the model. Returns the id of the unknown token, -1: none.
Result<std::int32_t> readModel(const Json& json, FileParts& parts) {
    const char* where = "tokenizer.json: model";
    const auto type = valueOr<std::string>(json, "type",
        json.contains("max_input_chars_per_word") ? "WordPiece"
            : json.contains("merges")             ? "BPE"
                                                  : "unknown");
    if (type == "BPE" || type == "Unigram") {
        auto model = type == "BPE" ? readBpe(json, parts.pieces) : readUnigram(json, parts.pieces);
        if (!model)
            return model.error();
        parts.model = std::move(*model);
        return parts.model->unknown();
    }
    if (type != "WordPiece")
        return unsupported("The tokenizer is of the kind " + type, where);
    if (valueOr<std::string>(json, "continuing_subword_prefix", kInside) != kInside)
        return unsupported("The pieces inside words are not marked by '##'", where);
    parts.maxWordLength = valueOr<std::int64_t>(json, "max_input_chars_per_word", 100);
    auto pieces = readVocabulary(member(json, "vocab"));
    if (!pieces)
        return pieces.error();
    parts.pieces = std::move(*pieces);
    const auto name = valueOr<std::string>(json, "unk_token", "[UNK]");
    for (std::size_t id = 0; id < parts.pieces.size(); ++id)
        if (parts.pieces[id] == name)
            return static_cast<std::int32_t>(id);
    return bad("The vocabulary lacks the unknown token", where);
}

Loaded fromJson(const Json& json, const Files& files) {
    FileParts parts;
    const auto* kind = member(json, "model");
    if (!kind || !kind->is_object())
        return bad("The file has no model", "tokenizer.json");
    auto unknown = readModel(*kind, parts);
    if (!unknown)
        return unknown.error();
    parts.modelSize = parts.pieces.size();
    if (const auto* added = member(json, "added_tokens"); added && added->is_array()) {
        auto tokens = readAddedTokens(*added, parts.pieces, "tokenizer.json: added_tokens");
        if (!tokens)
            return tokens.error();
        parts.added = std::move(*tokens);
    }
    auto post = readPostProcessor(orNull(json, "post_processor"));
    if (!post)
        return post.error();
    parts.post = *post;
    auto special = findSpecialTokens(parts.pieces, files, parts.post, *unknown);
    if (!special)
        return special.error();
    parts.special = *special;
    if (!parts.model && isPlainBert(json, parts.added))
        return plainBert(bertNormalization(orNull(json, "normalizer")), std::move(parts), files);
    return pipeline(json, std::move(parts), files);
}

Result<Json> readConfig(const Files& files) {
    const auto file = files.find("tokenizer_config.json");
    if (file == files.end())
        return Json(Json::object());
    auto parsed = parse(file->second);
    if (!parsed || !parsed->is_object())
        return bad("The file is not valid JSON", "tokenizer_config.json");
    return std::move(*parsed);
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

// Added tokens of a folder without tokenizer.json: those of tokenizer_config.json, else the
// control tokens.
Result<std::vector<AddedToken>> configuredTokens(const Json& config,
    std::vector<std::string>& pieces, std::initializer_list<const char*> names) {
    if (const auto* list = member(config, "added_tokens_decoder"); list && list->is_object())
        return readAddedTokens(*list, pieces, "tokenizer_config.json: added_tokens_decoder");
    std::vector<AddedToken> out;
    for (const char* name : names)
        for (std::size_t id = 0; id < pieces.size(); ++id)
            if (pieces[id] == name)
                out.push_back({name, static_cast<std::int32_t>(id)});
    return out;
}

// vocab.txt with tokenizer_config.json. A piece that is there twice has the later id.
Loaded fromVocabularyFile(const Files& files) {
    FileParts parts;
    for (auto& line : linesOf(files.at("vocab.txt"))) {
        line.erase(line.find_last_not_of(" \t\r") + 1);
        if (firstInvalidUtf8(line))
            return bad("A piece of the vocabulary is not UTF-8", "vocab.txt");
        parts.pieces.push_back(std::move(line));
    }
    if (parts.pieces.empty() || parts.pieces.size() > kLargestVocabulary)
        return bad("The vocabulary is empty or of an impossible size", "vocab.txt");
    parts.modelSize = parts.pieces.size();
    auto config = readConfig(files);
    if (!config)
        return config.error();
    auto added =
        configuredTokens(*config, parts.pieces, {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"});
    if (!added)
        return added.error();
    parts.added = std::move(*added);
    auto special = findSpecialTokens(parts.pieces, files, {}, -1);
    if (!special)
        return special.error();
    parts.special = *special;
    if (parts.special.unk < 0)
        return bad("The vocabulary lacks the unknown token", "vocab.txt");
    const Json normalizer = {{"type", "BertNormalizer"},
        {"handle_chinese_chars", valueOr(*config, "tokenize_chinese_chars", true)},
        {"strip_accents", orNull(*config, "strip_accents")},
        {"lowercase", valueOr(*config, "do_lower_case", true)}};
    const Json document = {
        {"pre_tokenizer", {{"type", "BertPreTokenizer"}}}, {"normalizer", normalizer}};
    if (isPlainBert(document, parts.added))
        return plainBert(bertNormalization(normalizer), std::move(parts), files);
    return pipeline(document, std::move(parts), files);
}

// vocab.json and merges.txt, of RoBERTa, as the document that they stand for.
Loaded fromMerges(const Files& files) {
    auto config = readConfig(files);
    if (!config)
        return config.error();
    const auto vocabulary = parse(files.at("vocab.json"));
    if (!vocabulary)
        return bad("The file is not valid JSON", "vocab.json");
    auto pieces = readVocabulary(&*vocabulary);
    if (!pieces)
        return pieces.error();
    const bool prefix = valueOr(*config, "add_prefix_space", false);
    Json merges = Json::array();
    for (auto& line : linesOf(files.at("merges.txt"))) {
        line.erase(line.find_last_not_of("\r") + 1);
        if (firstInvalidUtf8(line))
            return bad("A merge is not UTF-8", "merges.txt");
        if (!line.empty())
            merges.push_back(std::move(line));
    }
    auto added = configuredTokens(*config, *pieces, {"<s>", "<pad>", "</s>", "<unk>", "<mask>"});
    if (!added)
        return added.error();
    Json tokens = Json::array();
    for (const auto& token : *added)
        tokens.push_back({{"id", token.id}, {"content", token.content}, {"special", token.special},
            {"single_word", token.singleWord}, {"rstrip", token.stripRight},
            {"lstrip", token.stripLeft || token.content == "<mask>"},
            {"normalized", token.normalized}});
    const Json document = {
        {"model", {{"type", "BPE"}, {"vocab", *vocabulary}, {"merges", std::move(merges)}}},
        {"added_tokens", std::move(tokens)},
        {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", prefix}}},
        {"post_processor",
            {{"type", "Sequence"},
                {"processors", {{{"type", "ByteLevel"}, {"add_prefix_space", prefix}}}}}}};
    return fromJson(document, files);
}

} // namespace

Loaded loadTokenizer(const std::map<std::string, std::string>& files) {
    if (const auto file = files.find("tokenizer.json"); file != files.end()) {
        const auto json = parse(file->second);
        if (!json || !json->is_object())
            return bad("The file is not valid JSON, or nested too deep", "tokenizer.json");
        return fromJson(*json, files);
    }
    if (files.contains("vocab.txt"))
        return fromVocabularyFile(files);
    if (files.contains("vocab.json") && files.contains("merges.txt"))
        return fromMerges(files);
    return Error{ErrorCode::NotFound, "The model has no tokenizer",
        "tokenizer.json, vocab.txt, vocab.json with merges.txt",
        "Put one of these files beside the weights."};
}

} // namespace evenspan
