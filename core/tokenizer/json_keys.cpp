// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/json_keys.h"

#include <nlohmann/json.hpp>

namespace evenspan::tokenizer_json {

Error bad(const std::string& what, const std::string& where) {
    return {ErrorCode::BadConfig, what, where, "Fetch the model's tokenizer files again."};
}

Error unsupported(const std::string& what, const std::string& where) {
    return {ErrorCode::Unsupported, what, where,
        "Choose an encoder with another tokenizer, for example of the BERT or RoBERTa family."};
}

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

const Json* member(const Json& object, const char* key) {
    const auto at = object.find(key);
    return at == object.end() || at->is_null() ? nullptr : &*at;
}

template <class T> T valueOr(const Json& object, const char* key, T other) {
    const auto* at = member(object, key);
    if (!at)
        return other;
    if constexpr (std::is_same_v<T, bool>)
        return at->is_boolean() ? at->template get<bool>() : other;
    else if constexpr (std::is_same_v<T, std::string>)
        return at->is_string() ? at->template get<std::string>() : other;
    else
        return at->is_number_integer() ? at->template get<T>() : other;
}
template bool valueOr(const Json&, const char*, bool);
template std::int64_t valueOr(const Json&, const char*, std::int64_t);
template std::string valueOr(const Json&, const char*, std::string);

std::string byteName(unsigned char byte) {
    constexpr const char* digits = "0123456789ABCDEF";
    return {'<', '0', 'x', digits[byte >> 4], digits[byte & 15], '>'};
}

std::string typeOf(const Json& component) {
    return component.is_object() ? valueOr<std::string>(component, "type", "") : std::string();
}

} // namespace evenspan::tokenizer_json
