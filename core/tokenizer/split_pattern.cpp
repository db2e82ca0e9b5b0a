// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/split_pattern.h"

#include <nlohmann/json.hpp>

#include "core/text/utf8.h"
#include "core/tokenizer/json_keys.h"
#include "core/tokenizer/unicode_rules.h"

#include <array>
#include <unicode/regex.h>

namespace evenspan {

namespace {

using namespace tokenizer_json;

constexpr const char* kGpt2 =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

enum class Kind : unsigned char { Letter, Number, Blank, Other };

Kind kindOf(char32_t c) {
    if (c < 0x80) {
        if ((c | 32) >= 'a' && (c | 32) <= 'z')
            return Kind::Letter;
        if (c >= '0' && c <= '9')
            return Kind::Number;
        return c == ' ' || (c >= 9 && c <= 13) ? Kind::Blank : Kind::Other;
    }
    if (unicode::isLetter(c))
        return Kind::Letter;
    if (unicode::isWhitespace(c))
        return Kind::Blank;
    return unicode::isNumber(c) ? Kind::Number : Kind::Other;
}

class Gpt2Pattern final : public SplitPattern {
public:
    void parts(std::string_view text, std::vector<Part>& out) const override {
        out.clear();
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = matchAt(text, at);
            out.push_back({at, end, true});
            at = end;
        }
    }

private:
    static std::size_t matchAt(std::string_view text, std::size_t at) {
        if (text[at] == '\'')
            for (const std::string_view tail : {"s", "t", "re", "ve", "m", "ll", "d"})
                if (text.substr(at + 1, tail.size()) == tail)
                    return at + 1 + tail.size();
        std::size_t next = at;
        auto kind = kindOf(nextCodePoint(text, next));
        if (text[at] == ' ' && next < text.size()) {
            std::size_t behind = next;
            const auto second = kindOf(nextCodePoint(text, behind));
            if (second != Kind::Blank) {
                kind = second;
                next = behind;
            }
        }
        std::size_t last = at; // start of the last character of the run
        while (next < text.size()) {
            std::size_t behind = next;
            if (kindOf(nextCodePoint(text, behind)) != kind)
                break;
            last = next;
            next = behind;
        }
        // The last of several blanks goes with the word behind it.
        return kind == Kind::Blank && next < text.size() && last > at ? last : next;
    }
};

class LiteralPattern final : public SplitPattern {
public:
    explicit LiteralPattern(std::string text)
        : m_text(std::move(text)) { }

    void parts(std::string_view text, std::vector<Part>& out) const override {
        out.clear();
        std::size_t done = 0;
        for (std::size_t at; (at = text.find(m_text, done)) != std::string_view::npos;) {
            if (at > done)
                out.push_back({done, at, false});
            done = at + m_text.size();
            out.push_back({at, done, true});
        }
        if (done < text.size())
            out.push_back({done, text.size(), false});
    }

private:
    std::string m_text; // not empty
};

class RegexPattern final : public SplitPattern {
public:
    explicit RegexPattern(std::unique_ptr<icu::RegexPattern> pattern)
        : m_pattern(std::move(pattern)) { }

    void parts(std::string_view text, std::vector<Part>& out) const override {
        out.clear();
        UErrorCode status = U_ZERO_ERROR;
        UText* input =
            utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
        const std::unique_ptr<icu::RegexMatcher> matcher(m_pattern->matcher(status));
        std::size_t done = 0;
        if (U_SUCCESS(status)) {
            matcher->setTimeLimit(kTimeLimit, status);
            matcher->reset(input);
            while (matcher->find(status) && U_SUCCESS(status)) {
                const auto begin = static_cast<std::size_t>(matcher->start64(status));
                const auto end = static_cast<std::size_t>(matcher->end64(status));
                if (begin > done)
                    out.push_back({done, begin, false});
                if (end > begin)
                    out.push_back({begin, end, true});
                done = end;
            }
        }
        if (done < text.size())
            out.push_back({done, text.size(), false});
        utext_close(input);
    }

private:
    // Steps of ICU's engine, about a millisecond each: an expression that explodes on some text
    // leaves the rest of it whole.
    static constexpr std::int32_t kTimeLimit = 2000;
    std::unique_ptr<icu::RegexPattern> m_pattern;
};

// The expression for ICU, or nothing where the two engines may differ.
std::optional<std::string> toIcu(std::string_view pattern) {
    std::string out;
    int depth = 0; // of brackets
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '[') {
            if (pattern.substr(i, 2) == "[:")
                return std::nullopt;
            ++depth;
        } else if (c == ']') {
            --depth;
        } else if (depth > 0 && (c == '&' || c == '-')
            && pattern.substr(i, 2) == std::string(2, c)) {
            return std::nullopt; // set operations: "--" is one in ICU alone
        } else if (c == '(' && pattern.substr(i, 2) == "(?") {
            const auto after = pattern.substr(i + 2);
            bool known = false;
            for (const std::string_view start : {":", "=", "!", "<=", "<!", ">", "i:"})
                known = known || after.substr(0, start.size()) == start;
            if (!known)
                return std::nullopt;
        } else if (c == '}' && pattern.substr(i + 1, 1) == "+") {
            return std::nullopt; // possessive in ICU, a second repetition in Ruby
        } else if (c == '\\') {
            if (++i == pattern.size())
                return std::nullopt;
            const auto rest = pattern.substr(i);
            if (rest.substr(0, 4) == "p{L}" || rest.substr(0, 4) == "p{N}") {
                out += rest[2] == 'L' ? unicode::letterRanges() : unicode::numberRanges();
                i += 3;
            } else if (rest[0] == 'd') {
                out += unicode::digitRanges();
            } else if (rest[0] == 's') {
                out += "\\p{White_Space}";
            } else if (rest[0] == 'S') {
                out += "\\P{White_Space}";
            } else if (rest[0] == 'w') {
                out += "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]";
            } else if (std::string_view("pnrtfx").find(rest[0]) != std::string_view::npos
                || (static_cast<unsigned char>(rest[0]) < 0x80
                    && !std::isalnum(static_cast<unsigned char>(rest[0])))) {
                out += '\\';
                out += rest[0];
            } else {
                return std::nullopt;
            }
            continue;
        }
        out += c;
    }
    return out;
}

} // namespace

std::unique_ptr<const SplitPattern> gpt2Pattern() {
    return std::make_unique<Gpt2Pattern>();
}

Result<std::unique_ptr<const SplitPattern>> readSplitPattern(
    const Json& json, const std::string& where) {
    using Out = std::unique_ptr<const SplitPattern>;
    if (!json.is_object())
        return bad("A pattern is no object", where);
    if (const auto* literal = member(json, "String"); literal && literal->is_string()) {
        const auto& text = literal->get_ref<const std::string&>();
        if (text.empty())
            return unsupported("A pattern is empty", where);
        return Out(std::make_unique<LiteralPattern>(text));
    }
    const auto* expression = member(json, "Regex");
    if (!expression || !expression->is_string())
        return bad("A pattern is neither a text nor a regular expression", where);
    const auto& source = expression->get_ref<const std::string&>();
    if (source == kGpt2)
        return gpt2Pattern();
    const auto translated = toIcu(source);
    if (!translated)
        return unsupported("A regular expression uses what is not supported here", where);
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    // In Ruby's syntax ^ and $ mean lines, and only a line feed ends one.
    std::unique_ptr<icu::RegexPattern> pattern(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(*translated),
            UREGEX_MULTILINE | UREGEX_UNIX_LINES, place, status));
    if (U_FAILURE(status) || !pattern)
        return unsupported("A regular expression cannot be read", where);
    return Out(std::make_unique<RegexPattern>(std::move(pattern)));
}

} // namespace evenspan
