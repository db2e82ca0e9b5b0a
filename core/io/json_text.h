// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/document.h"

#include <charconv>
#include <map>
#include <string>
#include <string_view>

// JSON as text, for writers whose records are mostly words and numbers. The same bytes as
// dumpLine() makes of the same values: what is not UTF-8 becomes U+FFFD.
namespace evenspan::io {

void appendJson(std::string& out, std::string_view text); // a string with its quotes
void appendJson(std::string& out, const std::map<std::string, std::string>& object);

inline void appendNumber(std::string& out, std::uint64_t value) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
}

template <class Texts> void appendJsonList(std::string& out, const Texts& texts) {
    char before = '[';
    for (const auto& text : texts) {
        out += before;
        appendJson(out, text);
        before = ',';
    }
    out += before == '[' ? "[]" : "]";
}

// ownPart() of json_read.h.
void appendOwnPart(std::string& out, const DocumentDraft& document,
    const std::map<std::string, std::string>& spare = {});

} // namespace evenspan::io
