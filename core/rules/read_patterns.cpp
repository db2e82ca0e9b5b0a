// SPDX-License-Identifier: GPL-3.0-or-later
// Pattern files of Prodigy and spaCy, whose keys are described at
// spacy.io/usage/rule-based-matching. What a rule here cannot say is listed, not read in part: a
// pattern without one of its conditions would find other places.
#include "core/rules/rule_file_parts.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unicode/uchar.h>

namespace evenspan::rules {

using nlohmann::json;

namespace {

struct Lost {
    std::string why;
};

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

std::vector<std::string> wordsFrom(const std::string& key, const json& value) {
    if (value.is_string())
        return {value.get<std::string>()};
    if (value.is_object() && value.size() == 1) {
        const auto in = value.begin();
        if (upper(in.key()) == "IN" && in->is_array() && !in->empty()
            && std::all_of(in->begin(), in->end(), [](const json& v) { return v.is_string(); }))
            return in->get<std::vector<std::string>>();
        throw Lost{key + " with " + in.key() + " cannot be represented"};
    }
    throw Lost{key + " is neither a text nor a list under IN"};
}

void lengthInto(TokenCondition& c, const json& value) {
    const auto number = [](const json& v) {
        if (!v.is_number_unsigned() || v.get<std::uint64_t>() > 100000)
            throw Lost{"LENGTH is no number"};
        return v.get<std::uint32_t>();
    };
    if (!value.is_object()) {
        c.minLength = c.maxLength = std::max(1U, number(value));
        return;
    }
    for (const auto& [op, bound] : value.items()) {
        const std::uint32_t n = number(bound);
        if (op == "==" && n > 0)
            c.minLength = c.maxLength = n;
        else if (op == ">=" || op == ">")
            c.minLength = n + (op == ">" ? 1 : 0);
        else if ((op == "<=" && n > 0) || (op == "<" && n > 1))
            c.maxLength = n - (op == "<" ? 1 : 0);
        else
            throw Lost{"LENGTH with " + op + " cannot be represented"};
    }
    if (c.maxLength != 0 && c.maxLength < c.minLength)
        throw Lost{"LENGTH fits no token"};
}

std::string affixFrom(const std::string& key, const json& value, std::size_t size) {
    if (!value.is_string() || countCodePoints(value.get_ref<const std::string&>()) != size)
        throw Lost{
            key + " of other than " + std::to_string(size) + " characters cannot be represented"};
    return value.get<std::string>();
}

TokenCondition conditionFrom(const json& token) {
    if (!token.is_object())
        throw Lost{"a token is no object"};
    TokenCondition c;
    for (const auto& [written, value] : token.items()) {
        const std::string key = upper(written);
        const auto flag = [&, &value = value](std::optional<bool>& into) {
            if (!value.is_boolean())
                throw Lost{key + " is neither true nor false"};
            into = value.get<bool>();
        };
        if (key == "TEXT" || key == "ORTH")
            c.text = wordsFrom(key, value);
        else if (key == "LOWER")
            c.lower = wordsFrom(key, value);
        else if (key == "SHAPE")
            c.shape = wordsFrom(key, value);
        else if (key == "PREFIX") // there: the first character
            c.prefix = affixFrom(key, value, 1);
        else if (key == "SUFFIX") // there: the last three
            c.suffix = affixFrom(key, value, 3);
        else if (key == "LENGTH")
            lengthInto(c, value);
        else if (key == "IS_DIGIT")
            flag(c.digits);
        else if (key == "IS_ALPHA")
            flag(c.letters);
        else if (key == "IS_PUNCT")
            flag(c.punctuation);
        else if (key == "IS_UPPER")
            flag(c.capitals);
        else if (key == "IS_LOWER")
            flag(c.small);
        else if (key == "IS_TITLE")
            flag(c.title);
        else if (key != "OP")
            throw Lost{"the key " + written + " cannot be represented"};
        else if (!value.is_string()
            || !timesFromText(value.get_ref<const std::string&>(), c.minTimes, c.maxTimes))
            throw Lost{"the operator "
                + (value.is_string() ? value.get<std::string>() : std::string("of a token"))
                + " cannot be represented"};
    }
    return c;
}

} // namespace

Result<void> readPatterns(Lines& lines, Gathering& into) {
    std::string_view line;
    std::uint64_t others = 0;
    for (;;) {
        auto more = lines.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            continue;
        const json object = json::parse(line, nullptr, false);
        if (object.is_discarded())
            return Error{ErrorCode::BadFormat, "The line is no JSON", lines.place(),
                "Write one pattern a line: {\"label\": \"ORG\", \"pattern\": \"Acme\"}."};
        const auto label = object.is_object() ? object.find("label") : object.end();
        const auto pattern = object.is_object() ? object.find("pattern") : object.end();
        if (label == object.end() || !label->is_string() || label->get<std::string>().empty()) {
            into.lose(lines.number(), "there is no label");
            continue;
        }
        others += object.size() > 2 ? 1 : 0;
        try {
            if (pattern == object.end())
                throw Lost{"there is no pattern"};
            if (pattern->is_string()) {
                into.phrase(pattern->get_ref<const std::string&>(), label->get<std::string>(), true,
                    lines.number());
                continue;
            }
            if (!pattern->is_array())
                throw Lost{"the pattern is neither a text nor a list of tokens"};
            TokenPattern tokens;
            for (const json& token : *pattern)
                tokens.push_back(conditionFrom(token));
            into.pattern(std::move(tokens), label->get<std::string>(), lines.number());
        } catch (const Lost& lost) {
            into.lose(lines.number(), lost.why);
        }
    }
    if (others > 0)
        into.report().warnings.push_back(std::to_string(others)
            + " lines hold more than label and pattern: the rest was not read");
    return {};
}

} // namespace evenspan::rules
