// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/name_swap.h"

#include "core/text/grid.h"
#include "core/text/letter_case.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <numeric>

namespace evenspan::fairness {

namespace {

std::size_t letters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string firstLetter(std::string_view utf8) {
    std::size_t end = 1;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80)
        ++end;
    return std::string(utf8.substr(0, end));
}

// "J" or "J.", in letters that have capitals at all: one Han character is a name, not an initial.
bool isInitial(std::string_view word) {
    const bool dot = word.size() > 1 && word.ends_with('.');
    const auto letter = dot ? word.substr(0, word.size() - 1) : word;
    return letters(letter) == 1 && upperCase(letter) == letter && lowerCase(letter) != letter;
}

// Without capitals and without points that stand alone.
Words plainWords(const Words& words) {
    Words out;
    for (const auto& word : words)
        if (word != ".")
            out.push_back(lowerCase(word));
    return out;
}

bool sameWord(const std::string& part, const std::string& whole) {
    if (part == whole)
        return true;
    const bool dot = part.size() > 1 && part.ends_with('.');
    const auto letter = dot ? part.substr(0, part.size() - 1) : part;
    return letters(letter) == 1 && lowerCase(letter) != upperCase(letter)
        && firstLetter(whole) == letter;
}

// Is `part` the words of `whole` from `at` on?
bool fits(const Words& part, const Words& whole, std::size_t at) {
    for (std::size_t i = 0; i < part.size(); ++i)
        if (!sameWord(part[i], whole[at + i]))
            return false;
    return true;
}

Words tokens(std::string_view text) {
    Words out;
    if (const auto grid = makeGrid(text)) {
        const OffsetMap map(text);
        for (const auto& token : grid->tokens)
            out.emplace_back(map.slice({token.begin, token.end}));
    }
    if (out.empty())
        out.emplace_back(text);
    return out;
}

Words blanked(std::string_view text) {
    Words out;
    for (std::size_t from = 0; from < text.size();) {
        const auto to = std::min(text.find(' ', from), text.size());
        if (to > from)
            out.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

} // namespace

std::vector<NameRole> sameNames(std::span<const Words> mentions) {
    std::vector<Words> plain;
    for (const auto& words : mentions)
        plain.push_back(plainWords(words));
    std::vector<std::size_t> order(mentions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
        [&](auto a, auto b) { return plain[a].size() > plain[b].size(); });
    std::vector<std::size_t> whole(mentions.size()); // the first mention of the longest form
    std::vector<NamePart> part(mentions.size(), NamePart::Whole);
    std::vector<std::size_t> longest; // of each name found so far
    for (const auto i : order) {
        whole[i] = i;
        for (const auto j : longest) {
            const auto &own = plain[i], &other = plain[j];
            if (own.empty() || other.size() < own.size())
                continue;
            const bool first = fits(own, other, 0);
            if (!first && !fits(own, other, other.size() - own.size()))
                continue;
            whole[i] = j;
            part[i] = other.size() == own.size() ? NamePart::Whole
                : first                          ? NamePart::First
                                                 : NamePart::Last;
            break;
        }
        if (whole[i] == i)
            longest.push_back(i);
    }
    // Numbered as they come in the text.
    std::vector<NameRole> out(mentions.size());
    std::vector<std::size_t> number(mentions.size(), mentions.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        auto& own = number[whole[i]];
        if (own == mentions.size())
            own = next++;
        out[i] = {own, part[i]};
    }
    return out;
}

Words swapName(const Words& mention, NamePart part, std::string_view name, bool listOfFullNames) {
    const auto words = blanked(name);
    const bool several = words.size() > 1;
    const bool one = plainWords(mention).size() == 1;
    Words out;
    if (several && part == NamePart::First) {
        out = tokens(words.front());
    } else if (several && (part == NamePart::Last || (one && listOfFullNames))) {
        out = tokens(words.back());
    } else if (several && mention.size() > 1 && isInitial(mention.front())) {
        out = tokens(name.substr(name.find(words.front()) + words.front().size()));
        std::string letter = upperCase(firstLetter(words.front()));
        if (mention.front().ends_with('.'))
            letter += '.';
        if (mention[1] == ".")
            out.insert(out.begin(), ".");
        out.insert(out.begin(), std::move(letter));
    } else {
        out = tokens(name);
    }
    std::string text;
    for (const auto& word : mention)
        text += word;
    const bool initials = std::all_of(mention.begin(), mention.end(),
        [](const auto& word) { return word == "." || isInitial(word); });
    if (upperCase(text) != lowerCase(text) && letters(text) > 1 && !initials) {
        if (text == upperCase(text))
            for (auto& word : out)
                word = upperCase(word);
        else if (text == lowerCase(text))
            for (auto& word : out)
                word = lowerCase(word);
    }
    return out;
}

} // namespace evenspan::fairness
