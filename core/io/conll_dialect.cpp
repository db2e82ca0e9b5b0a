// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_dialect.h"

#include "core/text/ascii.h"
#include "core/text/utf8.h"

#include <charconv>
#include <utility>

namespace evenspan::io {

namespace {

constexpr std::string_view kMark = "# evenspan conll ";
constexpr int kVersion = 1;

bool writtenWithoutBlanks(char32_t c) {
    return (c >= 0x2E80 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF)
        || (c >= 0x20000 && c <= 0x3FFFF);
}

char32_t firstCharacter(std::string_view text) {
    std::size_t at = 0;
    return text.empty() ? 0 : nextCodePoint(text, at);
}

char32_t lastCharacter(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) { }
    return text.empty() ? 0 : nextCodePoint(text, at);
}

// Reads a quoted value from its opening quote; `at` ends behind the closing one.
std::optional<std::string> unquote(std::string_view text, std::size_t& at) {
    std::string value;
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') {
            ++at;
            return value;
        }
        if (text[at] != '\\') {
            value += text[at];
            continue;
        }
        if (++at == text.size())
            return std::nullopt;
        switch (text[at]) {
        case 'n':
            value += '\n';
            break;
        case 'r':
            value += '\r';
            break;
        case 't':
            value += '\t';
            break;
        case '"':
        case '\\':
            value += text[at];
            break;
        default:
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::string quote(std::string_view value) {
    std::string out = "\"";
    for (const char c : value)
        switch (c) {
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '"':
        case '\\':
            out += '\\';
            [[fallthrough]];
        default:
            out += c;
        }
    return out + '"';
}

bool standsAsItIs(std::string_view value) {
    return value.empty()
        || (value.front() != '"' && value.front() != ' ' && value.back() != ' '
            && value.find_first_of("\t\r\n") == std::string_view::npos);
}

std::optional<std::uint32_t> readNumber(std::string_view& text) {
    std::uint32_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

} // namespace

std::string dialectMark(TagScheme scheme) {
    return std::string(kMark) + std::to_string(kVersion) + " " + tagSchemeName(scheme);
}

Result<std::optional<TagScheme>> readDialectMark(std::string_view line, const std::string& where) {
    if (line.rfind(kMark, 0) != 0)
        return std::optional<TagScheme>();
    line.remove_prefix(kMark.size());
    const auto version = readNumber(line);
    if (!version || line.empty() || line.front() != ' ')
        return std::optional<TagScheme>();
    if (*version > kVersion)
        return Error{ErrorCode::TooNew, "A newer Evenspan wrote this file", where,
            "Use that version, or delete the file's first line to read its columns alone."};
    return tagSchemeFromName(line.substr(1));
}

std::string writeValue(std::string_view value) {
    return standsAsItIs(value) ? std::string(value) : quote(value);
}

std::string writeKey(std::string_view key) {
    return standsAsItIs(key) && !key.empty() && key.find('=') == std::string_view::npos
        ? std::string(key)
        : quote(key);
}

std::optional<std::string> readValue(std::string_view written) {
    if (written.empty() || written.front() != '"')
        return std::string(written);
    std::size_t at = 0;
    auto value = unquote(written, at);
    return at == written.size() ? value : std::nullopt;
}

std::optional<std::pair<std::string, std::string>> readEntry(std::string_view written) {
    std::string key;
    std::size_t equals = 0;
    if (!written.empty() && written.front() == '"') {
        auto quoted = unquote(written, equals);
        if (!quoted || written.substr(equals, 2) != " =")
            return std::nullopt;
        key = std::move(*quoted);
        ++equals;
    } else {
        equals = written.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        key = written.substr(0, equals);
        while (!key.empty() && key.back() == ' ')
            key.pop_back();
    }
    auto rest = written.substr(equals + 1);
    if (!rest.empty() && rest.front() == ' ')
        rest.remove_prefix(1);
    auto value = readValue(rest);
    if (!value)
        return std::nullopt;
    return std::pair(std::move(key), std::move(*value));
}

namespace {

template <class Word> PlacedWords joined(std::span<const Word> words, bool glue) {
    PlacedWords out;
    std::size_t bytes = words.size();
    for (const auto& word : words)
        bytes += word.size();
    out.text.reserve(bytes);
    out.ranges.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        // Of a word that begins in ASCII neither is asked.
        const bool glued = glue
            || (i > 0 && !words[i].empty() && static_cast<unsigned char>(words[i].front()) >= 0x80
                && writtenWithoutBlanks(lastCharacter(words[i - 1]))
                && writtenWithoutBlanks(firstCharacter(words[i])));
        if (i > 0 && !glued)
            out.text += ' ';
        const auto begin = static_cast<std::uint32_t>(out.text.size());
        out.text += words[i];
        out.ranges.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
    }
    if (!isAscii(out.text)) {
        const std::string_view text = out.text;
        std::uint32_t at = 0, byte = 0;
        for (auto& range : out.ranges)
            for (auto* border : {&range.begin, &range.end}) {
                at +=
                    static_cast<std::uint32_t>(countCodePoints(text.substr(byte, *border - byte)));
                byte = std::exchange(*border, at);
            }
    }
    return out;
}

} // namespace

PlacedWords joinWords(std::span<const std::string> words, bool glue) {
    return joined(words, glue);
}
PlacedWords joinWords(std::span<const std::string_view> words, bool glue) {
    return joined(words, glue);
}

bool WordJoiner::sticks(std::string_view word) const {
    const auto last = m_places.back();
    return writtenWithoutBlanks(lastCharacter(text().substr(last.begin, last.size())))
        && writtenWithoutBlanks(firstCharacter(word));
}

std::vector<std::string_view> WordJoiner::words() const {
    std::vector<std::string_view> words;
    words.reserve(m_places.size());
    for (const auto& place : m_places)
        words.push_back(text().substr(place.begin, place.size()));
    return words;
}

std::uint32_t WordJoiner::appendTo(
    std::string& text, std::uint32_t base, std::vector<CodePointRange>& places) const {
    const auto sentence = this->text();
    text += sentence;
    const auto size = static_cast<std::uint32_t>(countCodePoints(sentence));
    const auto first = places.size();
    places.resize(first + m_places.size());
    auto* to = places.data() + first;
    if (size == sentence.size()) {
        for (const auto& place : m_places)
            *to++ = {base + place.begin, base + place.end};
        return base + size;
    }
    std::uint32_t at = base, byte = 0;
    const auto count = [&](std::uint32_t until) {
        at += static_cast<std::uint32_t>(countCodePoints(sentence.substr(byte, until - byte)));
        byte = until;
        return at;
    };
    for (const auto& place : m_places) {
        const auto begin = count(place.begin);
        *to++ = {begin, count(place.end)};
    }
    return base + size;
}

namespace {

template <class Word>
std::optional<std::vector<CodePointRange>> found(
    std::span<const Word> words, std::string_view text) {
    std::vector<CodePointRange> ranges;
    std::size_t at = 0;
    std::uint32_t codePoint = 0;
    for (const auto& word : words) {
        const auto found = word.empty() ? at : text.find(word, at);
        if (found == std::string_view::npos)
            return std::nullopt;
        const auto between = text.substr(at, found - at);
        for (const char c : between)
            if (c != ' ' && c != '\t' && static_cast<unsigned char>(c) < 0x80)
                return std::nullopt;
        codePoint += static_cast<std::uint32_t>(countCodePoints(between));
        const auto size = static_cast<std::uint32_t>(countCodePoints(word));
        ranges.push_back({codePoint, codePoint + size});
        codePoint += size;
        at = found + word.size();
    }
    return ranges;
}

} // namespace

std::optional<std::vector<CodePointRange>> findWords(
    std::span<const std::string> words, std::string_view text) {
    return found(words, text);
}
std::optional<std::vector<CodePointRange>> findWords(
    std::span<const std::string_view> words, std::string_view text) {
    return found(words, text);
}

std::string writeOffsets(std::span<const CodePointRange> ranges) {
    std::string out;
    for (const auto& range : ranges)
        out += (out.empty() ? "" : " ") + std::to_string(range.begin) + "+"
            + std::to_string(range.size());
    return out;
}

std::optional<std::vector<CodePointRange>> readOffsets(
    std::string_view written, std::size_t words, std::uint32_t limit) {
    std::vector<CodePointRange> ranges;
    std::uint32_t last = 0;
    while (!written.empty()) {
        if (!ranges.empty()) {
            if (written.front() != ' ')
                return std::nullopt;
            written.remove_prefix(1);
        }
        const auto begin = readNumber(written);
        if (!begin || written.empty() || written.front() != '+')
            return std::nullopt;
        written.remove_prefix(1);
        const auto size = readNumber(written);
        if (!size || *begin < last || *begin > limit || *size > limit - *begin)
            return std::nullopt;
        last = *begin + *size;
        ranges.push_back({*begin, last});
    }
    return ranges.size() == words ? std::optional(std::move(ranges)) : std::nullopt;
}

} // namespace evenspan::io
