// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenspan::io {

// A long list of a record, as its words, their places or whole numbers are, kept in a few bytes an
// element instead of a JSON value each: as the bytes of a JSON value of the type binary, which no
// file can hold.
class JsonCapture {
public:
    enum class Kind { None, Words, Places, Numbers };
    // What became of a part of the list. Other: it is not what such a list holds, and the caller
    // builds it from release() on. Twice: taken, and a key stands twice in its object.
    enum class Took { Yes, Other, Twice };

    void begin(Kind kind);
    void reset() { m_kind = Kind::None; }
    bool active() const { return m_kind != Kind::None; }
    std::size_t depth() const { return m_objects.size(); } // of open values inside the list

    Took string(std::string_view value);
    Took other(); // null, true, false or a number that is not whole
    Took whole(std::optional<std::int64_t> value); // nothing: beyond 63 bits
    Took key(std::string_view name);
    Took open(bool object);
    // True: it was the list itself.
    bool close(bool object);

    // Takes elements of the plainest kind that lie whole in [at, end) and have another element
    // behind them; returns where the first that it left begins. `at` is the begin of an element.
    const char* quick(const char* at, const char* end);

    nlohmann::json take(); // after close()
    nlohmann::json release(); // the elements so far, as an array

private:
    const char* quickWords(const char* at, const char* end);
    const char* quickPlaces(const char* at, const char* end);
    const char* quickNumbers(const char* at, const char* end);
    void value(std::optional<std::int64_t> number);
    void put(std::uint64_t number, std::size_t bytes);

    // Keys of an open object: those of the one before it, as long as they come in the same order.
    struct Keys {
        std::vector<std::string> names;
        std::size_t count = 0;
        Took add(std::string_view name);
    };
    enum class At { Nowhere, Begin, End };
    // A key as it stands in a file, with its quotes and colon.
    struct Written {
        std::string text;
        std::array<std::uint64_t, 2> words{}, masks{}; // of the text's first bytes
        At at = At::Nowhere;
        bool standsAt(const char* from, const char* end) const; // there are as many bytes
    };
    bool learnKeys();
    Kind m_kind = Kind::None;
    std::vector<std::uint8_t> m_bytes;
    std::size_t m_usual = 0; // bytes of the list before
    std::vector<char> m_objects; // open values inside the list, true: an object
    Keys m_first; // of the element
    std::vector<Written> m_written; // keys of m_first
    std::vector<Keys> m_inner; // of objects inside it
    At m_at = At::Nowhere;
    std::optional<std::int64_t> m_begin, m_end;
};

// The words of a list kept so; nothing where `part` is none. Views of its bytes.
std::optional<std::vector<std::string_view>> packedWords(const nlohmann::json& part);
template <class Take> void eachPackedWord(std::span<const std::uint8_t> bytes, Take&& take) {
    const auto* at = reinterpret_cast<const char*>(bytes.data());
    for (const auto* const end = at + bytes.size(); at != end;) {
        std::uint32_t size = 0;
        std::memcpy(&size, at, 4);
        take(std::string_view(at + 4, size));
        at += 4 + std::size_t{size};
    }
}
void unpackWords(std::span<const std::uint8_t> bytes, std::vector<std::string_view>& words);
// A list of whole numbers that are not negative, kept so or as it stands; nothing of any other.
std::optional<std::vector<std::uint64_t>> wholeNumbers(const nlohmann::json& part);
// Begin and end of each element, by its whole numbers "start" and "end"; (-1, -1) of one that lacks
// either or is no object. Nothing where `part` is none.
std::optional<std::vector<std::pair<std::int64_t, std::int64_t>>> packedPlaces(
    const nlohmann::json& part);

} // namespace evenspan::io
