// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include "core/base/nearest.h"
#include "core/rules/condition_keys.h"
#include "core/rules/folding.h"
#include "core/rules/token_matcher.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::rules {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

ordered_json conditionToJson(const TokenCondition& c) {
    ordered_json out = ordered_json::object();
    for (const Words& words : kWords)
        for (const auto& [key, member] : {std::pair(words.key, words.member),
                 std::pair(words.noneKey, words.none), std::pair(words.regexKey, words.regex)})
            if (!(c.*member).empty())
                out[key] = c.*member;
    for (const Affix& affix : kAffixes)
        if (!(c.*affix.member).empty())
            out[affix.key] = c.*affix.member;
    for (const Flag& flag : kFlags)
        if (c.*flag.member)
            out[flag.key] = *(c.*flag.member);
    if (c.minLength != 0 || c.maxLength != 0)
        out["length"] = lengthText(c.minLength, c.maxLength);
    if (!c.notLength.empty())
        out["length_not"] = c.notLength;
    if (c.negated)
        out["not"] = true;
    if (const std::string times = timesText(c.minTimes, c.maxTimes); !times.empty())
        out["op"] = times;
    return out;
}

// What is wrong with a definition, thrown inside this file alone.
struct Wrong {
    std::string key;
    std::string remedy;
};

template <class T> T valueAt(const json& object, const char* key) {
    const auto found = object.find(key);
    const char* wanted = std::is_same_v<T, bool> ? "true or false"
        : std::is_same_v<T, int>                 ? "a number"
        : std::is_same_v<T, std::string>         ? "a text"
                                                 : "a list of texts";
    if (found == object.end())
        throw Wrong{key, "Add it: " + std::string(wanted) + "."};
    bool right = false;
    if constexpr (std::is_same_v<T, bool>)
        right = found->is_boolean();
    else if constexpr (std::is_same_v<T, int>)
        right = found->is_number_unsigned() && found->template get<std::uint64_t>() < 1000;
    else if constexpr (std::is_same_v<T, std::string>)
        right = found->is_string();
    else
        right = found->is_array()
            && std::all_of(
                found->begin(), found->end(), [](const json& item) { return item.is_string(); });
    if (!right)
        throw Wrong{key, "It must be " + std::string(wanted) + "."};
    return found->template get<T>();
}

void requireKeys(const json& object, const std::vector<std::string>& known) {
    for (const auto& [key, value] : object.items())
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const std::string near = nearestWord(key, known);
            throw Wrong{key, near.empty() ? "Leave it out." : "Did you mean \"" + near + "\"?"};
        }
}

TokenCondition conditionFrom(const json& object) {
    if (!object.is_object())
        throw Wrong{"patterns", "Each token is an object, such as {\"lower\": [\"acme\"]}."};
    std::vector<std::string> known{"length", "length_not", "not", "op"};
    for (const Words& words : kWords)
        known.insert(known.end(), {words.key, words.noneKey, words.regexKey});
    for (const Affix& affix : kAffixes)
        known.emplace_back(affix.key);
    for (const Flag& flag : kFlags)
        known.emplace_back(flag.key);
    requireKeys(object, known);
    TokenCondition c;
    for (const Words& words : kWords)
        for (const auto& [key, member] : {std::pair(words.key, words.member),
                 std::pair(words.noneKey, words.none), std::pair(words.regexKey, words.regex)})
            if (object.contains(key))
                c.*member = valueAt<std::vector<std::string>>(object, key);
    for (const Affix& affix : kAffixes)
        if (object.contains(affix.key))
            c.*affix.member = valueAt<std::string>(object, affix.key);
    for (const Flag& flag : kFlags)
        if (object.contains(flag.key))
            c.*flag.member = valueAt<bool>(object, flag.key);
    if (object.contains("length")
        && !lengthFrom(valueAt<std::string>(object, "length"), c.minLength, c.maxLength))
        throw Wrong{"length", "Write \"3\", \"2-5\" or \"3-\"."};
    if (object.contains("length_not")) {
        const json& lengths = object["length_not"];
        const auto sound = [](const json& v) { return v.is_number_unsigned() && v <= 100'000; };
        if (!lengths.is_array() || !std::all_of(lengths.begin(), lengths.end(), sound))
            throw Wrong{"length_not", "It must be a list of numbers."};
        c.notLength = lengths.get<std::vector<std::uint32_t>>();
    }
    if (object.contains("not"))
        c.negated = valueAt<bool>(object, "not");
    if (object.contains("op")
        && !timesFromText(valueAt<std::string>(object, "op"), c.minTimes, c.maxTimes))
        throw Wrong{"op", "Write \"?\", \"+\", \"*\" or \"{2,3}\"."};
    return c;
}

Rule ruleFrom(std::string name, const json& object) {
    if (!object.is_object())
        throw Wrong{"", "A rule is an object with a label and a kind."};
    Rule rule;
    rule.name = std::move(name);
    rule.label = valueAt<std::string>(object, "label");
    const auto kind = valueAt<std::string>(object, "kind");
    if (kind == "gazetteer") {
        requireKeys(object, {"label", "kind", "match_case", "whole_word", "phrases"});
        rule.body = Gazetteer{valueAt<std::vector<std::string>>(object, "phrases"),
            valueAt<bool>(object, "match_case"), valueAt<bool>(object, "whole_word")};
    } else if (kind == "regex") {
        requireKeys(object, {"label", "kind", "pattern", "match_case", "group"});
        rule.body = Expression{valueAt<std::string>(object, "pattern"),
            valueAt<bool>(object, "match_case"), valueAt<int>(object, "group")};
    } else if (kind == "tokens") {
        requireKeys(object, {"label", "kind", "patterns"});
        TokenPatterns tokens;
        const auto patterns = object.find("patterns");
        if (patterns == object.end() || !patterns->is_array())
            throw Wrong{"patterns", "It must be a list of patterns, each a list of tokens."};
        for (const json& pattern : *patterns) {
            if (!pattern.is_array())
                throw Wrong{"patterns", "Each pattern is a list of tokens."};
            TokenPattern& conditions = tokens.patterns.emplace_back();
            for (const json& condition : pattern)
                conditions.push_back(conditionFrom(condition));
        }
        rule.body = std::move(tokens);
    } else {
        throw Wrong{"kind", "Kinds are gazetteer, regex and tokens."};
    }
    return rule;
}

Error wrong(const std::string& what, const Rule& rule, const std::string& remedy) {
    return {ErrorCode::InvalidArgument, what, rule.name, remedy};
}

Result<void> checkExpression(const Expression& expression, const Rule& rule) {
    if (expression.pattern.empty())
        return wrong("The regular expression is empty", rule,
            "Write what to look for, such as [A-Z]{2}-\\d+.");
    Pattern::Mistake mistake;
    const auto compiled = Pattern::compile(expression.pattern, mistake, expression.matchCase);
    if (!compiled)
        return wrong("The regular expression cannot be read at character "
                + std::to_string(mistake.at + 1) + ": " + mistake.why,
            rule, "Mend it there; a character with a meaning of its own takes a \\ before it.");
    if (expression.group < 0 || expression.group > compiled->groups())
        return wrong("The regular expression has " + std::to_string(compiled->groups())
                + " groups, not " + std::to_string(expression.group),
            rule, "Choose 0 for the whole match, or put ( ) round the entity.");
    return {};
}

} // namespace

const char* kindName(const Rule& rule) {
    static constexpr const char* names[]{"gazetteer", "regex", "tokens"};
    return names[rule.body.index()];
}

std::size_t entryCount(const Rule& rule) {
    if (const auto* gazetteer = std::get_if<Gazetteer>(&rule.body))
        return gazetteer->phrases.size();
    const auto* tokens = std::get_if<TokenPatterns>(&rule.body);
    return tokens ? tokens->patterns.size() : 1;
}

ordered_json toJson(const Rule& rule) {
    ordered_json out{{"label", rule.label}, {"kind", kindName(rule)}};
    if (const auto* gazetteer = std::get_if<Gazetteer>(&rule.body)) {
        out["match_case"] = gazetteer->matchCase;
        out["whole_word"] = gazetteer->wholeWord;
        out["phrases"] = gazetteer->phrases;
    } else if (const auto* expression = std::get_if<Expression>(&rule.body)) {
        out["pattern"] = expression->pattern;
        out["match_case"] = expression->matchCase;
        out["group"] = expression->group;
    } else {
        out["patterns"] = ordered_json::array();
        for (const TokenPattern& pattern : std::get<TokenPatterns>(rule.body).patterns) {
            ordered_json tokens = ordered_json::array();
            for (const TokenCondition& condition : pattern)
                tokens.push_back(conditionToJson(condition));
            out["patterns"].push_back(std::move(tokens));
        }
    }
    return out;
}

std::string toDefinition(const Rule& rule) {
    return toJson(rule).dump();
}

Result<Rule> fromJson(std::string name, const json& definition) {
    try {
        return ruleFrom(name, definition);
    } catch (const Wrong& e) {
        return Error{ErrorCode::BadFormat,
            e.key.empty() ? "The rule cannot be read"
                          : "The rule cannot be read: \"" + e.key + "\" is wrong",
            name, e.remedy};
    }
}

Result<Rule> fromDefinition(std::string name, std::string_view definition) {
    const json parsed = json::parse(definition, nullptr, false);
    if (parsed.is_discarded())
        return Error{ErrorCode::BadFormat, "The rule is no JSON document", name,
            "Save the rule anew, or import it again."};
    return fromJson(std::move(name), parsed);
}

Result<void> checkRule(const Rule& rule) {
    if (rule.name.empty())
        return wrong("A rule needs a name", rule, "Give it one.");
    if (rule.label.empty())
        return wrong("The rule has no label", rule, "Choose the label that it suggests.");
    if (const auto* gazetteer = std::get_if<Gazetteer>(&rule.body)) {
        if (gazetteer->phrases.empty())
            return wrong("The list of phrases is empty", rule, "Write at least one phrase.");
        for (std::size_t i = 0; i < gazetteer->phrases.size(); ++i) {
            const std::string& phrase = gazetteer->phrases[i];
            const std::string which = "Phrase " + std::to_string(i + 1);
            if (firstInvalidUtf8(phrase))
                return wrong(which + " is not UTF-8", rule, "Convert the list to UTF-8.");
            if (folded(phrase, false).empty())
                return wrong(which + " is empty", rule, "Take the empty line out.");
            if (countCodePoints(phrase) > kLongestPhrase)
                return wrong(
                    which + " has more than " + std::to_string(kLongestPhrase) + " characters",
                    rule, "Take it out: a phrase is a name, not a text.");
        }
        return {};
    }
    if (const auto* expression = std::get_if<Expression>(&rule.body))
        return checkExpression(*expression, rule);
    const auto& patterns = std::get<TokenPatterns>(rule.body).patterns;
    if (patterns.empty())
        return wrong("The rule has no token pattern", rule, "Write at least one.");
    for (std::size_t i = 0; i < patterns.size(); ++i)
        if (const auto sound = checkPattern(patterns[i]); !sound)
            return wrong("Token pattern " + std::to_string(i + 1) + ": " + sound.error().what, rule,
                sound.error().remedy);
    return {};
}

} // namespace evenspan::rules
