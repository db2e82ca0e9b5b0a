// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearest.h"
#include "core/rules/condition_keys.h"
#include "core/rules/folding.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <charconv>

namespace evenspan::rules {

namespace {

bool numberFrom(std::string_view text, std::uint32_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

struct BadText {
    std::string remedy;
};

} // namespace

std::string lengthText(std::uint32_t low, std::uint32_t high) {
    const std::string first = std::to_string(low);
    if (low == high)
        return first;
    return high == 0 ? first + "-" : first + "-" + std::to_string(high);
}

bool lengthFrom(std::string_view text, std::uint32_t& low, std::uint32_t& high) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) {
        if (!numberFrom(text, low) || low == 0)
            return false;
        high = low;
        return true;
    }
    high = 0;
    const std::string_view last = text.substr(dash + 1);
    return numberFrom(text.substr(0, dash), low)
        && (last.empty() || (numberFrom(last, high) && high >= low && high > 0));
}

std::string timesText(std::uint32_t minTimes, std::uint32_t maxTimes) {
    if (minTimes == 1 && maxTimes == 1)
        return {};
    if (minTimes == 0 && maxTimes == 1)
        return "?";
    if (maxTimes == 0 && minTimes < 2)
        return minTimes == 0 ? "*" : "+";
    std::string out = "{" + std::to_string(minTimes);
    if (maxTimes != minTimes)
        out += maxTimes == 0 ? "," : "," + std::to_string(maxTimes);
    return out + "}";
}

bool timesFromText(std::string_view text, std::uint32_t& minTimes, std::uint32_t& maxTimes) {
    if (text.empty() || text == "1") {
        minTimes = maxTimes = 1;
        return true;
    }
    if (text == "?" || text == "*" || text == "+") {
        minTimes = text == "+" ? 1 : 0;
        maxTimes = text == "?" ? 1 : 0;
        return true;
    }
    if (text.size() < 3 || text.front() != '{' || text.back() != '}')
        return false;
    text = text.substr(1, text.size() - 2);
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) {
        if (!numberFrom(text, minTimes) || minTimes == 0)
            return false;
        maxTimes = minTimes;
        return true;
    }
    const std::string_view first = text.substr(0, comma), last = text.substr(comma + 1);
    minTimes = maxTimes = 0;
    if (first.empty() && last.empty())
        return false;
    return (first.empty() || numberFrom(first, minTimes))
        && (last.empty() || (numberFrom(last, maxTimes) && maxTimes > 0 && maxTimes >= minTimes));
}

namespace {

std::string quoted(const std::string& value) {
    if (!value.empty() && value.find_first_of(" \t\"[]=|") == std::string::npos)
        return value;
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

class PatternReader {
public:
    explicit PatternReader(std::string_view text)
        : m_text(text) { }

    TokenPattern read() {
        TokenPattern out;
        for (skip(); m_at < m_text.size(); skip()) {
            TokenCondition condition;
            if (m_text.substr(m_at).starts_with("![")) {
                condition.negated = true;
                ++m_at;
            }
            if (m_text[m_at] == '[') {
                ++m_at;
                conditions(condition);
                times(condition);
            } else {
                condition.lower = {lowered(value(" \t[]"))};
            }
            out.push_back(std::move(condition));
        }
        return out;
    }
    std::size_t at() const { return m_at; }

private:
    void skip() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }
    bool next(char c) {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    // Up to one of `ends`, or a quoted one with \" and \\ inside.
    std::string value(std::string_view ends) {
        std::string out;
        if (!next('"')) {
            while (m_at < m_text.size() && ends.find(m_text[m_at]) == std::string_view::npos)
                out += m_text[m_at++];
            if (out.empty())
                throw BadText{"A word is missing here."};
            return out;
        }
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            out += m_text[m_at++];
        }
        if (!next('"'))
            throw BadText{"The quotation is not closed."};
        return out;
    }
    void conditions(TokenCondition& c) {
        for (skip(); !next(']'); skip()) {
            if (m_at >= m_text.size())
                throw BadText{"The bracket is not closed: add ]."};
            const std::size_t begin = m_at;
            const std::string key = value(" \t[]=|\"!~");
            if (!assign(c, key)) {
                m_at = begin;
                std::vector<std::string> keys{"length"};
                for (const Words& words : kWords)
                    keys.emplace_back(words.key);
                for (const Affix& affix : kAffixes)
                    keys.emplace_back(affix.key);
                for (const Flag& flag : kFlags)
                    keys.emplace_back(flag.key);
                const std::string near = nearestWord(key, keys);
                throw BadText{near.empty()
                        ? "Keys are text, lower, shape, prefix, suffix, length, digits, letters, "
                          "punct, capitals, small, title, ascii, blank, bracket, quote, opening, "
                          "closing and currency."
                        : "Did you mean " + near + "?"};
            }
        }
    }
    // '=', '!' for !=, '~', or '\0' where none of them stands here.
    char sign() {
        if (next('='))
            return '=';
        if (m_text.substr(m_at).starts_with("!=")) {
            m_at += 2;
            return '!';
        }
        return next('~') ? '~' : '\0';
    }
    bool assign(TokenCondition& c, const std::string& key) {
        static constexpr std::string_view ends = " \t[]|";
        const std::size_t signAt = m_at;
        const char op = sign();
        const auto onlyEquals = [&] {
            if (op == '=')
                return;
            m_at = signAt;
            throw BadText{"Write " + key + "=… with what it must be."};
        };
        for (const Flag& flag : kFlags)
            if (key == flag.key) {
                if (op != '\0')
                    onlyEquals();
                const std::string said = op == '=' ? value(ends) : "yes";
                if (said != "yes" && said != "no")
                    throw BadText{"Say yes or no."};
                c.*flag.member = said == "yes";
                return true;
            }
        for (const Words& words : kWords)
            if (key == words.key) {
                if (op == '~') {
                    regex(c.*words.regex);
                    return true;
                }
                if (op == '\0')
                    onlyEquals();
                auto& into = op == '=' ? c.*words.member : c.*words.none;
                do
                    into.push_back(value(ends));
                while (next('|'));
                return true;
            }
        for (const Affix& affix : kAffixes)
            if (key == affix.key) {
                onlyEquals();
                c.*affix.member = value(ends);
                return true;
            }
        if (key != "length")
            return false;
        if (op == '!') {
            do {
                std::uint32_t& length = c.notLength.emplace_back();
                if (!numberFrom(value(ends), length))
                    throw BadText{"Write length!=3|4."};
            } while (next('|'));
            return true;
        }
        onlyEquals();
        if (!lengthFrom(value(ends), c.minLength, c.maxLength))
            throw BadText{"Write length=3, length=2-5 or length=3-."};
        return true;
    }
    void regex(std::vector<std::string>& into) {
        const std::size_t begin = m_at;
        into.push_back(value(" \t]"));
        Pattern::Mistake mistake;
        if (Pattern::compile(into.back(), mistake))
            return;
        m_at = begin;
        throw BadText{"The regular expression cannot be read at its character "
            + std::to_string(mistake.at + 1) + ": " + mistake.why + "."};
    }
    void times(TokenCondition& c) {
        const std::size_t begin = m_at;
        if (m_at < m_text.size() && m_text[m_at] == '{') {
            const auto close = m_text.find('}', m_at);
            m_at = close == std::string_view::npos ? m_text.size() : close + 1;
        } else if (m_at < m_text.size()
            && std::string_view("?+*").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
        if (!timesFromText(m_text.substr(begin, m_at - begin), c.minTimes, c.maxTimes)) {
            m_at = begin;
            throw BadText{"Write ?, +, * or {2,3} behind a bracket."};
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::string patternText(const TokenPattern& pattern) {
    std::string out;
    for (const TokenCondition& c : pattern) {
        std::string inside;
        const auto add = [&](const std::string& part) {
            inside += (inside.empty() ? "" : " ") + part;
        };
        const auto addList = [&](const std::string& start, const auto& list, const auto& shown) {
            std::string values;
            for (const auto& value : list)
                values += (values.empty() ? "" : "|") + shown(value);
            if (!values.empty())
                add(start + values);
        };
        for (const Words& words : kWords) {
            addList(words.key + std::string("="), c.*words.member, quoted);
            addList(words.key + std::string("!="), c.*words.none, quoted);
            for (const std::string& expression : c.*words.regex)
                add(words.key + ("~" + quoted(expression)));
        }
        for (const Affix& affix : kAffixes)
            if (!(c.*affix.member).empty())
                add(affix.key + ("=" + quoted(c.*affix.member)));
        for (const Flag& flag : kFlags)
            if (c.*flag.member)
                add(*(c.*flag.member) ? flag.key : flag.key + std::string("=no"));
        if (c.minLength != 0 || c.maxLength != 0)
            add("length=" + lengthText(c.minLength, c.maxLength));
        addList("length!=", c.notLength, [](std::uint32_t n) { return std::to_string(n); });
        out += std::string(out.empty() ? "" : " ") + (c.negated ? "![" : "[") + inside + "]"
            + timesText(c.minTimes, c.maxTimes);
    }
    return out;
}

Result<TokenPattern> patternFromText(std::string_view text) {
    PatternReader reader(text);
    try {
        return reader.read();
    } catch (const BadText& e) {
        return Error{ErrorCode::InvalidArgument, "The token pattern cannot be read",
            "character " + std::to_string(countCodePoints(text.substr(0, reader.at())) + 1),
            e.remedy};
    }
}

} // namespace evenspan::rules
