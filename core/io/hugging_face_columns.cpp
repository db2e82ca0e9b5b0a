// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_layout.h"
#include "core/io/hugging_face.h"
#include "core/io/json_read.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace evenspan::io {

using nlohmann::json;

namespace {

constexpr std::array kWordKeys{"tokens", "words", "token"};

} // namespace

std::string rowWordKey(const json& record) {
    for (const char* key : kWordKeys)
        if (const auto* list = arrayIn(record, key);
            list && !list->empty() && (*list)[0].is_string())
            return key;
    return {};
}

std::string rowTagKey(const json& record, std::size_t words) {
    std::string best;
    int bestScore = 0;
    for (const auto& [key, value] : record.items()) {
        if (!value.is_array() || value.size() != words || value.empty())
            continue;
        const bool numbers = std::all_of(
            value.begin(), value.end(), [](const json& item) { return item.is_number_integer(); });
        const bool tags = std::all_of(value.begin(), value.end(), [](const json& item) {
            const auto* text = item.get_ptr<const std::string*>();
            return text && looksLikeTag(*text);
        });
        const bool named = key.find("ner") != std::string::npos || key == "tags" || key == "labels";
        const int score = (tags ? 4 : numbers && named ? 2 : 0) + (named && (tags || numbers));
        if (score > bestScore) {
            bestScore = score;
            best = key;
        }
    }
    return best;
}

Result<std::vector<std::string>> tagNamesFrom(const std::string& setting) {
    std::vector<std::string> names;
    const auto cut = [&](std::string_view text, char at) {
        for (std::size_t from = 0; from <= text.size();) {
            const auto end = std::min(text.find(at, from), text.size());
            auto name = text.substr(from, end - from);
            while (!name.empty() && (name.back() == '\r' || name.back() == ' '))
                name.remove_suffix(1);
            if (!name.empty())
                names.emplace_back(name);
            from = end + 1;
        }
    };
    std::error_code failed;
    if (!std::filesystem::is_regular_file(setting, failed)) {
        cut(setting, ',');
        return names;
    }
    auto text = readTextFile(setting, {}, std::uint64_t{16} << 20);
    if (!text)
        return text.error();
    if (text->find_first_of("[{") != 0) {
        cut(*text, '\n');
        return names;
    }
    auto value = parseJson(*text, setting);
    if (!value)
        return value.error();
    const std::function<void(const json&)> look = [&](const json& at) {
        if (!names.empty())
            return;
        if (const auto* list = arrayIn(at, "names"))
            for (const auto& name : *list)
                names.push_back(plainText(name));
        else if (const auto* map = member(at, "id2label"); map && map->is_object())
            for (std::size_t i = 0; map->contains(std::to_string(i)); ++i)
                names.push_back(plainText((*map)[std::to_string(i)]));
        else if (at.is_structured())
            for (const auto& part : at)
                look(part);
    };
    if (value->is_array() && !value->empty() && (*value)[0].is_string())
        for (const auto& name : *value)
            names.push_back(plainText(name));
    else
        look(*value);
    return names;
}

int sniffHuggingFace(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record)
        return 0;
    const auto words = rowWordKey(*record);
    if (words.empty() || stringIn(*record, "text"))
        return 0;
    const auto tags = rowTagKey(*record, (*record)[words].size());
    reasons = {"records have \"" + words + "\"" + (tags.empty() ? "" : " and \"" + tags + "\"")};
    return tags.empty() ? 50 : 92;
}

} // namespace evenspan::io
