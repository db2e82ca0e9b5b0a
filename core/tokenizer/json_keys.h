// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

// Reading of tokenizer files. Nothing here throws.
namespace evenspan::tokenizer_json {

using Json = nlohmann::json;

Error bad(const std::string& what, const std::string& where);
Error unsupported(const std::string& what, const std::string& where);

// Nothing for text that is not JSON or nested deeper than 64 (the library walks nested values
// recursively).
std::optional<Json> parse(const std::string& text);

// Null where there is no such key, or its value is null.
const Json* member(const Json& object, const char* key);

// The value of a key, or `other` where the key is missing, null or of another kind. For bool,
// std::int64_t and std::string.
template <class T> T valueOr(const Json& object, const char* key, T other);

// "<0x41>": how vocabularies name a byte.
std::string byteName(unsigned char byte);

// The "type" of a component, or "" where it has none.
std::string typeOf(const Json& component);

} // namespace evenspan::tokenizer_json
