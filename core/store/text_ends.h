// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace evenspan::store {

// How a text ends: its last two characters, 0 for those that it lacks.
struct TextEnd {
    std::int64_t document = 0;
    std::array<char32_t, 2> last{};
};
// Of valid UTF-8, up to its first NUL: the search index sees no further.
TextEnd endOf(std::int64_t document, std::string_view text);

// The ends of a project's texts, 16 bytes each, as far as searches met them. The index of three
// letters each finds a shorter text by the letters that may follow it, and so misses the last ones.
// A text never changes, and no document takes the id of another: what is known stays true, though
// documents may go. For any number of threads at a time.
class TextEnds {
public:
    using Part = std::shared_ptr<const std::vector<TextEnd>>;
    // The last id up to which all are known.
    std::int64_t upTo() const;
    std::vector<Part> parts() const;
    // Those of the ids behind `after` up to `upTo`, in any order; dropped where others came first.
    void add(std::int64_t after, std::int64_t upTo, std::vector<TextEnd> ends);

private:
    mutable std::mutex m_mutex;
    std::int64_t m_upTo = 0;
    std::vector<Part> m_parts;
};

} // namespace evenspan::store
