// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_packed.h"
#include "core/io/json_read.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace evenspan::io {

using nlohmann::json;

nlohmann::ordered_json ownPart(
    const DocumentDraft& document, const std::map<std::string, std::string>& spare) {
    nlohmann::ordered_json own;
    own["name"] = document.name;
    if (!document.split.empty())
        own["split"] = document.split;
    own["state"] = documentStateName(document.state);
    if (!spare.empty())
        own["metadata"] = spare;
    if (document.gridImported) {
        auto& tokens = own["tokens"] = nlohmann::ordered_json::array();
        for (const auto& token : document.grid.tokens) {
            tokens.push_back(token.begin);
            tokens.push_back(token.end);
        }
        own["sentences"] = document.grid.sentenceStarts;
    }
    return own;
}

namespace {

// Nothing where the words are out of order or beyond the text.
std::optional<TokenGrid> gridFrom(const json& own, std::uint32_t size) {
    const auto list = [&](const char* key) {
        const auto* found = member(own, key);
        return found ? wholeNumbers(*found) : std::nullopt;
    };
    const auto tokens = list("tokens"), sentences = list("sentences");
    if (!tokens || !sentences || tokens->size() % 2 != 0)
        return {};
    TokenGrid grid;
    grid.tokens.reserve(tokens->size() / 2);
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < tokens->size(); i += 2) {
        const auto begin = (*tokens)[i], end = (*tokens)[i + 1];
        if (begin < last || end < begin || end > size)
            return {};
        grid.tokens.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        last = end;
    }
    grid.sentenceStarts.reserve(sentences->size());
    for (const auto start : *sentences) {
        const bool first = grid.sentenceStarts.empty();
        if (start >= grid.tokens.size()
            || (first ? start != 0 : start <= grid.sentenceStarts.back()))
            return {};
        grid.sentenceStarts.push_back(static_cast<std::uint32_t>(start));
    }
    if (grid.sentenceStarts.empty() != grid.tokens.empty())
        return {};
    return grid;
}

} // namespace

bool takeOwnPart(json& record, DocumentDraft& document, ReadJob& job, const std::string& where) {
    if (!record.is_object() || !record.contains("evenspan") || !record["evenspan"].is_object())
        return false;
    const json own = std::move(record["evenspan"]);
    record.erase("evenspan");
    bool given = false;
    if (const auto* name = stringIn(own, "name"))
        document.name = *name;
    if (const auto* split = stringIn(own, "split"))
        document.split = *split;
    if (const auto* name = stringIn(own, "state"))
        if (const auto state = documentStateFromName(*name)) {
            document.state = *state;
            given = true;
        }
    if (const auto* metadata = member(own, "metadata"); metadata && metadata->is_object())
        for (const auto& [key, value] : metadata->items())
            document.metadata[key] = plainText(value);
    if (!own.contains("tokens"))
        return given;
    if (auto grid = gridFrom(own, static_cast<std::uint32_t>(countCodePoints(document.text)))) {
        document.grid = std::move(*grid);
        document.gridImported = true;
    } else {
        job.warn("record whose own words do not fit its text; they were found anew", where);
    }
    return given;
}

} // namespace evenspan::io
