// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/special_tokens.h"

#include <nlohmann/json.hpp>

#include "core/text/utf8.h"
#include "core/tokenizer/json_keys.h"

#include <unordered_map>

namespace evenspan {

namespace {

using namespace tokenizer_json;

constexpr const char* kPost = "tokenizer.json: post_processor";

std::int32_t idOf(const Json& json) {
    const bool fits = json.is_number_integer() && json >= 0 && json <= 10'000'000;
    return fits ? json.get<std::int32_t>() : -1;
}

// ["</s>", 2]
std::int32_t pairId(const Json& json, const char* key) {
    const auto* pair = member(json, key);
    return pair && pair->is_array() && pair->size() == 2 ? idOf((*pair)[1]) : -1;
}

// The id of an item of a template, where it is a control token of one id; -1 else.
std::int32_t templateId(const Json& json, const Json& item) {
    const auto* token = item.is_object() ? member(item, "SpecialToken") : nullptr;
    const auto* tokens = member(json, "special_tokens");
    if (!token || !token->is_object() || !tokens || !tokens->is_object())
        return -1;
    const auto* entry = member(*tokens, valueOr<std::string>(*token, "id", "").c_str());
    const auto* ids = entry && entry->is_object() ? member(*entry, "ids") : nullptr;
    return ids && ids->is_array() && ids->size() == 1 ? idOf((*ids)[0]) : -1;
}

Result<void> readTemplate(const Json& json, PostProcessing& out) {
    const auto* single = member(json, "single");
    if (!single || !single->is_array() || single->size() != 3 || !(*single)[1].is_object()
        || !member((*single)[1], "Sequence"))
        return unsupported("Sentences are not enclosed by one token on each side", kPost);
    out.cls = templateId(json, (*single)[0]);
    out.sep = templateId(json, (*single)[2]);
    if (out.cls < 0 || out.sep < 0)
        return unsupported("A control token around sentences has no single id", kPost);
    return {};
}

Result<void> readInto(const Json& json, PostProcessing& out) {
    const auto type = typeOf(json);
    if (type == "Sequence") {
        const auto* list = member(json, "processors");
        if (!list || !list->is_array())
            return bad("A sequence has no members", kPost);
        for (const auto& item : *list)
            if (auto done = readInto(item, out); !done)
                return done;
        return {};
    }
    if (type == "TemplateProcessing")
        return readTemplate(json, out);
    if (type != "BertProcessing" && type != "RobertaProcessing" && type != "ByteLevel")
        return unsupported("Sentences are finished by '" + type + "'", kPost);
    if (type != "BertProcessing" && valueOr(json, "trim_offsets", true)) {
        out.trimOffsets = true;
        out.prefix = valueOr(json, "add_prefix_space", true);
    }
    if (type != "ByteLevel") {
        out.cls = pairId(json, "cls");
        out.sep = pairId(json, "sep");
        if (out.cls < 0 || out.sep < 0)
            return bad("A control token around sentences has no id", kPost);
    }
    return {};
}

// A name as it stands: a text, or an object with its content.
std::string nameOf(const Json& config, const char* key) {
    const auto* value = member(config, key);
    if (!value)
        return {};
    if (value->is_object())
        return valueOr<std::string>(*value, "content", "");
    return value->is_string() ? value->get<std::string>() : std::string();
}

} // namespace

Result<PostProcessing> readPostProcessor(const Json& json) {
    PostProcessing out;
    if (!json.is_null())
        if (auto done = readInto(json, out); !done)
            return done.error();
    return out;
}

Result<std::vector<AddedToken>> readAddedTokens(
    const Json& json, std::vector<std::string>& pieces, const std::string& where) {
    std::map<std::int64_t, const Json*> byId;
    for (const auto& [key, token] : json.items()) {
        if (!token.is_object())
            return bad("An added token is not an object", where);
        const bool keyed = json.is_object() && !key.empty() && key.size() < 9
            && key.find_first_not_of("0123456789") == std::string::npos;
        const auto id = keyed ? std::stoll(key) : valueOr<std::int64_t>(token, "id", -1);
        byId[id] = &token;
    }
    std::vector<AddedToken> out;
    for (const auto& [id, token] : byId) {
        const auto content = valueOr<std::string>(*token, "content", "");
        const auto size = static_cast<std::int64_t>(pieces.size());
        if (firstInvalidUtf8(content))
            return bad("An added token is not UTF-8", where);
        if (id == size && !content.empty())
            pieces.push_back(content); // tokens behind the vocabulary extend it
        else if (id < 0 || id >= size || pieces[static_cast<std::size_t>(id)] != content)
            return bad("An added token contradicts the vocabulary", where);
        if (content.empty())
            continue;
        const bool special = valueOr(*token, "special", false);
        out.push_back({content, static_cast<std::int32_t>(id), special,
            valueOr(*token, "single_word", false), valueOr(*token, "lstrip", false),
            valueOr(*token, "rstrip", false), valueOr(*token, "normalized", false)});
    }
    return out;
}

Result<SpecialIds> findSpecialTokens(const std::vector<std::string>& pieces,
    const std::map<std::string, std::string>& files, const PostProcessing& post,
    std::int32_t unknown) {
    std::unordered_map<std::string_view, std::int32_t> ids;
    for (std::size_t id = 0; id < pieces.size(); ++id)
        if (pieces[id].size() > 2 && pieces[id].size() < 40)
            ids[pieces[id]] = static_cast<std::int32_t>(id);
    std::vector<Json> configs;
    for (const char* name : {"special_tokens_map.json", "tokenizer_config.json"})
        if (const auto file = files.find(name); file != files.end())
            if (auto config = parse(file->second); config && config->is_object())
                configs.push_back(std::move(*config));
    auto find = [&](const char* key, std::initializer_list<const char*> names) {
        for (const auto& config : configs)
            if (const auto at = ids.find(nameOf(config, key)); at != ids.end())
                return at->second;
        for (const char* name : names)
            if (const auto at = ids.find(name); at != ids.end())
                return at->second;
        return -1;
    };
    SpecialIds out{find("cls_token", {"[CLS]", "<s>"}), find("sep_token", {"[SEP]", "</s>"}),
        find("pad_token", {"[PAD]", "<pad>"}), find("unk_token", {"[UNK]", "<unk>"}),
        find("mask_token", {"[MASK]", "<mask>"})};
    const auto size = static_cast<std::int32_t>(pieces.size());
    if (post.cls >= 0 && post.sep >= 0) {
        if (post.cls >= size || post.sep >= size)
            return bad("A control token around sentences is not in the vocabulary", kPost);
        out.cls = post.cls;
        out.sep = post.sep;
    }
    if (unknown >= 0)
        out.unk = unknown;
    if (out.cls < 0 || out.sep < 0)
        return bad("The vocabulary lacks the tokens around a sentence", kPost);
    return out;
}

} // namespace evenspan
