// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/augment_names.h"

#include "core/app/audit/run_audit.h"
#include "core/base/files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

using fairness::Suite;
using Json = nlohmann::ordered_json;

Suite withoutNames(const Suite& suite, const std::set<std::string>& words, std::uint64_t& left) {
    Suite out = suite;
    std::erase_if(out.names, [&](const auto& name) {
        const auto own = fairness::wordsOf(name.text);
        return std::any_of(
            own.begin(), own.end(), [&](const auto& word) { return words.contains(word); });
    });
    left = suite.names.size() - out.names.size();
    return out;
}

Result<NameAugmentation> augmentNames(std::vector<engine::Example>& examples, const TagSet& tags,
    const Suite& suite, std::int64_t copies, std::uint64_t seed) {
    NameCopier copier(tags, suite, seed);
    if (auto opened = copier.open(); !opened)
        return opened.error();
    std::vector<engine::Example> added;
    for (std::int64_t copy = 0; copy < copies; ++copy)
        for (std::size_t from = 0, to = 0; from < examples.size(); from = to) {
            while (to < examples.size() && examples[to].document == examples[from].document)
                ++to;
            for (auto& made : copier.copy(std::span(examples).subspan(from, to - from)))
                if (made)
                    added.push_back(std::move(made->example));
        }
    for (auto& example : added)
        examples.push_back(std::move(example));
    return NameAugmentation{
        copier.sentences, copier.mentions, std::move(copier.groups), std::move(copier.words)};
}

Result<Json> augmentAsAsked(std::vector<engine::Example>& examples, const TagSet& tags,
    store::Reader& reader, const engine::Recipe& recipe, const std::filesystem::path& shipped) {
    if (recipe.augment_suite.empty())
        return Json();
    auto suite = openSuite(reader, shipped, recipe.augment_suite);
    if (!suite)
        return suite.error();
    auto done = augmentNames(
        examples, tags, *suite, recipe.augment_copies, static_cast<std::uint64_t>(recipe.seed));
    if (!done)
        return done.error();
    return Json{{"suite", suite->name}, {"sha256", sha256Hex(suiteToJson(*suite))},
        {"label", suite->label}, {"copies", recipe.augment_copies}, {"sentences", done->sentences},
        {"mentions", done->mentions}, {"groups", done->groups}, {"words", done->words}};
}

std::set<std::string> wordsLearnt(const std::string& record) {
    const auto json = nlohmann::json::parse(record, nullptr, false);
    std::set<std::string> words;
    for (const auto& place :
        {"/augmented/words"_json_pointer, "/mitigation/pairing/words"_json_pointer})
        if (json.is_object() && json.contains(place))
            words.merge(json[place].get<std::set<std::string>>());
    return words;
}

} // namespace evenspan
