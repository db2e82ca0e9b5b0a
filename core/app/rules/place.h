// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/base/types.h"
#include "core/schema/document.h"

namespace evenspan {

class OffsetMap;
namespace store {
struct DocumentData;
}

// A place in a document of the project, shown with its context.
struct Place {
    DocumentId document;
    std::string name; // of the document
    DocumentState state = DocumentState::Unseen; // of the document
    CodePointRange range;
    std::string before, hit, after; // context, at most 40 code points a side
    std::string conflict; // label of an accepted entity that overlaps; empty: none
    bool operator==(const Place&) const = default;
};

// Of a document: with its text about it; `conflict` is left empty.
Place placeIn(const store::DocumentData& document, const OffsetMap& map, CodePointRange range);

} // namespace evenspan
