// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/python_expression.h"

#include <algorithm>

namespace evenspan::rules {

namespace {

// What \w is there: letters and all kinds of numbers, such as ² and ½; here marks are, they are
// not.
constexpr std::string_view kWord = "\\p{L}\\p{N}_";

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// The size of {n}, {n,}, {,m} or {n,m} at `at`; 0: a brace like any other character.
std::size_t countAt(std::string_view text, std::size_t at) {
    std::size_t i = at + 1, digits = 0, commas = 0;
    for (; i < text.size() && (isDigit(text[i]) || text[i] == ','); ++i)
        ++(text[i] == ',' ? commas : digits);
    return i < text.size() && text[i] == '}' && digits > 0 && commas <= 1 ? i + 1 - at : 0;
}

// One character of a set, or a class of them, behind which `at` comes to stand. There a set holds
// no sets, && is two characters, and a hyphen that makes no range stands for itself.
std::string itemAt(std::string_view text, std::size_t& at) {
    const char c = text[at++];
    if (c == '\\' && at < text.size()) {
        const char escaped = text[at++];
        return escaped == 'w' ? std::string(kWord)
            : escaped == 'W'  ? "[^" + std::string(kWord) + "]"
                              : std::string{c, escaped};
    }
    const bool special = c == '[' || c == ']' || c == '&' || c == '{' || c == '}' || c == '-';
    return special ? std::string{'\\', c} : std::string(1, c);
}

// The set that begins at `at`, behind which `at` comes to stand.
std::string setAt(std::string_view text, std::size_t& at) {
    std::string out(1, text[at++]);
    if (at < text.size() && text[at] == '^')
        out += text[at++];
    for (bool first = true; at < text.size(); first = false) {
        if (text[at] == ']' && !first) {
            ++at;
            return out + ']';
        }
        out += itemAt(text, at);
        // A range; also up to a hyphen, or from one.
        if (at + 1 < text.size() && text[at] == '-' && text[at + 1] != ']') {
            ++at;
            out += '-' + itemAt(text, at);
        }
    }
    return out; // never closed: compiling it says so
}

} // namespace

std::string fromPythonExpression(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (rest[0] == '\\' && rest.size() > 1) {
            out += rest[1] == 'Z' ? "\\z"
                : rest[1] == 'w'  ? "[" + std::string(kWord) + "]"
                : rest[1] == 'W'  ? "[^" + std::string(kWord) + "]"
                                  : std::string(rest.substr(0, 2));
            at += 2;
        } else if (rest[0] == '[') {
            out += setAt(text, at);
        } else if (rest.starts_with("(?P<")) {
            out += "(?<";
            at += 4;
        } else if (rest.starts_with("(?P=")) {
            const std::size_t end = std::min(rest.find(')'), rest.size());
            out += "\\k<" + std::string(rest.substr(4, end - 4)) + ">";
            at += std::min(end + 1, rest.size());
        } else if (rest[0] == '{') {
            const std::size_t size = countAt(text, at);
            out += size == 0 ? "\\{" : rest[1] == ',' ? "{0" : "{";
            out += rest.substr(1, std::max<std::size_t>(size, 1) - 1);
            at += std::max<std::size_t>(size, 1);
        } else if (rest[0] == '}') {
            out += "\\}";
            ++at;
        } else {
            out += rest[0];
            ++at;
        }
    }
    return out;
}

std::string withoutExpression(std::string_view expression) {
    return "\\A(?![\\s\\S]*(?:" + std::string(expression) + "))";
}

std::string literalExpression(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain =
            (c & 0x80) != 0 || isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        out += plain ? std::string(1, c) : std::string{'\\', c};
    }
    return out;
}

} // namespace evenspan::rules
