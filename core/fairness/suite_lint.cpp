// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/suite.h"

#include "core/text/ascii.h"
#include "core/text/traits.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan::fairness {

namespace {

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto n = values.size();
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

struct GroupFacts {
    std::set<std::string> units;
    std::map<std::string, std::uint64_t> names;
    std::vector<double> frequencies; // log10
    double characters = 0;
    std::uint64_t count = 0, wordLike = 0, single = 0, script = 0;
};

} // namespace

std::set<std::string> templateWords(const Suite& suite) {
    std::set<std::string> out;
    for (const auto& each : suite.templates) {
        std::string word;
        for (const char c : each.text + ' ') {
            const char low = asciiLower(c);
            if (low >= 'a' && low <= 'z') {
                word += low;
                continue;
            }
            // The slot's own word is none of the sentence.
            if (!word.empty() && !(c == '}' && word == "name"))
                out.insert(word);
            word.clear();
        }
    }
    return out;
}

std::vector<const char*> nameRemarks(const SuiteName& name,
    const std::set<std::string, std::less<>>& words, const std::set<std::string>& ownWords) {
    std::vector<const char*> out;
    if (words.contains(asciiLower(name.text)) || ownWords.contains(asciiLower(name.text)))
        out.push_back("word_like");
    if (characters(name.text) == 1)
        out.push_back("one_character");
    if (!name.script.empty() && scriptOf(name.text) != name.script)
        out.push_back("script");
    return out;
}

std::vector<AuditSuite::Remark> lintSuite(
    const Suite& suite, const std::set<std::string, std::less<>>& words, std::size_t fewest) {
    std::map<std::string, GroupFacts> groups;
    std::map<std::string, std::set<std::string>> groupsOf;
    std::vector<double> frequencies;
    double length = 0;
    const auto ownWords = templateWords(suite);
    for (const auto& name : suite.names) {
        GroupFacts& facts = groups[name.group];
        facts.units.insert(name.unit.empty() ? name.text : name.unit);
        ++facts.names[name.text];
        ++facts.count;
        facts.characters += static_cast<double>(characters(name.text));
        length += static_cast<double>(characters(name.text));
        for (const std::string_view code : nameRemarks(name, words, ownWords))
            ++(code == "word_like"            ? facts.wordLike
                    : code == "one_character" ? facts.single
                                              : facts.script);
        groupsOf[name.text].insert(name.group);
        if (name.frequency && *name.frequency > 0) {
            facts.frequencies.push_back(std::log10(*name.frequency));
            frequencies.push_back(facts.frequencies.back());
        }
    }
    length /= static_cast<double>(std::max<std::size_t>(1, suite.names.size()));
    std::vector<AuditSuite::Remark> out;
    const auto say = [&](const char* code, const std::string& group, std::uint64_t count) {
        if (count > 0)
            out.push_back({code, group, count});
    };
    for (const auto& [group, facts] : groups) {
        say("too_few", group, facts.units.size() < fewest ? facts.units.size() : 0);
        say("word_like", group, facts.wordLike);
        if (!facts.frequencies.empty()
            && std::abs(median(facts.frequencies) - median(frequencies)) > 0.5)
            say("frequency", group, facts.count);
        if (!frequencies.empty())
            say("no_frequency", group, facts.count - facts.frequencies.size());
        if (std::abs(facts.characters / static_cast<double>(facts.count) - length) > 2)
            say("length", group, facts.count);
        say("duplicate", group, facts.count - facts.names.size());
        say("one_character", group, facts.single);
        say("script", group, facts.script);
    }
    say("several_groups", {},
        static_cast<std::uint64_t>(std::count_if(groupsOf.begin(), groupsOf.end(),
            [](const auto& each) { return each.second.size() > 1; })));
    return out;
}

} // namespace evenspan::fairness
