// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scan.h"

#include <cstddef>
#include <string_view>

// Parts of JSON text of the plainest look, as programs write most of it: strings without escapes,
// short whole numbers, at most one blank behind a comma or a colon and none elsewhere. Each
// function gets where a part begins and returns where it ends; null where it is another, which a
// parser must see to. The text is known to be UTF-8.
namespace evenspan::io {

inline const char* plainString(const char* at, const char* end) {
    if (at == end || *at != '"')
        return nullptr;
    for (++at; (at = findStringStop(at, end)) != end; ++at)
        if (static_cast<unsigned char>(*at) < 0x80)
            return *at == '"' ? at + 1 : nullptr;
    return nullptr;
}

// What stands between the quotes of a plainString().
inline std::string_view between(const char* at, const char* behind) {
    return {at + 1, static_cast<std::size_t>(behind - at - 2)};
}

inline const char* plainWhole(const char* at, const char* end, std::uint64_t& value) {
    constexpr std::ptrdiff_t kDigits = 15;
    const char* const from = at;
    for (value = 0; at != end && at - from <= kDigits && *at >= '0' && *at <= '9'; ++at)
        value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    const auto digits = at - from;
    return digits == 0 || digits > kDigits || (*from == '0' && digits > 1) ? nullptr : at;
}

// `take` gets the begin of each element and returns as the functions above.
template <class Take> const char* plainList(const char* at, const char* end, Take&& take) {
    if (at == end || *at != '[')
        return nullptr;
    if (++at != end && *at == ']')
        return at + 1;
    for (;;) {
        at = take(at);
        if (!at || at == end)
            return nullptr;
        if (*at == ']')
            return at + 1;
        if (*at != ',' || ++at == end)
            return nullptr;
        at += *at == ' ';
    }
}

// The same of an object that is not empty: `take` gets each key and the begin of its value.
template <class Take> const char* plainObject(const char* at, const char* end, Take&& take) {
    if (at == end || *at != '{')
        return nullptr;
    for (++at;;) {
        const char* const key = at;
        at = plainString(at, end);
        if (!at || end - at < 2 || *at != ':')
            return nullptr;
        const auto name = between(key, at);
        ++at;
        at += *at == ' ';
        at = take(name, at);
        if (!at || at == end)
            return nullptr;
        if (*at == '}')
            return at + 1;
        if (*at != ',' || ++at == end)
            return nullptr;
        at += *at == ' ';
    }
}

} // namespace evenspan::io
