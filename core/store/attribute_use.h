// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/annotations.h"

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>

namespace evenspan::store {

// What an attribute says in documents that are not in the trash. Spans of every state count.
struct AttributeUse {
    std::int64_t total = 0; // spans or documents with a value
    std::map<std::string, std::int64_t> values; // the first `kListed` that were met
    static constexpr std::size_t kListed = 100;
    bool operator==(const AttributeUse&) const = default;
};
// Reads the attributes of all spans (documents): time grows with their number.
Result<AttributeUse> attributeUse(
    Reader& reader, const AttributeRow& attribute, std::stop_token stop = {});

// Saves the attribute; where its name is new, every value said under the old name goes along, all
// in one undo step. The attribute's id. Errors: as Annotations::saveAttribute; AlreadyExists too
// where a span (document) holds a value under the new name, since one of the two would be lost.
Result<std::int64_t> saveAttributeWithValues(Writer& writer, const AttributeRow& attribute);

} // namespace evenspan::store
