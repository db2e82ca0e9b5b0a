// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/relations.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

constexpr std::string_view kRelation = "relation ";

const std::string* idOf(const SpanDraft& span) {
    const auto found = span.attributes.find(kRelationId);
    return found == span.attributes.end() ? nullptr : &found->second;
}

// Ids stand between blanks.
bool isUsable(std::string_view id) {
    return !id.empty() && id.find_first_of(" \t\r\n") == std::string_view::npos;
}

// Which span has an id; of an id that several have, none.
std::map<std::string_view, std::size_t> placesOf(std::span<const SpanDraft> spans) {
    std::map<std::string_view, std::size_t> places;
    std::set<std::string_view> twice;
    for (std::size_t i = 0; i < spans.size(); ++i)
        if (const auto* id = idOf(spans[i]); id && isUsable(*id))
            if (!places.emplace(*id, i).second)
                twice.insert(*id);
    for (const auto id : twice)
        places.erase(id);
    return places;
}

} // namespace

bool isRelationKey(std::string_view key) {
    return key.substr(0, kRelation.size()) == kRelation;
}

std::string relationKey(std::string_view type) {
    return std::string(kRelation) + std::string(type);
}

std::string_view relationType(std::string_view key) {
    return key.substr(std::min(key.size(), kRelation.size()));
}

bool hasRelations(std::span<const SpanDraft> spans) {
    return std::any_of(spans.begin(), spans.end(), [](const SpanDraft& span) {
        if (span.attributes.empty())
            return false;
        // Keys are sorted: those of relations stand together.
        const auto first = span.attributes.lower_bound(std::string(kRelation));
        return first != span.attributes.end() && isRelationKey(first->first);
    });
}

Relations relationsOf(std::span<const SpanDraft> spans) {
    Relations found;
    if (!hasRelations(spans))
        return found;
    const auto places = placesOf(spans);
    for (std::size_t i = 0; i < spans.size(); ++i)
        for (const auto& [key, targets] : spans[i].attributes) {
            if (!isRelationKey(key))
                continue;
            for (std::size_t at = 0; at <= targets.size();) {
                const auto end = std::min(targets.find(' ', at), targets.size());
                const auto id = std::string_view(targets).substr(at, end - at);
                at = end + 1;
                if (const auto place = places.find(id); place != places.end())
                    found.all.push_back({i, place->second, std::string(relationType(key))});
                else
                    ++found.dangling;
            }
        }
    return found;
}

std::vector<std::string> relationIds(
    std::span<const SpanDraft> spans, const std::vector<Relation>& relations) {
    std::vector<std::string> ids(spans.size());
    for (const auto& relation : relations)
        for (const auto place : {relation.from, relation.to})
            if (const auto* id = idOf(spans[place]))
                ids[place] = *id;
    return ids;
}

void removeRelations(std::vector<SpanDraft>& spans) {
    std::set<std::size_t> named;
    for (const auto& relation : relationsOf(spans).all)
        named.insert({relation.from, relation.to});
    for (std::size_t i = 0; i < spans.size(); ++i)
        std::erase_if(spans[i].attributes, [&](const auto& entry) {
            return isRelationKey(entry.first) || (entry.first == kRelationId && named.count(i));
        });
}

std::size_t addRelations(std::vector<SpanDraft>& spans, const std::vector<Relation>& relations,
    const std::map<std::size_t, std::string>& ids) {
    if (relations.empty())
        return 0;
    std::map<std::string, std::size_t> holders; // how many spans have an id
    for (const auto& span : spans)
        if (const auto* id = idOf(span))
            ++holders[*id];
    std::size_t replaced = 0, number = 0;
    std::map<std::size_t, std::string> named;
    const auto nameOf = [&](std::size_t place) -> const std::string& {
        const auto [slot, fresh] = named.try_emplace(place);
        if (!fresh)
            return slot->second;
        auto& id = slot->second;
        if (const auto* own = idOf(spans[place])) {
            if (isUsable(*own) && holders[*own] == 1)
                return id = *own;
            ++replaced;
            --holders[*own];
        }
        if (const auto given = ids.find(place);
            given != ids.end() && isUsable(given->second) && holders[given->second] == 0)
            id = given->second;
        while (id.empty())
            if (auto next = std::to_string(++number); holders[next] == 0)
                id = std::move(next);
        ++holders[id];
        spans[place].attributes[kRelationId] = id;
        return id;
    };
    // First all ids: one that is replaced must not be named before.
    for (const auto& relation : relations)
        for (const auto place : {relation.from, relation.to})
            nameOf(place);
    for (const auto& relation : relations) {
        auto& targets = spans[relation.from].attributes[relationKey(relation.type)];
        targets += (targets.empty() ? "" : " ") + nameOf(relation.to);
    }
    return replaced;
}

} // namespace evenspan
