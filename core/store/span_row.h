// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/store/sqlite.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

// A span's three shapes: a row of the table, a JSON object of the history, a SpanRow. In JSON, as
// in the table, the label is an id; keys that a span of an older version lacks mean "none".
namespace evenspan::store {

// Of `span s JOIN label l ON l.id = s.label`.
constexpr const char* kSpanColumns =
    "s.id, s.document, s.layer, l.name, s.first, s.last, s.source, s.state, s.score, "
    "s.attributes, s.run, s.parts, s.rule";
SpanRow spanFrom(const Statement& statement); // columns of kSpanColumns

nlohmann::json spanJson(const SpanRow& span, std::int64_t label);
nlohmann::json spanJson(Database& database, std::int64_t id); // throws NotFound
SpanRow spanFromJson(const nlohmann::json& span, std::string label);
bool sameSpan(const nlohmann::json& a, const nlohmann::json& b);

} // namespace evenspan::store
