// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/rules/propagate.h"

#include "core/store/labelling.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/ascii.h"
#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan {

namespace {

// False: the list is full.
bool collect(const store::DocumentData& document, const PlaceRequest& request, Places& out) {
    const auto hits = findText(document.text, document.grid, request.text, request.match);
    if (hits.empty())
        return true;
    const OffsetMap map(document.text);
    for (const CodePointRange range : hits) {
        std::string conflict;
        bool there = false, rejected = false;
        for (const store::SpanRow& span : document.spans) {
            if (!span.range.overlaps(range))
                continue;
            const bool same = span.range == range && span.label == request.label;
            rejected = rejected || (same && span.state == SpanState::Rejected);
            there = there || (same && span.state == SpanState::Accepted);
            if (!same && span.state == SpanState::Accepted)
                conflict = span.label;
        }
        if (there || rejected) {
            ++(there ? out.already : out.rejected);
            continue;
        }
        if (out.places.size() == request.limit) {
            out.more = true;
            return false;
        }
        out.places.push_back(placeIn(document, map, range));
        out.places.back().conflict = conflict;
    }
    return true;
}

} // namespace

Result<Places> findPlaces(
    store::Reader& reader, const PlaceRequest& request, std::stop_token stop) {
    Places out;
    if (request.only) {
        auto document = reader.document(*request.only, stop);
        if (!document)
            return document.error();
        collect(*document, request, out);
        return out;
    }
    store::DocumentFilter filter = request.filter;
    // The index folds a to z alone: other letters in either case are looked for in every text.
    if (filter.text.empty() && (request.match.matchCase || isAscii(request.text)))
        filter.text = request.text;
    if (!request.chosen.empty()) {
        const auto found = reader.ids(filter, stop);
        if (!found)
            return found.error();
        std::vector<DocumentId> chosen = request.chosen;
        std::sort(chosen.begin(), chosen.end());
        for (const DocumentId id : *found) {
            if (!std::binary_search(chosen.begin(), chosen.end(), id))
                continue;
            auto document = reader.document(id, stop);
            if (!document)
                return document.error();
            if (!collect(*document, request, out))
                break;
        }
        return out;
    }
    const auto walked = reader.forEach(
        filter, [&](store::DocumentData&& document) { return collect(document, request, out); },
        stop);
    if (!walked)
        return walked.error();
    return out;
}

Result<std::int64_t> labelPlaces(store::Writer& writer, const std::vector<Place>& places,
    const std::string& label, bool asSuggestions,
    const std::map<std::string, std::string>& attributes) {
    std::vector<store::SpanRow> rows;
    std::vector<DocumentId> begun;
    for (const Place& place : places) {
        store::SpanRow row;
        row.document = place.document;
        row.label = label;
        row.range = place.range;
        row.attributes = attributes;
        rows.push_back(row);
        const bool untouched =
            place.state == DocumentState::Unseen || place.state == DocumentState::Suggested;
        if (untouched && (begun.empty() || begun.back() != place.document))
            begun.push_back(place.document);
    }
    const std::string excerpt = places.empty() ? std::string() : places.front().hit;
    store::Labelling labelling(writer);
    if (asSuggestions) {
        const auto made =
            labelling.addSuggestions(store::stepName("Suggest", excerpt, label, rows.size()), rows);
        return made ? Result<std::int64_t>(made->added) : Result<std::int64_t>(made.error());
    }
    const auto done =
        writer.group(store::stepName("Label", excerpt, label, rows.size()), [&]() -> Result<void> {
            if (const auto made = labelling.add(rows, excerpt); !made)
                return made.error();
            return writer.setState(begun, DocumentState::InWork);
        });
    if (!done)
        return done.error();
    return static_cast<std::int64_t>(rows.size());
}

} // namespace evenspan
