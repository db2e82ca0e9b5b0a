// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/query.h"
#include "core/store/query_words.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::store {

namespace {

constexpr std::size_t kMostOffered = 200;

std::size_t bytesBefore(std::string_view text, std::size_t codePoints) {
    std::size_t at = 0;
    for (; codePoints > 0 && at < text.size(); --codePoints)
        nextCodePoint(text, at);
    return at;
}

std::string quoted(const std::string& value) {
    if (!value.empty() && value.find_first_of(" \t\r\n()\"\\") == std::string::npos)
        return value;
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

// The term that the cursor stands in.
struct Cursor {
    std::size_t begin = 0; // of the key, behind - and (
    std::size_t value = 0; // of the value, where there is a key
    std::size_t end = 0; // behind what is replaced
    bool keyed = false;
};

Cursor placeOf(std::string_view text, std::size_t cursor) {
    Cursor place;
    bool quote = false, fresh = true;
    for (std::size_t i = 0; i < cursor; ++i) {
        const char c = text[i];
        if (quote) {
            if (c == '\\')
                ++i;
            else
                quote = c != '"';
            continue;
        }
        quote = c == '"';
        if (isQueryBlank(c) || c == '(' || c == ')' || (c == '-' && fresh)) {
            place = {i + 1, i + 1, 0, false};
            fresh = true;
            continue;
        }
        fresh = false;
        if (!place.keyed && !quote && std::string_view(":=<>").find(c) != std::string_view::npos) {
            place.keyed = true;
            place.value = i + 1;
        } else if (place.keyed && c == '=' && place.value == i) {
            place.value = i + 1; // <= and >=
        }
    }
    place.end = cursor;
    if (quote) {
        const std::size_t close = text.find('"', cursor);
        place.end = close == std::string_view::npos ? text.size() : close + 1;
        return place;
    }
    const std::string_view stops = place.keyed ? " \t\r\n()" : " \t\r\n():=<>";
    while (place.end < text.size() && stops.find(text[place.end]) == std::string_view::npos)
        ++place.end;
    return place;
}

std::vector<std::string> joined(const std::string& head, const std::vector<std::string>& tails) {
    std::vector<std::string> out;
    for (const std::string& tail : tails)
        out.push_back(head + tail);
    return out;
}

std::vector<std::string> valuesOf(std::string_view key, const QueryFacts& facts) {
    if (key == "label")
        return facts.labels;
    if (key == "split")
        return facts.splits;
    if (key == "run")
        return facts.runs;
    if (key == "rule")
        return facts.rules;
    std::vector<std::string> out;
    if (key == "sort") {
        for (const std::string& name : querySortKeys()) {
            const bool column = name == "meta.";
            for (const std::string& full :
                column ? joined(name, facts.columns) : std::vector<std::string>{name}) {
                out.push_back(full);
                out.push_back("-" + full);
            }
        }
        return out;
    }
    const auto fixed = queryValues(key);
    return {fixed.begin(), fixed.end()};
}

std::vector<std::string> keysOf(const QueryFacts& facts) {
    std::vector<std::string> out;
    for (const std::string& key : queryKeys()) {
        if (key == "meta." || key == "attr.") {
            for (const std::string& name : key == "meta." ? facts.columns : facts.attributes)
                if (name.find_first_of(" \t\r\n():=<>\"") == std::string::npos)
                    out.push_back(key + name + "=");
        } else {
            out.push_back(key + (queryKeyIsNumeric(key) ? ">" : ":"));
        }
    }
    return out;
}

} // namespace

std::vector<Completion> completions(
    std::string_view query, std::size_t cursorCodePoint, const QueryFacts& facts) {
    if (firstInvalidUtf8(query))
        return {};
    const std::size_t cursor = bytesBefore(query, cursorCodePoint);
    const Cursor place = placeOf(query, cursor);
    const std::size_t begin = place.keyed ? place.value : place.begin;
    Completion model;
    model.from = countCodePoints(query.substr(0, begin));
    model.to = countCodePoints(query.substr(0, std::max(place.end, begin)));
    model.kind = place.keyed ? Completion::Kind::Value : Completion::Kind::Key;
    std::string typed = asciiLower(query.substr(begin, cursor - std::min(cursor, begin)));
    std::erase(typed, '"');

    std::vector<std::string> words;
    if (place.keyed) {
        std::string_view key = query.substr(place.begin, place.value - place.begin);
        key = key.substr(0, key.find_first_of(":=<>"));
        words = valuesOf(key, facts);
    } else {
        words = keysOf(facts);
        // A closed key keeps its own sign.
        if (place.end < query.size() && !isQueryBlank(query[place.end]) && query[place.end] != ')')
            for (std::string& word : words)
                word.pop_back();
    }
    std::vector<Completion> first, then;
    for (const std::string& word : words) {
        const std::size_t at = asciiLower(word).find(typed);
        if (at == std::string::npos)
            continue;
        model.text = place.keyed ? quoted(word) : word;
        (at == 0 ? first : then).push_back(model);
    }
    first.insert(first.end(), then.begin(), then.end());
    first.resize(std::min(first.size(), kMostOffered));
    return first;
}

} // namespace evenspan::store
