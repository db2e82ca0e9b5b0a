// SPDX-License-Identifier: GPL-3.0-or-later
// Pattern files of Prodigy and spaCy, whose keys are described at
// spacy.io/usage/rule-based-matching. What a rule here cannot say is listed, not read in part: a
// pattern without one of its conditions would find other places.
#include "core/rules/python_expression.h"
#include "core/rules/rule_file_parts.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::rules {

using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

struct Lost {
    std::string why;
    bool tagged = false; // for want of parts of speech
};

constexpr std::size_t kShown = 80; // code points of a pattern that is left out
constexpr std::uint32_t kLongestLength = 1000; // of a token whose lengths are listed

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

struct FlagKey {
    const char* key;
    std::optional<bool> TokenCondition::*member;
};
constexpr FlagKey kFlagKeys[]{{"IS_DIGIT", &TokenCondition::digits},
    {"IS_ALPHA", &TokenCondition::letters}, {"IS_PUNCT", &TokenCondition::punctuation},
    {"IS_UPPER", &TokenCondition::capitals}, {"IS_LOWER", &TokenCondition::small},
    {"IS_TITLE", &TokenCondition::title}, {"IS_ASCII", &TokenCondition::ascii},
    {"IS_SPACE", &TokenCondition::blank}, {"IS_BRACKET", &TokenCondition::bracket},
    {"IS_QUOTE", &TokenCondition::quote}, {"IS_LEFT_PUNCT", &TokenCondition::opening},
    {"IS_RIGHT_PUNCT", &TokenCondition::closing}, {"IS_CURRENCY", &TokenCondition::currency}};

struct WordKey {
    const char* key;
    Strings TokenCondition::*in;
    Strings TokenCondition::*none;
    Strings TokenCondition::*regex;
};
constexpr WordKey kWordKeys[]{
    {"TEXT", &TokenCondition::text, &TokenCondition::notText, &TokenCondition::textRegex},
    {"ORTH", &TokenCondition::text, &TokenCondition::notText, &TokenCondition::textRegex},
    {"LOWER", &TokenCondition::lower, &TokenCondition::notLower, &TokenCondition::lowerRegex},
    {"SHAPE", &TokenCondition::shape, &TokenCondition::notShape, &TokenCondition::shapeRegex}};

// Why a key of theirs has no counterpart here.
Lost whyNot(const std::string& key) {
    for (const char* tagged : {"POS", "TAG", "MORPH", "DEP", "LEMMA"})
        if (key == tagged)
            return {key + " asks for the parts of speech, which no tagger here knows", true};
    for (const char* named : {"ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"})
        if (key == named)
            return {key + " asks what a model of spaCy has found before"};
    for (const char* spoken : {"IS_STOP", "LIKE_NUM", "NORM"})
        if (key == spoken)
            return {key + " depends on lists of words of one language"};
    for (const char* split : {"LIKE_URL", "LIKE_EMAIL"})
        if (key == split)
            return {key + " asks for an address in one token; here an address is several"};
    for (const char* placed : {"IS_SENT_START", "SENT_START", "SPACY"})
        if (key == placed)
            return {key + " asks where a token stands"};
    return {key == "_" ? "_ asks for an attribute of a program" : "the key " + key + " is unknown"};
}

Strings stringsFrom(const std::string& key, const std::string& op, const json& value) {
    if (!value.is_array()
        || !std::all_of(value.begin(), value.end(), [](const json& v) { return v.is_string(); }))
        throw Lost{key + " with " + op + " is no list of texts"};
    return value.get<Strings>();
}

// One of `wanted` beside what is asked already.
void oneOf(const std::string& key, Strings& in, const Strings& wanted) {
    Strings both = wanted;
    if (!in.empty())
        std::erase_if(both, [&](const std::string& word) {
            return std::find(in.begin(), in.end(), word) == in.end();
        });
    if (both.empty())
        throw Lost{key + " fits no token"};
    in = std::move(both);
}

void wordInto(TokenCondition& c, const WordKey& word, const std::string& key, const json& value) {
    const auto regex = [&](const Strings& any, bool none) {
        std::string all;
        for (const std::string& one : any)
            all += (all.empty() ? "" : "|")
                + (any.size() == 1 ? fromPythonExpression(one)
                                   : "(?:" + fromPythonExpression(one) + ")");
        (c.*word.regex).push_back(none ? withoutExpression(all) : all);
    };
    if (value.is_string())
        return oneOf(key, c.*word.in, {value.get<std::string>()});
    if (!value.is_object())
        throw Lost{key + " is neither a text nor an object"};
    for (const auto& [written, operand] : value.items()) {
        const std::string op = upper(written);
        if (op == "REGEX" && operand.is_string()) {
            regex({operand.get<std::string>()}, false);
        } else if (op == "REGEX" && operand.is_object()) { // expressions in place of words
            for (const auto& [inner, list] : operand.items()) {
                const std::string how = upper(inner);
                const Strings any = stringsFrom(key, how, list);
                if ((how == "IN" || how == "NOT_IN") && !any.empty())
                    regex(any, how == "NOT_IN");
                else if (how != "NOT_IN")
                    throw Lost{key + " with REGEX and " + how + " cannot be represented"};
            }
        } else if (op == "IN" || op == "IS_SUBSET" || op == "INTERSECTS") { // of one word: the same
            oneOf(key, c.*word.in, stringsFrom(key, op, operand));
        } else if (op == "NOT_IN") {
            const Strings none = stringsFrom(key, op, operand);
            (c.*word.none).insert((c.*word.none).end(), none.begin(), none.end());
        } else {
            throw Lost{key + " with " + op + " cannot be represented"};
        }
    }
}

void lengthInto(TokenCondition& c, const json& value) {
    const auto number = [](const json& v) {
        if (!v.is_number_integer() || v > 100'000 || v < -100'000)
            throw Lost{"LENGTH is no whole number"};
        return v.get<std::int64_t>();
    };
    std::int64_t low = c.minLength, high = c.maxLength == 0 ? INT32_MAX : c.maxLength;
    const auto apply = [&](const std::string& op, const json& operand) {
        if (op == "IN" || op == "NOT_IN") {
            if (!operand.is_array())
                throw Lost{"LENGTH with " + op + " is no list"};
            std::vector<std::int64_t> all;
            for (const json& one : operand)
                all.push_back(number(one));
            if (op == "NOT_IN") {
                for (const std::int64_t n : all)
                    if (n > 0)
                        c.notLength.push_back(static_cast<std::uint32_t>(n));
                return;
            }
            std::sort(all.begin(), all.end());
            if (all.empty() || all.back() < 1 || all.back() > kLongestLength)
                throw Lost{"LENGTH with IN fits no token, or a very long one"};
            for (std::int64_t n = std::max<std::int64_t>(all.front(), 1); n < all.back(); ++n)
                if (!std::binary_search(all.begin(), all.end(), n))
                    c.notLength.push_back(static_cast<std::uint32_t>(n));
            low = std::max(low, all.front());
            high = std::min(high, all.back());
            return;
        }
        const std::int64_t n = number(operand);
        if (op == "!=") {
            if (n > 0)
                c.notLength.push_back(static_cast<std::uint32_t>(n));
            return;
        }
        if (op == "==" || op == ">=" || op == ">")
            low = std::max(low, n + (op == ">" ? 1 : 0));
        else if (op != "<=" && op != "<")
            throw Lost{"LENGTH with " + op + " cannot be represented"};
        if (op == "==" || op == "<=" || op == "<")
            high = std::min(high, n - (op == "<" ? 1 : 0));
    };
    if (value.is_object()) {
        for (const auto& [op, operand] : value.items())
            apply(upper(op), operand);
    } else {
        apply("==", value);
    }
    if (high < 1 || high < low)
        throw Lost{"LENGTH fits no token"};
    std::sort(c.notLength.begin(), c.notLength.end());
    c.notLength.erase(std::unique(c.notLength.begin(), c.notLength.end()), c.notLength.end());
    c.minLength = static_cast<std::uint32_t>(std::max<std::int64_t>(low, 0));
    c.maxLength = high == INT32_MAX ? 0 : static_cast<std::uint32_t>(high);
}

// There the prefix is the first character of a token, and the suffix its last three or all of it.
void affixInto(TokenCondition& c, const std::string& key, const json& value) {
    const bool first = key == "PREFIX";
    const auto one = [&](const std::string& affix) {
        const std::size_t size = countCodePoints(affix);
        if (size == 0 || size > (first ? 1 : 3))
            throw Lost{key + " of " + std::to_string(size) + " characters fits no token"};
        const std::string literal = literalExpression(affix);
        return first ? "\\A" + literal : size == 3 ? literal + "\\z" : "\\A" + literal + "\\z";
    };
    if (value.is_string()) {
        const auto affix = value.get<std::string>();
        const std::string expression = one(affix);
        if (first)
            c.prefix = affix;
        else if (countCodePoints(affix) == 3)
            c.suffix = affix;
        else
            c.textRegex.push_back(expression);
        return;
    }
    if (!value.is_object() || value.size() != 1)
        throw Lost{key + " is neither a text nor one list"};
    const std::string op = upper(value.begin().key());
    if (op != "IN" && op != "NOT_IN")
        throw Lost{key + " with " + op + " cannot be represented"};
    std::string any;
    for (const std::string& affix : stringsFrom(key, op, *value.begin()))
        any += (any.empty() ? "" : "|") + one(affix);
    if (!any.empty())
        c.textRegex.push_back(op == "IN" ? any : withoutExpression(any));
    else if (op == "IN")
        throw Lost{key + " fits no token"};
}

void timesInto(TokenCondition& c, const json& value) {
    const std::string op = value.is_string() ? value.get<std::string>() : value.dump();
    if (op == "!")
        c.negated = true;
    else if (!value.is_string() || op.empty() || !timesFromText(op, c.minTimes, c.maxTimes))
        throw Lost{"the operator " + op + " cannot be represented"};
}

TokenCondition tokenFrom(const json& token) {
    if (!token.is_object())
        throw Lost{"a token is no object"};
    TokenCondition c;
    for (const auto& [written, value] : token.items()) {
        const std::string key = upper(written);
        const auto word = std::find_if(std::begin(kWordKeys), std::end(kWordKeys),
            [&](const WordKey& one) { return key == one.key; });
        const auto flag = std::find_if(std::begin(kFlagKeys), std::end(kFlagKeys),
            [&](const FlagKey& one) { return key == one.key; });
        if (word != std::end(kWordKeys)) {
            wordInto(c, *word, key, value);
        } else if (flag != std::end(kFlagKeys)) {
            if (!value.is_boolean())
                throw Lost{key + " is neither true nor false"};
            c.*flag->member = value.get<bool>();
        } else if (key == "PREFIX" || key == "SUFFIX") {
            affixInto(c, key, value);
        } else if (key == "LENGTH") {
            lengthInto(c, value);
        } else if (key == "OP") {
            timesInto(c, value);
        } else {
            throw whyNot(key);
        }
    }
    return c;
}

// The pattern as the file has it, cut short, so that a person knows it again.
std::string shown(const json& pattern) {
    const std::string all = pattern.dump(-1, ' ', false, json::error_handler_t::replace);
    std::size_t at = 0;
    for (std::size_t i = 0; i < kShown && at < all.size(); ++i)
        nextCodePoint(all, at);
    return at < all.size() ? all.substr(0, at) + "…" : all;
}

} // namespace

Result<void> readPatterns(Lines& lines, Gathering& into) {
    std::string_view line;
    std::uint64_t others = 0, tagged = 0;
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
                tokens.push_back(tokenFrom(token));
            into.pattern(std::move(tokens), label->get<std::string>(), lines.number());
        } catch (const Lost& lost) {
            tagged += lost.tagged ? 1 : 0;
            into.lose(lines.number(),
                pattern == object.end() ? lost.why : lost.why + ": " + shown(*pattern));
        }
    }
    if (tagged > 0)
        into.report().warnings.push_back(tagged == 1
                ? "1 pattern asks for parts of speech, which no tagger here knows: it was left out"
                : std::to_string(tagged)
                    + " patterns ask for parts of speech, which no tagger here knows: they were "
                      "left out");
    if (others > 0)
        into.report().warnings.push_back(
            (others == 1 ? "1 line holds" : std::to_string(others) + " lines hold")
            + " more than label and pattern: the rest was not read");
    return {};
}

} // namespace evenspan::rules
