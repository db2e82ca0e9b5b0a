// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::store {

// What a query means, as a tree. A term without conditions matches everything (an empty And).
struct QueryNode {
    enum class Kind { And, Or, Not, Term };
    Kind kind = Kind::And;
    std::vector<QueryNode> children; // Not: one
    std::string key; // Term: "label", "state", … or "meta"
    std::string field; // Term of meta: the column
    std::string op; // ":" "=" "<" "<=" ">" ">="
    std::string value;
    double number = 0; // of keys that compare numbers
    bool operator==(const QueryNode&) const = default;
};

// A filter as typed: `label:PER state:done (split:train OR split:test) text:"acme" score<0.6
// meta.country=FR -label:LOC spans>3`. Terms side by side must all hold; OR binds weaker; - denies
// a term or a group; a bare word is text. label and source look at accepted spans, score and
// suggested at suggestions. text and name are contained, letters a–z in either case; all other
// values are compared exactly.
//
// Errors: BadFormat, with the position in code points (from 1) and the nearest right word; what was
// typed stands in none of them.
Result<QueryNode> parseQuery(std::string_view query);

// A condition over `document d` with one parameter (?) for each value, in order.
struct QuerySql {
    std::string where;
    std::vector<std::string> values;
};
// Values are only ever bound, never spliced.
QuerySql compileQuery(const QueryNode& query);

} // namespace evenspan::store
