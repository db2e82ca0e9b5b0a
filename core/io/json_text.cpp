// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_text.h"

#include "core/io/json_write.h"
#include "core/io/scan.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

// 32-bit numbers with commas between.
template <class At> void appendNumbers(std::string& out, std::size_t count, At at) {
    constexpr std::size_t kMost = 11; // of one with its comma
    const auto from = out.size();
    out.resize(from + count * kMost);
    char* to = out.data() + from;
    char* const end = out.data() + out.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0)
            *to++ = ',';
        to = std::to_chars(to, end, at(i)).ptr;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
}

void escape(std::string& out, char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    out += '\\';
    switch (c) {
    case '"':
    case '\\':
        out += c;
        break;
    case '\b':
        out += 'b';
        break;
    case '\f':
        out += 'f';
        break;
    case '\n':
        out += 'n';
        break;
    case '\r':
        out += 'r';
        break;
    case '\t':
        out += 't';
        break;
    default:
        out += "u00";
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
}

} // namespace

void appendJson(std::string& out, std::string_view text) {
    if (firstInvalidUtf8(text)) {
        out += dumpLine(nlohmann::ordered_json(std::string(text)));
        return;
    }
    out += '"';
    const char* from = text.data();
    const char* const end = from + text.size();
    for (const char* at = from;; ++at) {
        at = findStringStop(at, end);
        if (at != end && static_cast<unsigned char>(*at) >= 0x80)
            continue;
        out.append(from, static_cast<std::size_t>(at - from));
        if (at == end)
            break;
        escape(out, *at);
        from = at + 1;
    }
    out += '"';
}

void appendJson(std::string& out, const std::map<std::string, std::string>& object) {
    char before = '{';
    for (const auto& [key, value] : object) {
        out += before;
        appendJson(out, key);
        out += ':';
        appendJson(out, value);
        before = ',';
    }
    out += before == '{' ? "{}" : "}";
}

void appendOwnPart(std::string& out, const DocumentDraft& document,
    const std::map<std::string, std::string>& spare) {
    out += "{\"name\":";
    appendJson(out, document.name);
    if (!document.split.empty()) {
        out += ",\"split\":";
        appendJson(out, document.split);
    }
    out += ",\"state\":";
    appendJson(out, documentStateName(document.state));
    if (!spare.empty()) {
        out += ",\"metadata\":";
        appendJson(out, spare);
    }
    if (document.gridImported) {
        out += ",\"tokens\":[";
        const auto& tokens = document.grid.tokens;
        appendNumbers(out, 2 * tokens.size(),
            [&](std::size_t i) { return i % 2 == 0 ? tokens[i / 2].begin : tokens[i / 2].end; });
        out += "],\"sentences\":[";
        const auto& starts = document.grid.sentenceStarts;
        appendNumbers(out, starts.size(), [&](std::size_t i) { return starts[i]; });
        out += ']';
    }
    out += '}';
}

} // namespace evenspan::io
