// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_text.h"

#include "core/io/json_write.h"
#include "core/text/utf8.h"

#include <array>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

// Bytes that do not stand for themselves in a string.
constexpr std::array<bool, 256> makeEscaped() {
    std::array<bool, 256> escaped{};
    for (std::size_t c = 0; c < 0x20; ++c)
        escaped[c] = true;
    escaped['"'] = escaped['\\'] = true;
    return escaped;
}
constexpr auto kEscaped = makeEscaped();

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
        if (at != end && !kEscaped[static_cast<unsigned char>(*at)])
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
        char before = 0;
        for (const auto& token : document.grid.tokens) {
            if (before)
                out += before;
            appendNumber(out, token.begin);
            out += ',';
            appendNumber(out, token.end);
            before = ',';
        }
        out += "],\"sentences\":[";
        before = 0;
        for (const auto start : document.grid.sentenceStarts) {
            if (before)
                out += before;
            appendNumber(out, start);
            before = ',';
        }
        out += ']';
    }
    out += '}';
}

} // namespace evenspan::io
