// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace evenspan {

// An integer that only mixes with its own kind. Tag is any incomplete type.
template <class Tag, class Int = std::int64_t> struct StrongInt {
    Int value = 0;

    constexpr StrongInt() = default;
    constexpr explicit StrongInt(Int v)
        : value(v) { }
    constexpr auto operator<=>(const StrongInt&) const = default;
};

using DocumentId = StrongInt<struct DocumentTag>;
using SpanId = StrongInt<struct SpanTag>;
using LabelId = StrongInt<struct LabelTag>;
using LayerId = StrongInt<struct LayerTag>;
using RunId = StrongInt<struct RunTag>;
using EventId = StrongInt<struct EventTag>;

// Positions in one text, in the three units that meet in this program. A span is stored in code
// points; files hold UTF-8; QString counts UTF-16 units. core/text/offset_map.h converts.
using CodePointOffset = StrongInt<struct CodePointTag, std::uint32_t>;
using Utf8Offset = StrongInt<struct Utf8Tag, std::uint32_t>;
using Utf16Offset = StrongInt<struct Utf16Tag, std::uint32_t>;

// Half-open range [begin, end) of code points in one document's text.
struct CodePointRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr std::uint32_t size() const { return end - begin; }
    constexpr bool empty() const { return end <= begin; }
    constexpr bool overlaps(const CodePointRange& o) const {
        return begin < o.end && o.begin < end;
    }
    constexpr bool contains(const CodePointRange& o) const {
        return begin <= o.begin && o.end <= end;
    }
    constexpr auto operator<=>(const CodePointRange&) const = default;
};

} // namespace evenspan

template <class Tag, class Int> struct std::hash<evenspan::StrongInt<Tag, Int>> {
    std::size_t operator()(const evenspan::StrongInt<Tag, Int>& id) const noexcept {
        return std::hash<Int>{}(id.value);
    }
};
