// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/place.h"
#include "core/base/result.h"
#include "core/store/records.h"
#include "core/text/find_equal.h"

#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::store {
class Reader;
class Writer;
} // namespace evenspan::store

namespace evenspan {

// Labels every equal text: first the places are looked up and shown, then those that were ticked
// become labels or suggestions in one undo step.
struct PlaceRequest {
    std::string text;
    std::string label;
    TextMatch match;
    store::DocumentFilter filter;
    std::optional<DocumentId> only; // this document alone; the filter is not asked
    std::size_t limit = 20'000; // places listed; see Places::more
    std::vector<DocumentId> chosen = {}; // where there are some: of the filter's documents these
};

struct Places {
    std::vector<Place> places; // by document, then position
    std::int64_t already = 0; // places that hold the same label already
    std::int64_t rejected = 0; // places where somebody rejected it; not listed either
    bool more = false; // the limit cut the list
};
// Errors: those of Reader::forEach.
Result<Places> findPlaces(
    store::Reader& reader, const PlaceRequest& request, std::stop_token stop = {});

// Labels these places (or suggests them) as one undo step; documents that nobody had begun are in
// work then. Each span says `attributes`. Returns the number of spans made. Errors: as Writer's;
// after one nothing has changed.
Result<std::int64_t> labelPlaces(store::Writer& writer, const std::vector<Place>& places,
    const std::string& label, bool asSuggestions,
    const std::map<std::string, std::string>& attributes = {});

} // namespace evenspan
