// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::store {

// What a query means, as a tree. A term without conditions matches everything (an empty And).
struct QueryNode {
    enum class Kind { And, Or, Not, Term };
    Kind kind = Kind::And;
    std::vector<QueryNode> children; // Not: one
    std::string key; // Term: "label", "state", … "meta" or "attr"
    std::string field; // Term of meta: the column; of attr: the attribute
    std::string op; // ":" "=" "<" "<=" ">" ">="
    std::string value;
    double number = 0; // of keys that compare numbers
    bool operator==(const QueryNode&) const = default;
};

// How a list of documents is ordered; ties by id. Names and metadata are compared by their bytes,
// letters a–z in either case. Score: the highest score among the document's open suggestions.
// Documents without a score, an uncertainty or the column come last either way.
struct DocumentOrder {
    enum class Key { Id, Name, State, Split, Spans, Tokens, Score, Uncertainty, Meta };
    Key key = Key::Id;
    std::string
        field; // column of Meta; "learning" of Uncertainty: core/app/inspect/learning_order.h
    bool descending = false;
    bool operator==(const DocumentOrder&) const = default;
};

// A filter as typed: `label:PER state:done (split:train OR split:test) text:"acme" score<0.6
// meta.country=FR -label:LOC spans>3`. Terms side by side must all hold; OR binds weaker; - denies
// a term or a group; a bare word is text. label, source and attr.NAME look at accepted spans, score
// and suggested at suggestions, rule at both. note:open asks for an open comment (resolved, none),
// flag:yes for a flag. text and name are contained, letters a–z in either case; re is a regular
// expression over the text (core/text/pattern.h; quoted, only \" stands for another character); all
// other values are compared exactly. sort:score, sort:-uncertainty, sort:meta.country (outside of
// brackets) is no condition: it sets `order`, which is left alone without one.
//
// Errors: BadFormat, with the position in code points (from 1) and the nearest right word; what was
// typed stands in none of them.
Result<QueryNode> parseQuery(std::string_view query, std::optional<DocumentOrder>* order = nullptr);

// What a project offers as values, for completions().
struct QueryFacts {
    std::vector<std::string> labels, splits, runs, columns, attributes, rules;
};
struct Completion {
    enum class Kind { Key, Value };
    std::string text; // put in place of [from, to), quoted where the query needs it
    std::size_t from = 0, to = 0; // code points
    Kind kind = Kind::Key;
    bool operator==(const Completion&) const = default;
};
// What may be typed at the cursor: keys, and after a key its values; those that begin with what
// stands before the cursor first, then those that hold it, letters a–z in either case. At most 200.
std::vector<Completion> completions(
    std::string_view query, std::size_t cursorCodePoint, const QueryFacts& facts);

} // namespace evenspan::store
