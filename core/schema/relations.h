// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/document.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Relations between spans of one document. The store has no table of them: they stand as attributes
// of their spans, and so travel, are undone and are kept as everything else of a span. A span that
// a relation names has the attribute "id"; the one that it begins at has "relation TYPE" too, with
// the ids of all that it leads to, a blank between two.
namespace evenspan {

constexpr const char* kRelationId = "id";

bool isRelationKey(std::string_view key);
std::string relationKey(std::string_view type);
std::string_view relationType(std::string_view key); // of a key of a relation

// Places in a list of spans.
struct Relation {
    std::size_t from = 0, to = 0;
    std::string type; // may be empty
    bool operator==(const Relation&) const = default;
};

struct Relations {
    std::vector<Relation> all; // in order of the spans they begin at, then of the types
    std::size_t dangling = 0; // that lead to an id that no span has, or several have
};

bool hasRelations(std::span<const SpanDraft> spans);
Relations relationsOf(std::span<const SpanDraft> spans);
// Ids of the spans that `relations` name; "" of the others.
std::vector<std::string> relationIds(
    std::span<const SpanDraft> spans, const std::vector<Relation>& relations);
// Takes out all that relations left on the spans: ids of spans that no relation names stay.
void removeRelations(std::vector<SpanDraft>& spans);
// A span keeps the id that it has, else gets that of `ids` (by place), else a number, all as far as
// nobody else has it. The number of ids that were there and could not stay.
std::size_t addRelations(std::vector<SpanDraft>& spans, const std::vector<Relation>& relations,
    const std::map<std::size_t, std::string>& ids = {});

} // namespace evenspan
